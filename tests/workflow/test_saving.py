import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles.enums import Role
from articles.models import Revision, StateChange
from articles.workflow import keep
from tests.factories import head_of, make_image, make_story, make_tag, make_user, write_text


def test_keep_makes_a_revision_of_what_changed_only(site, section, reporter):
    story = make_story(site, ("vi", "en"))
    before = Revision.objects.count()

    write_text(story, "vi", title="Tên khác", actor=reporter)

    assert Revision.objects.count() == before + 1
    newest = head_of(story, "vi")
    assert (newest.title, newest.created_by) == ("Tên khác", reporter)


def test_keep_again_changes_nothing(site, section, reporter):
    story = make_story(site, ("vi", "en"))
    before = (Revision.objects.count(), StateChange.objects.count())

    assert keep(story, actor=reporter) == []

    assert (Revision.objects.count(), StateChange.objects.count()) == before


def test_revision_holds_the_lead_image_of_its_time(site, section):
    story = make_story(site, lead_image=make_image(site))
    first = head_of(story, "vi")
    story.lead_image = make_image(site)
    story.save()

    keep(story, actor=None)

    assert head_of(story, "vi").lead_image == story.lead_image
    assert first.lead_image != story.lead_image


def test_translation_is_stale_by_the_segments_that_changed(site, section):
    body = "<p>Một.</p><p>Hai.</p><p>Ba.</p>"
    story = make_story(site, ("vi",), texts={"body": body})
    write_text(story, "en", body="<p>One.</p><p>Two.</p>")

    write_text(story, "vi", body="<p>Một.</p><p>Hai đã khác.</p><p>Ba.</p><p>Bốn.</p>")

    translation = story.translations.get(language_code="en")
    assert (translation.stale_segments, translation.missing_segments) == (1, 2)
    assert story.translations.get(language_code="vi").stale_segments == 0


def test_markup_space_and_order_make_nothing_stale(site, section):
    story = make_story(site, ("vi", "en"), texts={"body": "<p>Một hai.</p><p>Ba.</p>"})

    write_text(story, "vi", body="<p>Ba.</p>\n<p>Một  <strong>hai</strong>.</p>")

    assert story.translations.get(language_code="en").stale_segments == 0


def test_correcting_a_word_of_a_stale_translation_does_not_make_it_current(site, section):
    story = make_story(site, ("vi", "en"), texts={"body": "<p>Một.</p>"})
    write_text(story, "vi", body="<p>Hai.</p>")

    write_text(story, "en", title="Another title")
    assert story.translations.get(language_code="en").stale_segments == 1
    keep(story, actor=None, in_step=["en"])

    assert story.translations.get(language_code="en").stale_segments == 0


def test_translator_keeps_only_their_language(site, section, translator):
    story = make_story(site, ("vi", "en"))

    write_text(story, "en", title="By the translator", actor=translator)
    with pytest.raises(PermissionDenied), transaction.atomic():
        write_text(story, "vi", title="Không được phép", actor=translator)

    assert head_of(story, "en").created_by == translator
    assert head_of(story, "vi").title != "Không được phép"


def test_revision_is_never_changed(site, section):
    story = make_story(site)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Revision.objects.filter(story=story).update(title="Khác")


def test_log_is_append_only(site, section):
    story = make_story(site)
    entries = StateChange.objects.filter(story=story)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entries.update(reason="")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entries._raw_delete(entries.db)

    assert entries.exists()


def test_writer_of_one_language_changes_what_all_share(site, section):
    user = make_user((Role.REPORTER, site), languages=("vi",))
    story, tag = make_story(site, ("vi", "en")), make_tag()
    story.tags.add(tag)

    kept = keep(story, actor=user)

    assert {revision.language_code for revision in kept} == {"vi", "en"}
    assert all(revision.tag_ids == [tag.pk] for revision in kept)


def test_translator_changes_nothing_that_all_share(site, section, translator):
    story = make_story(site, ("vi", "en"))
    story.tags.add(make_tag())

    with pytest.raises(PermissionDenied):
        keep(story, actor=translator)
