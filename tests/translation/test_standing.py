from datetime import timedelta

from django.utils import timezone

from articles.enums import PublicState, WorkflowState
from articles.translation.standing import standings
from articles.workflow import submit, take_down
from tests.factories import make_live_story, make_section, make_story, publish_story, write_text


def standing(story, language_code, at=None, languages=("vi", "en", "ar")):
    found = standings(story, languages, at or timezone.now())
    return next(s for s in found if s.language_code == language_code)


def test_original_first_then_the_editions_then_what_else_is_written(site, section):
    story = make_story(site, ("en", "vi", "zh-hans"))

    found = standings(story, ("vi", "en", "ar"), timezone.now())

    assert [s.language_code for s in found] == ["en", "vi", "ar", "zh-hans"]
    assert [s.language_code for s in found if s.is_missing] == ["ar"]


def test_kind_is_what_readers_get_and_else_what_the_desk_calls_it(site, section):
    story = make_story(site, ("vi", "en"))
    submit(story, "en", actor=None)
    publish_story(story, site, ("vi",), publish_at=timezone.now() + timedelta(days=1))

    kinds = {code: standing(story, code).kind for code in ("vi", "en", "ar")}

    assert kinds == {
        "vi": PublicState.SCHEDULED,
        "en": WorkflowState.IN_REVIEW,
        "ar": "missing",
    }
    assert standing(story, "vi", timezone.now() + timedelta(days=2)).kind == PublicState.LIVE


def test_live_on_one_site_outweighs_taken_down_on_another(site, other_site, section):
    story = make_live_story(site)
    publish_story(story, other_site, section=make_section(other_site))
    take_down(story, actor=None, site=other_site)

    assert standing(story, "vi").public_state == PublicState.LIVE


def test_newer_text_is_seen_only_while_readers_have_or_will_have_an_older_one(site, section):
    story = make_live_story(site)
    before = standing(story, "vi").has_unpublished_changes
    write_text(story, "vi", dek="Mới")
    during = standing(story, "vi")
    take_down(story, actor=None)

    assert not before
    assert during.has_unpublished_changes
    assert during.shows_state
    assert not standing(story, "vi").has_unpublished_changes


def test_prefetched_story_costs_no_query(site, section, django_assert_num_queries):
    story = make_live_story(site, ("vi", "en"))
    story = type(story).objects.prefetch_related("translations", "publications").get(pk=story.pk)

    with django_assert_num_queries(0):
        assert standing(story, "en").word == "Live"
