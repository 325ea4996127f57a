import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.integrity.base import Manuscript
from articles.integrity.rules.characters import (
    BrokenCharacter,
    InvisibleCharacter,
    LookAlike,
    OddForm,
)
from articles.text.segments import SegmentKind, cut_story, plain_segment
from tests.integrity.paragraphs import PARAGRAPHS, TRAPS

RULES = [BrokenCharacter(), InvisibleCharacter(), LookAlike(), OddForm()]


def found(rule, text, language="vi"):
    manuscript = Manuscript(language, [plain_segment(SegmentKind.PARAGRAPH, text)])
    return [next(iter(hit.detail.values())) for hit in rule.check(manuscript)]


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("Giá c\ufffd phê", "U+FFFD REPLACEMENT CHARACTER"),
        ("Bấm \ue001 để xem", "U+E001"),
        ("Bell\x07 và \x93trích\x94", "U+0007, U+0093, U+0094"),
        ("CafÃ© de Paris", "Ã©"),
        ("It â€™s a muddle", "â€™"),
        ("Viá»‡t Nam", "á»‡"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "ÐŸÑ€Ð¸Ð²ÐµÑ‚"),
        ("Ù…Ø±Ø\xadØ¨Ø§", "Ù…Ø±Ø\xadØ¨Ø§"),
    ],
)
def test_text_that_nobody_can_read(text, characters):
    assert found(BrokenCharacter(), text) == [characters]
    assert characters in BrokenCharacter().message({"characters": characters})


@pytest.mark.parametrize(
    "text",
    [
        "JOÃO, IRMÃ «AMANHû e ”ÁGUA”",
        "«Cû… “cá” và «bú»—xong",
        "Ørsted, Þór, Ðuro, Ñandú: ¿qué? 5 €",
        "© 2024, ½ cốc, 30 °C, n.º 5, ™",
        "Giá 5¢–7¢, £3, ¥400…",
    ],
)
def test_letters_of_some_language_are_no_muddle(text):
    assert found(BrokenCharacter(), text, "pt") == []


@pytest.mark.parametrize(
    ("language", "text", "character"),
    [
        ("vi", "Hà\u200bNội", "U+200B ZERO WIDTH SPACE"),
        ("en", "the end.\u200b Next", "U+200B ZERO WIDTH SPACE"),
        ("zh-hans", "中国\u200b人民", "U+200B ZERO WIDTH SPACE"),
        ("vi", "thông\u00adtin", "U+00AD SOFT HYPHEN"),
        ("de", "Donau \u00addampfschiff", "U+00AD SOFT HYPHEN"),
        ("en", "\ufeffHeadline", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("en", "left\u200eright", "U+200E LEFT-TO-RIGHT MARK"),
        ("en", "price \u202e001$", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("ar", "ملف \u202egpj.exe", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("ar", "قال \u2067نص بلا نهاية", "U+2067 RIGHT-TO-LEFT ISOLATE"),
        ("en", "zero\u200cwidth", "U+200C ZERO WIDTH NON-JOINER"),
        ("vi", "chữ\u2060nối", "U+2060 WORD JOINER"),
        ("ko", "가\u3164나", "U+3164 HANGUL FILLER"),
        ("en", "tag\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_what_nobody_sees(language, text, character):
    assert found(InvisibleCharacter(), text, language) == [character]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "می\u200cخواهند و خانه\u200cهای"),
        ("en", "The Persian word می\u200cخواهم means I want."),
        ("hi", "क्\u200dष और शक्\u200cति"),
        ("ar", "سنة 1446 ه\u200d الموافق"),
        ("vi", "Gia đình 👨\u200d👩\u200d👧 và 🏳️\u200d🌈, 🧑🏽\u200d🚀"),
        ("en", "Flag 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f won"),
        ("ar", "أعلنت Google\u200f، ثم C++\u200e"),
        ("he", "מחיר \u2066Wi-Fi\u2069 חדש"),
        ("en", "He wrote \u2067שלום\u2069 twice"),
        ("th", "ธนาคาร\u200bกลาง"),
        ("km", "ភាសា\u200bខ្មែរ"),
        ("en", "https://example.org/\u200bnews/\u200btoday"),
        ("de", "Donau\u00addampf\u00adschiff"),
        ("fr", "12\u202f000\u00a0€ « oui »"),
        ("vi", "Một khoảng\u00a0trắng"),
    ],
)
def test_what_nobody_sees_but_somebody_needs(language, text):
    assert found(InvisibleCharacter(), text, language) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ngân hàng pаypal", "pаypal"),
        ("Mосква и Kиев", "Mосква, Kиев"),
        ("Gοοgle công bố", "Gοοgle"),
        ("Aθήνα", "Aθήνα"),
        ("Việt Nаm và Тokyo, Раris", "Nаm, Тokyo, Раris"),
    ],
)
def test_a_word_of_two_scripts_that_looks_like_one(text, words):
    assert found(LookAlike(), text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "IT-компания, Wi-Fi и SMS-ка",
        "В PDFах, CMSки и VIPы",
        "новый iPhoneом",
        "ΔT = 5 K, λx, 3 µm, kΩ, πr²",
        "β-carotene, α1, TGFβ",
        "Владимир Путин và Владимир",
        "ТАСС (TASS) đưa tin",
        "新款iPhone手机",
        "2х2 và 5×3",
    ],
)
def test_scripts_side_by_side(text):
    assert found(LookAlike(), text, "ru") == []


