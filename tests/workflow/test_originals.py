"""The note over a translation whose original readers see in a newer text."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Publication
from articles.translation.comparison import segments_of
from articles.workflow import SegmentEdit, keep, reschedule, take_down, translate_segments
from tests.factories import (
    head_of,
    make_section,
    make_story,
    publish_story,
    write_text,
)

BODY = {"body": "<p>Một.</p><p>Hai.</p>"}
TRANSLATED = "<p>One.</p><p>Two.</p>"


@pytest.fixture
def story(site, section):
    made = make_story(site, texts=BODY)
    write_text(made, "en", body=TRANSLATED)
    publish_story(made, site, ("vi", "en"))
    return made


def noted(story, site, code="en"):
    return Publication.objects.get(story=story, site=site, language_code=code).original_updated_at


def translate(story, vi, html):
    source = next(s for s in segments(story) if s.text == vi)
    return translate_segments(story, "en", [SegmentEdit(source.hash, 0, html)], actor=None)


def segments(story):
    return segments_of(head_of(story, "vi"))


def test_nothing_is_noted_while_both_say_the_same(story, site):
    assert noted(story, site) is None


def test_working_copy_of_the_original_is_nothing_to_readers(story, site):
    write_text(story, "vi", body="<p>Một.</p><p>Hai mươi.</p>")

    assert noted(story, site) is None


def test_published_change_is_noted_with_its_date_until_the_translation_follows(story, site):
    write_text(story, "vi", body="<p>Một.</p><p>Hai mươi.</p>")
    (original,) = publish_story(story, site, ("vi",))
    assert noted(story, site) == original.updated_at

    translate(story, "Hai mươi.", "Twenty.")
    assert noted(story, site) == original.updated_at
    publish_story(story, site, ("en",))

    assert noted(story, site) is None
    assert noted(story, site, "vi") is None


def test_markup_and_order_are_no_news(story, site):
    write_text(story, "vi", body="<p><strong>Hai</strong>.</p><p>Một.</p>")
    publish_story(story, site, ("vi",))

    assert noted(story, site) is None


def test_new_paragraph_is_news_and_one_left_out_from_the_start_is_none(site, section):
    made = make_story(site, texts=BODY)
    write_text(made, "en", body="<p>One.</p>")
    publish_story(made, site, ("vi",))
    publish_story(made, site, ("en",), override_reason="Shortened for readers abroad.")
    assert noted(made, site) is None

    write_text(made, "vi", body="<p>Một.</p><p>Hai.</p><p>Ba.</p>")
    publish_story(made, site, ("vi",))

    assert noted(made, site) is not None


def test_other_site_follows_the_original_at_the_origin(story, site, other_site):
    publish_story(story, other_site, ("en",), section=make_section(other_site))
    write_text(story, "vi", body="<p>Một.</p><p>Hai mươi.</p>")
    publish_story(story, site, ("vi",))

    assert noted(story, other_site) is not None
    take_down(story, actor=None, languages=["vi"])
    assert noted(story, other_site) is None


def test_page_shows_the_note_from_its_time_on(story, site, client):
    publication = Publication.objects.get(story=story, site=site, language_code="en")
    address = f"/en/{publication.section.translations.get(language_code='en').slug}/"
    address += f"{publication.revision.slug}-{story.pk}/"
    words = "was updated after this translation was made"
    host = site.hosts.get().host
    assert words not in client.get(address, headers={"host": host}).content.decode()

    write_text(story, "vi", body="<p>Một.</p><p>Hai mươi.</p>")
    publish_story(story, site, ("vi",))

    assert words in client.get(address, headers={"host": host}).content.decode()


def test_original_that_is_only_announced_is_no_news_before_its_time(site, section):
    made = make_story(site, texts=BODY)
    write_text(made, "en", body=TRANSLATED)
    publish_story(made, site, ("en",))
    write_text(made, "vi", body="<p>Một.</p><p>Hai mươi.</p>")
    later = timezone.now() + timedelta(days=1)
    (original,) = publish_story(made, site, ("vi",), publish_at=later)

    assert noted(made, site) == later
    reschedule(original, actor=None, publish_at=later + timedelta(days=1), expire_at=None)
    assert noted(made, site) == later + timedelta(days=1)


def test_confirming_what_stands_ends_the_note(story, site):
    write_text(story, "vi", body="<p>Một.</p><p>Hai!</p>")
    publish_story(story, site, ("vi",))
    assert noted(story, site) is not None

    keep(story, actor=None, in_step=["en"])
    publish_story(story, site, ("en",))

    assert noted(story, site) is None
