"""Twenty thousand stories in a moment, for tests and measurements that need a large archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from articles.counting.ranking import rank
from articles.models import (
    AuthorListing,
    Publication,
    SearchEntry,
    SectionListing,
    Site,
    TagListing,
    ViewHour,
    ViewTotal,
)
from articles.sites import snapshot
from articles.sites.public import PublicEdition, PublicSite
from articles.workflow import Slot, arrange, correct
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_site,
    make_source,
    make_tag,
)

NOW = timezone.now()
MANY = 20_000
# Distance of story numbers, so that the archive fills several files of the site map.
STEP = 10


@dataclass(frozen=True)
class Archive:
    site: PublicSite
    edition: PublicEdition
    story_id: int
    tag: str
    author: str
    at: datetime


def make_archive(body: str = "") -> Archive:
    """One made by the verbs, and copies of its rows; in a transaction, as it sets things for it."""
    site = make_site("plans", ("vi", "en", "ar"))
    sections = [make_section(site) for _ in range(5)]
    tags = [make_tag() for _ in range(20)]
    authors = [make_author() for _ in range(10)]
    story = make_live_story(
        site,
        section=sections[0],
        tags=tags[:1],
        authors=tuple(authors[:1]),
        lead_image=make_image(site),
        source=make_source(),
        **({"texts": {"body": body}} if body else {}),
    )
    publication = Publication.objects.get(story=story)
    views = ViewTotal.objects.get(publication=publication)
    new = f"1000000 + n * {STEP}"
    older = "publish_at - n * interval '1 hour'"
    each = {"publication_id": new, "publish_at": older}
    multiply(story, id=new)
    multiply(publication.revision, id=new, story_id=new)
    multiply(
        publication,
        id=new,
        story_id=new,
        revision_id=new,
        section_id=one_of(sections),
        publish_at=older,
        updated_at=older,
    )
    for model, column, values in (
        (SectionListing, "section_id", sections),
        (TagListing, "tag_id", tags),
        (AuthorListing, "author_id", authors),
    ):
        listing = model.objects.filter(publication=publication).get()
        multiply(listing, id=new, **each, **{column: one_of(values)})
    multiply(SearchEntry.objects.get(publication=publication), **each)
    # Two words are enough to be found by.
    multiply(story.search_entry, story_id=new, vector="'''cau'':1 ''moi'':2'::tsvector")
    multiply(views, publication_id=new)
    # One in fifty is never corrected that often; so that the table is worth an index.
    first = correct(story, "vi", text="Dài 402 mét.", actor=None)
    multiply(first, id=new, story_id=new, at="at - n * interval '1 hour'")
    _curate_many_editions(site)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _rank(publication)
    with connection.cursor() as cursor:
        # Once for all: what is left unchecked is checked at the end of each test, row by row.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        # As on solid disks. At 4, reading twenty thousand short rows is thought to be as cheap as
        # finding fifty by index; in a larger archive it would not be.
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    snapshot.forget_public_sites()
    shown = snapshot.public_sites().with_id(site.pk)
    return Archive(
        site=shown,
        edition=shown.edition("vi"),
        story_id=1_000_000 + STEP * 777,
        tag=tags[3].translations.get(language_code="vi").slug,
        author=authors[3].slug,
        at=timezone.now(),
    )


def _curate_many_editions(site: Site) -> None:
    """Every place of this one, and as many of two hundred others as make it worth an index."""
    numbers = [1_000_000 + STEP * n for n in range(1, 31)]
    slots = [Slot(1 + n % 10, pk, NOW - timedelta(hours=n)) for n, pk in enumerate(numbers)]
    arrange(site, "vi", slots, actor=None, base=0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "INSERT INTO articles_frontpageslot (site_id, language_code, position, story_id, "
            "begins_at, ends_at) SELECT site_id + n, language_code, position, story_id, "
            "begins_at, ends_at FROM articles_frontpageslot, generate_series(1, 200) n"
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


def _rank(publication: Publication) -> None:
    """One text in ten was read in the last full hour; lists of this site, and of fifty others."""
    hour = NOW.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    ViewHour.objects.create(publication=publication, hour=hour, views=40)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_viewhour (publication_id, hour, views) "
            "SELECT id, %s, 1 + id %% 500 FROM articles_publication WHERE id %% %s = 0",
            [hour, 10 * STEP],
        )
        cursor.execute(
            "INSERT INTO articles_viewday (publication_id, day, views) "
            "SELECT id, day, 1 + id %% 90 FROM articles_publication, "
            "generate_series(1, 5) n, date(%s::date - n) AS day "
            "WHERE id %% %s = 0",
            [NOW.date(), 10 * STEP],
        )
        cursor.execute("ANALYZE articles_viewhour, articles_viewday")
    rank(NOW)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "INSERT INTO articles_rankedpublication (ranking_id, site_id, language_code, "
            "section_id, position, publication_id, views) SELECT ranking_id, site_id + n, "
            "language_code, section_id, position, publication_id, views "
            "FROM articles_rankedpublication, generate_series(1, 50) n"
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE articles_rankedpublication")


def multiply(row: Model, **changed: str) -> None:
    """Copy the row, with these columns computed from n."""
    table = row._meta.db_table
    columns = [field.column for field in row._meta.concrete_fields]
    values = ", ".join(changed.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} "
            f"FROM {table}, generate_series(1, {MANY}) n WHERE {row._meta.pk.column} = {row.pk}"
        )


def one_of(rows: list[Model]) -> str:
    return f"(ARRAY[{', '.join(str(row.pk) for row in rows)}])[1 + n % {len(rows)}]"
