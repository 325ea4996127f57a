"""Chinese and Japanese share the Han characters: which of them a text is in."""

from functools import lru_cache

from articles.text.languages import same_language
from articles.text.scripts import (
    HAN,
    HIRAGANA,
    KANA,
    chinese_variant,
    script_of,
    script_weights,
)

# A Japanese headline may have Han characters alone, but hardly any of those that Japanese seldom
# writes, unless in a name; a Chinese sentence has several.
MIN_HAN, MIN_CHINESE_SIGNS = 12, 3
MIN_HAN_OF_A_SENTENCE, MIN_CHINESE_SIGNS_OF_A_SENTENCE = 18, 2


def foreign_to_chinese(text: str, edition: str) -> str:
    if _kana_share(text) >= 0.1 and script_weights(text)[HIRAGANA]:
        return "ja"
    variant = chinese_variant(text)
    return variant if variant and not same_language(variant, edition) else ""


def foreign_to_japanese(text: str) -> str:
    if _kana_share(text) >= 0.03:
        return ""
    han = [character for character in text if script_of(character) == HAN]
    if len(han) < MIN_HAN:
        return ""
    signs = sum(map(_is_rare_in_japanese, han))
    long = len(han) >= MIN_HAN_OF_A_SENTENCE
    enough = signs >= (MIN_CHINESE_SIGNS_OF_A_SENTENCE if long else MIN_CHINESE_SIGNS)
    return chinese_variant(text) or "zh-hans" if enough else ""


def language_of_han(text: str) -> str:
    """Of a text that is Chinese or Japanese."""
    return "ja" if _kana_share(text) > 0.1 else chinese_variant(text) or "zh-hans"


def _kana_share(text: str) -> float:
    weights = script_weights(text)
    kana = sum(weights[script] for script in KANA)
    return kana / ((kana + weights[HAN]) or 1)


@lru_cache(maxsize=8192)
def _is_rare_in_japanese(character: str) -> bool:
    """Outside the first level of JIS X 0208, its rows 16 to 47 of characters in common use.

    The forms that Japanese has simplified are in the second, those of simplified Chinese in none.
    """
    try:
        row = character.encode("euc_jp")[0] - 0xA0
    except UnicodeEncodeError:
        return True
    return not 16 <= row <= 47
