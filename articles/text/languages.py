"""What Django's own language table says about a language code."""

from typing import Any
from unicodedata import normalize

from django.utils.translation import get_language_info


def normal_code(tag: str) -> str:
    """Django's spelling of a language code: `zh_Hans` and `zh-Hans` are `zh-hans`."""
    return tag.strip().replace("_", "-").lower()


def language_tag(language_code: str) -> str:
    """The tag for `lang` and `hreflang`, in the letter case of RFC 5646, section 2.1.1."""
    first, *rest = normal_code(language_code).split("-")
    return "-".join([first, *(_subtag(part) for part in rest)])


def direction(language_code: str) -> str:
    """`rtl` or `ltr`; a language that Django does not know reads from left to right."""
    return "rtl" if _info(language_code).get("bidi") else "ltr"


def native_name(language_code: str) -> str:
    """The language's name for itself; the tag where Django has no name."""
    name = str(_info(language_code).get("name_local") or language_tag(language_code))
    return normalize("NFC", name)  # Django's "Tiếng Việt" is decomposed


def same_language(one: str, other: str) -> bool:
    """Whether two codes mean one language, regions aside: `en-GB` is English, `zh-TW` is not
    `zh-hans`."""
    return _edition_language(one) == _edition_language(other)


def _edition_language(language_code: str) -> str:
    known = str(_info(language_code).get("code") or normal_code(language_code))
    primary = known.partition("-")[0]
    # Script makes another text, region does not: only Chinese and Serbian are split by script.
    if known in {"zh-hans", "zh-hant", "sr-latn"}:
        return known
    return "zh-hans" if primary == "zh" else primary


def _subtag(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part


def _info(language_code: str) -> dict[str, Any]:
    try:
        return dict(get_language_info(normal_code(language_code)))
    except KeyError:
        return {}
