import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.enums import RuleAction, Severity
from articles.integrity.policy import weigh
from articles.models import Dismissal, Finding, FindingPolicy
from tests.factories import head_of, make_story, write_text
from tests.integrity.paragraphs import FOREIGN, HOME


def found(story, language_code="vi"):
    return list(Finding.objects.filter(revision=head_of(story, language_code)))


def faulty(site, texts=(FOREIGN,)):
    body = f"<p>{HOME}</p>" + "".join(f"<p>{text}</p>" for text in texts)
    return make_story(site, texts={"body": body})


def dismissal_of(finding, **fields):
    return Dismissal.objects.create(
        story=finding.revision.story,
        language_code=finding.language_code,
        rule=finding.rule,
        segment_hash=finding.segment_hash,
        source_hash=finding.source_hash,
        reason="Quoted.",
        **fields,
    )


def test_without_a_policy_the_severity_of_the_rule_counts(site, section):
    [weighed] = weigh(found(faulty(site)), site)

    assert (weighed.action, weighed.blocks, weighed.warns) == (RuleAction.BLOCK, True, False)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("off", (False, False, True)),
        ("warn", (False, True, False)),
        ("block", (True, False, False)),
    ],
)
def test_policy_of_a_site_decides_on_that_site_only(site, other_site, section, action, expected):
    findings = found(faulty(site))
    FindingPolicy.objects.create(site=site, rule="foreign-language", action=action)
    FindingPolicy.objects.create(site=site, rule="stray-keyword", action="block")

    [here], [there] = weigh(findings, site), weigh(findings, other_site)

    assert (here.blocks, here.warns, here.is_ignored) == expected
    assert there.blocks


def test_dismissal_counts_for_its_segment_and_dies_with_its_words(site, section):
    other = "记者在现场看到，施工人员正在进行最后的检查，预计下周一正式通车，市民出行将更加方便。"
    story = faulty(site, (FOREIGN, other))
    first, second = found(story)
    dismissal_of(first, covers_blocks=True)

    assert [w.blocks for w in weigh([first, second], site)] == [False, True]

    write_text(story, "vi", body=f"<p>{FOREIGN}</p><p><b>{HOME}</b></p>")
    assert [w.blocks for w in weigh(found(story), site)] == [False]
    write_text(story, "vi", body=f"<p>{FOREIGN}而且还会继续减少。</p>")
    [weighed] = weigh(found(story), site)
    assert (weighed.blocks, weighed.dismissal) == (True, None)


@pytest.mark.parametrize(
    "changed", [{"rule": "numbers"}, {"language_code": "en"}, {"source_hash": "0" * 32}]
)
def test_dismissal_of_something_else_does_not_count(site, section, changed):
    [finding] = found(faulty(site))
    dismissal = dismissal_of(finding, covers_blocks=True)
    Dismissal.objects.filter(pk=dismissal.pk).update(**changed)

    assert weigh([finding], site)[0].blocks


def test_word_about_a_warning_does_not_count_where_the_rule_blocks(site, other_site, section):
    [finding] = found(faulty(site))
    FindingPolicy.objects.create(site=site, rule=finding.rule, action=RuleAction.WARN)
    dismissal_of(finding, covers_blocks=False)

    [here], [there] = weigh([finding], site), weigh([finding], other_site)

    assert (here.is_intended, here.warns) == (True, False)
    assert (there.is_intended, there.blocks) == (False, True)
    assert there.dismissal is not None


@pytest.mark.parametrize("count", [1, 3])
def test_weighing_makes_the_same_queries(site, section, django_assert_num_queries, count):
    for _ in range(count):
        dismissal_of(found(faulty(site))[0])
    findings = list(Finding.objects.filter(severity=Severity.BLOCK))

    with django_assert_num_queries(3):
        weighed = weigh(findings, site)

    assert len(weighed) == count


def test_nothing_is_weighed_for_nothing(site):
    with CaptureQueriesContext(connection) as queries:
        assert weigh([], site) == []

    assert not queries.captured_queries
