"""Who may call what intended, and what the log says of it."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import RuleAction, Severity, Verb
from articles.integrity.policy import weigh
from articles.models import Dismissal, Finding, FindingPolicy, StateChange
from articles.workflow import PublicationRefused, ReasonMissing, dismiss, publish, undismiss
from tests.factories import head_of, make_story


@pytest.fixture
def story(site, section):
    return make_story(site, ("vi", "en"))


def finding(story, severity, language_code="en"):
    Finding.objects.filter(revision__story=story).delete()
    return Finding.objects.create(
        revision=head_of(story, language_code),
        language_code=language_code,
        rule="stray-keyword",
        severity=severity,
        segment_index=0,
        segment_hash="a" * 32,
        source_hash="b" * 32,
        excerpt="NEWS",
        detail={"keyword": "NEWS"},
    )


# Translates into English only; the reporter writes everything; the outsider is of another site.
MATRIX = [
    ("translator", "en", Severity.WARN, True),
    ("translator", "vi", Severity.WARN, False),
    ("translator", "en", Severity.BLOCK, False),
    ("reporter", "en", Severity.WARN, True),
    ("reporter", "vi", Severity.WARN, True),
    ("reporter", "vi", Severity.BLOCK, False),
    ("editor", "vi", Severity.BLOCK, True),
    ("editor", "en", Severity.BLOCK, True),
    ("chief", "en", Severity.BLOCK, True),
    ("admin", "en", Severity.BLOCK, True),
    ("outsider", "en", Severity.WARN, False),
    ("outsider", "en", Severity.BLOCK, False),
]


@pytest.mark.parametrize("case", MATRIX, ids=lambda case: "-".join(map(str, case)))
def test_rights(request, site, story, case):
    name, language_code, severity, allowed = case
    actor, found = request.getfixturevalue(name), finding(story, severity, language_code)

    if allowed:
        dismiss(found, actor=actor, reason="Quoted.")
    else:
        with pytest.raises(PermissionDenied):
            dismiss(found, actor=actor, reason="Quoted.")

    assert weigh([found], site)[0].is_intended == allowed
    assert StateChange.objects.filter(verb=Verb.DISMISS).exists() == allowed


def test_policy_of_the_origin_says_what_blocks(site, story, translator):
    found = finding(story, Severity.WARN)
    FindingPolicy.objects.create(site=site, rule=found.rule, action=RuleAction.BLOCK)

    with pytest.raises(PermissionDenied):
        dismiss(found, actor=translator, reason="Quoted.")

    assert not Dismissal.objects.exists()


def test_word_of_a_translator_ends_where_the_rule_blocks_later(site, story, translator, editor):
    found = finding(story, Severity.WARN)
    dismiss(found, actor=translator, reason="A name.")

    FindingPolicy.objects.create(site=site, rule=found.rule, action=RuleAction.BLOCK)
    assert weigh([found], site)[0].blocks

    dismiss(found, actor=editor, reason="It is a name.")
    assert not weigh([found], site)[0].blocks
    assert Dismissal.objects.get().dismissed_by == editor


def test_word_of_an_editor_is_not_weakened_by_a_translator(site, story, translator, editor):
    found = finding(story, Severity.WARN)
    dismiss(found, actor=editor, reason="It is a name.")

    dismiss(found, actor=translator, reason="Me too.")
    with pytest.raises(PermissionDenied):
        undismiss(found, actor=translator)

    dismissal = Dismissal.objects.get()
    assert (dismissal.dismissed_by, dismissal.covers_blocks) == (editor, True)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_reason_is_required(story, editor, reason):
    with pytest.raises(ReasonMissing):
        dismiss(finding(story, Severity.WARN), actor=editor, reason=reason)

    assert not Dismissal.objects.exists()


def test_log_says_who_why_and_what(site, story, editor):
    found = finding(story, Severity.BLOCK)

    dismiss(found, actor=editor, reason="Quoted.")
    undismiss(found, actor=editor)
    undismiss(found, actor=editor)

    back, given = StateChange.objects.filter(verb=Verb.DISMISS)
    assert (given.actor, given.reason, given.site, given.language_code) == (
        editor,
        "Quoted.",
        site,
        "en",
    )
    assert given.revision == found.revision
    assert given.detail == {"rule": "stray-keyword", "finding": "NEWS", "taken_back": False}
    assert back.detail["taken_back"]


def test_what_is_intended_does_not_stop_publication_until_taken_back(site, story, editor):
    found = finding(story, Severity.BLOCK)
    dismiss(found, actor=editor, reason="Quoted.")

    publish(story, site=site, languages=["en"], actor=editor)
    undismiss(found, actor=editor)

    with pytest.raises(PublicationRefused):
        publish(story, site=site, languages=["en"], actor=editor)
