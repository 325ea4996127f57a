"""What is stored of stories for the desk: by every verb that writes a text or a byline."""

from __future__ import annotations

import pytest

from articles.models import Byline, Revision, StoryEntry
from articles.search.stories import index_story, rebuild_stories, story_literal
from articles.workflow import discard_changes, keep, restore
from tests.factories import (
    make_author,
    make_live_story,
    make_story,
    write_text,
)


def words(story):
    return StoryEntry.objects.get(story=story).vector


def right_words(story):
    """What should be there, as PostgreSQL writes it."""
    authors = story.bylines.values_list("author_id", flat=True)
    literal = story_literal(story.translations.all(), story.original_language, authors)
    return StoryEntry.objects.extra(select={"right": "%s::tsvector"}, select_params=[literal])[
        0
    ].right


def test_a_draft_is_stored_with_all_its_languages_and_authors(site, section):
    author = make_author()
    story = make_story(
        site,
        ("vi", "ar"),
        authors=(author,),
        texts={"title": "Cầu", "dek": "Mới", "slug": "a-b"},
        translations={"ar": {"title": "جسر", "dek": "", "slug": "c"}},
    )

    assert sorted(words(story).split()) == sorted(
        f"'@{author.pk}' 'cầu':1 'cau':1 'mới':18 'moi':18 'a':35 'b':36 'جسر':53 'c':86".split()
    )


def test_every_verb_that_writes_stores_what_it_wrote(site, section):
    story = make_live_story(site, ("vi", "en"))
    seen = [words(story)]
    first = Revision.objects.filter(story=story, language_code="vi").earliest("pk")

    def look():
        assert words(story) == right_words(story)
        assert words(story) != seen[-1]
        seen.append(words(story))

    write_text(story, "en", title="Another bridge")
    look()
    Byline.objects.create(story=story, author=make_author())
    keep(story, actor=None)
    look()
    write_text(story, "vi", title="Cầu khác")
    look()
    restore(first, actor=None)
    look()
    write_text(story, "vi", dek="Khác nữa")
    look()
    discard_changes(story, "vi", actor=None)
    look()
    story.publications.all().delete()
    story.delete()
    assert not StoryEntry.objects.exists()


def test_a_body_that_changed_leaves_the_row_alone(site, section, django_assert_num_queries):
    story = make_story(site)

    def version():
        return StoryEntry.objects.extra(select={"version": "xmin::text"}).get(pk=story.pk).version

    before = version()
    write_text(story, "vi", body="<p>Khác.</p>")
    assert version() == before
    write_text(story, "vi", title="Khác")
    assert version() != before
    texts, authors = list(story.translations.all()), [1, 2]
    with django_assert_num_queries(1):
        index_story(story, texts, authors)


@pytest.mark.parametrize("count", [1, 3])
def test_all_are_made_anew_in_batches(  # noqa: PLR0917
    site, other_site, section, count, monkeypatch, django_assert_num_queries
):
    stories = [make_story(site, ("vi", "en"), authors=(make_author(),)) for _ in range(count)]
    before = dict(StoryEntry.objects.values_list("story", "vector"))
    theirs = make_story(other_site)
    StoryEntry.objects.all().delete()

    with django_assert_num_queries(4 + 5):
        assert rebuild_stories(site=site) == count
    assert dict(StoryEntry.objects.values_list("story", "vector")) == before
    monkeypatch.setattr("articles.search.stories.BATCH", 2)
    told: list[int] = []
    assert rebuild_stories(advance=told.append) == count + 1
    assert told == ([2] if count == 1 else [2, 2])
    assert set(StoryEntry.objects.values_list("story", flat=True)) == {
        theirs.pk,
        *(story.pk for story in stories),
    }
