"""Figures that changed on the way, and all that only looks so."""

# ruff: noqa: E501 (a row of a table is one line)

import re
import unicodedata
from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.enums import SegmentState
from articles.integrity.base import Manuscript
from articles.integrity.figures.comparison import compare_figures
from articles.integrity.rules.numbers import ChangedDate, ChangedNumber, ChangedUnit
from articles.text.segments import cut_story
from articles.translation.alignment import Row
from tests.integrity.rules.figure_pairs import FAITHFUL, FREER


def found(source_language, source, target_language, target):
    return [
        (fault.family.value, fault.expected, fault.found)
        for fault in compare_figures(source, source_language, target, target_language)
    ]


def manuscript(source, target, source_language="vi", target_language="en"):
    sources, targets = cut_story(title=source), cut_story(title=target)
    row = Row(SegmentState.CURRENT, sources[0], targets[0])
    return Manuscript(
        target_language,
        targets,
        original=Manuscript(source_language, sources),
        rows=[row],
    )


@pytest.mark.parametrize(("source_language", "source", "target_language", "target"), FAITHFUL)
def test_a_faithful_translation_is_not_accused(source_language, source, target_language, target):
    assert found(source_language, source, target_language, target) == []
    assert found(target_language, target, source_language, source) == []


@pytest.mark.parametrize(("source_language", "source", "target_language", "target"), FREER)
def test_a_free_translation_is_not_accused(source_language, source, target_language, target):
    assert found(source_language, source, target_language, target) == []


def test_almost_every_changed_digit_is_found():
    """Not those that the original does not have, or has in words or in another unit."""
    changed = [
        (source_language, source, target_language, other)
        for source_language, source, target_language, target in FAITHFUL
        for other in with_another_digit(target)
    ]

    seen = sum(bool(found(*pair)) for pair in changed)

    assert len(changed) > 800
    assert seen >= 0.95 * len(changed)


def with_another_digit(text):
    for match in re.finditer(r"\d", text):
        digit = unicodedata.digit(match[0])
        zero = ord(match[0]) - digit
        other = (digit + 1) % 10 or 3
        yield text[: match.start()] + chr(zero + other) + text[match.end() :]


