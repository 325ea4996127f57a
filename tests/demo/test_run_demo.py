import signal
import socket
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.demo.newsroom import PASSWORD
from articles.demo.records import group
from articles.management.commands import run_demo
from articles.models import Site


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1"])
def test_port_that_is_none_is_named(port):
    with pytest.raises(CommandError, match=rf"“{port}” is no port"):
        call_command("run_demo", f"--port={port}")


def test_busy_port_is_named_with_a_way_out(port, settings):
    settings.DEBUG = True
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        with pytest.raises(CommandError, match=rf"Port {port}.*PORT={port + 1}"):
            call_command("run_demo", f"--port={port}")


def test_production_settings_are_refused(port):
    with pytest.raises(CommandError, match="DEBUG=true"):
        call_command("run_demo", f"--port={port}")


@pytest.mark.django_db
def test_missing_site_group_is_seeded_and_an_existing_one_is_not(monkeypatch, port, settings):
    settings.DEBUG = True

    def seed(name, **options):
        seeded.append(name)
        for key in (site.key for site in group().sites):
            Site.objects.create(key=key, publisher=key)

    seeded, served = [], []
    monkeypatch.setattr(run_demo, "call_command", seed)
    monkeypatch.setattr(run_demo, "run", lambda *args, **options: served.append(args[1]))
    monkeypatch.setattr(signal, "signal", lambda *args: None)
    out = StringIO()

    call_command("run_demo", f"--port={port}", stdout=out)
    call_command("run_demo", f"--port={port}", stdout=out)

    assert seeded == ["seed_demo"]
    assert served == [port, port]
    assert f"http://localhost:{port}/admin/" in out.getvalue()
    assert PASSWORD in out.getvalue()
