"""What the API tells: only what the person may read, at the same cost for one and three."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.workflow import correct, take_down
from tests.api.door import Program, kind_of
from tests.factories import (
    head_of,
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_source,
    make_story,
    make_tag,
    publish_story,
    write_text,
)

CHINESE = "美国商务部官员向路透社表示，通过香港转运的物资在今年一月至五月减少了百分之二十八。"


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [story["id"] for story in answer.json()["stories"]]


def test_story_with_its_languages_findings_and_publications(site, section, editor):
    story = make_story(site, ("vi", "en"), section=section, source=make_source("Reuters"))
    write_text(story, "vi", body=f"<p>Một.</p><p>{CHINESE}</p>")
    publish_story(story, site, ("en",), override_reason="x")

    said = Program(editor).get(f"/stories/{story.pk}").json()

    assert (said["site"], said["section"], said["source"]) == ("news", "thoi-su", "Reuters")
    vi, en = said["texts"]
    assert (vi["language"], vi["revision"]) == ("vi", head_of(story, "vi").pk)
    (finding,) = [one for one in vi["findings"] if one["rule"] == "foreign-language"]
    assert (finding["weight"], finding["blocks"]) == ("block", True)
    assert en["stale_segments"] + en["missing_segments"] > 0
    (place,) = said["publications"]
    assert (place["site"], place["language"], place["state"]) == ("news", "en", "live")


def test_lists_are_filtered(site, other_site, section, editor, outsider):
    first = make_story(site, ("vi",), section=section)
    second = make_story(site, ("en",), section=section)
    theirs = make_story(other_site, ("vi",))
    placed = make_live_story(other_site, ("vi",))
    publish_story(placed, site, ("vi",), section=section)
    ask = Program(editor)

    assert set(ids(ask.get("/stories"))) == {first.pk, second.pk, placed.pk}
    assert ids(ask.get("/stories?language=en")) == [second.pk]
    assert ids(ask.get("/stories?state=published")) == [placed.pk]
    assert ids(ask.get("/stories?language=vi&state=draft")) == [first.pk]
    assert kind_of(ask.get("/stories?site=sports")) == "unreadable"
    assert set(ids(Program(outsider).get("/stories?site=sports"))) == {theirs.pk, placed.pk}


def test_pages_go_on_by_cursor_and_meet_every_story_once(site, section, editor):
    made = [make_story(site, section=section).pk for _number in range(5)]
    ask, seen, after = Program(editor), [], ""

    for _page in range(3):
        answer = ask.get(f"/stories?limit=2&after={after}")
        seen += ids(answer)
        after = answer.json()["next"] or ""

    assert seen == made[::-1]
    assert after == ""


@pytest.mark.parametrize("wrong", ["x", "1", "1-", "9" * 18 + "-1", "1-1-1"])
def test_cursor_that_no_page_gave_is_refused(editor, wrong):
    answer = Program(editor).get(f"/stories?after={wrong}")

    assert kind_of(answer) == "unreadable"
    assert answer.json()["errors"][0]["field"] == "after"


@pytest.mark.parametrize(
    ("query", "field"),
    [("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("state=x", "state"),
     ("colour=red", "colour"), ("language=%00", "language")],
)  # fmt: skip
def test_parameters_are_judged(editor, query, field):
    answer = Program(editor).get(f"/stories?{query}")

    assert kind_of(answer) == "unreadable"
    assert [fault["field"] for fault in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same(  # noqa: PLR0917
    site, other_site, section, editor, django_assert_num_queries, count
):
    for _number in range(count):
        story = make_live_story(site, ("vi", "en"), section=section, lead_image=make_image(site))
        publish_story(story, other_site, ("vi",), section=make_section(other_site))
    ask = Program(editor)
    ask.get("/me")

    with django_assert_num_queries(14):
        answer = ask.get("/stories")

    assert len(ids(answer)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_story_costs_the_same(site, section, editor, django_assert_num_queries, count):
    story = make_live_story(site, ("vi", "en", "ar")[:count], section=section)
    ask = Program(editor)
    ask.get("/me")

    with django_assert_num_queries(15):
        answer = ask.get(f"/stories/{story.pk}")

    assert len(answer.json()["texts"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_items_cost_the_same(site, section, editor, django_assert_num_queries, count):
    for _number in range(count):
        make_live_story(
            site, section=section, lead_image=make_image(site), authors=(make_author(),),
            tags=(make_tag(),), source=make_source(vi="Theo Wire"),
        )  # fmt: skip
    ask = Program(editor)
    ask.get("/editions/news/vi/items")

    with django_assert_num_queries(5):
        answer = ask.get("/editions/news/vi/items")

    assert len(answer.json()["items"]) == count


def test_item_carries_credit_source_and_copyright(site, section, editor):
    story = make_live_story(
        site,
        section=section,
        authors=(make_author("Lê An"), make_author("Bình")),
        tags=(make_tag("cau"),),
        source=make_source("Reuters", vi="Theo Reuters"),
        lead_image=make_image(site, credit="Ảnh: Minh"),
    )
    correct(story, "vi", actor=None, text="Cầu dài 420 mét.")

    (item,) = Program(editor).get("/editions/news/vi/items").json()["items"]

    assert item["standard"] == {
        "name": "ninjs",
        "version": "3.0",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#",
    }
    assert item["uri"] == f"tag:news.example,2026:story/{story.pk}/vi"
    assert item["by"] == "Lê An, Bình"
    assert item["infoSources"] == [{"name": "Theo Reuters", "role": "source"}]
    assert (item["copyrightHolder"], item["copyrightNotice"]) == (
        "Publisher of news",
        "© News Center",
    )
    assert [subject["name"] for subject in item["subjects"]] == ["Thời sự", "cau vi"]
    assert "Cầu dài 420 mét." in item["edNote"]
    body = item["bodies"][0]["value"]
    assert "Theo Reuters" in body
    assert "Cầu dài 420 mét." in body
    (picture,) = item["associations"]
    assert picture["by"] == picture["copyrightNotice"] == "Ảnh: Minh"
    assert picture["renditions"][0]["href"].startswith("http")


def test_items_are_what_readers_get(site, section, editor):
    live = make_live_story(site, section=section)
    later = timezone.now() + timedelta(hours=1)
    make_live_story(site, section=section, publish={"publish_at": later})
    gone = make_live_story(site, section=section)
    take_down(gone, actor=None, reason="x")
    make_story(site, section=section)
    write_text(live, "vi", title="Chưa đăng")

    (item,) = Program(editor).get("/editions/news/vi/items").json()["items"]

    assert {"role": "story", "value": str(live.pk)} in item["altIds"]
    assert item["headlines"][0]["value"] != "Chưa đăng"


def test_items_go_on_by_cursor(site, section, editor):
    made = [make_live_story(site, section=section).pk for _number in range(3)]
    ask = Program(editor)

    first = ask.get("/editions/news/vi/items?limit=2").json()
    second = ask.get(f"/editions/news/vi/items?limit=2&after={first['next']}").json()

    numbers = [item["altIds"][1]["value"] for item in first["items"] + second["items"]]
    assert numbers == [str(pk) for pk in reversed(made)]
    assert second["next"] is None


@pytest.mark.parametrize("path", ["sports/vi", "news/ja", "nowhere/vi"])
def test_edition_that_one_does_not_read_is_not_there(site, other_site, editor, path):
    assert kind_of(Program(editor).get(f"/editions/{path}/items")) == "not-found"


def test_answers_are_kept_by_nobody(site, editor):
    answer = Program(editor).get("/me")

    assert answer["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer["Vary"]
    assert not answer.cookies
