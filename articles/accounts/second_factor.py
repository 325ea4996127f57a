"""The second factor: a code from one's phone, and recovery codes for the day it is lost.

Codes are checked by django-otp, which also refuses a code that was used and slows guessing down.
"""

from __future__ import annotations

import secrets
from base64 import b32encode, urlsafe_b64encode
from datetime import datetime
from enum import Enum
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from articles.accounts.errors import AccountRefused
from articles.accounts.log import record
from articles.accounts.sessions import end_all
from articles.enums import AccountVerb, Role, SecondFactorPolicy, Verb
from articles.models import User
from articles.permissions import GRANTS, memberships
from articles.queries.people import require_rule_over

RECOVERY_CODES = 10
# Without letters and figures that are taken for each other.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Standing(Enum):
    """How a person who has given the password stands before the desk's door."""

    IN = "in"
    OWES_CODE = "code"
    OWES_SETUP = "setup"


def standing(user: User) -> Standing:
    """May cost the query that fetches the roles, which every page of the desk asks for anyway."""
    if getattr(user, "otp_device", None) is not None:
        return Standing.IN
    if has_second_factor(user):
        return Standing.OWES_CODE
    return Standing.OWES_SETUP if is_required(user) else Standing.IN


def has_second_factor(user: User) -> bool:
    """Costs a query only for a person who did not come with a session."""
    if user.known_second_factor is None:
        user.known_second_factor = bool(_devices(user).exists())
    return user.known_second_factor


def is_required(user: User) -> bool:
    """Whether one of the person's sites, or being an administrator, asks for a second factor."""
    if user.is_superuser and settings.SECOND_FACTOR_FOR_ADMINISTRATORS:
        return True
    return any(
        membership.site.second_factor == SecondFactorPolicy.EVERYONE
        or (
            membership.site.second_factor == SecondFactorPolicy.PUBLISHERS
            and Verb.PUBLISH in GRANTS[Role(membership.role)]
        )
        for membership in memberships(user)
    )


def device_of(user: User) -> TOTPDevice | None:
    return _devices(user).first()


def new_key() -> str:
    """A secret to be shared with a phone; it counts once a code made from it was entered."""
    return str(default_key())


def words_of(key: str) -> str:
    """The secret as apps take it by hand, in groups of four."""
    text = b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def picture_of(user: User, key: str) -> SafeString:
    """A QR code for the phone's camera, as SVG without any style."""
    address = TOTPDevice(user=user, key=key).config_url
    svg = segno.make(address, error="m", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(svg)  # noqa: S308


@transaction.atomic
def set_up(user: User, key: str, code: str, *, address: str = "") -> tuple[TOTPDevice, list[str]]:
    """Take the phone that made the code as second factor; the device, and ten recovery codes.

    The codes are shown now or never: only their hashes are kept. All other sessions of the person
    end, because they began without it. Raises AccountRefused.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if _devices(user).exists():
        raise AccountRefused(_("You have a second factor already: remove it first."))
    device = TOTPDevice(user=user, key=key, name="phone", confirmed=True)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    number = _phone_code(code)
    if not number or not totp.verify(int(number), device.tolerance):
        raise AccountRefused(
            _("This is not the code that your phone shows now. Is the clock of the phone right?")
        )
    # The same code must not be good for a log-in as well.
    device.last_t, device.drift = totp.t(), totp.drift
    device.save()
    user.known_second_factor = True
    codes = _new_codes(user)
    record(AccountVerb.FACTOR_SET, user=user, actor=user, address=address)
    return device, codes


@transaction.atomic
def check(user: User, code: str, *, address: str = "") -> Any:
    """The device that the code is from, or None. A code is good once.

    Wrong codes make one wait, each time twice as long; `locked_until` says till when.
    """
    phone, codes = _devices(user), StaticDevice.objects.filter(user=user, confirmed=True)
    if number := _phone_code(code):
        phone = phone.select_for_update().first()
        return phone if phone is not None and phone.verify_token(number) else None
    codes = codes.select_for_update().first()
    if codes is None or not codes.verify_token(_stored_as(codes, code)):
        return None
    record(
        AccountVerb.CODE_USED, user=user, actor=user, address=address, left=codes.token_set.count()
    )
    return codes


def locked_until(user: User, code: str) -> datetime | None:
    """When the next code of this kind may be tried; None means now."""
    kind = TOTPDevice if _phone_code(code) else StaticDevice
    device: Any = kind.objects.filter(user=user, confirmed=True).first()
    allowed, why = device.verify_is_allowed() if device is not None else (True, None)
    until: datetime | None = None if allowed or why is None else why["locked_until"]
    return until


def codes_left(user: User) -> int:
    codes = StaticToken.objects.filter(device__user=user, device__confirmed=True)
    return int(codes.count())


@transaction.atomic
def renew_codes(user: User, *, address: str = "") -> list[str]:
    """Ten new recovery codes; the old ones end. Ask for a code first."""
    codes = _new_codes(user)
    record(AccountVerb.CODES_RENEWED, user=user, actor=user, address=address)
    return codes


@transaction.atomic
def remove(user: User, *, address: str = "") -> None:
    """Do without a second factor. Ask for a code first."""
    _forget(user)
    record(AccountVerb.FACTOR_REMOVED, user=user, actor=user, address=address)


@transaction.atomic
def reset(user: User, *, actor: User | None, address: str = "") -> bool:
    """Take away the second factor of somebody who lost it, and end their sessions.

    False where there was none. Nobody does this to themselves: whoever found a browser of theirs
    open could then do without the code.
    """
    if actor is not None and actor.pk == user.pk:
        raise AccountRefused(
            _("Your own second factor is removed under “Your account”, with a code.")
        )
    require_rule_over(actor, user)
    if not _forget(user):
        return False
    record(AccountVerb.FACTOR_RESET, user=user, actor=actor, address=address)
    end_all(user, actor=actor, address=address, why="second factor reset")
    return True


def _devices(user: User) -> Any:
    return TOTPDevice.objects.filter(user=user, confirmed=True)


def _forget(user: User) -> int:
    StaticDevice.objects.filter(user=user).delete()
    user.known_second_factor = False
    number: int = TOTPDevice.objects.filter(user=user).delete()[0]
    return number


def _phone_code(code: str) -> str:
    """The six figures that a phone shows, which many apps print with a space; else nothing."""
    text = "".join(code.split())
    return text if len(text) == 6 and text.isascii() and text.isdecimal() else ""


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    codes = [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
        for _number in range(RECOVERY_CODES)
    ]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=_fingerprint(code, settings.SECRET_KEY)) for code in codes
    )
    return codes


def _fingerprint(code: str, secret: str) -> str:
    """What is stored of a recovery code: 96 bits, which is what the library's column holds.

    Keyed by the installation's secret, so that the database alone gives nothing to try codes on.
    """
    plain = "".join(character for character in code.lower() if character in _ALPHABET)
    digest = salted_hmac("articles.recovery", plain, secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:12]).decode()


def _stored_as(device: StaticDevice, code: str) -> str:
    """The fingerprint to look for: made with the secret of today, or with a former one."""
    tried = [
        _fingerprint(code, secret)
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    known = device.token_set.filter(token__in=tried).values_list("token", flat=True).first()
    return known or tried[0]
