"""Menus, footers and dates are kept in the process, and are right at any time all the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone

from articles.models import (
    CategoryTranslation,
    Edition,
    FooterLine,
    Site,
    SiteHost,
)
from articles.sites import snapshot
from articles.sites.frames import kept_parts
from articles.sites.snapshot import forget_public_sites, public_sites
from articles.workflow import correct
from tests.factories import make_live_story, make_section, make_tag
from tests.views.pages import address

pytestmark = pytest.mark.django_db
MENU = {"language_code": "vi"}


@pytest.fixture
def pages(site, other_site, section):
    """A page of each kind that stands in the frame, with what is kept of it written already."""
    make_section(site, "part", parent=section)
    story = make_live_story(site, section=section, tags=(make_tag(),))
    return ["/vi/", "/vi/thoi-su/", address(story), "/vi/part-vi/", "/vi/nothing/"]


def rename_edition(site):
    Edition.objects.filter(site=site, **MENU).update(name="Tên mới", description="Câu mới")


def rename_section(site):
    CategoryTranslation.objects.filter(master__site=site, master__key="thoi-su", **MENU).update(
        name="Mục mới"
    )


def add_section(site):
    make_section(site, "moi", vi="Mục thêm")


def add_footer_line(site):
    edition = Edition.objects.get(site=site, **MENU)
    FooterLine.objects.create(
        site=site, language_code=edition.language_code, text="Dòng mới", url="https://a.example/"
    )


def change_copyright(site):
    Edition.objects.filter(site=site, **MENU).update(copyright_line="© Mới")


def change_accent(site):
    Site.objects.filter(pk=site.pk).update(accent="#0b7285")


def rename_another_site(site):
    Edition.objects.exclude(site=site).update(name="Trang khác")


def move_another_site(site):
    SiteHost.objects.exclude(site=site).update(host="moved.example")


def add_an_edition(site):
    Edition.objects.create(site=site, language_code="fr", position=9, name="Nouvelles")


def correct_a_story(site):
    story = make_live_story(site)
    correct(story, "vi", text="Sai.", actor=None)


CHANGES = [
    *(rename_edition, rename_section, add_section, add_footer_line, change_copyright),
    *(change_accent, rename_another_site, move_another_site, add_an_edition, correct_a_story),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_pages_after_a_change_are_those_of_a_new_process(get, monkeypatch, site, pages, change):
    before = [get(path).content for path in pages]
    change(site)
    # As when the second is over: what did not change in the snapshot is kept.
    monkeypatch.setattr(snapshot._kept, "until", 0.0)

    after = [get(path).content for path in pages]

    forget_public_sites()
    monkeypatch.setattr("articles.views.page.kept_parts", lambda *_: None)
    assert after == [get(path).content for path in pages]
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_pages_are_the_same_whether_parts_are_kept_or_not(get, monkeypatch, pages):
    first = [get(path).content for path in pages]
    again = [get(path).content for path in pages]
    monkeypatch.setattr("articles.views.page.kept_parts", lambda *_: None)

    assert first == again == [get(path).content for path in pages]


def test_each_day_has_its_date(get, monkeypatch, site):
    shown = []
    for day in (1, 2):
        monkeypatch.setattr(timezone, "now", lambda day=day: datetime(2030, 5, day, 5, tzinfo=UTC))
        shown.append([f'<time datetime="2030-05-0{n}">' in body(get("/vi/")) for n in (1, 2)])

    assert shown == [[True, False], [False, True]]


def test_number_of_parts_does_not_grow_with_stories(get, site, section, pages):
    # Two stories, so that each has one beside it, and all labels are known.
    for path in (*pages, address(make_live_story(site, section=section))):
        get(path)
    parts = kept_parts_now(site)
    known = len(parts)

    for _ in range(3):
        assert get(address(make_live_story(site, section=section))).status_code == 200

    assert kept_parts_now(site) is parts
    assert len(parts) == known > 5


def test_parts_are_kept_while_sites_stay_as_they_are(get, monkeypatch, site):
    get("/vi/")
    parts = kept_parts_now(site)

    monkeypatch.setattr(snapshot._kept, "until", 0.0)
    get("/vi/")
    assert kept_parts_now(site) is parts

    rename_edition(site)
    monkeypatch.setattr(snapshot._kept, "until", 0.0)
    get("/vi/")
    assert kept_parts_now(site) is not parts


def test_a_site_as_it_was_has_no_parts(site):
    was = public_sites().with_id(site.pk)
    rename_edition(site)
    forget_public_sites()

    assert kept_parts(was, was.edition("vi"), timezone.localdate()) is None


def writer(source):
    """Renders the template for a key and a word, and more."""
    template = Template("{% load frame_tags %}" + source)
    return lambda key, word, **more: template.render(Context({"key": key, "word": word} | more))


def test_tag_writes_once_for_what_it_depends_on():
    written = writer("{% kept 'a' key %}{{ key }}{{ word }}{% endkept %}")
    parts = {}

    assert written(1, "<", kept_parts=parts) == "1&lt;"
    assert written(1, "b", kept_parts=parts) == "1&lt;"
    assert written(2, "b", kept_parts=parts) == "2b"
    assert written(1, "b") == "1b"


def test_a_frame_is_written_once_but_for_what_is_fresh():
    written = writer(
        "{% frame 'a' key %}{{ key }}{{ word }}"
        "{% fresh %}<{{ word }}>{% endfresh %}{% kept 'b' %}({{ word }}){% endkept %}"
        "{% block end %}.{% endblock %}{% endframe %}"
    )
    parts = {}

    assert written(1, "&", kept_parts=parts) == "1&amp;<&amp;>(&amp;)."
    assert written(1, "b", kept_parts=parts) == "1&amp;<b>(&amp;)."
    assert written(2, "b", kept_parts=parts) == "2b<b>(&amp;)."
    assert written(1, "b") == "1b<b>(b)."
    # Frames share what is kept by itself.
    assert all(any(piece is parts[("b",)] for piece in parts["a", key]) for key in (1, 2))


def kept_parts_now(site):
    shown = public_sites().with_id(site.pk)
    edition = shown.edition("vi")
    return kept_parts(shown, edition, timezone.localdate(timezone=shown.tzinfo))


def body(response):
    return response.content.decode()
