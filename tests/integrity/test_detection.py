import subprocess
import sys

import pytest

from articles.integrity.detection import foreign_language
from tests.integrity.paragraphs import PARAGRAPHS, TRAPS

OWN = [(code, text) for code, texts in PARAGRAPHS.items() for text in texts]
EDITIONS = ["vi", "en", "zh-hans", "zh-hant", "ja", "fr", "de", "es", "id", "ru", "uk", "bg", "ar"]


@pytest.mark.parametrize(("edition", "text"), OWN)
def test_no_paragraph_is_foreign_to_its_own_edition(edition, text):
    assert foreign_language(text, edition) == ""


@pytest.mark.parametrize(("edition", "text"), TRAPS)
def test_look_alikes_are_not_accused(edition, text):
    assert foreign_language(text, edition) == ""


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_foreign_paragraph_is_found_and_named(edition):
    foreign = [(code, text) for code, text in OWN if code != edition]

    found = [foreign_language(text, edition) for _, text in foreign]

    assert found == [code for code, _ in foreign]


def test_short_texts_are_left_alone():
    assert foreign_language("Breaking news tonight", "vi") == ""
    assert foreign_language("最新消息", "vi") == ""
    assert foreign_language("", "vi") == ""


def test_a_whole_paragraph_in_quotation_marks_is_judged():
    text = "“The city council voted late on Tuesday to reopen the old tram line by the river.”"

    assert foreign_language(text, "vi") == "en"
    assert foreign_language(text, "en") == ""


def test_an_untranslated_quotation_with_its_attribution_is_found():
    text = "He said: “The city council voted late on Tuesday to reopen the old tram line.”"

    assert foreign_language(text, "vi") == "en"


def test_names_around_an_untranslated_quotation_do_not_hide_it():
    text = "“My grandfather lent books to whoever came,” said Mohamed Lemine Ould Sidi, a keeper."

    assert foreign_language(text, "vi") == "en"
    assert foreign_language(text, "en") == ""


def test_a_line_in_capitals_is_judged_by_its_words():
    text = "THE CITY COUNCIL VOTED LATE ON TUESDAY TO REOPEN THE OLD TRAM LINE"

    assert foreign_language(text, "vi") == "en"
    assert foreign_language(text, "en") == ""


def test_vietnamese_without_accents_is_not_accused():
    text = (
        "Thu tuong Nhat Ban da den tham thu do va cung tuyen bo ve viec nang cap quan he lien minh"
    )

    assert foreign_language(text, "vi") == ""


def test_regions_of_a_language_are_one_language():
    assert foreign_language(PARAGRAPHS["pt"][0], "pt-br") == ""
    assert foreign_language(PARAGRAPHS["en"][0], "en-gb") == ""


def test_an_edition_outside_the_usual_languages_is_judged_too():
    welsh = (
        "Penderfynodd cyngor y ddinas nos Fawrth ailagor y llinell dramiau a gaewyd ar ôl y "
        "llifogydd."
    )

    assert foreign_language(welsh, "cy") == ""
    assert foreign_language(PARAGRAPHS["en"][0], "cy") == "en"


def test_an_unknown_edition_accuses_nobody():
    assert foreign_language(PARAGRAPHS["en"][0], "tlh") == ""


def test_the_model_is_loaded_on_first_use_only():
    code = (
        "import sys, articles.integrity.detection as d;"
        "assert 'py3langid' not in sys.modules and 'numpy' not in sys.modules;"
        "text = '市政府星期二宣布，电车线路将于明年春天重新开放。';"
        "assert d.foreign_language(text, 'vi') == 'zh-hans';"
        "assert 'py3langid' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
