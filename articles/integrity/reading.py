"""A text as the detection of its language reads it: what is set aside, and what remains."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import cached_property

from articles.integrity.function_words import plain_words, spellings, witnesses
from articles.text.scripts import script_weights

_QUOTED = re.compile(
    r"„[^“”]*[“”]|“[^”]*”|”[^”]*”|«[^»]*»|»[^«]*«|‹[^›]*›|「[^」]*」|『[^』]*』|《[^》]*》|〈[^〉]*〉"
    r'|"[^"]*"|\([^)]*\)|（[^）]*）|\[[^\]]*\]|【[^】]*】'
    # Apostrophes look alike: those stand in a word, or after one that nothing opened.
    r"|‘(?:[^‘’]|’(?=\w))*’|(?<!\w)'(?=\w)(?:[^']|(?<=\w)'(?=\w))*'(?!\w)"
)
_QUOTATION_MARKS = frozenset("„“”«»‹「『《〈\"(（[【‘'")
_MAIL = re.compile(r"\S+@\S+")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[#@]\w+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\b(?:/\S*)?")
_ADDRESS_MARKS = frozenset("@.#")
# A word in one of the scripts that have capital letters; any other letter ends it.
_CASED = r"[A-Za-z\u00c0-\u024f\u0370-\u058f\u1e00-\u1fff]"
_CASED_WORD = re.compile(rf"{_CASED}+(?:['’ʼ-]{_CASED}+)*")


class Reading:
    """A text, which parts of it are names, and what the small words in it say."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def prose(self) -> str:
        """The text without words that begin with a capital, which may leave nothing."""
        if self.in_capitals:
            return self.text.lower()
        return _CASED_WORD.sub(_unless_capital, self.text)

    @cached_property
    def in_capitals(self) -> bool:
        """Whether words in capitals are so many that capitals show no names."""
        words = _CASED_WORD.findall(self.text)
        return sum(map(str.isupper, words)) > 0.7 * len(words)

    @cached_property
    def words(self) -> list[str]:
        """The words besides names."""
        return plain_words(self.prose if self.in_capitals else self.text)

    @cached_property
    def weights(self) -> Counter[str]:
        """The weight of each script, names included."""
        return script_weights(self.text)

    @cached_property
    def weights_of_prose(self) -> Counter[str]:
        return script_weights(self.prose)

    @cached_property
    def weight(self) -> int:
        return sum(self.weights.values())

    @cached_property
    def weight_of_prose(self) -> int:
        return sum(self.weights_of_prose.values())

    @cached_property
    def said(self) -> list[frozenset[str]]:
        """What each small word says: the languages that have it."""
        return witnesses(self.words) + spellings(self.text)

    def count(self, languages: Collection[str]) -> int:
        """How many small words speak for these languages."""
        return sum(not each.isdisjoint(languages) for each in self.said)

    def count_of_rest(self, languages: Collection[str]) -> int:
        """How many small words speak for the one other language that has the most."""
        others = Counter(each for said in self.said for each in said if each not in languages)
        return max(others.values(), default=0)


def without_addresses(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if _ADDRESS_MARKS.isdisjoint(text):
        return text
    if "@" in text:
        text = _MAIL.sub(" ", text)
    return _ADDRESS.sub(" ", text)


def without_quotations(text: str) -> str:
    return text if _QUOTATION_MARKS.isdisjoint(text) else _QUOTED.sub(" ", text)


def _unless_capital(word: re.Match[str]) -> str:
    return " " if word[0][0].isupper() else word[0]
