"""A release at its minute, as readers meet it: only the clock moves, and nothing else runs."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from articles.sites.snapshot import forget_public_sites
from articles.workflow import add_to_release, plan_release, publish_release
from tests.factories import make_section, make_story

HOSTS = {"news": "news.example", "sports": "sports.example"}


@pytest.fixture
def released(site, other_site, section):
    """Two stories in two languages, the first on two sites as well."""
    theirs = make_section(other_site, "the-thao", vi="Thể thao", en="Sport")
    stories = [
        make_story(
            site,
            ("vi", "en"),
            section=section,
            texts={"title": f"Bầu cử {number}", "slug": f"bau-cu-{number}"},
            translations={"en": {"title": f"Election {number}", "slug": f"election-{number}"}},
        )
        for number in (1, 2)
    ]
    release = plan_release(site, name="Election night", actor=None)
    for story in stories:
        add_to_release(release, story, site=site, languages=["vi", "en"], actor=None)
    add_to_release(
        release, stories[0], site=other_site, languages=["vi", "en"], section=theirs, actor=None
    )
    # To the second, as sites' documents are cached by their validators.
    at = timezone.now().replace(microsecond=0) + timedelta(days=1)
    publish_release(release, actor=None, publish_at=at)
    return stories, at


def sight(stories, moment):
    """By place, how many of the six texts readers find at a moment."""
    found = dict.fromkeys(("page", "home", "section", "feed", "sitemap", "search"), 0)
    forget_public_sites()
    with mock.patch("django.utils.timezone.now", return_value=moment):
        for key, number, code in (
            *(("news", n, code) for n in (1, 2) for code in ("vi", "en")),
            *(("sports", 1, code) for code in ("vi", "en")),
        ):
            story = stories[number - 1]
            client = Client(headers={"host": HOSTS[key]})
            slug = f"bau-cu-{number}" if code == "vi" else f"election-{number}"
            title = f"Bầu cử {number}" if code == "vi" else f"Election {number}"
            publication = story.publications.get(site__key=key, language_code=code)
            words = publication.section.translations.get(language_code=code)
            part = f"{slug}-{story.pk}/"
            page = client.get(f"/{code}/{words.slug}/{part}")
            found["page"] += page.status_code == 200
            for place, path in {
                "home": f"/{code}/",
                "section": f"/{code}/{words.slug}/",
                "feed": f"/{code}/feeds/atom.xml",
                "search": f"/{code}/search/?q={title}",
            }.items():
                response = client.get(path)
                found[place] += part in response.content.decode()
            found["sitemap"] += part in site_map(client)
    return found


def site_map(client):
    """All files of stories, one after the other."""
    index = client.get("/sitemap.xml").getvalue().decode()
    files = re.findall(r"<loc>https?://[^/]+(/sitemaps/stories-\d+\.xml)</loc>", index)
    return "".join(client.get(name).getvalue().decode() for name in files)


def test_nothing_is_found_before_the_minute_and_everything_at_it(released):
    stories, at = released

    before = sight(stories, at - timedelta(seconds=1))
    there = sight(stories, at)

    assert set(before.values()) == {0}
    # The site map of a site that carries a story leaves it to the story's own.
    assert there == {"page": 6, "home": 6, "section": 6, "feed": 6, "sitemap": 4, "search": 6}