@pytest.mark.parametrize(
    ("language", "text", "characters"),
    [
        ("vi", unicodedata.normalize("NFD", "Việt và Anh"), "Việt, và"),
        ("ja", unicodedata.normalize("NFD", "ガス会社"), "ガス会社"),
        ("ko", unicodedata.normalize("NFD", "서울"), "서울"),
        ("vi", "Ho\u1ea1\u0300 Bình", "◌\u0300"),
        ("en", "a \u0301lost accent", "◌\u0301"),
        ("en", "The o\ufb03ce \ufb01le", "\ufb03, \ufb01"),
        ("vi", "Mã ＡＢＣ１２", "ＡＢＣ１２"),
        ("ar", "\ufea7\ufe92\ufeae عاجل", "\ufea7\ufe92\ufeae"),
        ("zh-hans", "⼈民⽇报", "⼈, ⽇"),
        ("en", "𝗕𝗥𝗘𝗔𝗞𝗜𝗡𝗚 news", "𝗕𝗥𝗘𝗔𝗞𝗜𝗡𝗚"),
    ],
)
def test_an_odd_form(language, text, characters):
    [detail] = found(OddForm(), text, language)

    assert detail == characters


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-hans", "ＡＢＣ公司第２名"),
        ("ja", "ＮＨＫは"),
        ("vi", "Tập đoàn ＮＨＫ (日本放送協会)"),
        ("ar", "صلى الله عليه وسلم ﷺ"),
        ("ar", "﴿ بسم الله ﴾"),
        ("hi", "क़लम और ज़मीन"),
        ("he", "שָׁלוֹם"),
        ("lt", "lė̃tas žõdis"),
        ("yo", "Ẹ̀kọ́"),
        ("en", "1️⃣ naïve café x² ℝ 𝒜"),
        ("th", "น้ำ"),
    ],
)
def test_forms_that_are_meant(language, text):
    assert found(OddForm(), text, language) == []


@pytest.mark.parametrize("rule", RULES)
def test_news_of_all_languages_is_left_alone(rule):
    texts = [(code, text) for code, texts in PARAGRAPHS.items() for text in texts] + TRAPS

    assert [text for code, text in texts if found(rule, text, code)] == []


def test_not_every_fault_is_listed():
    text = " ".join(f"Ngo{chr(0xE000 + n)}" for n in range(9))

    assert found(BrokenCharacter(), text) == ["U+E000, U+E001, U+E002, …"]


@given(st.text(st.characters(codec=None, exclude_characters="\x00")))
def test_any_text_can_be_read(text):
    segments = cut_story(title=text)
    for rule in RULES:
        for hit in rule.check(Manuscript("vi", segments)):
            assert rule.message(hit.detail)
