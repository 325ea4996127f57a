import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.enums import PublicState, Verb, WorkflowState
from articles.models import Publication, SectionListing, StateChange
from articles.workflow import publish, take_down
from tests.factories import make_live_story, make_section, publish_story


def test_take_down_withdraws_lists_and_log(site, section, editor):
    story = make_live_story(site, ("vi", "en"))

    take_down(story, actor=editor, languages=["vi"], reason="Sai tên người.")

    states = {
        p.language_code: p.public_state(timezone.now())
        for p in Publication.objects.filter(story=story)
    }
    assert states == {"vi": PublicState.WITHDRAWN, "en": PublicState.LIVE}
    assert not SectionListing.objects.filter(
        publication__story=story, publication__language_code="vi"
    ).exists()
    assert story.translations.get(language_code="vi").state == WorkflowState.TAKEN_DOWN
    entry = StateChange.objects.get(story=story, verb=Verb.TAKE_DOWN)
    assert (entry.actor, entry.reason, entry.language_code) == (editor, "Sai tên người.", "vi")


def test_withdrawn_at_the_origin_is_withdrawn_everywhere(site, other_site, section, editor):
    story = make_live_story(site)
    publish_story(story, other_site, section=make_section(other_site))

    take_down(story, actor=editor, site=site)

    assert not Publication.objects.live(timezone.now()).filter(story=story).exists()


def test_other_site_takes_down_its_own_only(site, other_site, section, outsider):
    story = make_live_story(site)
    publish_story(story, other_site, section=make_section(other_site))

    with pytest.raises(PermissionDenied):
        take_down(story, actor=outsider, site=site)
    take_down(story, actor=outsider, site=other_site)

    live = Publication.objects.live(timezone.now()).filter(story=story)
    assert [p.site for p in live] == [site]


def test_published_again_after_take_down_begins_anew(site, section, editor):
    story = make_live_story(site)
    take_down(story, actor=editor)

    [publication] = publish(story, site=site, languages=["vi"], actor=editor)

    assert publication.public_state(timezone.now()) == PublicState.LIVE
    assert SectionListing.objects.filter(publication=publication).count() == 1


@pytest.mark.parametrize("name", ["reporter", "translator"])
def test_writers_do_not_take_down(request, site, section, name):
    story = make_live_story(site)

    with pytest.raises(PermissionDenied):
        take_down(story, actor=request.getfixturevalue(name))

    assert Publication.objects.live(timezone.now()).filter(story=story).exists()
