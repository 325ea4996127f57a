"""A person logs in: what they type, and the phone that makes codes from the secret it was shown."""

from __future__ import annotations

import time

from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import second_factor
from articles.models import User

PASSWORD = "a long password"
ACCOUNT = reverse("admin:account")
FACTOR = reverse("admin:second-factor")
LOGIN = reverse("admin:login")
CODE = reverse("admin:log-in-code")
INDEX = reverse("admin:index")


def code_of(key: str, step: int | None = None) -> str:
    """What the phone shows now, or in that half minute since 1970."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() if step is None else step * totp.step
    return f"{totp.token():06d}"


def equip(user: User) -> list[str]:
    """Give the person a second factor; their recovery codes. The next code is good for a log-in."""
    key = second_factor.new_key()
    _device, codes = second_factor.set_up(user, key, code_of(key))
    return codes


def next_code(user: User) -> str:
    """The first code that is good for the next log-in.

    Where the last one came in half a minute late or early, the desk takes the phone's clock for
    slow or fast, and goes by that.
    """
    device = TOTPDevice.objects.get(user=user)
    shown = int(time.time()) // device.step + device.drift
    return code_of(device.key, max(device.last_t + 1, shown))


def give_password(user: User, password: str = PASSWORD, client: Client | None = None, **extra):
    """The first page of a log-in; the client that gave it."""
    client = client or Client()
    data = {"username": user.username, "password": password, "next": INDEX}
    return client, client.post(LOGIN, data, **extra)


def is_in(client: Client) -> bool:
    return client.get(INDEX).status_code == 200
