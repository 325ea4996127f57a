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


@pytest.mark.parametrize(
    ("edition", "text"),
    [
        ("vi", "Ông nói: “We will stand with our partners for as long as it takes”."),
        ("ar", "قال: «We will stand with our partners for as long as it takes»."),
        ("en", "He said: “Ми нікуди звідси не поїдемо, бо це наша земля і наш дім”."),
        ("en", "A banner read ‘Wir schaffen das, davon bin ich nach diesem Abend überzeugt’."),
        ("vi", "“我们将坚定不移地维护国家主权和领土完整” – Vương Nghị"),
    ],
)
def test_a_short_attribution_in_the_editions_language_saves_a_quotation(edition, text):
    assert foreign_language(text, edition) == ""


@pytest.mark.parametrize("edition", ["ru", "zh-hans", "ar", "th"])
def test_names_of_substances_are_no_prose_in_another_script(edition):
    assert foreign_language("lithium nickel manganese oxide, polyethylene", edition) == ""
    assert foreign_language("WORLD HEALTH ORGANIZATION | BÁO TUỔI TRẺ", edition) == ""
    assert (
        foreign_language("The city council voted on Tuesday to reopen the line.", edition) == "en"
    )


@pytest.mark.parametrize(
    ("edition", "text", "language"),
    [
        (
            "en",
            "Der Bundestag hat das Rentenpaket nach der Debatte mit knapper Mehrheit beschlossen.",
            "de",
        ),
        (
            "ar",
            "Auf der Frankfurter Buchmesse sind die Philippinen in diesem Jahr Ehrengast.",
            "de",
        ),
        (
            "vi",
            "Datuk Seri Anwar Ibrahim mengadakan pertemuan dengan Emmanuel Macron di Paris.",
            "ms",
        ),
        (
            "ru",
            "Туроператорите отчитат с десет процента повече резервации за морето това лято.",
            "bg",
        ),
        ("bg", "Полиция задержала троих подростков, которые ночью разбили витрины на улице.", "ru"),
        ("ru", "В'єтнамська компанія Viettel відкриє навчальний центр у Львові.", "uk"),
        ("vi", "Матч Manchester City – Real Madrid завершился вничью, сообщает BBC Sport.", "ru"),
        ("pt", "La policía española detuvo en Madrid a Carlos Ruiz, Ana Gómez y Luis Pérez.", "es"),
    ],
)
def test_short_paragraphs_and_those_full_of_names_are_found(edition, text, language):
    assert foreign_language(text, edition) == language


def test_an_untranslated_string_of_a_program_is_found_in_an_edition_with_another_script():
    assert foreign_language("Jumps you from any page to the documentation for that page.", "km")


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
