"""What the command says, in which form, and with which exit code."""

import json
from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import fastjsonschema
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import etree

from articles.integrity import findings
from articles.integrity.registry import RULES
from articles.management.commands.check_translations import moment
from articles.models import Finding, FindingPolicy, Judgement
from articles.workflow import dismiss
from tests.conformance.schemas import schema_text, xml_schema
from tests.factories import head_of, make_section, make_story, write_text

CHINESE = "美国商务部官员向路透社表示，通过香港转运的物资在今年一月至五月减少了百分之二十八。"
CUT = "Liên minh tập trung vào việc triển khai sức mạnh của hai nước trong khu vực"


def run(*options):
    """Exit code, what goes to a file, and what goes to the terminal."""
    out, err = StringIO(), StringIO()
    try:
        call_command("check_translations", *options, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def story(site, section):
    """One block in Vietnamese, one warning in English, and a title that markup must survive."""
    story = make_story(site, ("vi", "en"), texts={"title": 'Cầu "mới" <420 m> & dài\u0085'})
    write_text(story, "vi", body=f"<p>{CHINESE}</p>")
    write_text(
        story,
        "en",
        body=f"<p>{CUT[:0]}The alliance is about to deploy its forces in</p>"
        "<p>NEWS</p><p>the whole region.</p>",
    )
    return story


def rules_of(story, language_code):
    return [found.rule for found in Finding.objects.filter(revision=head_of(story, language_code))]


def test_sample_has_what_the_tests_ask_for(story):
    assert rules_of(story, "vi") == ["foreign-language"]
    assert "stray-keyword" in rules_of(story, "en")


def test_table_says_where_and_what_and_ends_with_a_count(story):
    code, out, err = run()

    lines = out.splitlines()
    [found] = [line for line in lines if CHINESE in line]
    assert found.split()[:4] == [str(story.pk), "vi", "blocks", "foreign-language"]
    assert "paragraph 1" in found
    assert code == 1
    assert "2 texts: 0 judged, 2 unchanged, 0 failed; 1 findings block" in err


def test_nothing_found_is_success(site, section):
    make_story(site)

    code, out, _err = run()

    assert code == 0
    assert out.startswith("1 texts: 0 judged, 1 unchanged, 0 failed; 0 findings block")


@pytest.mark.parametrize(
    ("language_code", "fail_on", "code"),
    [
        ("vi", "block", 1),
        ("vi", "warn", 1),
        ("vi", "none", 0),
        ("en", "block", 0),
        ("en", "warn", 1),
        ("en", "none", 0),
    ],
)
def test_exit_code_is_what_fail_on_asks_for(story, language_code, fail_on, code):
    assert run("--language", language_code, "--fail-on", fail_on)[0] == code


def test_policy_of_the_site_and_dismissals_count(story, site, editor):
    FindingPolicy.objects.create(site=site, rule="stray-keyword", action="block")
    assert run("--language", "en")[0] == 1

    dismiss(Finding.objects.get(rule="stray-keyword"), actor=editor, reason="A line of a song.")
    code, out, _err = run("--language", "en")
    assert code == 0
    assert "1 are intended" in out

    FindingPolicy.objects.create(site=site, rule="foreign-language", action="off")
    code, out, _err = run()
    assert code == 0
    assert CHINESE not in out
    assert "1 are not minded" in out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--site", "nws"], "There is no site “nws”; write one of: news"),
        (["--language", "xx"], "No edition is in “xx”; write one of: ar, en, vi."),
    ],
)
def test_what_is_not_there_is_a_wrong_option(site, options, said):
    code, out, err = run(*options)

    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    "options",
    [
        ["--since", "yesterday"],
        ["--since", "2999-01-01"],
        ["--since", "7y"],
        ["--jobs", "0"],
        ["--jobs", "many"],
        ["--format", "xml"],
        ["--fail-on", "never"],
    ],
)
def test_wrong_options_are_refused_before_anything_is_done(site, options):
    with pytest.raises(CommandError, match=options[0]):
        call_command("check_translations", *options, stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize(("text", "ago"), [("90m", {"minutes": 90}), ("2w", {"weeks": 2})])
def test_since_takes_a_duration(text, ago):
    assert abs(timezone.now() - timedelta(**ago) - moment(text)) < timedelta(seconds=5)


def test_since_takes_dates_and_times_by_the_clocks_of_the_installation(settings):
    settings.TIME_ZONE = "UTC"

    assert moment("2026-11-01") == datetime(2026, 11, 1, tzinfo=UTC)
    assert moment("2026-11-01T18:00+07:00") == datetime(2026, 11, 1, 11, tzinfo=UTC)
    with pytest.raises(ArgumentTypeError):
        moment("99999999w")


def test_json_is_one_document_of_a_stable_shape(story, editor):
    dismiss(Finding.objects.get(rule="foreign-language"), actor=editor, reason="Quoted.")

    code, out, _err = run("--format", "json", "--fail-on", "warn")

    document = json.loads(out)
    assert code == 1
    assert document.keys() == {
        "format", "version", "checked_at", "site", "language", "since",
        "findings", "failures", "totals",
    }  # fmt: skip
    quoted = next(f for f in document["findings"] if f["rule"] == "foreign-language")
    assert quoted == quoted | {
        "site": "news",
        "story": story.pk,
        "language": "vi",
        "title": story.translation("vi").title,
        "stands": "intended",
        "action": "block",
        "place": "paragraph 1",
        "excerpt": CHINESE,
        "of_original": False,
    }
    assert quoted["dismissal"]["by"] == "editor"
    assert quoted["dismissal"]["reason"] == "Quoted."
    assert document["totals"] == {
        "texts": 2, "judged": 0, "unchanged": 2, "failed": 0,
        "block": 0, "warn": len(document["findings"]) - 1, "intended": 1, "off": 0,
    }  # fmt: skip


def test_sarif_fits_its_schema_and_names_rules_and_suppressions(story, editor):
    valid = fastjsonschema.compile(json.loads(schema_text("sarif.json")))
    dismiss(Finding.objects.get(rule="foreign-language"), actor=editor, reason="Quoted.")

    _code, out, _err = run("--format", "sarif")

    [log] = valid(json.loads(out))["runs"]
    ids = [rule["id"] for rule in log["tool"]["driver"]["rules"]]
    assert ids == [rule.id for rule in RULES]
    quoted = next(r for r in log["results"] if r["ruleId"] == "foreign-language")
    assert ids[quoted["ruleIndex"]] == "foreign-language"
    assert quoted["level"] == "error"
    assert quoted["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "Quoted."}
    ]
    place = quoted["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"stories/{story.pk}/vi"
    assert place["region"] == {"startLine": 3, "snippet": {"text": CHINESE}}
    keyword = next(r for r in log["results"] if r["ruleId"] == "stray-keyword")
    assert (keyword["level"], "suppressions" in keyword) == ("warning", False)


def test_junit_fits_its_schema_and_fails_the_texts_that_fail_on_names(story):
    code, out, _err = run("--format", "junit")

    document = etree.parse(BytesIO(out.encode()))
    assert xml_schema("junit.xsd").validate(document), xml_schema("junit.xsd").error_log
    suite = document.find("testsuite")
    assert (code, suite.get("tests"), suite.get("failures")) == (1, "2", "1")
    vi, en = suite.findall("testcase")
    assert 'Cầu "mới" <420 m> & dài' in vi.get("name")
    assert CHINESE in vi.findtext("failure")
    assert "stray-keyword" in en.findtext("system-out")
    assert en.find("failure") is None


@pytest.mark.parametrize("form", ["table", "json", "sarif", "junit"])
def test_control_characters_and_half_characters_do_no_harm(story, form):
    Finding.objects.filter(rule="foreign-language").update(excerpt="a\x01b\x1b[31m & </system-out>")

    _code, out, _err = run("--format", form)

    if form == "junit":
        etree.fromstring(out.encode())
    elif form != "table":
        json.loads(out)
    assert "\x1b" not in out


@pytest.mark.parametrize("form", ["table", "json", "sarif", "junit"])
def test_text_that_cannot_be_judged_is_named_and_the_rest_is_checked(story, monkeypatch, form):
    Judgement.objects.all().delete()

    def judge(manuscript, really=findings.judge):
        if manuscript.language_code == "en":
            raise RuntimeError("a rule broke down")
        return really(manuscript)

    monkeypatch.setattr(findings, "judge", judge)
    code, out, err = run("--format", form)

    assert code == 3
    assert "a rule broke down" in out
    assert CHINESE in out
    assert "1 judged, 0 unchanged, 1 failed" in err


@pytest.mark.parametrize("form", ["table", "json", "sarif", "junit"])
def test_an_empty_archive_makes_an_empty_report(site, form):
    code, out, err = run("--format", form)

    assert code == 0
    assert "0 texts" in out + err
    if form == "junit":
        assert xml_schema("junit.xsd").validate(etree.fromstring(out.encode()))
    elif form != "table":
        json.loads(out)


@pytest.mark.django_db(transaction=True)
def test_several_processes_find_what_one_finds():
    from tests.factories import make_site

    site = make_site("news", ("vi", "en"))
    make_section(site, "thoi-su", vi="Thời sự", en="News")
    for number in range(3):
        make_story(site, ("vi", "en"), texts={"body": f"<p>{CHINESE}{number}</p>"})
    alone = run("--force", "--format", "json", "--fail-on", "none")
    Finding.objects.all().delete()
    Judgement.objects.all().delete()

    together = run("--jobs", "2", "--format", "json", "--fail-on", "none")

    assert together[0] == alone[0] == 0
    one, two = (json.loads(report[1]) for report in (alone, together))
    assert two["totals"]["judged"] == 6
    assert [f["excerpt"] for f in two["findings"]] == [f["excerpt"] for f in one["findings"]]
    assert {f["rule"] for f in two["findings"]} >= {"foreign-language"}
