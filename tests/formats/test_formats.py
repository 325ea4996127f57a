from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.formats import date_format, number_format
from django.utils.timesince import timesince
from django.utils.translation import pgettext

AT = datetime(2026, 11, 5, 9, 5, tzinfo=UTC)

# language: masthead, DATE, DATETIME, YEAR_MONTH, MONTH_DAY, SHORT_DATE, SHORT_DATETIME, TIME
DATES = {
    "en": (
        "Thursday, 5 November 2026",
        "5 November 2026",
        "5 November 2026, 09:05",
        "November 2026",
        "5 November",
        "5 Nov 2026",
        "5 Nov 2026, 09:05",
        "09:05",
    ),
    "vi": (
        "Thứ Năm, 5 tháng 11, 2026",
        "5 tháng 11, 2026",
        "5 tháng 11, 2026, 09:05",
        "tháng 11, 2026",
        "5 tháng 11",
        "05/11/2026",
        "05/11/2026 09:05",
        "09:05",
    ),
    "zh-hans": (
        "2026年11月5日 星期四",
        "2026年11月5日",
        "2026年11月5日 09:05",
        "2026年11月",
        "11月5日",
        "2026-11-05",
        "2026-11-05 09:05",
        "09:05",
    ),
    "ar": (
        "الخميس، 5 نوفمبر 2026",
        "5 نوفمبر 2026",
        "5 نوفمبر 2026، 09:05",
        "نوفمبر 2026",
        "5 نوفمبر",
        "2026/11/5",
        "2026/11/5، 09:05",
        "09:05",
    ),
}
FORMATS = (
    "DATE_FORMAT",
    "DATETIME_FORMAT",
    "YEAR_MONTH_FORMAT",
    "MONTH_DAY_FORMAT",
    "SHORT_DATE_FORMAT",
    "SHORT_DATETIME_FORMAT",
    "TIME_FORMAT",
)


@pytest.mark.parametrize("language_code", DATES)
def test_dates_read_as_newspapers_print_them(language_code):
    with translation.override(language_code):
        masthead = format_date(AT, pgettext("date format", "l, j F Y"))
        shown = (masthead, *(date_format(AT, name) for name in FORMATS))

    assert shown == DATES[language_code]


@pytest.mark.parametrize(
    ("language_code", "shown"),
    [("en", "1,234.5"), ("vi", "1.234,5"), ("zh-hans", "1,234.5"), ("ar", "1,234.5")],
)
def test_numbers_read_as_newspapers_print_them(language_code, shown):
    with translation.override(language_code):
        assert number_format(1234.5, force_grouping=True) == shown


@pytest.mark.parametrize(
    ("language_code", "weekdays"),
    [
        ("vi", ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]),
        ("zh-hans", ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]),
    ],
)
def test_weekdays_are_written_out(language_code, weekdays):
    with translation.override(language_code):
        shown = [format_date(datetime(2026, 11, day, tzinfo=UTC), "l") for day in range(2, 9)]

    assert shown == weekdays


@pytest.mark.parametrize(
    ("language_code", "shown"),
    [("vi", "3\u00a0ngày, 1\u00a0giờ"), ("zh-hans", "3\u00a0天，1\u00a0小时")],
)
def test_time_since_is_translated(language_code, shown):
    with translation.override(language_code):
        assert timesince(datetime(2026, 11, 2, 8, 5, tzinfo=UTC), AT) == shown
