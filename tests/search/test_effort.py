"""What a search reads, remembers and counts, and that it finds the same whichever way it goes."""

from datetime import timedelta
from itertools import product

import pytest
from django.db.models import Q
from django.utils import timezone

from articles.models import Publication
from articles.models.publication import MAY_NOT_BE_LIVE, live_clauses
from articles.queries.prepared import Statement
from articles.search.finding import COUNTED, RANKED
from articles.search.indexing import index_publications
from articles.workflow import take_down
from tests.factories import make_live_story, make_section, publish_story
from tests.search.asking import find, titles


@pytest.mark.parametrize("stories", [1, 3])
def test_search_takes_one_query(site, stories, django_assert_num_queries):
    for number in range(stories):
        make_live_story(site, texts={"title": f"Bão số {number}"})

    with django_assert_num_queries(1):
        results = find(site, "vi", "bao so")
        shown = [(hit.excerpt, hit.slug) for hit in results.hits]

    assert len(shown) == results.count == stories


def test_phrase_is_compared_with_the_newest_stories_only(site, monkeypatch):
    now = timezone.now()
    for hours in (3, 2, 1):
        make_live_story(
            site,
            texts={"title": f"Bão số {hours}"},
            publish={"publish_at": now - timedelta(hours=hours)},
        )
    monkeypatch.setattr("articles.search.finding.COMPARED", 2)

    assert titles(find(site, "vi", '"bao so"')) == ["Bão số 1", "Bão số 2"]
    assert len(titles(find(site, "vi", "bao so"))) == 3


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("bao", 4), ("bao so", 3), ('"bao so"', 2), ("bao -mười", 3), ("ruột", 1), ("không", 0)],
)
def test_frequent_and_rare_words_are_found_alike(  # noqa: PLR0917
    site, other_site, section, monkeypatch, typed, expected
):
    """The two ways to them give the same stories in the same order."""
    now = timezone.now()
    for hours, title in enumerate(("Bão số một", "Bão số mười", "Số bão", "Bão gan ruột", "Nắng")):
        story = make_live_story(
            site,
            ("vi", "en"),
            texts={"title": title, "dek": "", "body": f"<p>Tin {title}</p>"},
            publish={"publish_at": now - timedelta(hours=hours)},
        )
        publish_story(story, other_site, section=make_section(other_site))
    take_down(story, actor=None, reason="Wrong")
    make_live_story(
        site,
        texts={"title": "Bão số đã qua"},
        publish={"publish_at": now - timedelta(days=2), "expire_at": now - timedelta(days=1)},
    )
    found = []

    # However many of those that may not be live are known, too.
    for worth, doubted in product((-1, 10**12), (1, 300)):
        monkeypatch.setattr("articles.search.finding.WORTH_WALKING", worth)
        monkeypatch.setattr("articles.search.finding.DOUBTED", doubted)
        results = find(site, "vi", typed)
        found.append((results.count, titles(results)))

    assert found == found[:1] * 4
    assert found[0][0] == len(found[0][1]) == expected


def test_nothing_else_can_fail_to_be_live():
    """Searches ask no other publication whether it is live."""
    live = Q(*live_clauses(timezone.now()).values())

    assert live.referenced_base_fields - {"publish_at"} == MAY_NOT_BE_LIVE.referenced_base_fields


@pytest.mark.parametrize("minutes", [0, 2])
def test_how_frequent_words_are_is_remembered_for_a_minute(site, monkeypatch, minutes):
    make_live_story(site, texts={"title": "Bão"})
    # Frequent is a question of how many entries PostgreSQL thinks there are, after whatever tests.
    monkeypatch.setattr("articles.search.finding.WORTH_WALKING", 10**12)
    sent = []
    read = Statement.read
    monkeypatch.setattr(
        Statement,
        "read",
        lambda own, alias, values: sent.append(values[-1]) or read(own, alias, values),
    )
    clock = iter((60_000.0, 60_000.0 + minutes * 60))
    monkeypatch.setattr("articles.search.finding.monotonic", lambda: next(clock))

    for _ in range(2):
        assert find(site, "vi", "bao").count == 1

    assert sent == [None, None if minutes else "False"]


def test_more_than_a_thousand_are_counted_as_such(site):
    story = make_live_story(site, texts={"title": "Bão"})
    (publication,) = story.publications.all()
    copies = many_publications(publication, COUNTED + 5)
    index_publications(copies)

    results = find(site, "vi", "bao", size=100)

    assert (results.count, results.has_more) == (COUNTED, True)
    assert results.pages == RANKED // 100
    assert len(find(site, "vi", "bao", size=100, page=5).hits) == 100
    assert find(site, "vi", "bao", size=100, page=6).hits == []


def many_publications(publication, count):
    """Copies of a publication, each with a story of its own."""
    stories = type(publication.story).objects.bulk_create(
        type(publication.story)(
            origin_id=publication.site_id,
            original_language=publication.language_code,
            section_id=publication.section_id,
        )
        for _ in range(count)
    )
    revision = publication.revision
    revisions = type(revision).objects.bulk_create(
        type(revision)(
            story=story, language_code="vi", title=revision.title, body=revision.body, slug="x"
        )
        for story in stories
    )
    return Publication.objects.bulk_create(
        Publication(
            story=story,
            site_id=publication.site_id,
            language_code="vi",
            revision=copy,
            section_id=publication.section_id,
            publish_at=publication.publish_at,
            updated_at=publication.publish_at,
        )
        for story, copy in zip(stories, revisions, strict=True)
    )
