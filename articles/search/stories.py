"""What is stored of each story for the desk's own search, and how that is made anew.

One row a story: the words of title and dek in each of its languages, as `tokens` cuts them, those
of its address where it has its own, and a lexeme for each author, so that one who is renamed is
found by the new name at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Protocol

from django.db import connection, transaction

from articles.models import Site, Story
from articles.search.vectors import Part, literal, places_of, quoted
from articles.text.slugs import slugify

BATCH: Final = 500
STORY_INDEX: Final = "story_entry_vector"
# A text of which nothing that is stored here changed costs the index of words nothing.
_STORE = """
    INSERT INTO articles_storyentry (story_id, vector) VALUES {rows}
    ON CONFLICT (story_id) DO UPDATE SET vector = EXCLUDED.vector
    WHERE articles_storyentry.vector IS DISTINCT FROM EXCLUDED.vector
"""


class Text(Protocol):
    """What is asked of the text of one language."""

    @property
    def language_code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def dek(self) -> str: ...
    @property
    def slug(self) -> str: ...


def author_lexeme(pk: int) -> str:
    """A lexeme of every story that this author signs; nobody can type it: no word has a `@`."""
    return f"@{pk}"


def story_literal(texts: Iterable[Text], original_language: str, authors: Iterable[int]) -> str:
    """The text to cast to `tsvector`."""
    words = literal(story_places(texts, original_language))
    return " ".join([*(quoted(author_lexeme(pk)) for pk in authors), words])


def story_places(texts: Iterable[Text], original_language: str) -> dict[str, list[int]]:
    """Of the words of a story, without its authors."""
    ordered = sorted(
        texts, key=lambda text: (text.language_code != original_language, text.language_code)
    )
    return places_of(
        Part("", words, text.language_code)
        for text in ordered
        for words in (text.title, text.dek, own_slug(text))
    )


def own_slug(text: Text) -> str:
    """Empty where the slug says what the title says."""
    return "" if text.slug == slugify(text.title, text.language_code, "story") else text.slug


def index_story(story: Story, texts: Iterable[Any], authors: Iterable[int]) -> None:
    """Store the words of these texts, which are all of the story's, and its authors.

    The verb that wrote them calls it, and holds the story's row. One statement.
    """
    _store([(story.pk, story_literal(texts, story.original_language, authors))])


def rebuild_stories(
    *, site: Site | None = None, advance: Callable[[int], object] = lambda count: None
) -> int:
    """Store the words of all stories anew, or of those that a site owns; tells how many.

    Each batch is a transaction. `advance` is told the size of each.
    """
    stories: Any = Story.objects.all() if site is None else Story.objects.filter(origin=site)
    last_pk = total = 0
    while True:
        with transaction.atomic():
            # Texts are read after the rows are held, so that no newer ones are missed.
            batch = list(
                stories.filter(pk__gt=last_pk)
                .order_by("pk")
                .select_for_update(no_key=True)
                .only("pk", "original_language")
                .prefetch_related("translations", "bylines")[:BATCH]
            )
            if not batch:
                return total
            _store([(story.pk, _literal(story)) for story in batch])
        total += len(batch)
        last_pk = batch[-1].pk
        advance(len(batch))


def _literal(story: Any) -> str:
    authors = [byline.author_id for byline in story.bylines.all()]
    return story_literal(story.translations.all(), story.original_language, authors)


def _store(rows: Sequence[tuple[int, str]]) -> None:
    places = ", ".join(["(%s, %s::tsvector)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(_STORE.format(rows=places), [value for row in rows for value in row])
