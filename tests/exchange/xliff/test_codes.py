"""Inline markup as protected codes, there and back."""

import pytest
from hypothesis import given, settings

from articles.exchange.xliff.codes import BrokenCodes, decode, encode
from articles.exchange.xliff.records import Piece, PieceKind, are_nested, joined, plain
from articles.richtext.sanitizer import sanitize
from articles.text.segments import cut_body
from tests.exchange.xliff.strategies import rich_paragraphs

LINK = '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow">'
SOURCE = f"Một {LINK}<strong>hai</strong></a><br>ba &lt; <em>bốn</em>"


def text(words):
    return Piece(PieceKind.TEXT, words)


def opened(name):
    return Piece(PieceKind.OPEN, name)


def closed(name):
    return Piece(PieceKind.CLOSE, name)


def alone(name):
    return Piece(PieceKind.ALONE, name)


def test_codes_are_named_by_element_and_number():
    encoded = encode(SOURCE)

    assert encoded.source == (
        text("Một "),
        opened("a1"),
        opened("strong1"),
        text("hai"),
        closed("strong1"),
        closed("a1"),
        alone("br1"),
        text("ba < "),
        opened("em1"),
        text("bốn"),
        closed("em1"),
    )
    assert encoded.codes["a1"].html == LINK
    assert plain(encoded.source) == "Một hai ba < bốn"


def test_a_new_code_of_another_element_renames_none():
    before = encode("a <strong>b</strong> c").codes
    after = encode("<em>a</em> <strong>b</strong><br>c").codes

    assert before.keys() < after.keys()


def test_codes_of_the_target_have_the_names_of_the_source():
    encoded = encode(
        f"<em>a</em> {LINK}b</a> <strong>c</strong>",
        f'<strong>c</strong> {LINK}b</a> <a href="/own">d</a> <strong>e</strong>',
    )

    names = [piece.value for piece in encoded.target if piece.kind is PieceKind.OPEN]
    assert names == ["strong1", "a1", "t-a2", "t-strong2"]
    assert encoded.codes["t-a2"].html == '<a href="/own">'


@pytest.mark.parametrize(
    ("pieces", "html"),
    [
        # Another order, and a code inside another one.
        (
            [
                *(opened("em1"), text("four"), closed("em1")),
                *(alone("br1"), opened("a1"), text("x"), closed("a1")),
            ],
            f"<em>four</em><br>{LINK}x</a>",
        ),
        # Overlapping, as <sc/> and <ec/> allow.
        (
            [
                *(opened("strong1"), text("a"), opened("em1"), text("b")),
                *(closed("strong1"), text("c"), closed("em1")),
            ],
            "<strong>a<em>b</em></strong><em>c</em>",
        ),
        # What a translator types is text.
        ([text('<script>"&amp;</script>')], '&lt;script&gt;"&amp;amp;&lt;/script&gt;'),
        # What a tool laid out in lines is one line.
        ([text("\n  a\n  b  ")], "a b"),
    ],
)
def test_pieces_become_html(pieces, html):
    assert decode(joined(pieces), encode(SOURCE).codes).html == html


@pytest.mark.parametrize(
    ("pieces", "complaint"),
    [
        ([opened("a1"), text("x")], "“a1” begins and never ends"),
        ([text("x"), closed("a1")], "“a1” ends and never began"),
        ([opened("a9"), text("x"), closed("a9")], "no code “a9”"),
        ([opened("a1"), opened("a1"), text("x"), closed("a1"), closed("a1")], "inside itself"),
        ([opened("br1"), text("x"), closed("br1")], "stands for itself"),
        ([alone("strong1")], "one that begins and ends"),
        ([alone("")], "no code “”"),
    ],
)
def test_broken_codes_are_named(pieces, complaint):
    with pytest.raises(BrokenCodes, match=complaint):
        decode(tuple(pieces), encode(SOURCE).codes)


def test_missing_and_repeated_codes_are_told():
    codes = encode(SOURCE).codes
    wanted = ["a1", "strong1", "br1", "em1"]
    pieces = (opened("strong1"), closed("strong1"), opened("a1"), text("x"), closed("a1")) * 2

    decoded = decode(pieces, codes, wanted)

    assert decoded.missing == ("strong1", "br1", "em1")
    assert decoded.repeated == ("strong1", "a1")


@settings(max_examples=100, deadline=None)
@given(rich_paragraphs())
def test_any_segment_comes_back_as_it_was(html):
    for segment in cut_body(sanitize(html)):
        encoded = encode(segment.html)

        decoded = decode(encoded.source, encoded.codes, encoded.codes)

        assert are_nested(encoded.source)
        assert decoded.html == segment.html
        assert not decoded.repeated


@settings(max_examples=60, deadline=None)
@given(rich_paragraphs(), rich_paragraphs())
def test_any_translation_comes_back_as_it_was(source, target):
    for one, other in zip(cut_body(sanitize(source)), cut_body(sanitize(target)), strict=False):
        encoded = encode(one.html, other.html)

        assert decode(encoded.target, encoded.codes).html == other.html
