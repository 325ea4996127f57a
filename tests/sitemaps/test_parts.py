"""A kept part of a site map says what would be written now, whatever has changed since."""

from __future__ import annotations

import gzip
import time
from datetime import timedelta
from threading import Thread
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Max
from django.test import Client
from django.utils import timezone

from articles.models import CategoryTranslation, Image, Publication, SiteMapMark, SiteMapPart, Story
from articles.queries import sitemaps
from articles.queries.sitemaps import canonical
from articles.sitemaps import parts
from articles.sites import snapshot
from articles.workflow import take_down
from tests.factories import (
    make_image,
    make_live_story,
    make_section,
    make_story,
    publish_story,
    write_text,
)


@pytest.fixture(autouse=True)
def two_stories_a_part(monkeypatch):
    monkeypatch.setattr(sitemaps, "STRETCH", 2)
    monkeypatch.setattr(snapshot, "MAX_AGE", 0.0)


@pytest.fixture
def newsroom(db, site, other_site, section):
    """Some stories on two sites, one of them carried by the other."""
    other = make_section(other_site)
    image = make_image(site)
    stories = [make_live_story(site, ("vi", "en"), lead_image=image) for _ in range(4)]
    carried = make_live_story(other_site, ("vi", "en"), section=other)
    publish_story(carried, site, ("vi", "en"), section=section)
    draft = make_story(site)
    return SimpleNamespace(
        site=site, section=section, other_site=other_site, image=image, stories=stories,
        carried=carried, draft=draft,
    )  # fmt: skip


def shown(host, path="/sitemaps/stories-0.xml", **headers):
    answer = Client().get(path, headers={"host": host} | headers)
    return answer.status_code, b"".join(answer) if answer.streaming else b""


def everything():
    """Index and first file of both sites."""
    return [
        shown(host, path)
        for host in ("news.example", "sports.example")
        for path in ("/sitemaps/stories-0.xml", "/sitemap.xml")
    ]


def republish(room):
    write_text(room.stories[1], "en", title="Another bridge", slug="another-bridge")
    publish_story(room.stories[1], room.site, ("en",))


def end_soon(room):
    """In a way that no row changes when it has come."""
    place = Publication.objects.filter(story=room.stories[2])
    place.update(expire_at=timezone.now() + timedelta(milliseconds=300))


def begin_soon(room):
    publish_story(room.draft, room.site, publish_at=timezone.now() + timedelta(milliseconds=600))


def lose_the_picture_soon(room):
    Image.objects.update(rights_until=timezone.now() + timedelta(milliseconds=300))


CHANGES = {
    "a text goes out": lambda room: publish_story(room.draft, room.site),
    "another text of it": republish,
    "one is taken down": lambda room: take_down(room.stories[0], actor=None, reason="Wrong"),
    "one ends": end_soon,
    "one begins": begin_soon,
    "a story is gone": lambda room: Publication.objects.filter(story=room.stories[3]).delete(),
    "a section is called otherwise": lambda room: CategoryTranslation.objects.filter(
        master=room.section
    ).update(slug="khac"),
    "a picture is cut otherwise": lambda room: Image.objects.update(focal_x=0.1),
    "rights in a picture end": lose_the_picture_soon,
    "the origin ends, so the copy counts": lambda room: Publication.objects.filter(
        story=room.carried, site=room.other_site
    ).update(withdrawn_at=timezone.now()),
    "a story belongs to another site": lambda room: Story.objects.filter(pk=room.carried.pk).update(
        origin=room.site, section=room.section
    ),
    "a host is called otherwise": lambda room: room.site.hosts.update(host="other.example"),
}
# What comes by itself, and when.
LATER = {"one ends", "one begins", "rights in a picture end"}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_is_what_would_be_written(newsroom, change):
    before = everything()
    assert {status for status, _body in before} == {200}
    assert before == everything()

    CHANGES[change](newsroom)
    if change in LATER:
        time.sleep(1)
    snapshot.forget_public_sites()

    now = everything()
    SiteMapPart.objects.all().delete()
    assert now == everything()
    assert now != before