@pytest.mark.parametrize(
    ("source_language", "source", "target_language", "target", "expected"),
    [
        ("vi", "Có 54.000 người.", "en", "There were 45,000 people.", ("54.000", "45,000")),
        ("vi", "Có 54.000 người.", "en", "There were 54 people.", ("54.000", "54")),
        ("vi", "Có 54.000 người.", "en", "There were 54 million.", ("54.000", "54 million")),
        ("vi", "Có 54 nghìn người.", "en", "There were 54 million.", ("54 nghìn", "54 million")),
        ("vi", "Có 54.000 người.", "en", "There were many.", ("54.000", "")),
        ("vi", "Có 1.500 người.", "en", "There were 1.500.", ("1.500 = 1500", "1.500 = 1.500")),
        ("vi", "Tăng 1,5 lần.", "en", "It rose 2.5 times.", ("1,5", "2.5")),
        ("vi", "Năm 2023 mở cửa.", "en", "It opened in 2024.", ("2023", "2024")),
        ("vi", "Khoảng 75% số đó.", "en", "About two-thirds of them.", ("75%", "")),
        ("vi", "Năm người chết, ba bị thương.", "en", "Five died and 4 were hurt.", ("ba", "4")),
        ("vi", "Trong hai tuần.", "en", "For 3 weeks.", ("hai tuần", "3 weeks")),
        ("vi", "Thắng 2-1 ở phút 12.", "en", "Won 2-2 in the 12th minute.", ("1", "2")),
        ("vi", "Giá 5 tỷ đồng.", "zh-hans", "价格为5亿越南盾。", ("5 tỷ đồng", "5亿越南盾")),
        ("vi", "Hơn 30.000 xe.", "zh-hans", "三十万多辆车。", ("30.000", "三十万")),
        ("vi", "Có 120 hộ.", "zh-hans", "有户居民。", ("120", "")),
        ("zh-hans", "五万四千人参加。", "vi", "Có 45.000 người.", ("五万四千", "45.000")),
        ("zh-hans", "五万四千人参加。", "vi", "Có nhiều người.", ("五万四千", "")),
        ("zh-hans", "人口1.4亿。", "en", "A population of 1.4 billion.", ("1.4亿", "1.4 billion")),
        ("zh-hans", "有21.5万人。", "en", "There are 21,500 people.", ("21.5万", "21,500")),
        ("en", "It cost 3 trillion.", "zh-hans", "耗资3亿。", ("3 trillion", "3亿")),
        ("en", "It has 54k users.", "zh-hans", "有54名用户。", ("54k", "54")),
        ("vi", "Có 54.000 người.", "ar", "كان هناك ٤٥٬٠٠٠ شخص.", ("54.000", "45٬000")),
        ("vi", "Có 12 bàn.", "ar", "سجل 13 هدفا.", ("12", "13")),
        ("en", "It lasted 11 days.", "ar", "استمر 12 يوما.", ("11 days", "12 يوما")),
        ("en", "He got 25 votes.", "ar", "حصل على خمسة وثلاثين صوتا.", ("25", "خمسة وثلاثين")),
        ("en", "A budget of 2 billion.", "de", "Ein Etat von 2 Billionen.", ("2 billion", "2 Billionen")),
        ("en", "A budget of 2 billion.", "es", "Un presupuesto de 2 millones.", ("2 billion", "2 millones")),
        ("en", "He is 54.", "fr", "Il a 45 ans.", ("54", "45 ans")),
        ("en", "There were 54,000.", "ru", "Было 54 млн.", ("54,000", "54 млн")),
        ("en", "There were 54,000.", "ja", "5万人だった。", ("54,000", "5万")),
        ("en", "There were 54,000.", "th", "มี 5.4 แสนคน", ("54,000", "5.4 แสน")),
        ("en", "There were 54,000.", "id", "Ada 45 ribu orang.", ("54,000", "45 ribu")),
        ("en", "There were 54,000.", "pl", "Było ich 45.000.", ("54,000", "45.000")),
    ],
)  # fmt: skip
def test_a_number_that_changed(source_language, source, target_language, target, expected):
    assert found(source_language, source, target_language, target) == [("number", *expected)]


@pytest.mark.parametrize(
    ("source_language", "source", "target_language", "target", "expected"),
    [
        ("vi", "Ngày 23/7 khai mạc.", "en", "It opens on July 24.", ("23/7", "July 24")),
        ("vi", "Ngày 23/7 khai mạc.", "en", "It opens on August 23.", ("23/7", "August 23")),
        ("vi", "Ngày 3/7 khai mạc.", "en", "It opens on March 7.", ("3/7", "March 7")),
        ("vi", "Ngày 23/7 khai mạc.", "en", "It opens soon.", ("23/7", "")),
        ("vi", "Mất ngày 23/7/2019.", "en", "He died on 23 July.", ("23/7/2019", "23 July")),
        ("vi", "Mất ngày 23/7/2019.", "en", "He died on 23 July 2018.", ("23/7/2019", "23 July 2018")),
        ("vi", "Tháng 7 năm ấy.", "en", "In June of that year.", ("Tháng 7", "June")),
        ("vi", "Mở lúc 7h30 tối.", "en", "It opens at 8:30 p.m.", ("7h30 tối", "8:30 p.m.")),
        ("vi", "Mở lúc 19h30.", "en", "It opens at 7:30 a.m.", ("19h30", "7:30 a.m.")),
        ("en", "It opened at 10 p.m.", "fr", "C’est ouvert à 23 heures.", ("10 p.m.", "23 heures")),
        ("es", "A las 14:48 hora local.", "en", "At 3:48 p.m. local time.", ("14:48", "3:48 p.m.")),
        ("en", "It begins on 23 July 2024.", "zh-hans", "2024年7月13日开幕。", ("23 July 2024", "2024年7月13日")),
        ("en", "It begins on 23 July.", "zh-hans", "不久开幕。", ("23 July", "")),
        ("zh-hans", "晚上7点30分开始。", "en", "It begins at 7:30 a.m.", ("晚上7点30分", "7:30 a.m.")),
        ("en", "In May they met.", "ar", "التقيا في يونيو.", ("May", "يونيو")),
        ("vi", "Ngày 23/7/2024.", "ar", "في 24 يوليو 2024.", ("23/7/2024", "24 يوليو 2024")),
        ("en", "On 3 May 2024.", "de", "Am 5. März 2024.", ("3 May 2024", "5. März 2024")),
        ("en", "At 7:30 p.m. today.", "fr", "Aujourd’hui à 18h30.", ("7:30 p.m.", "18h30")),
        ("en", "On 3 May 2024.", "es", "El 3 de marzo de 2024.", ("3 May 2024", "3 de marzo de 2024")),
        ("en", "On 3 May 2024.", "ru", "3 марта 2024 года.", ("3 May 2024", "3 марта 2024")),
        ("en", "On 3 May 2024.", "ja", "2024年5月13日。", ("3 May 2024", "2024年5月13日")),
        ("en", "On 3 May 2024.", "th", "วันที่ 3 พฤษภาคม 2566", ("3 May 2024", "3 พฤษภาคม 2566")),
        ("en", "On 3 May 2024.", "id", "Pada 3 Maret 2024.", ("3 May 2024", "3 Maret 2024")),
    ],
)  # fmt: skip
def test_a_date_or_time_that_changed(source_language, source, target_language, target, expected):
    assert found(source_language, source, target_language, target) == [("date", *expected)]


