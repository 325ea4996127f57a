"""The readable part of an address. Reasons are in docs/decisions/0002-slugs.md."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

SLUG_LENGTH = 80
# Scripts that are written with combining marks only for stress, vowel points or as decoration.
_MARKS_ARE_OPTIONAL = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW")
_APOSTROPHES = frozenset("'’ʼ＇`´ʹʻ")
# Languages in which an apostrophe stands inside a word; elsewhere (l'équipe) it parts two words.
_APOSTROPHE_IS_INSIDE = ("en", "uk", "be")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def slugify(text: str, language_code: str, fallback: str) -> str:
    """A slug of 1 to 80 characters with at least one letter, so that it is never an id.

    Latin letters become ASCII, other scripts stay as they are. `fallback` is used when nothing
    is left, and put in front when only digits are; it needs a letter of its own.
    """
    slug = _slug(text, language_code)
    if not _has_letter(slug):
        prefix = _slug(fallback, language_code)
        if not _has_letter(prefix):
            raise ValueError(f"The fallback slug {fallback!r} has no letter in it.")
        slug = f"{prefix}-{slug}" if slug else prefix
    return _cut(slug)


def _slug(text: str, language_code: str) -> str:
    text = unicodedata.normalize("NFC", text)
    language = language_code.partition("-")[0]
    if language == "de":
        text = text.translate(_GERMAN)
    apostrophe = "" if language in _APOSTROPHE_IS_INSIDE else "-"
    raw = "-".join([_word(word, apostrophe) for word in text.split(" ")])
    if "--" in raw:
        raw = re.sub("-+", "-", raw)
    return unicodedata.normalize("NFC", raw.strip("-"))


# A newsroom writes the same words again and again.
@lru_cache(maxsize=1 << 14)
def _word(word: str, apostrophe: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    # A run of Chinese is one word, and comes once.
    pieces = [piece for piece in map(_piece, word) if piece is not None]
    return "".join(pieces if len(pieces) == len(word) else _pieces(word, apostrophe))


@lru_cache(maxsize=4096)
def _piece(character: str) -> str | None:
    """What a character becomes; None where that depends on those before it."""
    if character in _APOSTROPHES or unicodedata.category(character) in {"Mn", "Mc", "Cf"}:
        return None
    return _letters(character)[0]


def _pieces(text: str, apostrophe: str) -> Iterator[str]:
    keeps_marks = False
    for character in text:
        if character in _APOSTROPHES:
            piece, keeps_marks = apostrophe, False
        elif (category := unicodedata.category(character)) in {"Mn", "Mc"}:
            piece = character if keeps_marks else ""
        elif category == "Cf":
            continue  # joiners and direction marks: nothing that a reader could type
        else:
            piece, keeps_marks = _letters(character)
        yield piece


@lru_cache(maxsize=4096)
def _letters(character: str) -> tuple[str, bool]:
    """What a character becomes, and whether marks that follow it belong to the word."""
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) == 1:
        character = plain  # a half-width or presentation form of one letter
    if not plain.isascii() and _is_word(character):
        script = unicodedata.name(character, "").partition(" ")[0]
        if script == "LATIN":
            plain = anyascii(character)
        else:
            return character.lower(), script not in _MARKS_ARE_OPTIONAL
    ascii_only = "".join(c if c.isascii() and c.isalnum() else "-" for c in plain).lower()
    return (ascii_only.strip("-") if _is_word(character) else ascii_only), False


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "L" or category == "Nd"


def _has_letter(slug: str) -> bool:
    return any(unicodedata.category(character)[0] == "L" for character in slug)


def _cut(slug: str) -> str:
    if len(slug) <= SLUG_LENGTH:
        return slug
    end = SLUG_LENGTH
    if slug[end] != "-":
        boundary = slug.rfind("-", 0, end)
        if boundary > 0 and _has_letter(slug[:boundary]):
            end = boundary
        else:
            # A letter is not parted from its vowel signs.
            while end > 1 and unicodedata.category(slug[end])[0] == "M":
                end -= 1
    return slug[:end].rstrip("-")
