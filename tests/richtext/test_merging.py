import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.richtext.merging import Clash, Merge, merge_bodies, merge_lines

BASE = "<p>One.</p><ul><li><p>a</p></li><li><p>b</p></li></ul><p>Two.</p><p>Three.</p>"


def edited(*changes):
    body = BASE
    for old, new in changes:
        assert old in body
        body = body.replace(old, new)
    return body


def test_different_paragraphs_merge():
    mine, theirs = edited(("One.", "1.")), edited(("Three.", "3."))

    assert merge_bodies(BASE, mine, theirs) == Merge(edited(("One.", "1."), ("Three.", "3.")))


def test_items_of_one_list_merge():
    mine, theirs = (
        edited(("<p>a</p>", "<p>A</p>")),
        edited(("Two.", "2."), ("<p>b</p>", "<p>B</p>")),
    )
    both = edited(("<p>a</p>", "<p>A</p>"), ("<p>b</p>", "<p>B</p>"), ("Two.", "2."))

    assert merge_bodies(BASE, mine, theirs) == Merge(both)


def test_same_paragraph_shows_both_and_keeps_mine():
    merged = merge_bodies(BASE, edited(("Two.", "Mine.")), edited(("Two.", "Theirs.")))

    assert merged.html == edited(("Two.", "Mine."))
    assert merged.clashes == (Clash("<p>Two.</p>", "<p>Mine.</p>", "<p>Theirs.</p>"),)


def test_same_change_is_no_clash():
    same = edited(("Two.", "2."))

    assert merge_bodies(BASE, same, same) == Merge(same)


def test_what_i_dropped_and_they_changed_stays_to_be_decided():
    merged = merge_bodies(BASE, edited(("<p>Two.</p>", "")), edited(("Two.", "Theirs.")))

    assert "<p>Theirs.</p>" in merged.html
    assert merged.clashes == (Clash("<p>Two.</p>", "", "<p>Theirs.</p>"),)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ("a", "b", ("b", False)),
        ("b", "a", ("b", False)),
        ("b", "b", ("b", False)),
        ("b", "c", ("b", True)),
    ],
)
def test_field_without_markup(mine, theirs, merged):
    assert merge_lines("a", mine, theirs) == merged


paragraphs = st.lists(st.sampled_from("abcdefgh"), max_size=7).map(
    lambda letters: "".join(f"<p>{letter}</p>" for letter in letters)
)


@settings(max_examples=300, deadline=None)
@given(paragraphs, paragraphs, paragraphs)
def test_no_new_text_of_either_is_lost(base, mine, theirs):
    merged = merge_bodies(base, mine, theirs)
    told = merged.html + "".join(clash.mine + clash.theirs for clash in merged.clashes)

    for text in (mine, theirs):
        for letter in set("abcdefgh"):
            if letter in text and letter not in base:
                assert f"<p>{letter}</p>" in told
    assert merge_bodies(base, theirs, mine).clashes == tuple(
        Clash(c.base, c.theirs, c.mine) for c in merged.clashes
    )
