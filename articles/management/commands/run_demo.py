"""`manage.py run_demo`: a newcomer's first look, in one process that Ctrl-C ends entirely."""

import argparse
import signal
import socket
import sys
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from articles.demo.newsroom import PASSWORD
from articles.demo.records import group
from articles.demo.seeding import is_seeded
from articles.sites.snapshot import public_sites

ADDRESS = "127.0.0.1"


class Command(BaseCommand):
    """Brings the database up to date, seeds the demo where it is missing, and serves it."""

    help = "Makes the demo site group if it is not there, and serves it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=_port, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                _("The demo has known passwords, so it needs development settings: DEBUG=true.")
            )
        _require_free(port)
        settings.PUBLIC_PORT = port
        # A stop by `kill` leaves as orderly as Ctrl-C, or the database server would stay behind.
        signal.signal(signal.SIGTERM, _leave)
        try:
            self._prepare()
            self._announce(port)
            run(ADDRESS, port, get_internal_wsgi_application(), threading=True)
        except KeyboardInterrupt:
            self.stdout.write("\n" + _("Stopped."))

    def _prepare(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(_("Bringing the database up to date …"))
            call_command("migrate", verbosity=0, interactive=False)
        if not is_seeded():
            self.stdout.write(_("Making the demo site group …"))
            call_command("seed_demo", stdout=self.stdout)

    def _announce(self, port: int) -> None:
        sites = public_sites().sites
        write = self.stdout.write
        write("")
        for site in sites:
            write(f"  {site.default_edition.name}: {site.absolute('/')}")
        write("  " + _("Admin: %(address)s") % {"address": f"http://localhost:{port}/admin/"})
        write("")
        write("  " + _("Accounts, all with the password %(password)s:") % {"password": PASSWORD})
        for account in group().accounts:
            details = [account.role, *account.sites]
            write(f"    {account.username:<18}{', '.join(details)}")
        write("")
        write(_("Ctrl-C stops the server and its database."))
        # Whoever reads through a pipe waits for these lines.
        sys.stdout.flush()


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is no port: write a number from 1 to 65535, as in PORT=8001.")
            % {"text": text}
        )
    return int(text)


def _require_free(port: int) -> None:
    """Fail before any work is done, and in words."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise CommandError(
                _("Port %(port)s cannot be used (%(reason)s). Try another: make demo PORT=%(next)s")
                % {"port": port, "reason": error.strerror, "next": min(port + 1, 65535)}
            ) from error


def _leave(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
