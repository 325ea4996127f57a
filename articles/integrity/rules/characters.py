"""Characters that readers cannot see, cannot read, or take for others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.integrity.invisible import invisible_characters
from articles.text.languages import normal_code

_MOST_NAMED = 3

# Controls, the replacement character, private use, noncharacters: boxes and question marks.
_BROKEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufff9-\ufffd\ufffe\uffff\ud800-\udfff"
    "\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
# UTF-8 that was read as Windows-1252: é as Ã©, ’ as â€™, ế as áº¿, п as Ð¿.
_TAIL = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u0080-\u00bf"
_MISREAD = re.compile(
    "â€[\u0080-\u009f™œ˜žš¢¦“”]"
    "|Ã[©¨¢£¤¥¦§¬®¯±²³´µ¶¼½¾¿¡]"
    "|á[º»][‡†‰ŠƒˆŒŽ™š›œžŸ¡¢£¤¥¦§¨©¬®¯±²³µ¶¹¼½¾¿]"
    f"|(?:[ÐÑ][{_TAIL}]){{2,}}"
    f"|(?:[ØÙ][{_TAIL}]){{3,}}"
    f"|(?:[äåæçèé][{_TAIL}]{{2}}){{2,}}"
)

# Latin letters that have a double in Cyrillic or Greek, and those doubles.
_DOUBLES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХЬаеіјорсухѕԁһԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",
        "ABESIJKMHOPCTYXbaeijopcyxsdhqw" + "ABEZHIKMNOPTYXovp",
        strict=True,
    )
)
_DOUBLED = frozenset(_DOUBLES.values())
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_CYRILLIC = "\u0400-\u052f"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_MIXED = re.compile(
    f"[{_LATIN}{_CYRILLIC}{_GREEK}]*(?:[{_LATIN}][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}{_GREEK}][{_LATIN}])"
    f"[{_LATIN}{_CYRILLIC}{_GREEK}]*"
)
_LATIN_RUN = re.compile(f"[{_LATIN}]+")
# Words of Russian offices: an abbreviation in Latin letters with a Cyrillic ending.
_ABBREVIATION = re.compile(f"[A-Z]{{2,}}[{_CYRILLIC}]{{1,4}}")

# What a PDF or a full-width keyboard leaves: ligatures, positional forms, radicals, styled letters.
_LIGATURES = re.compile("[\ufb00-\ufb06\ufb13-\ufb17]")
_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_RADICALS = re.compile("[\u2e80-\u2fd5]")
_POSITIONAL = re.compile("[\ufb50-\ufd3d\ufd50-\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc]{2,}")
_STYLED = re.compile("[\U0001d400-\U0001d7cb]{2,}")
_ODD = (_LIGATURES, _RADICALS, _POSITIONAL, _STYLED)
_WIDE = frozenset({"zh", "ja", "ko", "yue"})
_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MARK = "[\u0300-\u036f]"
# An accent on nothing, or a heap of them.
_LOST_ACCENT = re.compile(f'(?:^|(?<=[\\s\\d.,;:!?(“"])){_MARK}+|{_MARK}{{4,}}')
_ANY_MARK = re.compile(_MARK)
# Accents, kana's voicing marks and the parts of Hangul, as file names of a Mac have them. Indic
# vowel signs are not meant: some of them have no composed form.
_DECOMPOSED = re.compile("[\u0300-\u036f\u3099\u309a\u1161-\u11ff]")


class BrokenCharacter(Rule):
    id = "broken-character"
    name = _("Broken characters")
    explanation = _(
        "Readers see a box, a question mark or a muddle here, because the text was read in the "
        "wrong encoding or uses a private font."
    )
    severity = Severity.BLOCK

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        for segment in manuscript.segments:
            text = segment.text
            if text.isascii() and text.isprintable():
                continue
            found = [named(match[0]) for match in _BROKEN.finditer(text)]
            found += [match[0] for match in _MISREAD.finditer(text)]
            if found:
                yield Hit(segment, shorten(text), {"characters": some(found)})

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("This cannot be read: %(characters)s.") % detail


class InvisibleCharacter(Rule):
    id = "invisible-character"
    name = _("Invisible characters")
    explanation = _(
        "There are characters that nobody sees, left by a paste; they hide words from search and "
        "can turn the order of a line around."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        for segment in manuscript.segments:
            if not segment.text.isascii():
                found = invisible_characters(segment.text, manuscript.language_code)
                if found:
                    names = some([named(character) for character in found])
                    yield Hit(segment, shorten(segment.text), {"characters": names})

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("Nobody sees these characters: %(characters)s.") % detail


class LookAlike(Rule):
    id = "look-alike"
    name = _("Letters of another script")
    explanation = _(
        "A word mixes letters of two scripts that look the same, so that search and screen readers "
        "do not know it."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        for segment in manuscript.segments:
            if segment.text.isascii():
                continue
            found = [word for word in _MIXED.findall(segment.text) if is_disguised(word)]
            if found:
                yield Hit(segment, shorten(segment.text), {"words": some(found)})

    def message(self, detail: Mapping[str, str]) -> str:
        return (
            gettext("Letters that look alike, from two scripts, are mixed in: %(words)s.") % detail
        )


class OddForm(Rule):
    id = "odd-form"
    name = _("Letters in an odd form")
    explanation = _(
        "Letters stand in a form that a PDF, a wide keyboard or a decoration left behind, or "
        "accents stand apart from their letters: search does not find such words."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        language = normal_code(manuscript.language_code).partition("-")[0]
        for segment in manuscript.segments:
            if not segment.text.isascii():
                found = list(_odd_forms(segment.text, language))
                if found:
                    yield Hit(segment, shorten(segment.text), {"characters": some(found)})

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("Not the usual form of these letters: %(characters)s.") % detail


def named(character: str) -> str:
    """A character that cannot be shown, by number and name."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def some(found: list[str]) -> str:
    """Each once, and not too many."""
    different = list(dict.fromkeys(found))
    more = ["…"] if len(different) > _MOST_NAMED else []
    return ", ".join(different[:_MOST_NAMED] + more)


def is_disguised(word: str) -> bool:
    """Whether the letters of one of its scripts all have a double in the other, and could be it.

    One letter beside another script's is a symbol (ΔT), not half a word.
    """
    if _ABBREVIATION.fullmatch(word):
        return False
    latin = "".join(_LATIN_RUN.findall(word))
    other = [letter for letter in word if letter not in latin]
    return (len(latin) >= 2 and _DOUBLES.keys() >= set(other)) or (
        len(other) >= 2 and set(latin) <= _DOUBLED
    )


def _odd_forms(text: str, language: str) -> Iterator[str]:
    for expression in _ODD:
        yield from expression.findall(text)
    if language not in _WIDE and not _ASIAN.search(text):
        yield from _FULL_WIDTH.findall(text)
    if _DECOMPOSED.search(text):
        yield from _decomposed(text)
    if language == "vi":
        # Composed, no Vietnamese letter has an accent left over.
        composed = unicodedata.normalize("NFC", text)
        yield from (f"◌{mark}" for mark in _ANY_MARK.findall(composed))
    else:
        yield from (f"◌{accents}" for accents in _LOST_ACCENT.findall(text))


def _decomposed(text: str) -> Iterator[str]:
    for word in text.split():
        if not unicodedata.is_normalized("NFC", word):
            yield unicodedata.normalize("NFC", word)
