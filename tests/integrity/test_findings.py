import pytest

from articles.enums import Severity
from articles.integrity.findings import describe, replace_findings
from articles.models import Finding
from tests.factories import head_of, make_story, write_text
from tests.integrity.paragraphs import FOREIGN, HOME


def test_keep_judges_every_new_revision(site, section):
    story = make_story(site, texts={"body": f"<p>{HOME}</p><p>{FOREIGN}</p>"})

    [finding] = Finding.objects.filter(revision__story=story)

    assert (finding.rule, finding.severity) == ("foreign-language", Severity.BLOCK)
    assert finding.revision == head_of(story, "vi")
    assert finding.segment_index == 3
    assert finding.excerpt == FOREIGN
    assert FOREIGN in describe(finding)


@pytest.mark.parametrize("dek", ["", "Một cây cầu."])
def test_paragraphs_are_counted_as_an_editor_sees_them(site, section, dek):
    story = make_story(site, texts={"dek": dek, "body": f"<p>{HOME}</p><p>{FOREIGN}</p>"})

    [finding] = head_of(story, "vi").findings.all()

    assert f"(paragraph 2: “{FOREIGN}”)" in describe(finding)


def test_a_finding_in_the_title_says_so(site, section):
    story = make_story(site, texts={"title": FOREIGN, "body": f"<p>{HOME}</p>"})

    [finding] = head_of(story, "vi").findings.all()

    assert f"(title: “{FOREIGN}”)" in describe(finding)


def test_mended_text_has_no_finding(site, section):
    story = make_story(site, texts={"body": f"<p>{HOME}</p><p>{FOREIGN}</p>"})

    write_text(story, "vi", body=f"<p>{HOME}</p>")

    assert not head_of(story, "vi").findings.exists()


def test_judging_again_replaces(site, section):
    story = make_story(site, texts={"body": f"<p>{FOREIGN}</p>"})

    replace_findings(head_of(story, "vi"))

    assert head_of(story, "vi").findings.count() == 1


def test_stray_name_of_a_section_of_the_site_is_found(site, section):
    cut = "Liên minh tập trung vào việc triển khai sức mạnh của hai nước trong khu vực"
    story = make_story(site, texts={"body": f"<p>{cut}</p><p>THỜI SỰ</p><p>{HOME}</p>"})

    findings = head_of(story, "vi").findings.all()

    assert [(f.rule, f.excerpt) for f in findings] == [("stray-keyword", "THỜI SỰ")]


def test_finding_of_a_former_release_is_described_by_its_rule(site, section):
    story = make_story(site, texts={"body": f"<p>{FOREIGN}</p>"})
    [finding] = head_of(story, "vi").findings.all()

    finding.detail = {}

    assert describe(finding).startswith("A paragraph is in another language than the edition")
