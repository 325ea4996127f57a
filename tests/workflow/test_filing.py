import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import Verb
from articles.models import Publication, StateChange, Story
from articles.workflow import file_under
from tests.admin.desk import signed_in, story_post, story_url, texts_of
from tests.factories import make_live_story, make_section, make_story


@pytest.fixture
def other_section(site, section):
    return make_section(site, "the-thao")


def filed(story):
    return list(
        StateChange.objects.filter(story=story, detail__has_key="section").values_list(
            "verb", "actor", "site", "detail"
        )
    )


def test_another_section_is_logged_with_the_one_before(site, section, other_section, reporter):
    story = make_story(site, section=section)

    assert file_under(story, other_section, actor=reporter)

    assert Story.objects.get(pk=story.pk).section == other_section
    detail = {"section": {"from": "thoi-su", "to": "the-thao"}}
    assert filed(story) == [(Verb.WRITE, reporter.pk, site.pk, detail)]


def test_the_same_section_says_nothing(site, section, reporter):
    story = make_story(site, section=section)

    assert not file_under(story, section, actor=reporter)

    assert filed(story) == []


def test_readers_find_it_where_it_was_placed(site, section, other_section, editor):
    story = make_live_story(site, section=section)

    file_under(story, other_section, actor=editor)

    assert Publication.objects.get(story=story).section == section


@pytest.mark.parametrize("name", ["translator", "outsider"])
def test_only_who_may_write_it_may(request, site, section, other_section, name):
    story = make_story(site, section=section)

    with pytest.raises(PermissionDenied):
        file_under(story, other_section, actor=request.getfixturevalue(name))

    assert Story.objects.get(pk=story.pk).section == section
    assert filed(story) == []


def test_the_form_of_a_story_logs_it(site, section, other_section, reporter):
    story = make_story(site, section=section)

    data = story_post(story, texts_of(story), section=other_section.pk)
    signed_in(reporter).post(story_url("change", story), data)

    assert Story.objects.get(pk=story.pk).section == other_section
    assert len(filed(story)) == 1
