"""Filling a translation by machine: what is sent, what is written, and who wins."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import SegmentState
from articles.exchange.machine.engine import (
    LanguageUnknown,
    Limits,
    MachineOff,
    QuotaExceeded,
    Unreachable,
)
from articles.models import Revision, StoryTranslation
from articles.translation.comparison import compare_revisions
from articles.workflow import NothingToTranslate, SegmentEdit, translate_segments
from articles.workflow.machine import characters, gaps, machine_translate
from tests.exchange.machine.services import capitals
from tests.factories import head_of, make_story, write_text

BODY = (
    "<p>Một cây cầu <strong>mới</strong>.</p><p>Dài 420 mét.</p><ul><li><p>Hai làn xe</p></li></ul>"
)


class Machine:
    """Writes capitals, and keeps what it was given."""

    name = "capitals"
    label = "Capitals"
    languages = frozenset({"en", "ar"})
    limits = Limits(texts=2, characters=1000, size=1000)

    def __init__(self):
        self.asked = []
        self.meanwhile = None
        self.fails_at = None

    def translate(self, texts, source, target):
        if self.fails_at == len(self.asked):
            raise Unreachable("gone")
        self.asked.append((list(texts), source, target))
        if self.meanwhile is not None:
            self.meanwhile()
        return [capitals(text) for text in texts]


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def story(site, section):
    return make_story(site, texts={"title": "Cầu mới", "dek": "", "body": BODY})


def text_of(story, code="en"):
    return StoryTranslation.objects.get(master=story, language_code=code)


def rows(story, code="en"):
    return compare_revisions(head_of(story, code), head_of(story, "vi"))


def test_a_missing_translation_is_filled_and_marked(story, translator, machine):
    outcome = machine_translate(story, "en", actor=translator, engine=machine)

    text = text_of(story)
    assert (outcome.applied, outcome.revision) == (4, text.head)
    assert text.title == "CẦU MỚI"
    assert text.body == (
        "<p>MỘT CÂY CẦU <strong>MỚI</strong>.</p><p>DÀI 420 MÉT.</p>"
        "<ul><li><p>HAI LÀN XE</p></li></ul>"
    )
    assert (text.unconfirmed_segments, text.missing_segments) == (4, 0)
    assert {row.link.machine for row in rows(story)} == {"capitals"}
    assert text.head.created_by == translator
    assert text.head.reason == "machine translation: capitals"
    assert [(len(texts), source, target) for texts, source, target in machine.asked] == [
        (2, "vi", "en"),
        (2, "vi", "en"),
    ]


def test_what_people_wrote_is_not_sent(story, translator, machine):
    first = gaps(story, "en")[0]
    edit = SegmentEdit(first.source, 0, "A new bridge")
    translate_segments(story, "en", [edit], actor=translator)

    machine_translate(story, "en", actor=translator, engine=machine)
    again = machine_translate(story, "en", actor=translator, engine=machine)

    assert "Cầu mới" not in [text for texts, *_ in machine.asked for text in texts]
    text = text_of(story)
    assert (text.title, text.unconfirmed_segments) == ("A new bridge", 3)
    assert (again.applied, again.revision, len(machine.asked)) == (0, None, 2)


def test_what_a_person_writes_meanwhile_stays(story, translator, machine):
    def write():
        first = gaps(story, "en")[0]
        edit = SegmentEdit(first.source, 0, "A new bridge")
        translate_segments(story, "en", [edit], actor=translator)
        machine.meanwhile = None

    machine.meanwhile = write

    outcome = machine_translate(story, "en", actor=translator, engine=machine)

    assert text_of(story).title == "A new bridge"
    assert (outcome.applied, len(outcome.conflicts)) == (3, 1)


def test_a_changed_segment_is_left_to_people_unless_asked_for(story, translator, machine):
    machine_translate(story, "en", actor=None, engine=machine)
    body = BODY.replace("Dài 420 mét.", "Dài 430 mét, rộng 12 mét.")
    write_text(story, "vi", body=body)

    left = machine_translate(story, "en", actor=translator, engine=machine)
    done = machine_translate(story, "en", actor=translator, engine=machine, only_missing=False)

    assert (left.applied, done.applied) == (0, 1)
    assert machine.asked[-1][0] == ["Dài 430 mét, rộng 12 mét."]
    assert "RỘNG 12 MÉT" in text_of(story).body
    assert {row.state for row in rows(story)} == {SegmentState.CURRENT}


def test_the_same_words_twice_are_two_segments(site, section, translator, machine):
    story = make_story(site, texts={"title": "Cầu", "dek": "", "body": "<p>A b</p><p>A b</p>"})

    outcome = machine_translate(story, "en", actor=translator, engine=machine)

    assert outcome.applied == 3
    assert text_of(story).body == "<p>A B</p><p>A B</p>"


def test_what_came_before_a_failure_is_kept(story, translator, machine):
    machine.fails_at = 1

    with pytest.raises(Unreachable):
        machine_translate(story, "en", actor=translator, engine=machine)

    text = text_of(story)
    assert (text.title, text.missing_segments, text.unconfirmed_segments) == ("CẦU MỚI", 2, 2)


def test_what_the_machine_writes_is_sanitised(story, translator, machine):
    machine.translate = lambda texts, source, target: [
        '<b onclick="x()">Bold</b><script>alert(1)</script><img src=x onerror=y><p>two</p>'
        for _text in texts
    ]

    machine_translate(story, "en", actor=translator, engine=machine)

    text = text_of(story)
    for forbidden in ("script", "onclick", "onerror", "<img"):
        assert forbidden not in text.body + text.title


def test_numbers_and_quotations_in_a_third_language_are_not_sent(
    site, section, translator, machine
):
    body = '<p>2031</p><p lang="fr">Bonjour à tous</p><p>Chào cả nhà</p>'
    story = make_story(site, texts={"title": "Chào", "dek": "", "body": body})

    machine_translate(story, "en", actor=translator, engine=machine)

    assert [text for texts, *_ in machine.asked for text in texts] == ["Chào", "Chào cả nhà"]


def test_a_person_confirms_what_the_machine_wrote(story, translator, machine):
    machine_translate(story, "en", actor=None, engine=machine)
    [row] = [row for row in rows(story) if row.source.text == "Dài 420 mét."]
    edit = SegmentEdit(row.source.hash, 0, "It is 420 metres long.", base=row.target.hash)

    translate_segments(story, "en", [edit], actor=translator)

    assert text_of(story).unconfirmed_segments == 3


def test_only_translators_of_the_language_send_texts(story, translator, outsider, machine):
    for user, code in ((translator, "ar"), (outsider, "en")):
        with pytest.raises(PermissionDenied):
            machine_translate(story, code, actor=user, engine=machine)

    assert machine.asked == []


def test_what_cannot_be_translated_is_said(site, section, story, machine):
    with pytest.raises(MachineOff):
        machine_translate(story, "en", actor=None)
    with pytest.raises(LanguageUnknown, match="from vi into fr"):
        machine_translate(story, "fr", actor=None, engine=machine)
    with pytest.raises(NothingToTranslate):
        machine_translate(story, "vi", actor=None, engine=machine)

    assert machine.asked == []
    assert Revision.objects.filter(story=story).count() == 1


def test_the_settings_name_the_engine_and_its_quota(story, translator, settings):
    settings.MACHINE_TRANSLATION = "deepl"
    settings.MACHINE_TRANSLATION_KEY = "x:fx"
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = characters(gaps(story, "en")) - 1

    # Nothing is sent: the quota is asked before the service.
    with pytest.raises(QuotaExceeded):
        machine_translate(story, "en", actor=translator)

    assert not StoryTranslation.objects.filter(language_code="en").exists()