@pytest.mark.parametrize(
    ("source_language", "source", "target_language", "target", "expected"),
    [
        ("vi", "Giá 5 triệu USD.", "en", "It cost 5 million euros.", ("5 triệu USD", "5 million euros")),
        ("vi", "Giá 5 triệu USD.", "en", "It cost 5 million.", ("5 triệu USD", "5 million")),
        ("vi", "Giá 5 triệu đồng.", "en", "It cost $5 million.", ("5 triệu đồng", "$5 million")),
        ("vi", "Tăng 5%.", "en", "It rose by 5.", ("5%", "5")),
        ("vi", "Tăng 5%.", "en", "It rose by 5 percentage points.", ("5%", "5 percentage points")),
        ("vi", "Thêm 5 trường.", "en", "Another 5% of schools.", ("5", "5%")),
        ("vi", "Cách 100 km.", "en", "It is 100 miles away.", ("100 km", "100 miles")),
        ("vi", "Nặng 5 kg.", "en", "It weighs 5 tonnes.", ("5 kg", "5 tonnes")),
        ("vi", "Trong 5 ngày.", "en", "For 5 weeks.", ("5 ngày", "5 weeks")),
        ("en", "It cost 350 euros.", "zh-hans", "花了350美元。", ("350 euros", "350美元")),
        ("en", "It is 12 km long.", "zh-hans", "全长12米。", ("12 km", "12米")),
        ("en", "It is 40 degrees Celsius.", "ar", "بلغت 40 درجة فهرنهايت.", ("40 degrees Celsius", "40 درجة فهرنهايت")),
        ("en", "They paid $40.", "ar", "دفعوا 40 يورو.", ("$40", "40 يورو")),
        ("de", "Es kostet 40 Euro.", "ru", "Это стоит 40 рублей.", ("40 Euro", "40 рублей")),
        ("fr", "Elle mesure 40 km.", "ja", "長さは40メートル。", ("40 km", "40メートル")),
    ],
)  # fmt: skip
def test_a_unit_that_changed(source_language, source, target_language, target, expected):
    assert found(source_language, source, target_language, target) == [("unit", *expected)]


