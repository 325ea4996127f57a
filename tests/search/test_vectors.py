"""The literal that PostgreSQL reads, and its limits."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search.parsing import parse
from articles.search.tokens import stored, tokens
from articles.search.vectors import packed, vector_literal, vector_places

pytestmark = pytest.mark.django_db

LANGUAGES = ["vi", "en", "zh-hans", "ar", "ru", "fr", "th", "tr", "fa", "el", "de", "ja", "ko"]
WORDS = [
    "Thể", "thao", "hoà", "bình", "ĐÀ", "NẴNG", "running", "économie", "Straße", "体育新闻", "体",
    "サッカー", "ﾀﾞｲ", "대통령이", "กีฬา", "น้ำ", "الرياضيّة", "ة", "كتـاب", "Ещё", "İSTANBUL",
    "ΟΔΟΣ", "ﷺ", "½", "㈠", "don't", "COVID-19", "می‌خواهم", "\u0301", "_", "'", "\\", "\0",
]  # fmt: skip
texts = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
many_examples = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def ask(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        (answer,) = cursor.fetchone()
    return answer


def vector(body, language_code="vi", title="", dek=""):
    return vector_literal(title=title, dek=dek, body=body, language_code=language_code)


def test_title_weighs_most_and_phrases_end_with_their_field():
    literal = vector("thao", title="Thể", dek="bóng")

    assert literal == "'thể':1A 'the':1A 'bóng':18B 'bong':18B 'thao':35"


@many_examples
@given(title=texts, body=texts, language_code=st.sampled_from(LANGUAGES))
def test_any_text_is_a_vector_with_each_of_its_lexemes(title, body, language_code):
    literal = vector(body, language_code, title=title)

    lexemes = {
        lexeme
        for text in (title, body)
        for token in tokens(text, language_code)
        for lexeme in token.stored
    }
    assert set(ask("SELECT tsvector_to_array(%s::tsvector)", literal)) == lexemes


@many_examples
@given(body=texts, language_code=st.sampled_from(LANGUAGES))
def test_very_many_texts_are_cut_as_one_is(body, language_code):
    found = [token.stored for token in tokens(body, language_code)]

    assert [*stored(body, language_code)] == found


@many_examples
@given(title=texts, body=texts, language_code=st.sampled_from(LANGUAGES))
def test_packed_is_what_postgresql_makes_of_the_literal(title, body, language_code):
    text = {"title": title, "dek": "", "body": body, "language_code": language_code}

    sent = ask("SELECT tsvectorsend(%s::tsvector)", vector_literal(**text))

    assert packed(vector_places(**text)) == sent


@many_examples
@given(body=texts, language_code=st.sampled_from(LANGUAGES))
def test_document_is_found_by_each_of_its_own_words(body, language_code):
    literal = vector(body, language_code)

    for token in tokens(body, language_code):
        for typed in {body[token.start : token.end], *token.stored}:
            query = parse(typed, language_code)
            assert query.literal, typed
            assert ask("SELECT %s::tsvector @@ %s::tsquery", literal, query.literal), typed


@many_examples
@given(body=texts, language_code=st.sampled_from(LANGUAGES), data=st.data())
def test_document_is_found_by_any_part_between_spaces(body, language_code, data):
    chunks = body.replace("-", " ").replace('"', " ").split()
    if not chunks:
        return
    first = data.draw(st.integers(0, len(chunks) - 1))
    phrase = " ".join(chunks[first : first + 3])
    query = parse(f'"{phrase}"', language_code)

    found = query and ask(
        "SELECT %s::tsvector @@ %s::tsquery", vector(body, language_code), query.literal
    )

    assert found or not list(tokens(phrase, language_code))


def test_words_beyond_the_last_position_are_still_found():
    literal = vector(" ".join(f"word{number}" for number in range(20_000)))

    assert ask("SELECT %s::tsvector @@ %s::tsquery", literal, "'word19999'")


def test_word_of_every_line_keeps_255_places():
    literal = vector("goal " * 1_000)

    assert ask("SELECT cardinality(positions) FROM unnest(%s::tsvector)", literal) == 255


@pytest.mark.parametrize("pattern", ["{0}", "{0}thể{0}dài", "{0}体体体"])
def test_endless_text_stays_within_the_size_of_a_vector(pattern):
    body = " ".join(pattern.format(number) for number in range(100_000))

    literal = vector(body, title="Thể thao")

    assert ask("SELECT length(%s::tsvector)", literal) > 40_000
    assert ask("SELECT %s::tsvector @@ %s::tsquery", literal, "'thể'")
