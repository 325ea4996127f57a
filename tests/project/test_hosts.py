import pytest
from django.db import OperationalError

from articles.sites import snapshot
from articles.sites.snapshot import forget_public_sites
from newscenter.hosts import KnownHosts
from tests.factories import make_site


@pytest.fixture(autouse=True)
def known_hosts(settings):
    settings.ALLOWED_HOSTS = KnownHosts(["desk.example.org"])


def status(client, host):
    return client.get("/vi/", headers={"host": host}).status_code


def test_site_answers_as_soon_as_it_is_made(db, client):
    assert status(client, "new.example") == 400
    make_site("new", ("vi",))
    forget_public_sites()

    assert status(client, "new.example") == 200
    assert status(client, "evil.example") == 400


def down():
    raise OperationalError("the database is away")


def test_hosts_of_the_settings_need_no_database(client, monkeypatch):
    monkeypatch.setattr(snapshot, "public_sites", down)
    monkeypatch.setattr(snapshot._kept, "known", None)

    assert list(KnownHosts(["desk.example.org"])) == ["desk.example.org"]
    assert bool(KnownHosts([])) is False


def test_hosts_of_sites_are_remembered_while_the_database_is_away(db, monkeypatch):
    make_site("new", ("vi",))
    forget_public_sites()
    snapshot.public_sites()
    forget_public_sites()
    monkeypatch.setattr(snapshot, "public_sites", down)

    assert list(KnownHosts(["desk.example.org"])) == ["desk.example.org", "new.example"]
