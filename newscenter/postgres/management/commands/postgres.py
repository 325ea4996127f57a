"""`manage.py postgres`: look after the embedded server, back the database up and restore it."""

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from newscenter.postgres.account import Account
from newscenter.postgres.binaries import Binaries
from newscenter.postgres.dump import DumpError, restore_dump, write_dump
from newscenter.postgres.errors import ServerUnavailableError
from newscenter.postgres.server import Server, project_server

NOT_RUNNING = 3


class Command(BaseCommand):
    """One subcommand per verb; `dump` and `psql` also work on a server of DATABASE_URL."""

    help = "Looks after the embedded PostgreSQL server; dumps and restores the database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("start", help="start the server and keep it running")
        stop = verbs.add_parser("stop", help="stop the server")
        stop.add_argument("--force", action="store_true", help="even while programs use it")
        verbs.add_parser(
            "status", help=f"say what runs; exit code {NOT_RUNNING} where nothing does"
        )
        dump = verbs.add_parser("dump", help="write a backup of the whole database")
        dump.add_argument("file", nargs="?", type=Path, help="default: a new file in DATA_DIR")
        restore = verbs.add_parser("restore", help="replace the database by a backup")
        restore.add_argument("file", type=Path)
        restore.add_argument(
            "--yes", action="store_true", help="agree that the present database is replaced"
        )
        verbs.add_parser("psql", help="open PostgreSQL's own shell")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(**options)
        except (ServerUnavailableError, DumpError) as error:
            raise CommandError(str(error)) from error

    def _start(self, **options: Any) -> None:
        server = _embedded()
        server.keep_running()
        self.stdout.write(
            _("PostgreSQL runs (process %(pid)s) until “manage.py postgres stop”.")
            % {"pid": server.cluster.pid()}
        )

    def _stop(self, *, force: bool, **options: Any) -> None:
        server = _embedded()
        was_running = server.cluster.pid() is not None
        if not server.shut_down(force=force):
            raise CommandError(
                _("PostgreSQL is in use by other programs: end them first, or add --force.")
            )
        message = _("PostgreSQL is stopped.") if was_running else _("PostgreSQL was not running.")
        self.stdout.write(message)

    def _status(self, **options: Any) -> None:
        server = _embedded()
        pid = server.cluster.pid()
        address = server.cluster.address() if pid else None
        lines = {
            _("state"): _("running, process %(pid)s") % {"pid": pid} if pid else _("not running"),
            _("data"): server.places.data,
            _("log"): server.places.log,
            _("socket"): address.host if address else "–",
            _("programs"): server.binaries.directory,
        }
        for name, value in lines.items():
            self.stdout.write(f"{name}: {value}")
        if not pid:
            sys.exit(NOT_RUNNING)

    def _dump(self, *, file: Path | None, **options: Any) -> None:
        moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        target = file or settings.DATA_DIR / "backups" / f"newscenter-{moment}.dump"
        write_dump(connection, _programs(), target)
        self.stdout.write(
            _("Wrote %(file)s (%(size)s bytes).")
            % {"file": target, "size": f"{target.stat().st_size:,}"}
        )

    def _restore(self, *, file: Path, yes: bool, **options: Any) -> None:
        server = _embedded()
        if not file.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": file})
        if not yes:
            raise CommandError(
                _("This replaces the present database; add --yes if that is what you want.")
            )
        name = settings.DATABASES["default"]["NAME"]
        restore_dump(server.open(), server.binaries, file, name)
        self.stdout.write(_("Restored %(file)s.") % {"file": file})

    def _psql(self, **options: Any) -> None:
        connection.client.runshell([])


def _embedded() -> Server:
    if connection.settings_dict["ENGINE"] != "newscenter.postgres":
        raise CommandError(
            _("DATABASE_URL is set: look after that server with its own tools, not with this one.")
        )
    return project_server()


def _programs() -> Binaries:
    return Binaries.find(settings.EMBEDDED_PG_BIN, Account.ourselves())
