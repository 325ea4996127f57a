"""Each rule in the four languages of the house: one text that it accuses, one like it that it does
not. What is peculiar to a rule or to other languages stands in the tests of its family.

Translations into Vietnamese have an English original, all others a Vietnamese one.
"""

from __future__ import annotations

import unicodedata

import pytest

from articles.enums import SegmentState
from articles.integrity.base import Manuscript, Picture, Term
from articles.integrity.registry import RULES, find_rule
from articles.text.segments import cut_story
from articles.translation.alignment import Row
from articles.translation.links import SegmentLink
from tests.integrity.paragraphs import PARAGRAPHS
from tests.integrity.rules.comparing import translated

LANGUAGES = ("vi", "en", "zh-hans", "ar")
ORIGINAL = {"vi": "en", "en": "vi", "zh-hans": "vi", "ar": "vi"}
FOREIGN = {"vi": "zh-hans", "en": "vi", "zh-hans": "en", "ar": "en"}

# For rules that look at one text: what is a fault, what looks like one.
TEXTS = {
    "unbalanced-marks": {
        "vi": ("Ông nói: “Cầu mở cửa hôm nay.", "Ông nói: “Cầu mở cửa hôm nay.”"),
        "en": (
            "“The bridge is open, he said.",
            "“The bridge is open,” he said; it’s the boys’ day.",
        ),
        "zh-hans": ("他说：“大桥今天开通。", "他说：“大桥今天开通，名为《长虹》。”"),
        "ar": ("قال: «افتتح الجسر اليوم.", "قال: «افتتح الجسر اليوم»."),
    },
    "broken-character": {
        "vi": ("Cây cầu m\ufffdi thông xe.", "Cây cầu mới thông xe?"),
        "en": ("The bridgeâ€™s opening.", "The château’s opening."),
        "zh-hans": ("大桥\ufffd\ufffd今天开通。", "大桥今天开通？"),
        "ar": ("افتتح الجسر \ufffd اليوم.", "افتتح الجسر اليوم؟"),
    },
    "invisible-character": {
        "vi": ("Hà\u200bNội", "Hà\u00a0Nội 👨\u200d👩\u200d👧"),
        "en": ("left\u200eright", "https://example.org/\u200bnews"),
        "zh-hans": ("中国\u200b人民", "中国\u3000人民"),
        "ar": ("ملف \u202egpj.exe", "أعلنت Google\u200f، سنة 1446 ه\u200d"),
    },
    "look-alike": {
        "vi": ("Việt Nаm thắng.", "Việt Nam thắng ТАСС."),
        "en": ("Pay with pаypal.", "IT-компания means an IT company."),
        "zh-hans": ("使用pаypal付款", "新款iPhone手机"),
        "ar": ("الدفع عبر pаypal", "الدفع عبر PayPal"),
    },
    "odd-form": {
        "vi": (unicodedata.normalize("NFD", "Việt Nam"), "Tập đoàn ＮＨＫ (日本放送協会)"),
        "en": ("The o\ufb03ce opens.", "The naïve café of x²."),
        "zh-hans": ("⼈民⽇报", "ＡＢＣ公司第２名"),
        "ar": ("\ufea7\ufe92\ufeae عاجل", "صلى الله عليه وسلم ﷺ"),
    },
}

