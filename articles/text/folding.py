"""Text as terms are compared in it: one spelling for what every reader takes for the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Each of these stands for one character, so that places in the text stay where they are.
_SAME = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ＇`´ʹʻ׳", "'"),
        **dict.fromkeys("‐‑‒–−־", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\u3000\u200c", " "),
        **dict.fromkeys("أإآٱ", "ا"),
        **{"ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ё": "е", "Ё": "Е", "İ": "I", "ı": "i"},
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF07},
    }
)
# Soft hyphens, joiners and direction marks; what Arabic and Hebrew may leave out.
_DROPPED = re.compile(
    "[\u00ad\u061c\u0640\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\u0591-\u05bd\u05bf-\u05c2\u05c4-\u05c7\u064b-\u0652\u0670]"
)
# New and old places of the tone in Vietnamese: hoà and hòa, thuỷ and thủy (but always quý).
_TONES = {
    new: old
    for news, olds in [
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    ]
    for new, old in zip(news.split(), olds.split(), strict=True)
}
_NEW_TONE = re.compile(
    "(?:[oO][àáảãạèéẻẽẹ]|(?<![qQ])[uU][ỳýỷỹỵ])(?![^\\W\\d_])",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `spans` says of each character where it was; None: just there."""

    text: str
    spans: tuple[tuple[int, int], ...] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where this stretch stands in the text that was folded."""
        if self.spans is None:
            return start, end
        return self.spans[start][0], self.spans[end - 1][1]


@lru_cache(maxsize=256)
def fold(text: str, *, match_case: bool = False) -> Folded:
    """The text with one form of every letter, in lower case unless `match_case`."""
    simple = text.translate(_SAME)
    cased = simple if match_case else simple.lower()
    if len(cased) == len(text) and (text.isascii() or _is_plain(text)):
        return Folded(_old_tones(cased))
    characters: list[str] = []
    spans: list[tuple[int, int]] = []
    for cluster in re.finditer(r"(?s).[\u0300-\u036f]*", text):
        piece = _DROPPED.sub("", unicodedata.normalize("NFC", cluster[0])).translate(_SAME)
        for character in piece if match_case else piece.lower():
            characters.append(character)
            spans.append(cluster.span())
    return Folded(_old_tones("".join(characters)), tuple(spans))


def _is_plain(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not _DROPPED.search(text)


def _old_tones(text: str) -> str:
    if text.isascii():
        return text
    return _NEW_TONE.sub(lambda match: _old_tone(match[0]), text)


def _old_tone(pair: str) -> str:
    old = _TONES[pair.lower()]
    return "".join(
        letter.upper() if as_written.isupper() else letter
        for letter, as_written in zip(old, pair, strict=True)
    )
