import re
from pathlib import Path

import django
import polib
import pytest

from scripts import catalogues
from scripts.catalogues import ROOT


def text(msgid, plural="", places=("articles/views/story.py",), **fields):
    return polib.POEntry(
        msgid=msgid, msgid_plural=plural, occurrences=[(place, "") for place in places], **fields
    )


def write(folder, *entries, locale="vi"):
    """A catalogue as `make messages` leaves it."""
    catalogues.update(locale, "django", entries, folder=folder)
    path = catalogues.source_of(locale, "django", folder)
    catalogue = polib.pofile(str(path), wrapwidth=1000)
    for held, entry in zip(catalogue, entries, strict=True):
        held.msgstr, held.msgstr_plural = entry.msgstr, entry.msgstr_plural
    path.write_text(f"{catalogue}\n")
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())
    return path


def complaints(folder, locale="vi"):
    return list(catalogues.complaints(locale, "django", folder))


@pytest.mark.parametrize("locale", catalogues.LOCALES)
@pytest.mark.parametrize("domain", catalogues.DOMAINS)
@pytest.mark.parametrize("folder", [catalogues.FOLDER, catalogues.CORRECTIONS])
def test_what_is_committed_is_translated_and_compiled(folder, locale, domain):
    assert list(catalogues.complaints(locale, domain, folder)) == []


@pytest.mark.parametrize("domain", catalogues.DOMAINS)
@pytest.mark.parametrize("locale", ["vi", "zh_Hans"])
def test_every_correction_is_of_a_text_that_django_has(locale, domain):
    """A text that Django drops or rewords would stay here, and its successor be missed."""
    django_folder = Path(django.__file__).parent
    of_django = {
        catalogues.key(entry)
        for path in django_folder.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")
        for entry in polib.pofile(str(path))
    }

    held = polib.pofile(str(catalogues.source_of(locale, domain, catalogues.CORRECTIONS)))

    assert {catalogues.key(entry) for entry in held} - of_django == set()


@pytest.mark.parametrize("locale", catalogues.LOCALES)
def test_every_locale_has_a_catalogue_with_the_texts_of_the_pages(locale):
    held = polib.mofile(str(catalogues.source_of(locale, "django").with_suffix(".mo")))

    assert held.find("Related stories").msgstr
    assert held.find("Related stories").msgstr != "Related stories"


def test_complete_catalogue_has_no_complaint(tmp_path):
    write(
        tmp_path,
        text("Search", msgstr="Tìm kiếm"),
        text("%(n)s story", "%(n)s stories", msgstr_plural={0: "%(n)s bài viết"}),
    )

    assert complaints(tmp_path) == []


def test_untranslated_texts_are_named(tmp_path):
    write(tmp_path, text("Search", msgstr="Tìm kiếm"), text("Archive"))

    assert complaints(tmp_path) == ["vi: not translated: 'Archive'"]


def test_every_plural_form_is_asked_for(tmp_path):
    arabic = {0: "لا مواد", 1: "مادة واحدة", 2: "مادتان", 3: "%(n)s مواد", 5: "%(n)s مادة"}
    write(
        tmp_path,
        text("%(n)s story", "%(n)s stories", msgstr_plural={**arabic, 4: ""}),
        locale="ar",
    )

    assert complaints(tmp_path, "ar") == ["ar: not translated: '%(n)s story'"]


def test_plural_forms_for_one_number_may_leave_the_number_out(tmp_path):
    arabic = {0: "لا مواد", 1: "مادة واحدة", 2: "مادتان"}
    many = dict.fromkeys((3, 4, 5), "%(n)s مادة")
    write(
        tmp_path,
        text("%(n)s story", "%(n)s stories", msgstr_plural={**arabic, **many}),
        locale="ar",
    )

    assert complaints(tmp_path, "ar") == []


def test_fuzzy_texts_are_named(tmp_path):
    path = write(tmp_path, text("Search", msgstr="Tìm kiếm"))
    path.write_text(path.read_text().replace('msgid "Search"', '#, fuzzy\nmsgid "Search"'))

    assert "vi: fuzzy: 'Search'" in complaints(tmp_path)


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("%(count)s views", "%(cuont)s lượt xem"),
        ("%(count)s views", "lượt xem"),
        ("%s: nothing to do.", "không có gì"),
        ("{x} %% from the left", "{y} %% từ trái"),
        ("{x} %% from the left", "{x} % từ trái"),
    ],
)
def test_lost_and_misspelt_placeholders_are_named(tmp_path, msgid, msgstr):
    write(tmp_path, text(msgid, msgstr=msgstr))

    assert complaints(tmp_path) == [f"vi: other placeholders: {msgid!r}"]


def test_placeholders_may_change_places(tmp_path):
    write(tmp_path, text("%(a)s on %(b)s", msgstr="%(b)s: %(a)s"))

    assert complaints(tmp_path) == []


def test_catalogue_that_was_not_compiled_anew_is_named(tmp_path):
    path = write(tmp_path, text("Search", msgstr="Tìm kiếm"))
    path.write_text(path.read_text().replace("Tìm kiếm", "Tìm"))

    assert complaints(tmp_path) == ["vi: django.mo is not that of django.po; run `make messages`."]


def test_collecting_keeps_translations_and_drops_what_is_gone(tmp_path):
    write(tmp_path, text("Search", msgstr="Tìm kiếm"), text("Gone", msgstr="Đã mất"))

    catalogues.update("vi", "django", [text("New"), text("Search")], folder=tmp_path)

    held = polib.pofile(str(catalogues.source_of("vi", "django", tmp_path)))
    assert [(entry.msgid, entry.msgstr) for entry in held] == [("New", ""), ("Search", "Tìm kiếm")]


def test_texts_that_no_catalogue_holds_are_named_and_those_that_nothing_uses(tmp_path):
    write(tmp_path, text("Search", msgstr="Tìm kiếm"), text("Gone", msgstr="Đã mất"))

    found = list(catalogues.missing("vi", "django", [text("New"), text("Search")], tmp_path))

    assert found == [
        "vi: not collected, run `make messages`: 'New'",
        "vi: not in use any more, run `make messages`: 'Gone'",
    ]


def test_texts_inside_f_strings_are_named(tmp_path):
    for name in catalogues.SOURCES:
        (tmp_path / name).mkdir()
    (tmp_path / "articles" / "lines.py").write_text(
        'seen = f"{name} {escape(name)}"\nunseen = f"{escape(_(\'Views:\'))} {views}"\n'
    )

    assert list(catalogues.hidden(tmp_path)) == [
        "articles/lines.py:2: a text inside an f-string is not collected; give it a name before."
    ]
    assert list(catalogues.hidden()) == []


def test_only_public_texts_are_wanted_in_a_language_that_the_admin_does_not_speak():
    desk = text("Publish", places=("articles/admin/story.py", "articles/views/image_picker.py"))
    page = text("Search", places=("articles/admin/story.py", "templates/articles/search.html"))

    assert catalogues.wanted("ar", [desk, page]) == [page]
    assert catalogues.wanted("vi", [desk, page]) == [desk, page]


def test_texts_are_marked_by_names_that_the_collection_knows():
    """Under another name a text is never collected and stays English without a word."""
    renamed = re.compile(r"import \w*gettext\w* as (?!_\b)\w+")
    files = [path for name in ("articles", "newscenter") for path in (ROOT / name).rglob("*.py")]

    assert [str(path.relative_to(ROOT)) for path in files if renamed.search(path.read_text())] == []
