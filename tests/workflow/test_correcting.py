from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.enums import Role, WorkflowState
from articles.models import (
    Correction,
    Publication,
    Retraction,
    SearchEntry,
    SectionListing,
    StateChange,
)
from articles.queries.corrections import (
    open_corrections,
    placements_behind_correction,
    texts_owing_correction,
)
from articles.workflow import PublicationRefused, correct, publish, retract, take_down
from tests.factories import (
    make_live_story,
    make_section,
    make_story,
    make_user,
    publish_story,
    write_text,
)
from tests.workflow.attempts import may

YESTERDAY = timedelta(days=1)


@pytest.fixture
def story(site, other_site, section):
    """Live in three languages at home, and in two of them on the other site."""
    at = timezone.now() - YESTERDAY
    story = make_live_story(site, ("vi", "en", "ar"), publish={"publish_at": at})
    publish_story(story, other_site, ("vi", "en"), section=make_section(other_site), publish_at=at)
    return story


def owed(story):
    found = open_corrections(story, timezone.now())
    return {code: [one.text for one in corrections] for code, corrections in found.items()}


def test_correction_is_dated_and_logged_and_moves_its_language_on_every_site(story, editor):
    before = timezone.now()

    made = correct(story, "vi", text=" Cầu dài 402 mét. ", actor=editor)

    assert (made.text, made.by, made.root) == ("Cầu dài 402 mét.", editor, None)
    assert made.at >= before
    moved = Publication.objects.filter(story=story, updated_at=made.at)
    assert set(moved.values_list("site__key", "language_code")) == {
        ("news", "vi"),
        ("sports", "vi"),
    }
    entry = StateChange.objects.get(verb="correct")
    assert (entry.actor, entry.language_code, entry.reason) == (editor, "vi", made.text)
    assert entry.detail == {"correction": made.pk, "root": None}


def test_correcting_does_not_touch_what_is_not_live(story, other_site):
    take_down(story, actor=None, site=other_site)
    at = Publication.objects.get(site=other_site, language_code="vi").updated_at

    correct(story, "vi", text="x", actor=None)

    assert Publication.objects.get(site=other_site, language_code="vi").updated_at == at


def test_task_of_each_language_opens_and_closes(story, editor):
    assert owed(story) == {}

    root = correct(story, "vi", text="Một", actor=editor)
    later = correct(story, "vi", text="Hai", actor=editor)
    assert owed(story) == {"ar": ["Một", "Hai"], "en": ["Một", "Hai"]}
    assert {t.language_code for t in texts_owing_correction(editor, timezone.now())} == {"en", "ar"}

    # What only the translation had wrong answers nothing.
    correct(story, "en", text="A slip of ours.", actor=editor)
    assert owed(story)["en"] == ["Một", "Hai"]

    correct(story, "en", text="One", root=root, actor=editor)
    correct(story, "en", text="Two", root=later, actor=editor)
    assert owed(story) == {"ar": ["Một", "Hai"]}
    assert [t.language_code for t in texts_owing_correction(editor, timezone.now())] == ["ar"]

    # A language that no reader sees any more owes nothing.
    take_down(story, actor=None, languages=["ar"])
    assert owed(story) == {}
    assert not texts_owing_correction(editor, timezone.now()).exists()


def test_other_site_has_a_task_until_it_shows_the_corrected_text(story, site, other_site, outsider):
    write_text(story, "vi", body="<p>Cây cầu dài 402 mét.</p>")
    publish_story(story, site)
    at = timezone.now() + YESTERDAY
    assert not placements_behind_correction(outsider, at).exists()

    correct(story, "vi", text="Cầu dài 402 mét.", actor=None)

    (behind,) = placements_behind_correction(outsider, at)
    assert (behind.site, behind.language_code) == (other_site, "vi")
    assert not placements_behind_correction(make_user((Role.EDITOR, site)), at).exists()
    publish(story, languages=["vi"], site=other_site, actor=outsider)
    assert not placements_behind_correction(outsider, at).exists()


@pytest.mark.parametrize(
    ("code", "text", "root", "said"),
    [
        ("vi", "  ", None, "Write what was wrong"),
        ("zh-hans", "x", None, "No reader sees"),
        ("vi", "x", "root", "The original does not answer"),
        ("en", "x", "answer", "no correction of the story's original"),
        ("en", "x", "foreign", "no correction of the story's original"),
        ("en", "x", "root", "made already"),
    ],
)
def test_correction_is_refused_and_nothing_happens(story, site, *, code, text, root, said):
    own = correct(story, "vi", text="Một", actor=None)
    other = make_live_story(site)
    corrections = {
        "root": own,
        "answer": correct(story, "en", text="One", actor=None, root=own),
        "foreign": correct(other, "vi", text="Khác", actor=None),
        None: None,
    }
    count = Correction.objects.count()

    with pytest.raises(PublicationRefused, match=said):
        correct(story, code, text=text, actor=None, root=corrections[root])

    assert Correction.objects.count() == count


