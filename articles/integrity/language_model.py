"""py3langid, asked one question: which of the plausible languages is this text more like?"""

import copy
import math
from functools import lru_cache
from typing import Any

from articles.text.languages import normal_code
from articles.text.scripts import scripts_of_language

# fmt: off
_USUAL = frozenset({
    "am", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu",
    "fa", "fi", "fr", "ga", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk",
    "km", "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "mt", "my", "ne", "nl",
    "no", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta",
    "te", "tg", "th", "tl", "tr", "tt", "ug", "uk", "ur", "uz", "vi", "zh",
})
# fmt: on
# What the model calls a language that Django calls otherwise.
_MODEL_LABEL = {"nb": "no"}
# Django has no name for these in their own script, from which their script would follow.
_SCRIPT = {"mt": "LATIN", "ps": "ARABIC", "so": "LATIN", "tl": "LATIN"}
# Too close to accuse one of being the other from a single paragraph.
_NEIGHBOURS = (
    frozenset({"id", "ms", "jv"}),
    frozenset({"da", "no", "nn"}),
    frozenset({"hr", "bs", "sr", "sl"}),
    frozenset({"cs", "sk"}),
    frozenset({"es", "gl", "ast", "an"}),
    frozenset({"af", "nl"}),
)
_LEAST = 1e-9


def neighbours(label: str) -> frozenset[str]:
    """The language and those that are hardly told from it."""
    return frozenset({label}).union(*(group for group in _NEIGHBOURS if label in group))


def has_rivals(label: str) -> bool:
    """Whether the model knows the language, and others in its script to tell it from."""
    return not neighbours(label).issuperset(_candidates(label))


def rival(text: str, label: str) -> tuple[str, float]:
    """The likeliest other language in the script of `label`, and by how much it is likelier.

    The margin is a difference of logarithms: below 0 the text is rather in the language itself.
    """
    shares = dict(_model(_candidates(label)).rank(text.lower() if text.isupper() else text))
    own = neighbours(label)
    share = sum(shares.get(each, 0.0) for each in own)
    best = next(each for each in shares if each not in own)  # they come likeliest first
    return best, math.log(max(shares[best], _LEAST) / max(share, _LEAST))


def likeliest(text: str) -> tuple[str, float]:
    """The likeliest of the usual languages, and its probability together with its neighbours."""
    ranked = _model(_USUAL).rank(text.lower() if text.isupper() else text)
    label = ranked[0][0]
    kin = neighbours(label)
    return label, sum(share for each, share in ranked if each in kin)


def model_label(language_code: str) -> str:
    code = normal_code(language_code).partition("-")[0]
    return _MODEL_LABEL.get(code, code)


def django_code(label: str) -> str:
    return {model: code for code, model in _MODEL_LABEL.items()}.get(label, label)


@lru_cache
def _candidates(label: str) -> frozenset[str]:
    """The usual languages in the script of this one, and itself; none if the model lacks it."""
    if label not in _full_model().labels:
        return frozenset()
    usual = {each for each in _USUAL if _scripts(each) & _scripts(label)}
    return frozenset(usual | {label})


def _scripts(label: str) -> frozenset[str]:
    return scripts_of_language(django_code(label)) or frozenset({_SCRIPT.get(label, "")})


@lru_cache
def _model(labels: frozenset[str]) -> Any:
    model = copy.copy(_full_model())
    model.set_languages(labels)
    return model


@lru_cache
def _full_model() -> Any:
    # About 0.8 s and 100 MB: only for processes that judge texts.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
