"""Looking through a text: what is passed over has no match."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import matching
from articles.search.matching import matches
from articles.search.parsing import parse
from articles.search.tokens import Kind, tokens

WORDS = ("thể", "Thể", "thao", "the", "COVID-19", "体育新闻", "育", "新", "ｶﾞ", "ﷺ", "½", "น้ำ")
SIGNS = ("e\u0301", "الرياضة", "\u200b", "—", "-", ".", " ", " ", " ", "\n", '"')
PIECES = st.sampled_from([*WORDS, *SIGNS])


def begins_and_ends(text, query):
    """The same, asking every token of every term."""
    there = list(tokens(text, query.language_code))
    found = []
    for last, token in enumerate(there):
        for number, term in enumerate(query.wanted):
            places = [last]
            for _part, following in reversed(list(pairwise(term))):
                places.append(places[-1] - following.distance)
            if places[-1] >= 0 and all(
                has(there[place], part) for place, part in zip(reversed(places), term, strict=True)
            ):
                is_half = term[-1].is_prefix and token.kind is Kind.PAIR
                end = token.start + 1 if is_half else token.end
                found.append((there[places[-1]].start, end, number))
    return found


def has(token, part):
    if part.is_prefix:
        return token.kind is not Kind.WORD and token.stored[0].startswith(part.lexemes)
    return not set(part.lexemes).isdisjoint(token.stored)


@given(
    text=st.lists(PIECES, max_size=60).map("".join),
    typed=st.lists(PIECES, max_size=6).map("".join),
    language_code=st.sampled_from(["vi", "zh-hans", "ar", "th"]),
)
def test_matches_are_those_of_every_token(text, typed, language_code):
    query = parse(typed, language_code)

    found = list(matches(text, query))

    expected = begins_and_ends(text, query)
    assert [(match.start, match.term) for match in found] == [
        (start, number) for start, _end, number in expected
    ]
    # Marks that a letter carries belong to it.
    assert all(
        match.end >= end and not text[end : match.end].strip("\u0301\u0e49\u0e33")
        for match, (_start, end, _number) in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("thao", "Thaothao thao, (thao)-thao", ["thao", "thao", "thao"]),
        ('"the thao"', "thể\n — thao; thể hay thao; thể thao", ["thể\n — thao", "thể thao"]),
        ('"so 2026 体育"', "số 2026体育", ["số 2026体育"]),
    ],
)
def test_matches_stand_where_the_words_do(typed, text, found):
    assert [text[one.start : one.end] for one in matches(text, parse(typed, "vi"))] == found


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(matching, "OTHERS", 2)
    query = parse("bounded", "en")
    text = "one two three bounded three two one " + "x" * 100 + " bounded"

    found = [list(matches(text, query)) for _ in range(2)]

    assert found[0] == found[1]
    assert len(found[0]) == 2
    assert matching._endings(query).others == {"one", "two"}
