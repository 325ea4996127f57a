"""The cast is made once for a module, and every door is tried on it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from articles.sites import snapshot as public
from tests.matrix.cast import Cast, make_cast
from tests.matrix.trying import Tables

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    public.forget_public_sites()
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=QUICK),
        transaction.atomic(),
    ):
        yield make_cast()
        transaction.set_rollback(True)
    public.forget_public_sites()


@pytest.fixture(scope="module")
def known(cast: Cast) -> Tables:
    return Tables()