def test_only_the_part_that_changed_is_written_anew(newsroom):
    everything()
    written = dict(SiteMapPart.objects.values_list("pk", "number"))

    republish(newsroom)
    everything()

    number = newsroom.stories[1].pk // 2
    kept = dict(SiteMapPart.objects.filter(pk__in=written).values_list("pk", "number"))
    assert kept == {pk: one for pk, one in written.items() if one != number}
    assert SiteMapPart.objects.filter(site=newsroom.site, number=number).exists()
    assert not SiteMapMark.objects.exists()


def test_index_tells_the_newest_change_of_each_file(
    newsroom, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(sitemaps, "ADDRESSES", 6)
    site = snapshot.public_sites().with_id(newsroom.site.pk)
    now = timezone.now()
    for days, story in enumerate(newsroom.stories):
        Publication.objects.filter(story=story).update(updated_at=now - timedelta(days=days))

    found = parts.newest_changes(site)

    width = sitemaps.stories_in_a_file_of(3)
    newest: dict[int, object] = {}
    rows = canonical(site, now).values("story_id").annotate(at=Max("updated_at"))
    for row in rows.order_by("at"):
        newest[row["story_id"] // width] = row["at"]
    assert dict(found) == newest
    assert len(found) > 1
    with django_assert_num_queries(2):
        assert parts.newest_changes(site) == found
    SiteMapPart.objects.filter(number=newsroom.stories[1].pk // sitemaps.STRETCH).delete()
    assert parts.newest_changes(site) == found


@pytest.mark.parametrize("count", [1, 3])
def test_kept_file_takes_three_queries(
    site, section, monkeypatch, django_assert_num_queries, count
):
    monkeypatch.setattr(sitemaps, "STRETCH", 256)
    monkeypatch.setattr(snapshot, "MAX_AGE", 3600.0)
    for _ in range(count):
        make_live_story(site, ("vi", "en"))
    shown("news.example")
    shown("news.example", "/sitemap.xml")

    with django_assert_num_queries(3):
        _status, body = shown("news.example")
    with django_assert_num_queries(2):
        shown("news.example", "/sitemap.xml")

    assert body.count(b"<url>") == 2 * count


def test_large_file_is_sent_as_it_is_kept(newsroom, monkeypatch):
    monkeypatch.setattr(parts, "LARGE", 2)
    _status, plain = shown("news.example")

    answer = Client().get(
        "/sitemaps/stories-0.xml", headers={"host": "news.example", "accept-encoding": "br, gzip"}
    )

    assert answer["Content-Encoding"] == "gzip"
    assert answer["Vary"] == "Accept-Encoding"
    assert gzip.decompress(b"".join(answer)) == plain


def test_command_makes_what_is_missing(newsroom, capsys):
    call_command("make_site_maps")
    call_command("make_site_maps")

    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line.startswith("0 ")]
    kept = dict(SiteMapPart.objects.values_list("pk", "body"))
    everything()
    assert dict(SiteMapPart.objects.values_list("pk", "body")) == kept


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_not_committed_yet_is_not_forgotten(site, section):
    """Its mark is not seen by the maker, and so outlives what was made meanwhile."""
    story = make_live_story(site)
    assert shown("news.example")[1].count(b"<url>") == 1

    with transaction.atomic():
        take_down(story, actor=None, reason="Wrong")
        meanwhile = []
        reader = Thread(target=_read_apart, args=(meanwhile,))
        reader.start()
        reader.join(timeout=20)

    assert meanwhile == [1]
    assert shown("news.example")[0] == 404


def _read_apart(found):
    """With a connection of its own, after the part is thrown away."""
    SiteMapPart.objects.all().delete()
    found.append(shown("news.example")[1].count(b"<url>"))
    connection.close()
