"""What a translator gets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.enums import WorkflowState
from articles.exchange.xliff.exporting import changed_since, story_file, story_files, with_texts
from articles.exchange.xliff.records import Address, TargetState, plain
from articles.models import Story
from articles.text.segments import text_hash
from articles.workflow import SegmentEdit, translate_segments
from tests.exchange.xliff.bridge import (
    BODY,
    ENGLISH,
    FERRY,
    HEADING,
    TITLE,
    exported,
    make_bridge,
)
from tests.factories import head_of, make_story, publish_story, write_text


def by_words(file):
    return {plain(unit.source): unit for unit in file.units}


def test_a_file_names_story_languages_and_revisions(site, section):
    story = make_bridge(site)

    file = exported(story)

    revisions = (head_of(story, "vi").pk, head_of(story, "en").pk)
    assert file.address == Address("news", story.pk, "vi", revisions[0], "en", revisions[1])
    assert Address.found_in(f"C:\\work\\{file.address} (copy)") == file.address
    assert (file.source_language, file.target_language) == ("vi", "en")
    assert str(file.address) in file.notes[0]
    assert TITLE in file.notes[0]


def test_a_language_without_a_text_is_all_to_be_done(site, section):
    story = make_bridge(site)

    file = exported(story, "ar")

    assert file.address.target_revision == 0
    assert {(unit.state, unit.target, unit.base) for unit in file.units} == {
        (TargetState.INITIAL, None, "")
    }
    assert len(file.units) == 6


def test_states_follow_the_rows(site, section, editor):
    story = make_bridge(site)
    translate_segments(
        story,
        "en",
        [SegmentEdit(text_hash(FERRY.replace("<br>", " ")), 0, "By ferry.", machine="deepl")],
        actor=None,
    )
    write_text(story, "vi", body=BODY.replace("Hai năm thi công", "Ba năm thi công"))

    units = by_words(exported(story))

    states = {words[:6]: (unit.state, unit.machine) for words, unit in units.items()}
    assert states == {
        "Cầu mớ": (TargetState.TRANSLATED, False),
        "Người ": (TargetState.TRANSLATED, False),
        "Ba năm": (TargetState.NEEDS_REVIEW, False),
        "Cầu dà": (TargetState.TRANSLATED, False),
        "Trước ": (TargetState.NEEDS_REVIEW, True),
        "Lễ khá": (TargetState.INITIAL, False),
    }
    stale = units["Ba năm thi công"]
    assert plain(stale.target) == "Two years of work"
    assert stale.base == text_hash("Two years of work")
    assert stale.notes == (
        f"The original changed since this was translated. It said before: “{HEADING}”",
    )
    assert "machine" in units["Trước đây phải đi phà. Chuyến phà cuối đã chạy hôm qua."].notes[0]


def test_what_readers_see_is_final(site, section, editor):
    story = make_bridge(site)
    publish_story(story, site, ("vi", "en"), override_reason="The rest follows at noon.")
    assert story.translations.get(language_code="en").state == WorkflowState.PUBLISHED

    assert by_words(exported(story))[TITLE].state is TargetState.FINAL


def test_ids_stay_while_other_segments_change(site, section):
    story = make_story(site, texts={"body": f"<p>Một.</p><p>Hai.</p><p>Một.</p>{BODY}"})
    before = [unit.id for unit in exported(story, "en").units]

    write_text(story, "vi", body=f"<p>Mới hẳn.</p><p>Một.</p><p>Khác.</p><p>Một.</p>{BODY}")
    after = [unit.id for unit in exported(story, "en").units]

    changed = set(before) - set(after)
    assert changed == {f"{text_hash('Hai.')}-0"}
    assert [one for one in after if one in before] == [one for one in before if one not in changed]
    assert f"{text_hash('Một.')}-1" in after
    assert len(after) == len(set(after))


def test_numbers_are_not_sent_out(site, section):
    table = "<table><tbody><tr><td><p>Dài</p></td><td><p>420</p></td></tr></tbody></table>"
    story = make_story(site, texts={"title": "Cầu", "dek": "", "body": table})

    assert list(by_words(exported(story, "en"))) == ["Cầu", "Dài"]


def test_only_some_segments(site, section):
    story = make_bridge(site)
    write_text(story, "vi", body=BODY.replace("Hai năm", "Ba năm"))

    for only, words in [
        (("missing",), ["Trước", "Lễ"]),
        (("stale",), ["Ba"]),
        (("stale", "missing"), ["Ba", "Trước", "Lễ"]),
    ]:
        units = exported(story, only=only).units
        assert [plain(unit.source).split()[0] for unit in units] == words


def test_nothing_to_translate_is_no_file(site, section):
    whole = make_story(site, ("vi", "en"))
    stories = list(with_texts(Story.objects.filter(pk=whole.pk)))

    assert story_file(stories[0], "vi") is None
    assert list(story_files(stories, ["en"], only=("missing", "stale"))) == []
    assert len(list(story_files(stories, ["en", "ar"]))) == 2


def test_since_looks_at_every_language(site, section):
    now = timezone.now()
    story = make_bridge(site)
    old = make_story(site)
    old.translations.update(changed_at=now - timedelta(days=3))

    assert list(changed_since(Story.objects.all(), now)) == [story]


@pytest.mark.parametrize("count", [1, 3])
def test_many_stories_take_the_same_queries(site, section, django_assert_num_queries, count):
    for _number in range(count):
        make_bridge(site)

    with django_assert_num_queries(2):
        files = list(story_files(with_texts(Story.objects.all()), ["en", "ar"]))

    assert len(files) == 2 * count


def test_english_is_what_the_bridge_says(site, section):
    units = by_words(exported(make_bridge(site)))

    assert plain(units[TITLE].target) == ENGLISH["title"]
