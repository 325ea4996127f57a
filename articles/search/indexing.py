"""What is stored of each publication, and how the index is made anew."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from articles.models import Publication, PublicationQuerySet, SearchEntry, Site
from articles.richtext.text import plain_text
from articles.search.stories import STORY_INDEX
from articles.search.vectors import quoted, vector_literal

BATCH = 200
VECTOR_INDEX = "search_entry_vector"
INDEXES = (VECTOR_INDEX, STORY_INDEX)
# A statement for each index; they can be executed side by side.
TAKE_UP_WORDS = [f"SELECT gin_clean_pending_list('{index}')" for index in INDEXES]


def edition_lexeme(site_id: int, language_code: str) -> str:
    """A lexeme of every entry of an edition; no reader can ask for it, since no word has a `@`."""
    return f"@{site_id}/{language_code}"


def index_publications(publications: Iterable[Publication]) -> int:
    """Store the words of what these publications show, and tell how many there were.

    One statement for every 200 publications, and one query where revisions are not loaded yet.
    Callers hold the publications' rows, so that two of them cannot store an older text last.
    """
    waiting = list(publications)
    prefetch_related_objects(waiting, "revision")
    SearchEntry.objects.bulk_create(
        [_entry(publication) for publication in waiting],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["publication"],
        update_fields=["site", "language_code", "publish_at", "vector"],
    )
    return len(waiting)


def take_up_words() -> None:
    """What waits to be taken up by the indexes."""
    with connection.cursor() as cursor:
        for statement in TAKE_UP_WORDS:
            cursor.execute(statement)


@contextmanager
def patient_index(take_up: Callable[[], object] = take_up_words) -> Iterator[None]:
    """For writing very many entries: the indexes take their words up in heaps of 64 MB.

    Word by word, that is four fifths of the work of writing an archive. What waits is found all the
    same, only slower; and readers and writers go on. `take_up` executes `TAKE_UP_WORDS` when this
    is left. If it never is, because the process was killed, the next one that is left makes up for
    it. Not inside a transaction.
    """
    with connection.cursor() as cursor:
        for index in INDEXES:
            cursor.execute(
                f"ALTER INDEX {index} SET (fastupdate = on, gin_pending_list_limit = 65536)"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for index in INDEXES:
                cursor.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
                cursor.execute(f"ALTER INDEX {index} RESET (gin_pending_list_limit)")
        take_up()


def rebuild(
    *,
    site: Site | None = None,
    language_code: str = "",
    advance: Callable[[int], object] = lambda count: None,
) -> int:
    """Store the words of all publications anew, and tell how many there were.

    Each batch is a transaction, so an interrupted rebuild has harmed nothing. `advance` is told
    the size of each batch.
    """
    publications = publications_of(site, language_code).order_by("pk")
    last_pk = total = 0
    while True:
        with transaction.atomic():
            # Revisions are read after the rows are held: a join would show the older ones.
            batch = list(publications.filter(pk__gt=last_pk).select_for_update(no_key=True)[:BATCH])
            if not batch:
                return total
            total += index_publications(batch)
        last_pk = batch[-1].pk
        advance(len(batch))


def publications_of(site: Site | None, language_code: str) -> PublicationQuerySet:
    """All publications, or those of a site, a language or both."""
    publications = Publication.objects.all()
    if site is not None:
        publications = publications.filter(site=site)
    if language_code:
        publications = publications.filter(language_code=language_code)
    return publications


def _entry(publication: Publication) -> SearchEntry:
    revision = publication.revision
    language_code = publication.language_code
    words = vector_literal(
        title=publication.headline or revision.title,
        dek=revision.dek,
        body=plain_text(revision.body),
        language_code=language_code,
    )
    return SearchEntry(
        publication=publication,
        site_id=publication.site_id,
        language_code=language_code,
        publish_at=publication.publish_at,
        vector=f"{quoted(edition_lexeme(publication.site_id, language_code))} {words}",
    )