# For rules that compare: the original, a translation with a fault, and one that is right.
PAIRS = {
    "untranslated": {
        "vi": (
            "Tickets go on sale tomorrow.",
            "Tickets go on sale tomorrow.",
            "Vé bán từ ngày mai.",
        ),
        "en": (
            "Cây cầu sẽ thông xe vào sáng mai.",
            "Cây cầu sẽ thông xe vào sáng mai.",
            "The bridge opens tomorrow.",
        ),
        "zh-hans": (
            "Cây cầu sẽ thông xe vào sáng mai.",
            "Cây cầu sẽ thông xe vào sáng mai.",
            "大桥明早通车。",
        ),
        "ar": (
            "Cây cầu sẽ thông xe vào sáng mai.",
            "Cây cầu sẽ thông xe vào sáng mai.",
            "يفتح الجسر صباح الغد.",
        ),
    },
    "numbers": {
        "vi": ("It has 54,000 seats.", "Sân có 45.000 chỗ.", "Sân có 54 nghìn chỗ."),
        "en": ("Sân có 54.000 chỗ.", "It has 45,000 seats.", "It has 54,000 seats."),
        "zh-hans": ("Sân có 54.000 chỗ.", "体育场有四万五千个座位。", "体育场有五万四千个座位。"),
        "ar": ("Sân có 54.000 chỗ.", "في الملعب ٤٥٬٠٠٠ مقعد.", "في الملعب ٥٤٬٠٠٠ مقعد."),
    },
    "dates": {
        "vi": ("It opens on 23 July 2024.", "Cầu mở ngày 24/7/2024.", "Cầu mở ngày 23/7/2024."),
        "en": ("Cầu mở ngày 23/7/2024.", "It opens on 24 July 2024.", "It opens on July 23, 2024."),
        "zh-hans": (
            "Cầu mở ngày 23/7/2024.",
            "大桥于2024年7月24日开通。",
            "大桥于2024年7月23日开通。",
        ),
        "ar": (
            "Cầu mở ngày 23/7/2024.",
            "يفتح الجسر في 24 يوليو 2024.",
            "يفتح الجسر في ٢٣ يوليو ٢٠٢٤.",
        ),
    },
    "units": {
        "vi": ("It cost $25 million.", "Cầu tốn 25 triệu euro.", "Cầu tốn 25 triệu USD."),
        "en": ("Giá tăng 25%.", "Prices rose by 25.", "Prices rose by 25 per cent."),
        "zh-hans": ("Cầu tốn 25 triệu USD.", "大桥耗资2500万欧元。", "大桥耗资2500万美元。"),
        "ar": ("Cầu tốn 25 triệu USD.", "كلف الجسر 25 مليون يورو.", "كلف الجسر 25 مليون دولار."),
    },
    "lost-link": {
        "vi": (
            'Read <a href="https://e.org/en/a">more</a>.',
            "Đọc thêm.",
            'Đọc <a href="https://e.org/vi/a">thêm</a>.',
        ),
        "en": (
            'Đọc <a href="https://e.org/vi/a">thêm</a>.',
            "Read more.",
            'Read <a href="https://e.org/en/a">more</a>.',
        ),
        "zh-hans": (
            'Đọc <a href="https://e.org/vi/a">thêm</a>.',
            "阅读更多。",
            '<a href="https://e.org/zh-cn/a">阅读</a>更多。',
        ),
        "ar": (
            'Đọc <a href="https://e.org/vi/a">thêm</a>.',
            "اقرأ المزيد.",
            '<a href="https://e.org/ar/a">اقرأ</a> المزيد.',
        ),
    },
    "length": {
        code: (
            " ".join(PARAGRAPHS[ORIGINAL[code]][:3]),
            PARAGRAPHS[code][0][:60],
            " ".join(PARAGRAPHS[code][:3]),
        )
        for code in LANGUAGES
    },
}

# The term, how it is written in the translation; then as above.
TERMS = {
    "vi": (
        "Mekong",
        "Mê Kông",
        "The Mekong is high.",
        "Sông Cửu Long dâng cao.",
        "Sông Mê Kông dâng cao.",
    ),
    "en": (
        "Mê Kông",
        "Mekong",
        "Sông Mê Kông dâng cao.",
        "The river is high.",
        "The Mekong’s water is high.",
    ),
    "zh-hans": (
        "Mê Kông",
        "湄公河",
        "Sông Mê Kông dâng cao.",
        "红河水位上涨。",
        "湄公河流域水位上涨。",
    ),
    "ar": ("Trung Quốc", "الصين", "Đội Trung Quốc thắng.", "فاز فريق اليابان.", "فاز فريق للصين."),
}

