"""Word stems of the languages that the Snowball project covers."""

import threading
from functools import cache
from typing import Final, Protocol

import snowballstemmer


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - Snowball's own name


ALGORITHMS: Final = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip

# A Snowball stemmer keeps the word at hand in itself, so two threads must not share it.
_lock = threading.Lock()


@cache
def _stemmer(algorithm: str) -> _Stemmer:
    stemmer: _Stemmer = snowballstemmer.stemmer(algorithm)
    return stemmer


def stem(word: str, language: str) -> str:
    """The stem of a lower-case word, or the word itself where the language has no stemmer."""
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return word
    with _lock:
        return _stemmer(algorithm).stemWord(word) or word
