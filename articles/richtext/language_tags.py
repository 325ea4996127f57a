"""Language tags as HTML's `lang` takes them (BCP 47: language, script, region)."""

import re

from articles.richtext.words import words

# ISO 639-1, whole.
_TWO_LETTERS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
# ISO 639-3 codes that have no two letters and that a newsroom of this region may quote.
_THREE_LETTERS = (
    "ace ami arz ast ban bar bcl bho bjn blt bug ceb chr ckb cmn crh dsb fil fur gan grc gsw hak "
    "haw hil hmn hmv hnj hsb hsn iba ilo jra kha kpm krc lad lez ltg lus mad mai min mnw mui mwl "
    "nan nap nds new nod nso pam pap pms pnb prs rhg sah sat scn sco shn szl tay tet tdd tpi trv "
    "tts tvl tyv tyz udm vec wuu yue zgh"
)
LANGUAGES = frozenset(f"{_TWO_LETTERS} {_THREE_LETTERS}".split())
SCRIPTS = words(
    "Arab Armn Beng Bopo Cans Cham Cher Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hani Hans Hant "
    "Hebr Hira Hrkt Jpan Java Kana Khmr Knda Kore Lana Laoo Latn Mlym Mong Mymr Nkoo Olck Orya "
    "Sinh Syrc Tale Tavt Taml Telu Tfng Thaa Thai Tibt Yiii"
)
_RTL_LANGUAGES = words("ar arz ckb dv fa he pnb prs ps sd ug ur yi")
_RTL_SCRIPTS = words("Arab Hebr Nkoo Syrc Thaa")

_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)


def canonical_language(value: str) -> str | None:
    """The tag in its usual spelling (`zh-hans` → `zh-Hans`), or None for one we do not know.

    Variants and extensions are refused: no browser voice or font choice hangs on them.
    """
    match = _TAG.fullmatch(value.strip())
    if match is None:
        return None
    language = match[1].lower()
    script = (match[2] or "").title()
    if language not in LANGUAGES or (script and script not in SCRIPTS):
        return None
    return "-".join(part for part in (language, script, (match[3] or "").upper()) if part)


def is_right_to_left(tag: str) -> bool:
    """Whether text in this language is written from right to left; a script says it best."""
    language, _, rest = tag.partition("-")
    script = rest.partition("-")[0].title()
    if len(script) == 4:
        return script in _RTL_SCRIPTS
    return language.lower() in _RTL_LANGUAGES
