import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import Verb, WorkflowState
from articles.models import StateChange
from articles.workflow import PublicationRefused, return_to_writer, submit
from tests.factories import make_story


def test_submit_and_return(site, section, reporter, editor):
    story = make_story(site)

    submit(story, "vi", actor=reporter)
    assert story.translations.get().state == WorkflowState.IN_REVIEW
    return_to_writer(story, "vi", actor=editor, comment="Thiếu nguồn.")

    assert story.translations.get().state == WorkflowState.DRAFT
    entries = StateChange.objects.filter(story=story, verb__in=[Verb.SUBMIT, Verb.RETURN])
    assert [(e.verb, e.actor, e.reason) for e in entries] == [
        (Verb.RETURN, editor, "Thiếu nguồn."),
        (Verb.SUBMIT, reporter, ""),
    ]


def test_submit_refuses_an_empty_text(site, section, reporter):
    story = make_story(site, texts={"body": ""})

    with pytest.raises(PublicationRefused):
        submit(story, "vi", actor=reporter)

    assert story.translations.get().state == WorkflowState.DRAFT


def test_reporter_does_not_return(site, section, reporter):
    story = make_story(site)
    submit(story, "vi", actor=reporter)

    with pytest.raises(PermissionDenied):
        return_to_writer(story, "vi", actor=reporter, comment="")

    assert story.translations.get().state == WorkflowState.IN_REVIEW
