"""What django-axes asks of us: whose log-in to lock, and what a locked one sees."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.counting.visitors import client_address

# What one household or office has of IPv6, in bits; within it addresses are changed at will.
IPV6_HOUSEHOLD = 64


def lockable_address(request: HttpRequest) -> str | None:
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


def locked_out(
    request: HttpRequest, original: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say until when, whether or not there is an account of this name."""
    until = _locked_until(request, (credentials or {}).get("username") or "")
    response = render(request, "admin/locked_out.html", {"until": until}, status=429)
    response["Retry-After"] = str(max(ceil((until - timezone.now()).total_seconds()), 1))
    response["Cache-Control"] = "no-store"
    return response


def _locked_until(request: HttpRequest, username: str) -> datetime:
    username = username or request.POST.get("username", "")
    newest = AccessAttempt.objects.filter(
        username=username,
        ip_address=lockable_address(request),
        attempt_time__gte=get_cool_off_threshold(request),
    ).aggregate(newest=Max("attempt_time"))["newest"]
    return (newest or timezone.now()) + settings.AXES_COOLOFF_TIME
