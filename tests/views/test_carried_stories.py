"""A story that another site carries: read on both, canonical where it comes from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition, Publication
from tests.factories import make_live_story, make_section, make_story, publish_story
from tests.views.pages import alternates, canonical, json_ld, links, meta

CARRIER = "sports.example"


@pytest.fixture
def far_section(other_site):
    return make_section(other_site, "bong-da", vi="Bóng đá", en="Football")


def path_on(site, story, language_code):
    publication = Publication.objects.get(story=story, site=site, language_code=language_code)
    section = publication.section.translations.get(language_code=language_code)
    return f"/{language_code}/{section.slug}/{publication.revision.slug}-{story.pk}/"


def test_the_copy_names_the_page_of_the_origin(site, other_site, section, far_section, get):
    story = make_live_story(site, ("vi", "en"), section=section)
    publish_story(story, other_site, ("vi", "en"), section=far_section)

    origin = get(path_on(site, story, "vi"))
    copy = get(path_on(other_site, story, "vi"), host=CARRIER)

    home = f"http://news.example{path_on(site, story, 'vi')}"
    assert canonical(origin) == canonical(copy) == home
    assert meta(copy, "og:url") == [home]
    assert json_ld(copy)["NewsArticle"]["mainEntityOfPage"] == home
    assert json_ld(copy)["NewsArticle"]["url"] == home
    assert alternates(copy) == {}
    assert set(alternates(origin)) == {"vi", "en", "x-default"}
    # Readers of the copy stay on their site.
    assert links(copy, "//*[@class='story-languages']//a") == [path_on(other_site, story, "en")]


def test_a_language_that_the_origin_lacks_is_canonical_where_it_is(
    site, other_site, section, far_section, get
):
    story = make_story(site, ("vi", "en"), section=section)
    publish_story(story, site, ("vi",))
    publish_story(story, other_site, ("vi", "en"), section=far_section)

    path = path_on(other_site, story, "en")
    copy = get(path, host=CARRIER)

    assert canonical(copy) == f"http://sports.example{path}"
    # Of the languages on this site it is the only canonical one.
    assert alternates(copy) == {}


def test_languages_that_are_canonical_here_name_each_other(
    site, other_site, section, far_section, get
):
    Edition.objects.create(
        site=other_site, language_code="ar", name="رياضة", description="أخبار", copyright_line="©"
    )
    story = make_story(site, ("vi", "en", "ar"), section=section)
    publish_story(story, site, ("ar",))
    publish_story(story, other_site, ("vi", "en", "ar"), section=far_section)

    vietnamese = get(path_on(other_site, story, "vi"), host=CARRIER)
    arabic = get(f"/ar/section/x-{story.pk}/", host=CARRIER)

    assert set(alternates(vietnamese)) == {"vi", "en", "x-default"}
    assert alternates(get(arabic["Location"], host=CARRIER)) == {}


@pytest.mark.parametrize(
    "times",
    [{"publish_at": timedelta(hours=1)}, {"expire_at": timedelta(0)}],
    ids=["scheduled at the origin", "expired at the origin"],
)
def test_what_the_origin_does_not_show_is_not_named(site, section, far_section, get, times):
    story = make_live_story(site, section=section)
    publish_story(story, far_section.site, section=far_section)
    now = timezone.now()
    publication = Publication.objects.get(story=story, site=site)
    publication.publish_at = now - timedelta(days=1)
    for name, distance in times.items():
        setattr(publication, name, now + distance)
    publication.save()

    path = path_on(far_section.site, story, "vi")

    assert canonical(get(path, host=CARRIER)) == f"http://sports.example{path}"


def test_a_copy_costs_no_more_queries(site, section, far_section, get, django_assert_num_queries):
    for _each in range(2):
        story = make_live_story(site, ("vi", "en"), section=section)
        publish_story(story, far_section.site, ("vi", "en"), section=far_section)
    path = path_on(far_section.site, story, "vi")
    get(path, host=CARRIER)

    with django_assert_num_queries(2):
        assert get(path, host=CARRIER).status_code == 200