@pytest.mark.parametrize(
    ("source_language", "source", "target_language", "target"),
    [
        ("vi", "Hai bên gặp nhau.", "en", "The parties met on 5 May 2024 in room 12."),  # added
        ("en", "It is 100 miles away.", "vi", "Cách đó 100 dặm (160 km)."),
        ("en", "The G7 met.", "zh-hans", "七国集团举行会议。"),
        ("en", "After COVID-19 they moved.", "zh-hans", "新冠疫情之后他们搬走了。"),
        ("en", "It is 100% natural.", "vi", "Hoàn toàn tự nhiên."),
        ("en", "On 23 July they left.", "vi", "Hôm qua họ đã đi."),
        ("vi", "Năm 2023, giá tăng.", "en", "Prices rose last year."),
        ("en", "Two brothers fought.", "ar", "تشاجر شقيقان."),
        ("vi", "Có 1 trẻ em.", "en", "There was a child."),
        ("en", "See https://example.org/2024/07/23/54000.", "vi", "Xem bài viết."),
        ("en", "Call 024 3825 1234.", "vi", "Gọi 024 3825 1234."),
        ("en", "Call 1-800-555-0199.", "vi", "Gọi 1-800-555-0199."),
        ("en", "The A350 seats 325.", "vi", "Chiếc A350 có 325 chỗ."),
        ("en", "The match ended 1-3.", "vi", "Trận đấu kết thúc 3-1."),
        ("en", "He earned $2m in 5 years.", "vi", "Ông kiếm 2 triệu USD trong 5 năm."),
        ("en", "He ran 2m in a day.", "vi", "Anh chạy 2 m trong một ngày."),
        ("en", "There were 54 thousand.", "pl", "Było ich 54 tysiące."),  # words not known
        ("en", "There were 12 of them.", "pl", "Było ich dwunastu."),
        ("pl", "Było ich 54 tysiące.", "en", "There were 54,000."),
        ("en", "It grew 5 percent on 23 July.", "pl", "23 lipca wzrosło o 5 procent."),
        ("en", "It opens at 9 a.m. EST.", "vi", "Mở cửa lúc 21h giờ Việt Nam."),
        ("en", "He was born in the 90s.", "zh-hans", "他生于90年代。"),
        ("vi", "Giá 5 triệu đồng.", "vi", "Giá 5 triệu."),
        ("en", "It cost 3 billion dong.", "vi", "Giá 3 tỷ."),
        ("en", "It opens at noon, 12 p.m.", "vi", "Mở cửa buổi trưa."),
        ("en", "Nine in 10 agree.", "vi", "90% đồng ý."),
    ],
)  # fmt: skip
def test_look_alikes(source_language, source, target_language, target):
    assert found(source_language, source, target_language, target) == []


SENTENCES = {
    "vi": ("Có {} người đến xem.", ".", ","),
    "en": ("Some {} people came to watch.", ",", "."),
    "zh-hans": ("共有{}人前来观看。", ",", "."),
    "ja": ("{}人が見に来た。", ",", "."),
    "ar": ("حضر {} شخص لمشاهدة المباراة.", "٬", "٫"),
    "fr": ("Quelque {} personnes sont venues.", "\u202f", ","),
    "de": ("Rund {} Menschen kamen.", ".", ","),
    "es": ("Unas {} personas acudieron.", ".", ","),
    "ru": ("Пришли {} человек.", "\u00a0", ","),
    "th": ("มี {} คนมาดู", ",", "."),
    "id": ("Sekitar {} orang datang.", ".", ","),
}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
MYRIADS = {"zh-hans": "万", "ja": "万"}


def written(number, language):
    sentence, group, _ = SENTENCES[language]
    digits = f"{number:,}".replace(",", group)
    if language in MYRIADS and number >= 10000:
        high, low = divmod(number, 10000)
        digits = f"{high}{MYRIADS[language]}{low or ''}"
    if language == "ar":
        digits = digits.translate(ARABIC_DIGITS)
    return sentence.format(digits)


def in_millions(tenths, language):
    words = {
        "vi": "triệu", "en": "million", "zh-hans": "百万", "ja": "百万", "ar": "مليون",
        "fr": "millions de", "de": "Millionen", "es": "millones de", "ru": "млн", "th": "ล้าน",
        "id": "juta",
    }  # fmt: skip
    sentence, _, point = SENTENCES[language]
    number = f"{tenths // 10}{point}{tenths % 10}"
    if language == "ar":
        number = number.translate(ARABIC_DIGITS)
    return sentence.format(f"{number} {words[language]}")


languages = st.sampled_from(sorted(SENTENCES))


@settings(max_examples=300, deadline=None)
@given(st.integers(3, 90_000_000), languages, languages)
def test_one_number_in_two_languages_is_never_accused(number, one, other):
    assert found(one, written(number, one), other, written(number, other)) == []


