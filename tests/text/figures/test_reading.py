"""What single figures are read as, language by language."""

# ruff: noqa: E501 (a row of a table is one line)

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.figures.languages import lexicon_for
from articles.text.figures.model import Day, Kind, Weight
from articles.text.figures.reading import read_figures

LANGUAGES = [
    "ar",
    "de",
    "en",
    "es",
    "fr",
    "id",
    "it",
    "ja",
    "ko",
    "pt",
    "ru",
    "th",
    "vi",
    "zh-hans",
]


def numbers(text, language):
    return [
        [str(value.normalize().__format__("f")) for value in sorted(figure.values)]
        for figure in read_figures(text, language).figures
    ]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("vi", "54.000", "54000"), ("vi", "54 nghìn", "54000"), ("vi", "5,4 vạn", "54000"),
        ("vi", "năm mươi tư nghìn", "54000"), ("vi", "năm mươi lăm", "55"), ("vi", "hai mươi mốt", "21"),
        ("vi", "một trăm linh năm", "105"), ("vi", "1 triệu rưỡi", "1500000"), ("vi", "3 tỷ 200 triệu", "3200000000"),
        ("vi", "300 nghìn tỷ", "300000000000000"), ("vi", "nửa triệu", "500000"), ("vi", "hai phần ba", "0.666666667"),
        ("vi", "cao 1m75", "1.75"), ("vi", "mười bốn", "14"),
        ("en", "54,000", "54000"), ("en", "54k", "54000"), ("en", "fifty-four thousand", "54000"),
        ("en", "two hundred and five", "205"), ("en", "half a million", "500000"), ("en", "two and a half", "2.5"),
        ("en", "two-thirds", "0.666666667"), ("en", "1.2bn", "1200000000"), ("en", "a hundred", "100"),
        ("en", "12 lakh", "1200000"), ("en", "12,34,567", "1234567"),
        ("zh-hans", "五万四千", "54000"), ("zh-hans", "5.4万", "54000"), ("zh-hans", "5万4千", "54000"),
        ("zh-hans", "一亿二千万", "120000000"), ("zh-hans", "三点五", "3.5"), ("zh-hans", "一点二亿", "120000000"),
        ("zh-hans", "一万二", "12000"), ("zh-hans", "一百零五", "105"), ("zh-hans", "10多万", "100000"),
        ("zh-hans", "三分之二", "0.666666667"), ("zh-hans", "二〇二四", "2024"), ("zh-hans", "５４０００", "54000"),
        ("zh-hant", "五萬四千", "54000"), ("zh-hant", "1兆", "1000000000000"),
        ("ja", "5万4千", "54000"), ("ja", "3分の2", "0.666666667"), ("ja", "2割", "20"),
        ("ar", "٥٤٬٠٠٠", "54000"), ("ar", "54 ألفًا", "54000"), ("ar", "٥٫٤ مليون", "5400000"),
        ("ar", "أربعة وخمسون ألفًا", "54000"), ("ar", "أربع عشرة", "14"), ("ar", "مليون ونصف المليون", "1500000"),
        ("ar", "45 ألفا و541", "45541"), ("ar", "ثلاثة ملايين", "3000000"),
        ("fr", "54\u202f000", "54000"), ("fr", "5,4 milliards", "5400000000"), ("fr", "quatre-vingt-dix", "90"),
        ("fr", "vingt et un", "21"), ("de", "54.000", "54000"), ("de", "5,4 Mrd.", "5400000000"),
        ("de", "vierundfünfzigtausend", "54000"), ("de", "zweieinhalb", "2.5"), ("de", "2 Billionen", "2000000000000"),
        ("es", "mil millones", "1000000000"), ("es", "cincuenta y cuatro mil", "54000"),
        ("ru", "54 тыс.", "54000"), ("ru", "5,4 млрд", "5400000000"), ("ru", "пятьдесят четыре тысячи", "54000"),
        ("th", "๕๔,๐๐๐", "54000"), ("th", "5.4 หมื่น", "54000"), ("th", "ห้าหมื่นสี่พัน", "54000"),
        ("id", "54 ribu", "54000"), ("id", "lima belas", "15"), ("id", "lima puluh empat ribu", "54000"),
        ("pt", "2 bilhões", "2000000000"), ("it", "2 miliardi", "2000000000"), ("ko", "5만 4천", "54000"),
    ],
)  # fmt: skip
def test_a_number_has_one_value(language, text, value):
    assert numbers(text, language) == [[value]]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("vi", "1,500", ["1.5", "1500"]),
        ("ar", "1.500", ["1.5", "1500"]),
        ("en", "2m", ["2", "2000000"]),
        ("en", "1990s", ["90", "1990"]),
        ("zh-hans", "2倍", ["2", "3"]),
        ("th", "ปี 2567", ["2024", "2567"]),
        ("ja", "令和6年", ["6", "2024"]),
    ],
)
def test_a_number_that_may_be_another(language, text, values):
    assert numbers(text, language) == [values]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("vi", "hai mươi năm", [["20"]]),  # years, not 25
        ("vi", "500 triệu Ba Lan", [["500000000"], ["3"]]),
        ("vi", "5-10 triệu", [["5", "5000000"], ["10000000"]]),
        ("en", "20,000 and 3 million", [["20000"], ["3000000"]]),
        ("en", "in 2024 300 people", [["2024"], ["300"]]),
        ("zh-hans", "造成12人", [["12"]]),
        ("th", "4 พัน 2 ล้าน", [["4000"], ["2000000"]]),
    ],
)
def test_neighbours_stay_apart(language, text, values):
    assert numbers(text, language) == values


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("vi", "5%", "percent"), ("vi", "5 phần trăm", "percent"), ("vi", "5 điểm phần trăm", "point"),
        ("vi", "5 triệu đô la Mỹ", "USD"), ("vi", "5.000 đồng", "VND"), ("vi", "5 km/giờ", "km"),
        ("en", "US$5 million", "USD"), ("en", "$5", "dollar"), ("en", "5-year-old", "year"), ("en", "5 °C", "degC"),
        ("en", "won 22", ""), ("en", "½ mile", ""), ("zh-hans", "百分之五", "percent"), ("zh-hans", "5个百分点", "point"),
        ("zh-hans", "5万越南盾", "VND"), ("zh-hans", "5亿元人民币", "CNY"), ("zh-hans", "5平方公里", "km2"),
        ("ar", "٥٪", "percent"), ("ar", "5 بالمئة", "percent"), ("ar", "5 في المئة", "percent"),
        ("ar", "5 ملايين دولار", "dollar"), ("ar", "5 كيلومترات", "km"), ("fr", "5 millions d’euros", "EUR"),
        ("de", "5 Mrd. Euro", "EUR"), ("ru", "5 млн руб.", "RUB"), ("th", "5 ล้านบาท", "THB"), ("id", "Rp5 miliar", "IDR"),
        ("ja", "5ドル", "dollar"), ("es", "5 por ciento", "percent"),
    ],
)  # fmt: skip
def test_what_is_counted(language, text, unit):
    assert [figure.unit for figure in read_figures(text, language).figures][:1] in ([unit], [])


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("vi", "23/7/2024", Day(2024, 7, 23)), ("vi", "ngày 23 tháng 7 năm 2024", Day(2024, 7, 23)),
        ("vi", "ngày 23-7-2024", Day(2024, 7, 23)), ("vi", "ngày 23.7", Day(None, 7, 23)),
        ("vi", "tháng 7/2024", Day(2024, 7)), ("vi", "tháng Bảy", Day(None, 7)), ("vi", "23 Tháng 7", Day(None, 7, 23)),
        ("en", "July 23, 2024", Day(2024, 7, 23)), ("en", "23rd of July", Day(None, 7, 23)), ("en", "May 2024", Day(2024, 5)),
        ("en", "2024-07-23", Day(2024, 7, 23)), ("zh-hans", "2024年7月23日", Day(2024, 7, 23)),
        ("zh-hans", "二〇二四年七月二十三日", Day(2024, 7, 23)), ("zh-hans", "23日", Day(None, None, 23)),
        ("ja", "令和6年7月23日", Day(2024, 7, 23)), ("ar", "23 يوليو 2024", Day(2024, 7, 23)),
        ("ar", "٢٣ تموز", Day(None, 7, 23)), ("ar", "7 أكتوبر/تشرين الأول 2023", Day(2023, 10, 7)),
        ("fr", "1er mai", Day(None, 5, 1)), ("de", "23. Juli 2024", Day(2024, 7, 23)), ("de", "23.7.", Day(None, 7, 23)),
        ("es", "23 de julio de 2024", Day(2024, 7, 23)), ("ru", "23 июля 2024 г.", Day(2024, 7, 23)),
        ("th", "23 กรกฎาคม 2567", Day(2024, 7, 23)), ("id", "23 Juli 2024", Day(2024, 7, 23)), ("ko", "2024년 7월 23일", Day(2024, 7, 23)),
    ],
)  # fmt: skip
def test_dates(language, text, day):
    figures = read_figures(text, language).figures

    assert [(figure.kind, figure.days) for figure in figures] == [(Kind.DATE, (day,))]


