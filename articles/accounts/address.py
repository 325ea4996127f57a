"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from articles.counting.visitors import client_address

# What one household or office has of IPv6, in bits; within it addresses are changed at will.
IPV6_HOUSEHOLD = 64


def network_address(request: HttpRequest) -> str | None:
    """The address that log-ins are counted for; None where the peer has none (a socket)."""
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded_for = request.headers.get("X-Forwarded-For", "")
    try:
        address = ip_address(client_address(peer, forwarded_for, settings.TRUSTED_PROXIES))
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), IPV6_HOUSEHOLD), strict=False).network_address)
