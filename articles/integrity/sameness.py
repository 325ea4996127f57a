"""Is a text the same in two languages because nobody translated it? In doubt it is not.

Names, figures, credits, addresses, titles of works and single words stay what they are in every
language. What is translated are the words between them, so those are counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from articles.richtext.words import words
from articles.text.languages import normal_code
from articles.text.likeness import grams, likeness
from articles.text.scripts import (
    HAN,
    HANGUL,
    KANA,
    chinese_variant,
    script_weights,
    scripts_of_language,
)
from articles.text.segments import Segment, SegmentKind

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[#@]\w+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\b")
_QUOTED = re.compile(
    r'“[^”]*”|„[^“”]*[“”]|«[^»]*»|「[^」]*」|『[^』]*』|《[^》]*》|"[^"]*"|\([^)]*\)|（[^）]*）'
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# Small words in the names of people, places and works of many languages.
_IN_NAMES = words(
    "a al an and at bin bint da das de del della den der des di do dos du e el et für i ibn in l "
    "la le les lo los of on oder or per sur the to und v van vom von vs with x y zu zum zur"
)
# So many words that are no names must be left as they were.
_WORDS = 4
_WORDS_OF_CLOSE_LANGUAGES = 12
_WORDS_OF_SYLLABLES = 6  # Vietnamese writes each syllable apart
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][”’»\"')]*$")
_TITLE_WORDS = 5
_SHARE = 0.85
_SOME_WORDS, _MOST_LETTERS = 0.5, 0.7
_HAN_SENTENCE = 6
_HAN_WORDS = 10
_CHINESE_MARKS = re.compile("[，。？！；]")
_LABELS = frozenset({SegmentKind.TABLE_CELL, SegmentKind.LIST_ITEM, SegmentKind.HEADING})
_TITLES = frozenset({SegmentKind.TITLE, SegmentKind.DEK})
# A sentence of one may well be a sentence of the other.
_CLOSE = (
    frozenset({"id", "ms"}),
    frozenset({"nb", "nn", "no", "da"}),
    frozenset({"hr", "bs", "sr"}),
    frozenset({"cs", "sk"}),
    frozenset({"hi", "mr", "ne"}),
    frozenset({"ru", "bg", "uk", "be", "mk"}),
)


def is_left_as_it_was(source: Segment, target: Segment, from_code: str, to_code: str) -> bool:
    """Whether a segment that has words to translate is the same, or nearly, in both languages."""
    if not _may_be_same(source.text, target.own_text):
        return False
    here, there = _prose(target), _prose(source)
    weights = script_weights(here)
    total = sum(weights.values())
    if not total or _is_quoted_from(weights, from_code, to_code):
        return False
    east = sum(weights[script] for script in KANA | {HAN, HANGUL})
    if east - weights[HANGUL] > 0.5 * total:
        return _is_same_han(there, here, from_code, to_code)
    here_words, kept = _WORD.findall(here), set(_WORD.findall(there.casefold()))
    shared = [word for word in here_words if word.casefold() in kept]
    if len(shared) < _SHARE * len(here_words):
        return False
    return _has_enough(shared, target, from_code, to_code)


def _may_be_same(source: str, target: str) -> bool:
    """A quick look, for all the pairs that are translated as they should be."""
    if source == target:
        return True
    if source.count(" ") > 3:
        parts, others, enough = set(source.split()), set(target.split()), _SOME_WORDS
    else:
        parts, others, enough = set(source), set(target), _MOST_LETTERS
    return len(parts & others) >= enough * max(len(parts), len(others))


def _is_quoted_from(weights: Counter[str], from_code: str, to_code: str) -> bool:
    """Whether the original has quoted the language of the translation, by its script."""
    script = max(weights, key=lambda one: weights[one])
    own, other = scripts_of_language(from_code), scripts_of_language(to_code)
    return script in other and script not in own


def _prose(segment: Segment) -> str:
    text = _ADDRESS.sub(" ", unicodedata.normalize("NFC", segment.own_text or segment.text))
    return _QUOTED.sub(" ", text)


def _has_enough(shared: list[str], target: Segment, from_code: str, to_code: str) -> bool:
    """Whether there are words among these that are not names."""
    plain = [word for word in shared if _is_plain(word)]
    if target.text.isupper() and len(shared) >= _TITLE_WORDS:
        plain = [word for word in shared if len(word) > 3]  # capitals hide what is a name
    if target.kind in _TITLES and len(shared) >= _TITLE_WORDS and plain:
        return True
    needed = _needed(from_code, to_code)
    if target.kind in _LABELS:
        needed += 2
    elif needed < _WORDS_OF_CLOSE_LANGUAGES and _SENTENCE_END.search(target.text):
        needed //= 2
    return len(plain) >= needed


def _is_plain(word: str) -> bool:
    return len(word) > 1 and not word[0].isupper() and word.casefold() not in _IN_NAMES


@lru_cache(maxsize=256)
def _needed(from_code: str, to_code: str) -> int:
    codes = {_primary(from_code), _primary(to_code)}
    if any(codes <= group for group in _CLOSE):
        return _WORDS_OF_CLOSE_LANGUAGES
    return _WORDS_OF_SYLLABLES if _primary(from_code) == "vi" else _WORDS


def _is_same_han(source: str, target: str, from_code: str, to_code: str) -> bool:
    """For texts in Chinese characters, which Chinese and Japanese share."""
    letters = [character for character in target if character.isalpha()]
    enough = _HAN_SENTENCE if _CHINESE_MARKS.search(target) else _HAN_WORDS
    if len(letters) < enough or likeness(grams(source), grams(target)) < _SHARE:
        return False
    codes = _primary(from_code), _primary(to_code)
    if codes == ("zh", "zh"):
        # Without a character that only one of them has, it is right in both.
        return chinese_variant(target) == normal_code(from_code)
    weights = script_weights(target)
    kana = sum(weights[script] for script in KANA)
    if codes[1] == "ja":
        return not kana and bool(_CHINESE_MARKS.search(target) and len(letters) > 15)
    if codes == ("ja", "zh"):
        return kana >= 9
    return True


def _primary(language_code: str) -> str:
    return normal_code(language_code).partition("-")[0]