@pytest.mark.parametrize(
    "text", ["We may go, and they march on.", "Theresa May resigned in 5 days"]
)
def test_words_that_only_look_like_months(text):
    assert not any(
        figure.weight == Weight.DIGITS and figure.days
        for figure in read_figures(text, "en").figures
    )


@pytest.mark.parametrize(
    ("language", "text", "hours"),
    [
        ("vi", "7 giờ 30 tối", [19.5]), ("vi", "19h30", [19.5]), ("vi", "7h30", [7.5, 19.5]), ("vi", "5h sáng", [5.0]),
        ("en", "7:30 p.m.", [19.5]), ("en", "7pm", [19.0]), ("en", "12 a.m.", [0.0]), ("en", "1930 GMT", [19.5]),
        ("zh-hans", "晚上7点半", [19.5]), ("zh-hans", "19时30分", [19.5]), ("zh-hans", "上午9时05分", [9 + 5 / 60]),
        ("ja", "午後7時30分", [19.5]), ("ar", "7:30 مساء", [19.5]), ("de", "19.30 Uhr", [19.5]), ("fr", "19h30", [19.5]),
        ("th", "19.30 น.", [19.5]), ("id", "19.30 WIB", [19.5]), ("es", "19:30 horas", [19.5]),
    ],
)  # fmt: skip
def test_times_of_day(language, text, hours):
    (figure,) = read_figures(text, language).figures

    assert figure.kind == Kind.TIME
    assert sorted(figure.minutes) == [round(hour * 60) for hour in hours]


