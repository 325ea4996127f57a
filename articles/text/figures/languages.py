"""Which vocabulary reads which language."""

from functools import lru_cache

from articles.text.figures.lexicon import Lexicon, Vocabulary, make_lexicon
from articles.text.figures.vocabularies.arabic import ARABIC
from articles.text.figures.vocabularies.chinese import CHINESE
from articles.text.figures.vocabularies.common import COMMON
from articles.text.figures.vocabularies.english import ENGLISH
from articles.text.figures.vocabularies.german import GERMAN
from articles.text.figures.vocabularies.japanese import JAPANESE
from articles.text.figures.vocabularies.korean import KOREAN
from articles.text.figures.vocabularies.romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from articles.text.figures.vocabularies.russian import RUSSIAN
from articles.text.figures.vocabularies.southeast_asian import INDONESIAN, THAI
from articles.text.figures.vocabularies.vietnamese import VIETNAMESE
from articles.text.languages import normal_code

_VOCABULARIES = {
    "ar": ARABIC,
    "de": GERMAN,
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "id": INDONESIAN,
    "it": ITALIAN,
    "ja": JAPANESE,
    "ko": KOREAN,
    "ms": INDONESIAN,
    "pt": PORTUGUESE,
    "ru": RUSSIAN,
    "th": THAI,
    "vi": VIETNAMESE,
    "zh": CHINESE,
}
# Digits and signs only: either mark may part thousands.
_ANY = Vocabulary(tables={}, group=",. ", unsure=",.")


@lru_cache
def lexicon_for(language_code: str) -> Lexicon:
    primary = normal_code(language_code).partition("-")[0]
    return make_lexicon(_VOCABULARIES.get(primary, _ANY), COMMON)


def home_currency(language_code: str) -> str:
    """The currency that readers of this language take for granted, if there is one."""
    return lexicon_for(language_code).vocabulary.currency


def knows_words(language_code: str) -> bool:
    """Whether number words of this language are recognised."""
    return normal_code(language_code).partition("-")[0] in _VOCABULARIES
