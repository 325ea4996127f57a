import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import Verb
from articles.models import Revision, StateChange, Story
from articles.workflow import PublicationRefused, discard, take_down
from tests.factories import make_live_story, make_story


def test_discard_deletes_a_draft_and_the_log_keeps_its_title(site, section, reporter):
    story = make_story(site, ("vi", "en"))
    number, title = story.pk, str(story)

    discard(story, actor=reporter)

    assert not Story.objects.exists()
    assert not Revision.objects.exists()
    entry = StateChange.objects.get(verb=Verb.DELETE)
    assert (entry.story_id, entry.actor, entry.detail["title"]) == (number, reporter, title)


def test_discard_refuses_what_was_ever_public(site, section, editor):
    story = make_live_story(site)
    take_down(story, actor=editor, reason="Wrong")

    with pytest.raises(PublicationRefused, match="take it down"):
        discard(story, actor=editor)

    assert Story.objects.exists()


@pytest.mark.parametrize("name", ["translator", "outsider"])
def test_discard_is_for_writers_of_the_site(request, site, section, name):
    story = make_story(site)

    with pytest.raises(PermissionDenied):
        discard(story, actor=request.getfixturevalue(name))

    assert Story.objects.exists()
