import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import Role, Verb, WorkflowState
from articles.models import StateChange
from articles.workflow import PublicationRefused, approve, return_to_writer, submit
from tests.factories import make_story, make_user, publish_story, write_text


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


def test_approval_lasts_until_the_text_changes(site, section, reporter, editor):
    story = make_story(site)
    submit(story, "vi", actor=reporter)

    approve(story, "vi", actor=editor)
    assert story.translations.get().state == WorkflowState.APPROVED
    write_text(story, "vi", dek="Khác.", actor=editor)

    assert story.translations.get().state == WorkflowState.DRAFT
    entry = StateChange.objects.get(story=story, verb=Verb.APPROVE)
    assert (entry.actor, entry.language_code) == (editor, "vi")


def test_only_what_was_handed_over_is_approved(site, section, editor):
    story = make_story(site)

    with pytest.raises(PublicationRefused, match="submitted"):
        approve(story, "vi", actor=editor)


def test_reporter_does_not_approve(site, section, reporter):
    story = make_story(site)
    submit(story, "vi", actor=reporter)

    with pytest.raises(PermissionDenied):
        approve(story, "vi", actor=reporter)


def test_four_eyes_are_another_pair(site, section, editor):
    site.self_approval = False
    site.save()
    story = make_story(site)
    write_text(story, "vi", dek="Của biên tập viên.", actor=editor)
    submit(story, "vi", actor=editor)

    with pytest.raises(PublicationRefused, match="Somebody else"):
        approve(story, "vi", actor=editor)
    other = make_user((Role.EDITOR, site))
    approve(story, "vi", actor=other)

    assert story.translations.get().state == WorkflowState.APPROVED


def test_site_that_wants_review_publishes_nothing_unapproved(site, section, reporter, editor):
    site.review_required = True
    site.save()
    story = make_story(site, ("vi", "en"))
    for code in ("vi", "en"):
        submit(story, code, actor=None)
    approve(story, "vi", actor=editor)

    with pytest.raises(PublicationRefused, match="en: It has not been approved"):
        publish_story(story, site, ("vi", "en"))
    assert not story.publications.exists()
    publish_story(story, site, ("vi",))
    publish_story(story, site, ("vi",))

    assert story.publications.get().language_code == "vi"
