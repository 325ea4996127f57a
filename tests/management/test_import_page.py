from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Finding, ImportedPage, Source, Story
from articles.workflow import keep
from tests.data.pages import OWN_PAGE_FOREIGN, OWN_PAGE_KEYWORDS, OWN_TITLE, own_text_page
from tests.factories import make_section, make_site
from tests.shared import shared_file


@pytest.fixture
def saved(tmp_path):
    """Writes a saved page and gives its path."""

    def save(name="page.txt", text=None):
        path = tmp_path / name
        path.write_text(own_text_page() if text is None else text, encoding="utf-8")
        return path

    return save


def run(*files, site="news", language="vi", **options):
    """The report, and what was complained about."""
    out, err = StringIO(), StringIO()
    try:
        call_command(
            "import_page", *files, site=site, language=language, stdout=out, stderr=err, **options
        )
    except CommandError as error:
        err.write(str(error))
    return out.getvalue(), err.getvalue()


def test_a_page_is_imported_and_reported(site, section, saved):
    path = saved()

    out, err = run(path)

    story = Story.objects.get()
    page = ImportedPage.objects.get()
    assert err == ""
    assert story.translation("vi").title == OWN_TITLE
    assert story.source.name == "Reuters"
    assert (page.clicks, page.published_at.isoformat()) == (1204, "2024-09-02T00:05:00+00:00")
    lines = out.splitlines()
    assert lines[:3] == [
        f"{path}: story {story.pk} is a draft: “{OWN_TITLE}”",
        "  took: 12 paragraphs, published 2024-09-02 07:05 +0700, 1204 clicks",
        "  section: thoi-su",
    ]
    assert lines[3] == (
        "  source: Reuters, credited as “(Bài viết này dựa trên các báo cáo từ Reuters.)”"
    )
    assert lines[4] == "  left out, line 1 (above the title): Trung tâm Tin tức"
    assert lines[-1] == "1 created, 0 unchanged, 0 failed; 5 findings."
    assert [line[:48] for line in lines if "left out" in line][1:] == [
        "  left out, line 37 (below the text): Powered by",
        "  left out, line 39 (below the text): Copyright ",
    ]


def test_every_finding_is_reported_with_its_paragraph(site, section, saved):
    out, _err = run(saved())

    numbers = sorted(number + 1 for number in (*OWN_PAGE_FOREIGN, *OWN_PAGE_KEYWORDS))
    findings = [line for line in out.splitlines() if "finding, " in line]
    assert [line.split(":")[0] for line in findings] == [
        f"  finding, paragraph {number}" for number in numbers
    ]
    assert findings[0] == (
        "  finding, paragraph 3: This seems to be 简体中文, but the edition’s language is "
        "Tiếng Việt. “港务局星期一表示，新航线将把运往欧洲的时间缩短五天，"
        "预计今年的吞吐量会增加百分之十二。”"
    )
    assert Finding.objects.count() == 5


def test_a_repeated_import_changes_nothing(site, section, saved):
    run(saved())

    out, err = run(saved())

    assert err == ""
    assert "unchanged, it is story" in out
    assert out.splitlines()[-1] == "0 created, 1 unchanged, 0 failed; 5 findings."
    assert Story.objects.count() == ImportedPage.objects.count() == 1
    assert Finding.objects.count() == 5


def test_a_wrong_file_fails_alone(site, section, saved, tmp_path):
    wrong = saved("wrong.txt", "Just some text.")
    dated = saved("dated.txt", own_text_page(details="Published: soon Clicks: 1"))
    missing = tmp_path / "missing.txt"

    out, err = run(wrong, saved(), dated, missing, tmp_path, saved())

    assert out.splitlines()[-1] == "1 created, 1 unchanged, 4 failed; 10 findings."
    assert err.splitlines() == [
        f"{wrong}: nothing was imported. No line has a publication date, such as “ngày phát hành: "
        "2024-07-23 20:51”.",
        f"{dated}: nothing was imported. Line 5: The publication date is unreadable: “soon” is no "
        "date.",
        f"{missing}: nothing was imported. No such file or directory",
        f"{tmp_path}: nothing was imported. Is a directory",
        "Some files were not imported: see above.",
    ]
    assert Story.objects.count() == 1


def test_a_wrong_file_alone_leaves_nothing_behind(site, section, saved):
    out, err = run(saved(text="<html><body><p>Hello</p></body></html>"))

    assert "nothing was imported" in err
    assert out == "0 created, 0 unchanged, 1 failed; 0 findings.\n"
    assert not Story.objects.exists()
    assert not Source.objects.exists()


def test_a_dry_run_reports_the_same_and_changes_nothing(site, section, saved):
    dry, err = run(saved(), dry_run=True)
    real, _err = run(saved())

    assert err == ""
    assert "would become a draft" in dry
    assert dry.splitlines()[1:-1] == real.splitlines()[1:-1]
    assert dry.splitlines()[-1] == (
        "Dry run, nothing was changed: 1 created, 0 unchanged, 0 failed; 5 findings."
    )
    assert Story.objects.count() == 1


def test_a_dry_run_alone_leaves_nothing_behind(site, section, saved):
    run(saved(), dry_run=True)

    assert not Story.objects.exists()
    assert not Source.objects.exists()
    assert not Finding.objects.exists()


def test_the_section_may_be_chosen(site, section, saved):
    economy = make_section(site, "kinh-te", vi="Kinh tế")

    out, _err = run(saved(), section="kinh-te")

    assert "  section: kinh-te" in out.splitlines()
    assert Story.objects.get().section == economy


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"site": "nowhere"}, "There is no site “nowhere”. Sites: news."),
        (
            {"language": "fr"},
            "The site “news” has no edition in “fr”. Editions: vi, en, ar.",
        ),
        (
            {"section": "sport"},
            "The site “news” has no section “sport”. Sections: thoi-su.",
        ),
    ],
)
def test_a_wrong_option_says_what_there_is(site, section, saved, options, message):
    out, err = run(saved(), **options)

    assert (out, err) == ("", message)
    assert not Story.objects.exists()


def test_a_site_without_sections_is_refused(db, saved):
    make_site("bare")

    assert run(saved(), site="bare") == ("", "The site “bare” has no section for the story yet.")


def test_findings_keep_their_paragraph_when_a_dek_is_added(site, section, saved):
    run(saved())
    text = Story.objects.get().translations.get()
    text.dek = "Một câu tóm tắt."
    text.save()

    keep(text.master, actor=None)
    out, _err = run(saved())

    assert "  finding, paragraph 3: This seems to be" in out


@pytest.mark.parametrize("section_name", ["Thể thao", "Thời sự"])
def test_the_seed_page_is_imported_with_exactly_its_faults(site, saved, section_name):
    make_section(site, "first", vi=section_name)
    seed = shared_file("seed/news-center-page.txt")

    out, err = run(seed)

    assert err == ""
    assert [(f.rule, f.segment_index) for f in Finding.objects.all()] == [
        ("foreign-language", 4),
        ("foreign-language", 5),
        ("foreign-language", 6),
        ("foreign-language", 7),
        ("stray-keyword", 14),
        ("stray-keyword", 17),
    ]
    assert ImportedPage.objects.get().clicks == 121
    assert ImportedPage.objects.get().published_at.isoformat() == "2024-07-23T13:51:00+00:00"
    assert Story.objects.get().source.name == "Reuters"
    assert out.splitlines()[-1] == "1 created, 0 unchanged, 0 failed; 6 findings."