@pytest.mark.parametrize("text", ["F-16", "COVID-19", "U23", "737MAX", "A350"])
def test_names_with_digits(text):
    assert [figure.is_code for figure in read_figures(text, "en").figures] == [True]


@pytest.mark.parametrize("text", ["mid-2024", "7h30", "Rp50", "tháng7"])
def test_digits_behind_words_of_a_figure_are_no_names(text):
    figures = read_figures(text, "vi").figures

    assert [figure.is_code for figure in figures] == [False]


def test_addresses_are_passed_over():
    assert numbers("https://example.org/2024/07 a12@example.org #500 @b5 12", "en") == [["12"]]


def test_amounts_in_brackets_are_asides():
    figures = read_figures("100 dặm (160 km)", "vi").figures

    assert [figure.is_aside for figure in figures] == [False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_can_be_used(language):
    words = lexicon_for(language).words

    assert len(words) > 150
    assert all(word == word.lower() for word in words)


def test_a_text_without_figures_has_none():
    assert read_figures("Chiều vàng trên biển", "vi").figures == ()
    assert read_figures("", "zz").figures == ()


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(LANGUAGES))
def test_no_text_is_too_odd_to_be_read(data, language):
    words = st.sampled_from(sorted(lexicon_for(language).words))
    odd = st.sampled_from(
        ["0/0", "1.2,3٫5", "99:99", "٣", "²", "½", "9" * 50, "(", "İ", "a@b.c", "和"]
    )
    parts = st.lists(words | odd | st.from_regex(r"[0-9]{1,4}[-./:, ]?[0-9]{0,4}", fullmatch=True))
    text = data.draw(st.sampled_from(["", " "])).join(data.draw(parts))

    figures = read_figures(text, language).figures

    assert all(figure.start >= 0 and figure.text for figure in figures)


@pytest.mark.parametrize("text", ["9" * 5000, "a@" * 5000, "1," * 5000, "一" * 2000, "((" * 5000])
def test_long_oddities_end_soon(text):
    assert len(read_figures(text, "zh-hans").figures) <= 5000


def test_decimals_are_exact():
    (figure,) = read_figures("1,1 triệu", "vi").figures

    assert figure.values == {Decimal(1100000)}
