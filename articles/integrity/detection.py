"""Is a paragraph in another language than its edition? In doubt it is not.

Scripts decide what they can; py3langid decides between languages of one script. Quoted text,
names, addresses and credits are set aside first, as any language carries them.
"""

import copy
import re
import unicodedata
from functools import lru_cache
from typing import Any

from articles.text.languages import normal_code, same_language
from articles.text.scripts import (
    HAN,
    HANGUL,
    KANA,
    chinese_variant,
    script_weights,
    scripts_of_language,
)

# Below this weight (letters; a Chinese character counts three) a text is too short to accuse.
MIN_WEIGHT = 30
# Between languages of one script, a judgement needs about a line of running text.
MIN_WORDS = 6
MAX_OWN_PROBABILITY = 0.1
# Of the two or three words around a quotation: "He said:" is 0.03 Vietnamese, its look-alikes more.
MAX_OWN_PROBABILITY_OF_A_FEW_WORDS = 0.06
# Han characters without any kana: fewer than this may well be a Japanese headline.
MIN_HAN_WITHOUT_KANA = 24

# fmt: off
_USUAL = frozenset({
    "ar", "be", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi",
    "hr", "hu", "id", "it", "ja", "km", "ko", "lo", "ms", "my", "nl", "no", "pl", "pt", "ro",
    "ru", "sk", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh",
})
# fmt: on
# What the model calls a language that Django calls otherwise.
_MODEL_LABEL = {"nb": "no", "ckb": "ku"}
# Too close to accuse one of being the other from a single paragraph.
_NEIGHBOURS = (
    frozenset({"id", "ms", "jv"}),
    frozenset({"da", "no", "nn"}),
    frozenset({"hr", "bs", "sr", "sl"}),
    frozenset({"cs", "sk"}),
    frozenset({"es", "gl", "ast", "an"}),
    frozenset({"af", "nl"}),
)

_QUOTED = re.compile(
    r"„[^“”]*[“”]|“[^”]*”|”[^”]*”|«[^»]*»|»[^«]*«|‹[^›]*›|「[^」]*」|『[^』]*』|《[^》]*》|〈[^〉]*〉"
    r'|"[^"]*"|\([^)]*\)|（[^）]*）|\[[^\]]*\]|【[^】]*】'
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[#@]\w+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\b")
# A word in one of the scripts that have capital letters; any other letter ends it.
_CASED = r"[A-Za-z\u00c0-\u024f\u0370-\u058f\u1e00-\u1fff]"
_CASED_WORD = re.compile(rf"{_CASED}+(?:['’ʼ-]{_CASED}+)*")


def foreign_language(text: str, edition: str) -> str:
    """The language of `text` if that is surely not the edition's; empty if it is, or in doubt.

    Codes are Django's. `und` is another language, but nobody can say which.
    """
    expected = scripts_of_language(edition)
    text = _ADDRESS.sub(" ", unicodedata.normalize("NFC", text))
    rest = _QUOTED.sub(" ", text)
    prose = _without_names(rest)
    if _weight(prose) < MIN_WEIGHT:
        if _is_own_attribution(prose, edition):
            return ""
        rest = text  # a quotation through and through is judged as a whole
        prose = _without_names(text)
    total = _weight(prose)
    if not expected or total < MIN_WEIGHT:
        return ""
    if HAN in expected:
        return _foreign_to_han(prose, edition)
    weights = script_weights(prose)
    own = sum(weights[script] for script in expected) / total
    if own < 0.3:
        return _name_language(prose) if max(weights.values()) >= MIN_WEIGHT else ""
    return _foreign_in_script(prose, rest, edition) if own > 0.7 else ""


def _foreign_to_han(prose: str, edition: str) -> str:
    """For Chinese and Japanese editions, which share the Han characters."""
    weights = script_weights(prose)
    total = sum(weights.values())
    kana = sum(weights[script] for script in KANA)
    han = weights[HAN]
    if han + kana < 0.3 * total:
        return _name_language(prose)
    if han + kana < 0.7 * total:
        return ""
    variant = chinese_variant(prose)
    if edition == "ja":
        chinese = kana < 0.03 * (han + kana) and han >= 3 * MIN_HAN_WITHOUT_KANA
        return _chinese(prose) if chinese and variant else ""
    if kana >= 0.2 * (han + kana):
        return "ja"
    return variant if variant and not same_language(variant, edition) else ""


def _foreign_in_script(prose: str, with_names: str, edition: str) -> str:
    label = _model_label(edition)
    model = _model(label)
    if model is None or len(prose.split()) < MIN_WORDS:
        return ""
    # Names mislead the model one way, their absence the other: both readings must agree.
    if any(_share(model, text, label) > MAX_OWN_PROBABILITY for text in (with_names, prose)):
        return ""
    return _django_code(model.rank(_lower(prose))[0][0])


def _name_language(text: str) -> str:
    """The language of a text that its script has already shown to be foreign."""
    weights = script_weights(text)
    kana = sum(weights[script] for script in KANA)
    if kana > 0.1 * (kana + weights[HAN]) and kana + weights[HAN] > weights[HANGUL]:
        return "ja"
    if weights[HAN] > 0.5 * sum(weights.values()):
        return _chinese(text)
    language, confidence = _model("en").rank(_lower(text))[0]
    return _django_code(language) if confidence >= 0.5 else "und"


def _chinese(text: str) -> str:
    return chinese_variant(text) or "zh-hans"


def _is_own_attribution(words: str, edition: str) -> bool:
    """Whether the few words around a quotation may be the edition's language."""
    weights = script_weights(words)
    own = sum(weights[script] for script in scripts_of_language(edition))
    if own < 6 or own < 0.5 * sum(weights.values()):
        return False
    label = _model_label(edition)
    model = _model(label)
    if HAN in scripts_of_language(edition) or model is None:
        return True
    return bool(_share(model, words, label) > MAX_OWN_PROBABILITY_OF_A_FEW_WORDS)


def _share(model: Any, text: str, label: str) -> float:
    """The probability of a language and its close neighbours together."""
    own = _neighbours(label)
    return float(sum(share for language, share in model.rank(_lower(text)) if language in own))


def _without_names(text: str) -> str:
    """The text without words that begin with a capital, which may leave nothing."""
    words = _CASED_WORD.findall(text)
    if sum(word.isupper() for word in words) > 0.7 * len(words):
        return text.lower()  # a line in capitals shows no names
    return _CASED_WORD.sub(lambda word: " " if word[0][0].isupper() else word[0], text)


def _weight(text: str) -> int:
    return sum(script_weights(text).values())


def _lower(text: str) -> str:
    return text.lower() if text.isupper() else text


def _neighbours(label: str) -> frozenset[str]:
    return frozenset({label}).union(*(group for group in _NEIGHBOURS if label in group))


def _model_label(language_code: str) -> str:
    code = normal_code(language_code).partition("-")[0]
    return _MODEL_LABEL.get(code, code)


def _django_code(label: str) -> str:
    return {model: code for code, model in _MODEL_LABEL.items()}.get(label, label)


@lru_cache
def _model(label: str) -> Any:
    """The identifier for the usual languages and this one; None for a language it never learnt."""
    full = _full_model()
    if label not in full.labels:
        return None
    model = copy.copy(full)
    model.set_languages(_USUAL | {label})
    return model


@lru_cache
def _full_model() -> Any:
    # About 0.8 s and 100 MB: only for processes that judge texts.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