# A name of a section, a text that it strayed into, and one that speaks of it.
KEYWORDS = {
    "vi": ("Thể thao", "THỂ THAO", "Ông đã làm việc hơn hai mươi năm cho báo THỂ THAO."),
    "en": ("Sport", "SPORT", "He has written for the pages of SPORT for twenty years."),
    "zh-hans": ("体育", "体育", "中国体育代表团抵达。"),
    "ar": ("رياضة", "رياضة", "وصل وفد رياضة السباحة إلى العاصمة."),
}


def text_of(language: str, *paragraphs: str, names: tuple[str, ...] = ()) -> Manuscript:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return Manuscript(language, cut_story(body=body), section_names=names)


def between(language: str, words: str, name: str) -> Manuscript:
    first, last = PARAGRAPHS[language][:2]
    return text_of(language, first, words, last, names=(name,))


def pair(language: str, source: str, target: str | None, **other: object) -> Manuscript:
    return translated([(source, target)], (ORIGINAL[language], language), **other)


def standing(language: str, state: SegmentState, *, machine: str = "") -> Manuscript:
    [source], [target] = (
        cut_story(body=f"<p>{PARAGRAPHS[code][0]}</p>") for code in (ORIGINAL[language], language)
    )
    link = SegmentLink(target.hash, source.hash, 1, machine)
    row = Row(state, source, target, link, source)
    return Manuscript(language, [target], Manuscript(ORIGINAL[language], [source]), [row])


def pictures(language: str, alt: str, number: int = 4) -> Manuscript:
    source, own = (
        cut_story(body=f"<p>{PARAGRAPHS[code][0]}</p>") for code in (ORIGINAL[language], language)
    )
    original = Manuscript(ORIGINAL[language], source, pictures=[Picture(4, "Alt", source[0])])
    return Manuscript(language, own, original, pictures=[Picture(number, alt, own[0])])


def faulty_and_right(rule: str, language: str) -> tuple[Manuscript, Manuscript]:
    if rule in TEXTS:
        wrong, right = TEXTS[rule][language]
        return text_of(language, wrong), text_of(language, right)
    if rule in PAIRS:
        source, wrong, right = PAIRS[rule][language]
        return pair(language, source, wrong), pair(language, source, right)
    if rule == "glossary-term":
        term, accepted, source, wrong, right = TERMS[language]
        terms = [Term(term, (accepted,))]
        return pair(language, source, wrong, terms=terms), pair(
            language, source, right, terms=terms
        )
    if rule == "stray-keyword":
        name, wrong, right = KEYWORDS[language]
        return between(language, wrong, name), between(language, right, name)
    return FOUND_OTHERWISE[rule](language)


own = PARAGRAPHS
FOUND_OTHERWISE = {
    "missing-segment": lambda code: (
        pair(code, own[ORIGINAL[code]][0], None),
        pair(code, own[ORIGINAL[code]][0], own[code][0]),
    ),
    "stale-segment": lambda code: (
        standing(code, SegmentState.STALE),
        standing(code, SegmentState.CURRENT),
    ),
    "unconfirmed-machine": lambda code: (
        standing(code, SegmentState.CURRENT, machine="deepl"),
        standing(code, SegmentState.CURRENT),
    ),
    # The second paragraph has names in other letters.
    "foreign-language": lambda code: (
        text_of(code, own[code][0], own[FOREIGN[code]][0]),
        text_of(code, *own[code]),
    ),
    "lost-image": lambda code: (pictures(code, "Alt", number=5), pictures(code, "Alt")),
    "empty-alt": lambda code: (pictures(code, " "), pictures(code, own[code][0])),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_fault_and_look_alike(rule, language):
    faulty, right = faulty_and_right(rule, language)

    check = find_rule(rule).check

    assert len(list(check(faulty))) == 1
    assert list(check(right)) == []
