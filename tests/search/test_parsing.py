"""What a reader types is a query, whatever it is."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search.parsing import MAX_LENGTH, MAX_TERMS, parse

HOSTILE = [
    "'\":&|!()<->\\\0",
    "' OR 1=1 --",
    "'; DROP TABLE articles_story; --",
    "foo:* & !bar <-> (baz",
    "\\' \\\\ '' '",
    "%s %(x)s {0}",
    "a" * 10_000,
    "体" * 10_000,
    "é " * 5_000,
    "-" * 10_000,
    '"' * 9_999,
    "\ud800\udfff",
    "e" + "\u0301" * 10_000,
    '"' + "thể " * 3_000,
]


def normal(query):
    """The query as PostgreSQL understands it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsquery::text", [query.literal])
        (text,) = cursor.fetchone()
    return text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("thể thao", "'thể' & 'thao'"),
        ("thể thể", "'thể'"),
        ('"thể thao" hôm', "'thể' <-> 'thao' & 'hôm'"),
        ("“thể thao”", "'thể' <-> 'thao'"),
        ("「体育新闻」", "'体育' <-> '育新' <-> '新闻'"),
        ("体育新闻", "'体育' <-> '育新' <-> '新闻'"),
        ("体", "'体':*"),
        ("2026年", "'2026' <-> '年':*"),
        ("总决赛2026", "'总决' <-> '决赛' <2> '2026'"),
        ("COVID-19", "'covid' <-> '19'"),
        ("thể -thao", "'thể' & !'thao'"),
        ('thể -"bóng đá"', "'thể' & !( 'bóng' <-> 'đá' )"),
        ("thể - thao", "'thể' & 'thao'"),
        ("thể –", "'thể'"),
        ('thể "bóng', "'thể' & 'bóng'"),
        ("and or not", "'and' & 'or' & 'not'"),
    ],
)
def test_vietnamese_desk_reads_the_query(typed, understood):
    assert normal(parse(typed, "vi")) == understood


@pytest.mark.django_db
def test_word_of_a_stemmed_language_is_asked_with_its_stem():
    assert normal(parse("running shoes", "en")) == "( 'running' | 'run' ) & ( 'shoes' | 'shoe' )"


@pytest.mark.parametrize("typed", ["", "  ", "-thể", '-"bóng đá" -thao', "!!! ---", '""', "\0"])
def test_query_that_wants_nothing_is_false_and_empty(typed):
    query = parse(typed, "vi")

    assert not query
    assert query.literal == ""


@pytest.mark.django_db
@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("language_code", ["vi", "en", "zh-hans", "ar"])
def test_hostile_query_is_read_and_bounded(typed, language_code):
    query = parse(typed, language_code)

    assert len(query.wanted) + len(query.unwanted) <= MAX_TERMS
    assert len(query.literal) < 40 * MAX_LENGTH
    if query:
        assert normal(query)


@pytest.mark.django_db
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(typed=st.text(max_size=120) | st.text(alphabet="a体é\"'-:*&|!()<>\\ ", max_size=60))
def test_any_text_is_a_query_that_postgresql_reads(typed):
    query = parse(typed, "en")

    assert bool(query) == bool(query.literal)
    if query:
        assert normal(query)


def test_long_query_is_cut_between_words():
    query = parse("x" * 150 + " " + "y" * 150, "vi")

    assert [term[0].lexemes for term in query.wanted] == [("x" * 80,)]
