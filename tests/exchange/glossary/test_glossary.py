"""Terms of spreadsheets: what is read, what is refused and where, and that nothing is lost."""

import pytest

from articles.enums import Role
from articles.exchange.glossary.columns import RefusedGlossary
from articles.exchange.glossary.importing import exported, import_glossary
from articles.exchange.glossary.writing import write_glossary
from articles.models import GlossaryTerm
from tests.factories import make_term, make_user

HEADER = "source_language,term,target_language,translation"
HANOI = "vi,Hà Nội,en,Hanoi"


def file(*lines, encoding="utf-8"):
    return "\r\n".join(lines).encode(encoding)


def imported(content, *, site=None, actor=None):
    report = import_glossary(content, actor=actor, site=site)
    return (len(report.created), len(report.updated), report.unchanged)


def faults(content, **options):
    with pytest.raises(RefusedGlossary) as refused:
        imported(content, **options)
    assert not GlossaryTerm.objects.exists()
    return [str(fault) for fault in refused.value.faults]


def known():
    fields = ("site__key", "source", "target", "alternatives", "match_case", "note")
    return list(GlossaryTerm.objects.order_by("pk").values_list(*fields))


def test_terms_are_taken_over_once_and_brought_up_to_date(site):
    content = file(HEADER, HANOI, "vi,Sài Gòn,en,Saigon")

    assert imported(content, site=site) == (2, 0, 0)
    assert imported(content, site=site) == (0, 0, 2)
    changed = file(HEADER, "vi,Sài Gòn,en,Ho Chi Minh City", HANOI)
    assert imported(changed, site=site) == (0, 1, 1)

    assert [row[:3] for row in known()] == [
        ("news", "Hà Nội", "Hanoi"),
        ("news", "Sài Gòn", "Ho Chi Minh City"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        file(HEADER, HANOI, encoding="utf-8-sig"),
        file(HEADER, HANOI, encoding="utf-16"),
        file(HEADER.replace(",", ";"), HANOI.replace(",", ";")),
        file(HEADER.replace(",", "\t"), HANOI.replace(",", "\t")),
        file("sep=;", HEADER.replace(",", ";"), HANOI.replace(",", ";")),
        file("Term,Source Language, TRANSLATION ,target_language", "Hà Nội,VI,Hanoi,en"),
        file(HEADER, "", '"vi","Hà  Nội ",en,"Hanoi"', ",,,"),
        file(HEADER, "vi,Ha\u0300 No\u0323\u0302i,en,Hanoi"),
        file(HEADER + ",", HANOI + ","),
        "\n".join([HEADER, HANOI]).encode(),
    ],
    ids=["bom", "utf-16", "semicolons", "tabs", "sep", "names", "space", "nfc", "ragged", "unix"],
)
def test_files_of_all_spreadsheets_are_read(db, content):
    assert imported(content) == (1, 0, 0)

    assert known() == [(None, "Hà Nội", "Hanoi", "", False, "")]


