"""One migrated database for the whole run (`-p tests.copies`): each process begins with a copy.

Migrating takes ten seconds of a processor, copying a fraction of one. A run in one process has
nobody to share with, and makes its database as Django does.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

LOCK = "database.lock"
MADE = "database.made"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The first process makes the database that is copied; the others wait for it."""
    if not hasattr(request.config, "workerinput"):
        return
    # The folder of the run; each process has one of its own in it.
    folder = tmp_path_factory.getbasetemp().parent
    with _alone(folder / LOCK), django_db_blocker.unblock():
        if not (folder / MADE).exists():
            _make_template()
            (folder / MADE).touch()
    connection.settings_dict["TEST"] |= {"TEMPLATE": _template(), "MIGRATE": False}


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In the process that only hands out tests, when those that ran them have ended."""
    if hasattr(session.config, "workerinput"):
        return
    factory: pytest.TempPathFactory = session.config._tmp_path_factory  # type: ignore[attr-defined]
    if (factory.getbasetemp() / MADE).exists():
        blocker = session.config.stash[blocking_manager_key]
        with blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{_template()}"')


def _make_template() -> None:
    """As Django makes a test database; this process goes on as if there had been none."""
    connected, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    own = test["NAME"]
    test["NAME"] = _template()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    connection.settings_dict["NAME"] = connected
    test["NAME"] = own


def _template() -> str:
    """Its name, the same in each process; next to those of the databases that tests write to."""
    name: str = connection.settings_dict["NAME"]
    return f"test_{name}_template"


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
