"""Which texts a check looks at, what it judges anew, and what that costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.integrity import archive, findings
from articles.integrity.archive import OwnProcess, Scope, check, texts_in
from articles.models import Finding, Judgement
from tests.factories import head_of, make_section, make_story, publish_story, write_text

CHINESE = "美国商务部官员向路透社表示，通过香港转运的物资在今年一月至五月减少了百分之二十八。"


def run(scope=None, **options):
    return list(check(scope or Scope(), OwnProcess(), **options))


def judged(texts):
    return {(t.subject.story_id, t.subject.language_code) for t in texts if t.is_judged_anew}


def test_every_newest_text_is_checked_once(site, section, monkeypatch):
    monkeypatch.setattr(archive, "PAGE", 2)
    stories = [make_story(site, ("vi", "en")) for _ in range(3)]
    write_text(stories[0], "vi", title="Cầu mới đã thông xe")

    texts = run()

    seen = [(t.subject.story_id, t.subject.language_code) for t in texts]
    assert sorted(seen) == sorted((s.pk, code) for s in stories for code in ("vi", "en"))
    first = next(t for t in texts if seen[texts.index(t)] == (stories[0].pk, "vi"))
    assert (first.title, first.subject.revision_id) == (
        "Cầu mới đã thông xe",
        head_of(stories[0], "vi").pk,
    )


def test_unchanged_texts_are_judged_once(site, section):
    story = make_story(site, ("vi", "en"))
    Judgement.objects.filter(revision__language_code="vi").delete()

    assert judged(run()) == {(story.pk, "vi")}
    assert judged(run()) == set()
    assert judged(run(force=True)) == {(story.pk, "vi"), (story.pk, "en")}


def test_texts_are_judged_anew_where_a_section_is_renamed(site, other_site, section):
    story = make_story(site, ("vi", "en"))
    make_story(other_site)

    make_section(site, "bong-da", en="Football")

    assert judged(run()) == {(story.pk, "vi"), (story.pk, "en")}


def test_scope_by_site_takes_what_it_shows_in_its_languages(site, other_site, section):
    own = make_story(other_site)
    carried = make_story(site, ("vi", "en"))
    make_story(site)
    publish_story(carried, other_site, ("en",), section=other_site.categories.first())

    found = texts_in(Scope(other_site)).values_list("master_id", "language_code")

    assert set(found) == {(own.pk, "vi"), (carried.pk, "en")}


def test_scope_by_language_and_time(site, section):
    story = make_story(site, ("vi", "en"))
    now = timezone.now()

    assert [t.language_code for t in texts_in(Scope(language_code="en"))] == ["en"]
    assert texts_in(Scope(since=now - timedelta(hours=1))).count() == 2
    write_text(story, "vi", title="Cầu mới đã thông xe")
    assert [t.language_code for t in texts_in(Scope(since=now))] == ["vi"]


def test_text_at_which_a_rule_breaks_down_keeps_no_other_from_it(site, section, monkeypatch):
    good, bad = make_story(site), make_story(site, texts={"title": "Hỏng"})
    for story in (good, bad):
        write_text(story, "vi", body=f"<p>{CHINESE}</p>")
    Finding.objects.all().delete()
    Judgement.objects.all().delete()

    def judge(manuscript, really=findings.judge):
        if manuscript.segments[0].text == "Hỏng":
            raise RuntimeError("a rule broke down")
        return really(manuscript)

    monkeypatch.setattr(findings, "judge", judge)
    texts = {text.subject.story_id: text for text in run()}

    assert texts[bad.pk].failure == "RuntimeError: a rule broke down"
    assert texts[good.pk].failure == ""
    assert [w.kind for w in texts[good.pk].findings] == ["block"]
    assert judged(run()) == {(bad.pk, "vi")}  # it is tried again


@pytest.mark.parametrize("count", [1, 3])
def test_unchanged_texts_cost_the_same_queries_however_many(
    site, section, count, django_assert_num_queries
):
    for _ in range(count):
        make_story(site, ("vi", "en"), texts={"body": f"<p>{CHINESE}</p>"})

    with django_assert_num_queries(10):
        assert len(run()) == 2 * count


def test_page_of_unchanged_texts_does_not_read_them(site, section):
    make_story(site, ("vi", "en"))

    with CaptureQueriesContext(connection) as queries:
        run()

    assert not any('."slug"' in query["sql"] for query in queries.captured_queries)
