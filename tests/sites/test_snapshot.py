from threading import Event, Thread

import pytest
from django.db import OperationalError

from articles.models import Category, Edition
from articles.sites import snapshot
from articles.sites.snapshot import forget_public_sites, public_sites
from tests.factories import make_section


@pytest.fixture(autouse=True)
def read_anew():
    forget_public_sites()
    yield
    forget_public_sites()


@pytest.mark.parametrize("item_count", [1, 3])
def test_reading_all_sites_costs_four_queries(
    site, other_site, django_assert_num_queries, item_count
):
    for number in range(item_count):
        make_section(site, f"part-{number}")

    with django_assert_num_queries(4):
        sites = public_sites()

    edition = sites.with_host("news.example").edition("vi")
    assert len(edition.sections) == item_count


def test_a_change_is_seen_when_the_time_is_over(site, monkeypatch, django_assert_num_queries):
    now = 1000.0
    monkeypatch.setattr(snapshot, "monotonic", lambda: now)
    public_sites()
    Edition.objects.filter(site=site, language_code="vi").update(name="Tên mới")

    def name():
        return public_sites().with_host("news.example").edition("vi").name

    with django_assert_num_queries(0):
        assert name() == "Trung tâm Tin tức"
    now += snapshot.MAX_AGE
    assert name() == "Tên mới"


def test_who_waits_for_a_database_that_hangs_is_told(site, monkeypatch):
    known = public_sites()
    begun, may_end = Event(), Event()

    def hang(read):
        begun.set()
        assert may_end.wait(20)
        return known

    monkeypatch.setattr(snapshot, "PATIENCE", 0.05)
    monkeypatch.setattr(snapshot, "read_publicly", hang)
    forget_public_sites()
    first = Thread(target=public_sites)
    first.start()
    assert begun.wait(20)

    for _ in range(3):
        with pytest.raises(OperationalError, match="hangs"):
            public_sites()
    may_end.set()
    first.join(20)

    assert public_sites() is known


def test_sections_stand_in_menu_order_and_know_what_is_around_them(site):
    last = make_section(site, "last")
    Category.objects.filter(pk=last.pk).update(position=9)
    first = make_section(site, "first")
    part = make_section(site, "part", parent=first)

    edition = public_sites().with_id(site.pk).edition("vi")

    assert [section.key for section in edition.top_sections] == ["first", "last"]
    shown = edition.section(part.pk)
    assert [section.key for section in edition.ancestors(shown)] == ["first"]
    assert edition.children(edition.section(first.pk)) == (shown,)


def test_a_section_without_a_name_is_not_in_the_edition(site):
    nameless = Category.objects.create(site=site, key="nameless")

    assert public_sites().with_id(site.pk).edition("vi").section(nameless.pk) is None


def test_a_site_without_host_or_edition_is_not_public(site, other_site):
    site.hosts.all().delete()
    Edition.objects.filter(site=other_site).delete()

    assert public_sites().sites == ()
