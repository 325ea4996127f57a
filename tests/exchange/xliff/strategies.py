"""Texts as a newsroom writes them, and worse, for Hypothesis."""

from __future__ import annotations

from html import escape
from typing import Any

from hypothesis import strategies as st

# Scripts of our editions, both directions, marks of direction, characters that HTML or XML mind,
# and characters beyond the first plane.
ALPHABET = (
    "abc xyzĐặng ệ ư 新闻中心 مركز الأخبار ،؟ 420 ٤٢٠ \u200f\u200e\u2067\u2069\u200d\u200c"
    "\u00a0\u00ad <>&\"' {}%[] 😀𠀀 ]]> \t\n"
)
words = st.text(alphabet=ALPHABET, min_size=0, max_size=12)
_MARKS = ("strong", "em", "s", "sub", "sup")
_ADDRESSES = ("/x", "https://example.org/?a=1&b=2", "https://vi.wikipedia.org/wiki/Việt", "#n")


def _wrapped(children: Any) -> Any:
    inner = st.lists(children, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.tuples(st.sampled_from(_MARKS), inner).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"),
        st.tuples(st.sampled_from(_ADDRESSES), inner).map(
            lambda one: f'<a href="{escape(one[0])}">{one[1]}</a>'
        ),
        st.tuples(st.sampled_from(("fr", "ar", "zh-Hans")), inner).map(
            lambda one: f'<span lang="{one[0]}">{one[1]}</span>'
        ),
    )


def rich_paragraphs() -> st.SearchStrategy[str]:
    """One paragraph of HTML, before it is sanitised."""
    leaf = st.one_of(words.map(escape), st.just("<br>"), st.just("&nbsp;"))
    inline = st.recursive(leaf, _wrapped, max_leaves=8)
    return st.lists(inline, min_size=1, max_size=4).map(lambda parts: f"<p>{''.join(parts)}</p>")