@settings(max_examples=300, deadline=None)
@given(st.integers(3, 90_000_000), st.data(), languages, languages)
def test_another_digit_is_always_accused(number, data, one, other):
    digits = str(number)
    place = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from("123456789").filter(lambda d: d != digits[place]))
    changed = int(digits[:place] + digit + digits[place + 1 :])
    assume(changed != number)

    faults = found(one, written(number, one), other, written(changed, other))

    assert [family for family, _, _ in faults] == ["number"]


@settings(max_examples=200, deadline=None)
@given(st.integers(11, 999), st.integers(11, 999), languages, languages)
def test_millions_with_a_decimal_agree_only_if_they_are_the_same(first, second, one, other):
    faults = found(one, in_millions(first, one), other, in_millions(second, other))

    assert bool(faults) == (first != second)


DATES = {
    "vi": "Ngày {d}/{m}/{y} khai mạc.",
    "en": "It opens on {month} {d}, {y}.",
    "zh-hans": "{y}年{m}月{d}日开幕。",
    "ja": "{y}年{m}月{d}日に開幕する。",
    "de": "Am {d}.{m}.{y} geht es los.",
    "fr": "Il ouvre le {d}/{m}/{y}.",
    "id": "Dibuka pada {d}/{m}/{y}.",
    "ru": "Открытие {d}.{m}.{y}.",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def dated(day, language):
    return DATES[language].format(d=day.day, m=day.month, y=day.year, month=MONTHS[day.month - 1])


@settings(max_examples=200, deadline=None)
@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    st.integers(1, 400),
    st.sampled_from(sorted(DATES)),
    st.sampled_from(sorted(DATES)),
)
def test_a_date_in_two_languages_is_the_same_only_if_it_is(day, later, one, other):
    another = day + timedelta(days=later)
    swapped = (another.day, another.month) == (day.month, day.day) and another.year == day.year
    assume(not swapped)

    same = found(one, dated(day, one), other, dated(day, other))
    changed = found(one, dated(day, one), other, dated(another, other))

    assert same == []
    assert [family for family, _, _ in changed] == ["date"]


@pytest.mark.parametrize("rule", [ChangedNumber(), ChangedDate(), ChangedUnit()])
def test_each_rule_takes_its_own_faults(rule):
    text = manuscript(
        "Ngày 23/7, 54.000 người trả 5 triệu USD.",
        "On July 24, 45,000 people paid 5 million euros.",
    )

    hits = list(rule.check(text))

    assert [hit.detail for hit in hits] == [
        {
            "numbers": {"expected": "54.000", "found": "45,000"},
            "dates": {"expected": "23/7", "found": "July 24"},
            "units": {"expected": "5 triệu USD", "found": "5 million euros"},
        }[rule.id]
    ]
    assert hits[0].segment.text.startswith("On July 24")
    assert hits[0].source.text.startswith("Ngày 23/7")


@pytest.mark.parametrize("rule", [ChangedNumber(), ChangedDate(), ChangedUnit()])
def test_a_rule_says_what_it_expected(rule):
    with override("en"):
        assert rule.message({"expected": "54.000", "found": "45,000"}) == (
            "The original has “54.000”, here stands “45,000”."
        )
        assert "54.000" in rule.message({"expected": "54.000", "found": ""})
        assert str(rule.explanation).endswith(".")


def test_an_original_and_a_stale_row_have_nothing_to_be_held_to():
    pair = manuscript("Có 54.000 người.", "There were 45,000 people.")
    stale = Row(SegmentState.STALE, pair.rows[0].source, pair.rows[0].target)

    assert list(ChangedNumber().check(pair.original)) == []
    assert (
        list(ChangedNumber().check(Manuscript("en", pair.segments, pair.original, [stale]))) == []
    )


def test_a_phrase_marked_as_another_language_is_read_in_it():
    sources = cut_story(body="<p>Có 54.000 người.</p>")
    targets = cut_story(body='<p lang="de">Es waren 54.000 Menschen.</p>')
    row = Row(SegmentState.CURRENT, sources[0], targets[0])
    text = Manuscript("en", targets, original=Manuscript("vi", sources), rows=[row])

    assert list(ChangedNumber().check(text)) == []
