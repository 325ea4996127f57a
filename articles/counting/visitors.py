"""Who is the same visitor: a hash that nobody can trace once the day is over."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv6Address, IPv6Network, ip_address, ip_network
from socket import AF_INET, inet_pton
from threading import Lock

from django.db import connection

from articles.models import ViewSalt

VISITOR_BYTES = SALT_BYTES = 16
# A household gets a /64, and its phones change their addresses inside it all day.
IPV6_HOUSEHOLD = 64
# What a provider hands to one customer who asks for much: 65,536 households.
IPV6_ALLOCATION = 48


def visitor_hash(publication_id: int, address: str, user_agent: str, at: datetime) -> bytes:
    """One visitor of one publication on one day (UTC); the same visitor elsewhere looks unrelated.

    An address may be given as the household that it belongs to. May cost two queries, once a day
    in each process.
    """
    return salted_hash(_salts.of(at), publication_id, address, user_agent)


def salted_hash(salt: bytes, publication_id: int, address: str, user_agent: str) -> bytes:
    seen = f"{publication_id}\n{household(address)}\n{user_agent}"
    encoded = seen.encode(errors="surrogateescape")
    return blake2b(encoded, key=salt, digest_size=VISITOR_BYTES).digest()


def client_address(peer: str, forwarded_for: str, trusted_proxies: int) -> str:
    """The reader's address: the last entry of X-Forwarded-For that one of our proxies wrote.

    Each proxy appends the address that it was called from, so whatever stands further left was
    sent by the reader and may be invented.
    """
    entries = [entry.strip() for entry in forwarded_for.split(",") if entry.strip()]
    if not (trusted_proxies and entries):
        return peer
    return entries[-min(trusted_proxies, len(entries))]


def forget_old_salts(today: date) -> int:
    """Delete the salts of days that are over; with them goes the way back to any reader."""
    return ViewSalt.objects.filter(day__lt=today).delete()[0]


def household(address: str) -> str:
    """The part of an address that stays with a reader; what is no address stands for itself."""
    return address if _is_ipv4(address) else _household(address)


def allocation(network: str) -> str:
    """Of a household of IPv6, the block that one owner may hold it with; otherwise empty."""
    return _allocation(network) if ":" in network else ""


def _is_ipv4(address: str) -> bool:
    """In a fortieth of the time of `ip_address`, which agrees: there is one way to write one."""
    try:
        inet_pton(AF_INET, address)
    except (OSError, ValueError):
        return False
    return True


@lru_cache(maxsize=4096)
def _household(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), IPV6_HOUSEHOLD), strict=False))


@lru_cache(maxsize=4096)
def _allocation(network: str) -> str:
    try:
        parsed = ip_network(network)
    except ValueError:
        return ""
    if not isinstance(parsed, IPv6Network):
        return ""
    return str(parsed.supernet(new_prefix=IPV6_ALLOCATION))


class DailySalts:
    """The salt of today, read once by each process; the first process to ask makes it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day: date | None = None
        self._salt = b""

    def of(self, at: datetime) -> bytes:
        day = at.astimezone(UTC).date()
        with self._lock:
            if day != self._day:
                salt = _agreed_salt(day)
                if connection.in_atomic_block:
                    # It may yet be rolled back, and then another process would make another.
                    return salt
                self._day, self._salt = day, salt
            return self._salt


def _agreed_salt(day: date) -> bytes:
    """Where two processes make one at once, the database keeps the first and both use it."""
    found = ViewSalt.objects.filter(day=day).first()
    if found is None:
        fresh = ViewSalt(day=day, salt=secrets.token_bytes(SALT_BYTES))
        ViewSalt.objects.bulk_create([fresh], ignore_conflicts=True)
        forget_old_salts(day)
        found = ViewSalt.objects.get(day=day)
    return bytes(found.salt)


_salts = DailySalts()
