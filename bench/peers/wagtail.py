"""Wagtail: an environment of its own, a database of its own on the server that we use, too."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bench.ground import ROOT
from bench.peers.archive import CACHE, HOST, Archive, searches
from bench.peers.fronts import proxy_cache
from bench.peers.system import FRONT, KEPT, UNCACHED, MissingError, System
from bench.programs import NGINX, Server, free_port, running, shipped

HOME = CACHE / "wagtail"
PYTHON = HOME / "env" / "bin" / "python"
SITE = ROOT / "bench" / "peers" / "wagtail_site"
PACKAGES = ROOT / "bench" / "peers" / "wagtail.txt"
# It declares to be for Wagtail below 8, and works.
PAGE_CACHE = "wagtail-cache~=3.0"
DATABASE = "peer_wagtail"
REDIS = shutil.which("redis-server")


def prepare(archive: Archive, folder: Path) -> System:
    _make_environment()
    database = _parameters()
    _fill(archive, database)
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        **{"PYTHONPATH": str(ROOT), "PEER_DATABASE": json.dumps(database)},
        **{"DJANGO_SETTINGS_MODULE": "bench.peers.wagtail_site.settings"},
        **{"PEER_SECRET_KEY": secrets.token_urlsafe(50)},
    }
    compressed = {**environment, "PEER_COMPRESS": "yes"}
    ways: dict[str, Any] = {UNCACHED: partial(_served, environment)}
    if REDIS:
        ways[KEPT] = partial(_kept, folder, compressed)
    if NGINX:
        ways[FRONT] = partial(_fronted, folder, compressed)
    section = archive.story % archive.sections
    return System(
        name="Wagtail",
        host=HOST,
        paths={
            "story": f"/section-{section}/story-{archive.story}/",
            "home": "/",
            "section, page 50": f"/section-1/?page={archive.deep}",
            "RSS": "/rss.xml",
            "site map": "/sitemap.xml",
            **searches(archive, "/search/?q="),
        },
        ways=ways,
        legend=_legend(),
    )


def _make_environment() -> None:
    stamp = HOME / "env" / "made"
    wanted = PACKAGES.read_text("utf-8") + PAGE_CACHE
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (
        [sys.executable, "-m", "venv", str(HOME / "env")],
        [*pip, "-r", str(PACKAGES)],
        [*pip, "--no-deps", PAGE_CACHE],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        if done.returncode:
            raise MissingError(done.stderr.strip().splitlines()[-1])
    stamp.write_text(wanted, "utf-8")


def _parameters() -> dict[str, str]:
    from django.db import connection

    known = connection.get_connection_params()
    return {name.upper(): str(known[name]) for name in ("host", "port", "user", "password")} | {
        "NAME": DATABASE
    }


def _fill(archive: Archive, database: dict[str, str]) -> None:
    """Once; the database says of which archive and of which tree it is."""
    import psycopg
    from psycopg.sql import SQL, Identifier, Literal

    file = HOME / "archive.json"
    archive.write_to(file)
    sources = (file, SITE / "models.py", SITE / "fill.py")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    place = {name.lower(): value for name, value in database.items() if name != "NAME"}
    with psycopg.connect(**place, dbname="postgres", autocommit=True) as connection:
        told = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [DATABASE],
        ).fetchone()
        if told == (digest,):
            return
        name = Identifier(DATABASE)
        connection.execute(SQL("DROP DATABASE IF EXISTS {}").format(name))
        connection.execute(SQL("CREATE DATABASE {}").format(name))
        environment = {
            **os.environ,
            **{"PYTHONPATH": str(ROOT), "PEER_DATABASE": json.dumps(database)},
            **{"DJANGO_SETTINGS_MODULE": "bench.peers.wagtail_site.settings"},
            **{"PEER_SECRET_KEY": secrets.token_urlsafe(50)},
        }
        subprocess.run(
            [str(PYTHON), "-m", "bench.peers.wagtail_site.fill", str(file)],
            cwd=ROOT, env=environment, check=True, timeout=900,
        )  # fmt: skip
        connection.execute(SQL("COMMENT ON DATABASE {} IS {}").format(name, Literal(digest)))


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[Server]:
    """By the same WSGI server as ours, with as many workers and threads."""
    port = free_port()
    command = [
        *(str(PYTHON), "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("bench.peers.wagtail_site.wsgi:application", "--host", "127.0.0.1"),
        *("--port", str(port), "--log-level", "error"),
    ]
    with running(command, {**shipped(), **environment}, port) as server:
        yield server


@contextmanager
def _kept(folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    assert REDIS is not None
    command = [
        *(REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)),
        *("--logfile", str(folder / "redis.log")),
    ]
    with (
        running(command, {}, port),
        _served({**environment, "PEER_REDIS_URL": f"redis://127.0.0.1:{port}/0"}) as server,
    ):
        yield server


@contextmanager
def _fronted(folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    with _served(environment) as behind, proxy_cache(folder, behind.port) as server:
        yield server


def _legend() -> str:
    names = ("wagtail", "django", "granian", "wagtail-cache")
    told = subprocess.run(
        [
            *(str(PYTHON), "-c"),
            "import sys; from importlib.metadata import version; "
            "print(*(f'{name} {version(name)}' for name in sys.argv[1:]), sep=', ')",
            *names,
        ],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout.strip()  # fmt: skip
    return (
        f"{told}; the same PostgreSQL server as ours, persistent connections, DEBUG off, compiled "
        f"templates, {shipped()['GRANIAN_WORKERS']} workers of "
        f"{shipped()['GRANIAN_BLOCKING_THREADS']} threads as ours; search of the database backend; "
        "own page cache: wagtail-cache on Redis; nginx: proxy_cache for ten "
        "minutes; what is kept is compressed"
    )
