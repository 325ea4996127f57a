"""Public reads go by index: in a large archive, no table of stories is read from end to end."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Publication, Revision, SectionListing
from articles.queries.listings import SECTION, newest, newest_by_section, newest_listed
from articles.queries.stories import find_story, related_stories
from articles.sites import snapshot
from tests.factories import make_image, make_live_story, make_tag

# Those that the fixture fills; of a handful of rows PostgreSQL rightly reads all.
LARGE = ("publication", "revision", "sectionlisting")
MANY = 3000


@pytest.fixture
def archive(site, section):
    """One story, and some thousand rows beside it, written past the verbs for speed."""
    story = make_live_story(site, section=section, tags=(make_tag(),), lead_image=make_image(site))
    revision = Revision.objects.get(story=story)
    now = timezone.now()
    stories = story.__class__.objects.bulk_create(
        story.__class__(origin=site, original_language="vi", section=section) for _ in range(MANY)
    )
    revisions = Revision.objects.bulk_create(
        Revision(story=one, language_code="vi", title="Tin", body="<p>Tin</p>", slug="tin")
        for one in stories
    )
    publications = Publication.objects.bulk_create(
        Publication(
            story=one.story,
            site=site,
            language_code="vi",
            revision=one,
            section=section,
            publish_at=now - timedelta(minutes=number),
            updated_at=now - timedelta(minutes=number),
        )
        for number, one in enumerate(revisions, 1)
    )
    SectionListing.objects.bulk_create(
        SectionListing(
            publication=one,
            site=site,
            language_code="vi",
            publish_at=one.publish_at,
            section=section,
        )
        for one in publications
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    snapshot.forget_public_sites()
    shown = snapshot.public_sites().with_id(site.pk)
    yield shown, shown.edition("vi"), revision.story_id
    snapshot.forget_public_sites()


def plans(read):
    """The plan of every query that the function makes."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read()
    found = []
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query["sql"].replace("%", "%%"))
            found.append("\n".join(line for (line,) in cursor.fetchall()))
    return found


@pytest.mark.parametrize("name", ["story", "related", "home", "blocks", "section", "deep"])
def test_no_large_table_is_read_from_end_to_end(archive, name):
    site, edition, story_id = archive
    at = timezone.now()
    section = edition.sections[0]
    after = newest(site, edition, at).older
    story = find_story(story_id, site, edition, at)
    read = {
        "story": lambda: find_story(story_id, site, edition, at),
        "related": lambda: related_stories(story, site, edition, at),
        "home": lambda: newest(site, edition, at),
        "blocks": lambda: newest_by_section([section], site, edition, at, size=4, shown=[]),
        "section": lambda: newest_listed(SECTION, section.id, site, edition, at),
        "deep": lambda: newest(site, edition, at, after=after),
    }[name]

    found = plans(read)

    assert len(found) == 1
    scans = re.findall(rf"Seq Scan on articles_({'|'.join(LARGE)})\b", found[0])
    assert scans == [], found[0]
    # A list takes its order from the index and stops: it does not sort the archive.
    if name in {"home", "section", "deep"}:
        assert "Sort" not in found[0], found[0]