def test_database_refuses_an_answer_to_another_story(story, site):
    root = correct(make_live_story(site), "vi", text="Khác", actor=None)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="correction_root_of_story"):
            Correction.objects.create(
                story=story, language_code="en", text="x", at=timezone.now(), root=root
            )
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", Role)
def test_rights_are_those_of_the_origin(story, site, other_site, role):
    user = make_user((role, site))
    stranger = make_user((role, other_site))
    limited = make_user((role, site), languages=("en",))
    notices = {"vi": "Sai", "en": "Wrong", "ar": "خطأ"}
    corrects = role in {Role.EDITOR, Role.CHIEF_EDITOR, Role.SITE_MANAGER}
    retracts = corrects and role != Role.EDITOR

    assert may(lambda: correct(story, "vi", text="x", actor=user)) is corrects
    assert not may(lambda: correct(story, "vi", text="x", actor=stranger))
    assert not may(lambda: correct(story, "vi", text="x", actor=limited))
    assert may(lambda: correct(story, "en", text="x", actor=limited)) is corrects
    assert may(lambda: retract(story, notices=notices, actor=user)) is retracts
    assert not may(lambda: retract(story, notices=notices, actor=stranger))
    assert not may(lambda: retract(story, notices=notices, actor=limited))


def test_retraction_takes_every_placement_at_once(story, site, other_site, chief):
    bystander = make_live_story(site)

    withdrawn = retract(story, notices={"vi": "Sai", "en": "Wrong", "ar": "خطأ"}, actor=chief)

    assert len(withdrawn) == 5
    rows = Publication.objects.filter(story=story)
    assert not rows.filter(withdrawn_at__isnull=True).exists()
    assert bystander.publications.get().withdrawn_at is None
    assert not SectionListing.objects.filter(publication__in=rows).exists()
    assert not SearchEntry.objects.filter(publication__in=rows).exists()
    assert set(
        Retraction.objects.values_list(
            "publication__site__key", "publication__language_code", "text"
        )
    ) == {
        ("news", "vi", "Sai"),
        ("news", "en", "Wrong"),
        ("news", "ar", "خطأ"),
        ("sports", "vi", "Sai"),
        ("sports", "en", "Wrong"),
    }
    log = StateChange.objects.filter(verb="retract").values_list("language_code", "reason", "actor")
    assert set(log) == {
        ("vi", "Sai", chief.pk),
        ("en", "Wrong", chief.pk),
        ("ar", "خطأ", chief.pk),
    }
    states = set(story.translations.values_list("language_code", "state"))
    assert ("en", WorkflowState.TAKEN_DOWN) in states


def test_retraction_reaches_what_was_taken_down_before(story, other_site):
    take_down(story, actor=None, site=other_site)

    withdrawn = retract(story, notices={"vi": "Sai", "en": "Wrong", "ar": "خطأ"}, actor=None)

    assert len(withdrawn) == 3
    assert Retraction.objects.filter(publication__site=other_site).count() == 2


def test_retraction_without_a_notice_in_every_language_refuses_as_a_whole(story):
    with pytest.raises(PublicationRefused) as refused:
        retract(story, notices={"vi": "Sai", "en": " "}, actor=None)

    assert [objection.language_code for objection in refused.value.objections] == ["ar", "en"]
    assert not Retraction.objects.exists()
    assert not Publication.objects.filter(withdrawn_at__isnull=False).exists()


def test_what_nobody_has_seen_is_no_retraction(site, section):
    story = make_story(site)
    publish_story(story, site, publish_at=timezone.now() + YESTERDAY)

    with pytest.raises(PublicationRefused, match="No reader has seen"):
        retract(story, notices={"vi": "Sai"}, actor=None)


def test_publishing_anew_ends_it_for_what_is_published(story, site):
    retract(story, notices={"vi": "Sai", "en": "Wrong", "ar": "خطأ"}, actor=None)

    publish_story(story, site, ("vi",))

    left = Retraction.objects.values_list("publication__site__key", "publication__language_code")
    assert set(left) == {("news", "en"), ("news", "ar"), ("sports", "vi"), ("sports", "en")}
