"""What is stored, and making it anew."""

from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Publication, SearchEntry
from articles.search.indexing import index_publications, rebuild
from tests.factories import make_live_story


def words():
    return dict(SearchEntry.objects.values_list("publication", "vector"))


def run(*arguments):
    out = StringIO()
    call_command("rebuild_search", *arguments, stdout=out)
    return out.getvalue()


def test_published_text_is_stored_with_its_edition(site):
    make_live_story(
        site, texts={"title": "Thể thao", "dek": "Tin", "body": '<p>Cầu <a href="/x">mới</a></p>'}
    )

    (entry,) = SearchEntry.objects.all()

    publication = entry.publication
    assert (entry.site, entry.language_code) == (site, "vi")
    assert entry.publish_at == publication.publish_at
    assert sorted(entry.vector.split()) == sorted(
        f"'@{site.pk}/vi' 'the':1A 'thao':2A 'thể':1A 'tin':19B 'cau':36 'cầu':36 "
        "'moi':37 'mới':37".split()
    )


def test_words_of_a_usual_text_stand_in_their_row(site):
    """Beside the table, they would take six times as long to compare."""
    body = "".join(f"<p>{sha256(bytes([n])).hexdigest()[:12]}</p>" for n in range(200))
    before = beside_the_table()

    make_live_story(site, texts={"body": body})

    assert len(SearchEntry.objects.get().vector) > 3_000
    assert beside_the_table() == before


def beside_the_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltoastrelid::regclass FROM pg_class "
            "WHERE oid = 'articles_searchentry'::regclass"
        )
        (table,) = cursor.fetchone()
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("stories", [1, 3])
def test_storing_takes_one_query_and_one_statement(site, stories, django_assert_num_queries):
    for _ in range(stories):
        make_live_story(site)
    publications = list(Publication.objects.all())

    with django_assert_num_queries(2):
        assert index_publications(publications) == stories


def test_rebuild_restores_what_was_lost_and_changes_nothing_else(site):
    for _ in range(3):
        make_live_story(site, ("vi", "en"))
    before = words()
    SearchEntry.objects.filter(language_code="en").delete()
    SearchEntry.objects.update(vector="'x'")

    first, second = run(), run()

    assert words() == before
    assert first == second == "6 publications indexed.\n3 stories indexed.\n"


def test_rebuild_keeps_to_the_site_and_language_it_is_given(site, other_site):
    make_live_story(site, ("vi", "en"))
    make_live_story(other_site, ("vi", "en"))
    SearchEntry.objects.all().delete()

    out = run("--site=news", "--language=en")

    assert out == "1 publication indexed.\n"
    assert list(SearchEntry.objects.values_list("site__key", "language_code")) == [("news", "en")]


def test_rebuild_goes_in_batches_and_tells_how_far_it_is(site, monkeypatch):
    for _ in range(5):
        make_live_story(site)
    SearchEntry.objects.all().delete()
    monkeypatch.setattr("articles.search.indexing.BATCH", 2)
    told = []

    assert rebuild(advance=told.append) == 5
    assert told == [2, 2, 1]
    assert SearchEntry.objects.count() == 5


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("--site=nowhere", "There is no site “nowhere”; write one of: news, sports."),
        ("--language=fr", "No edition is in “fr”; write one of: ar, en, vi."),
    ],
)
def test_unknown_site_or_language_is_refused(site, other_site, argument, message):
    make_live_story(site)

    with pytest.raises(CommandError, match="^" + message.replace(".", r"\.") + "$"):
        run(argument)