def test_all_columns_are_read(site):
    content = file(
        f"site,{HEADER},also_right,match_case,note",
        f"news,{HANOI},Ha Noi| Hà Nội ,Yes,the capital",
        f',{HANOI},"Ha Noi',
        'Hà|Nội",0,',
    )

    assert imported(content) == (2, 0, 0)

    assert known() == [
        ("news", "Hà Nội", "Hanoi", "Ha Noi\nHà Nội", True, "the capital"),
        (None, "Hà Nội", "Hanoi", "Ha Noi\nHà|Nội", False, ""),
    ]


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (b"", ["the file is empty."]),
        (
            file(HEADER, "fr,été,en,summer", encoding="cp1252"),
            ["Line 2: this is not UTF-8. Save the file as “CSV UTF-8”."],
        ),
        (
            file("term,translation,colour,term"),
            [
                "Line 1, column “colour”: there is no column of this name. Columns: site, "
                "source_language, term, target_language, translation, also_right, match_case, "
                "note.",
                "Line 1, column “term”: this column stands twice.",
                "Line 1, column “source_language”: this column is missing.",
                "Line 1, column “target_language”: this column is missing.",
            ],
        ),
        (file(HEADER, "", f"{HANOI},x"), ["Line 3: there are 5 cells for 4 columns."]),
        (file(HEADER, '"vi'), ["Line 2: this is not CSV: unexpected end of data"]),
        (
            file(HEADER, HANOI, "vi,,en,", "xx,a,en,b", "en,a,en,b", HANOI),
            [
                "Line 3, column “term”: This field cannot be blank.",
                "Line 3, column “translation”: This field cannot be blank.",
                "Line 4, column “source_language”: “xx” is no language of ours. Languages: "
                "vi, en, zh-hans, ar.",
                "Line 5, column “target_language”: choose two different languages.",
                "Line 6, column “term”: this term stands in line 2 already.",
            ],
        ),
        (
            file(f"{HEADER},match_case", f"{HANOI},maybe"),
            ["Line 2, column “match_case”: write “yes” or “no”, not “maybe”."],
        ),
        (
            file(HEADER, f"vi,{'x' * 201},en,x", "vi,a\0b,en,c"),
            [
                "Line 2, column “term”: Ensure this value has at most 200 characters (it has 201).",
                "Line 3, column “term”: there is a character that cannot be stored (NUL).",
            ],
        ),
        (
            file(HEADER, 'vi,"two', 'lines",en,x', "vi,b,en,"),
            ["Line 4, column “translation”: This field cannot be blank."],
        ),
    ],
)
def test_faults_name_line_and_column_and_nothing_is_taken(db, settings, content, messages):
    settings.CONTENT_LANGUAGES = ["vi", "en", "zh-hans", "ar"]

    assert faults(content) == messages


def test_editors_keep_the_terms_of_their_sites_only(site, other_site):
    editor = make_user((Role.EDITOR, site), (Role.TRANSLATOR, other_site))
    content = file(f"site,{HEADER}", f"news,{HANOI}", f"sports,{HANOI}", f",{HANOI}", f"x,{HANOI}")

    assert faults(content, actor=editor) == [
        "Line 3, column “site”: you may not keep the terms of “sports”.",
        "Line 4, column “site”: terms for all sites are kept by administrators.",
        "Line 5, column “site”: there is no site “x”. Sites: news.",
        "Line 5, column “term”: this term stands in line 4 already.",
    ]
    assert imported(file(HEADER, HANOI), actor=editor, site=site) == (1, 0, 0)


def test_administrators_keep_the_terms_of_all(site, admin):
    content = file(f"site,{HEADER}", f"news,{HANOI}", f",{HANOI}")

    assert imported(content, actor=admin) == (2, 0, 0)


def test_what_is_written_is_read_again_unchanged(site, other_site):
    make_term(site, "=SUM(A1)", target="'+1", alternatives="a|b\n-c", note="@x, “y”; 'z")
    make_term(None, "Hội An", alternatives="Hoi An\nFaifo", match_case=True)
    make_term(other_site, 'a "quoted" term', alternatives="one|two", target="'x")
    before = known()

    content = write_glossary(exported())

    assert content.startswith(b"\xef\xbb\xbfsite,source_language,term")
    assert b"'=SUM(A1)" in content
    assert imported(content) == (0, 0, 3)
    GlossaryTerm.objects.all().delete()
    assert imported(content) == (3, 0, 0)
    assert sorted(known(), key=str) == sorted(before, key=str)


def test_a_part_may_be_written(site, other_site):
    make_term(site)
    make_term(other_site)
    make_term(None, source_language="en", target_language="vi")

    assert exported().count() == 3
    assert exported(site=site).count() == 1
    assert exported(source_language="vi").count() == 2
    assert exported(target_language="vi").count() == 1
