import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import Verb, WorkflowState
from articles.models import Revision, StateChange
from articles.workflow import PublicationRefused, discard_changes, restore
from tests.factories import (
    head_of,
    make_image,
    make_live_story,
    make_section,
    make_story,
    publish_story,
    write_text,
)


def texts(story):
    return {t.language_code: (t.title, t.body) for t in story.translations.all()}


def test_restoring_one_language_touches_no_other(site, section, editor):
    story = make_story(site, ("vi", "en", "ar"))
    first, before = head_of(story, "en"), texts(story)
    write_text(story, "en", title="Another", body="<p>Other.</p>")
    write_text(story, "ar", title="آخر")
    write_text(story, "vi", dek="Mới.")
    others = {code: head_of(story, code).pk for code in ("vi", "ar")}

    revision = restore(first, actor=editor, reason="Wrong version.")

    assert texts(story)["en"] == before["en"]
    assert {code: head_of(story, code).pk for code in ("vi", "ar")} == others
    assert (revision.created_by, revision.reason) == (editor, "Wrong version.")
    assert head_of(story, "en") == revision
    assert Revision.objects.filter(title="Another").exists()
    entry = StateChange.objects.get(verb=Verb.REVERT)
    assert (entry.actor, entry.detail) == (editor, {"restored": first.pk})


def test_restored_translation_remembers_what_it_was_made_from(site, section):
    story = make_story(site, ("vi", "en"), texts={"body": "<p>Một.</p>"})
    first = head_of(story, "en")
    write_text(story, "vi", body="<p>Hai.</p>")
    write_text(story, "en", body="<p>Two, of another making.</p>")

    restore(first, actor=None)

    assert head_of(story, "en").links == first.links
    assert story.translations.get(language_code="en").stale_segments == 1


def test_picture_is_the_storys_and_stays(site, section):
    story = make_story(site)
    first = head_of(story, "vi")
    story.lead_image = make_image(site)
    story.save()
    write_text(story, "vi", title="Khác")

    assert restore(first, actor=None).lead_image == story.lead_image


def test_restoring_what_stands_makes_nothing(site, section):
    story = make_story(site)

    assert restore(head_of(story, "vi"), actor=None) is None


def test_translator_restores_only_their_language(site, section, translator):
    story = make_story(site, ("vi", "en"))
    first = {code: head_of(story, code) for code in ("vi", "en")}
    write_text(story, "vi", title="Khác")
    write_text(story, "en", title="Other")

    restore(first["en"], actor=translator)
    with pytest.raises(PermissionDenied):
        restore(first["vi"], actor=translator)

    assert {code: text[0] for code, text in texts(story).items()} == {
        "vi": "Khác",
        "en": first["en"].title,
    }


def test_discarding_goes_back_to_what_readers_see(site, section, reporter):
    story = make_live_story(site, ("vi", "en"))
    shown = story.publications.get(language_code="vi").revision
    write_text(story, "vi", title="Bản nháp", body="<p>Khác hẳn.</p>")
    assert story.translations.get(language_code="en").segments_behind > 0

    text = discard_changes(story, "vi", actor=reporter)

    assert (text.title, text.head, text.state) == (shown.title, shown, WorkflowState.PUBLISHED)
    assert story.translations.get(language_code="en").segments_behind == 0
    assert Revision.objects.filter(title="Bản nháp").exists()


def test_discarding_looks_at_the_storys_own_site_first(site, other_site, section):
    story = make_live_story(site)
    own = story.publications.get().revision
    write_text(story, "vi", title="Bản hai")
    publish_story(story, other_site, section=make_section(other_site))
    write_text(story, "vi", title="Bản ba")

    assert discard_changes(story, "vi", actor=None).head == own


def test_nothing_public_is_nothing_to_go_back_to(site, section):
    story = make_story(site)

    with pytest.raises(PublicationRefused, match="nothing"):
        discard_changes(story, "vi", actor=None)
