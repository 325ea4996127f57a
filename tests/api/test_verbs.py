"""The verbs through the API: what they do, and that the gate is the same as in the admin."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.enums import Role, WorkflowState
from articles.models import Publication, Revision, StateChange
from tests.api.door import Program, kind_of
from tests.factories import (
    head_of,
    make_live_story,
    make_section,
    make_story,
    make_user,
    write_text,
)

CHINESE = "美国商务部官员向路透社表示，通过香港转运的物资在今年一月至五月减少了百分之二十八。"


@pytest.fixture
def story(site, section):
    return make_story(site, ("vi", "en"), section=section)


@pytest.fixture
def blocked(site, section):
    """Its Vietnamese has a paragraph in Chinese, which blocks."""
    made = make_story(site, ("vi",), section=section)
    write_text(made, "vi", body=f"<p>{CHINESE}</p>")
    return made


def text_at(story, code="vi"):
    return f"/stories/{story.pk}/texts/{code}"


def sample(**fields):
    return {"title": "Tựa mới", "dek": "Sapo.", "body": "<p>Chữ.</p>"} | fields


def test_whole_way_of_a_text(site, story, reporter, editor):
    writer, desk = Program(reporter), Program(editor)
    read = writer.get(text_at(story))
    assert read["ETag"] == f'"r{head_of(story, "vi").pk}"'

    written = writer.put(text_at(story), sample(), **{"if-match": read["ETag"]})
    assert written.status_code == 200
    assert written.json()["slug"] == "tua-moi"
    assert writer.post(text_at(story) + "/submit").json()["state"] == "in_review"
    back = desk.post(text_at(story) + "/return", {"comment": "Ngắn hơn."})
    assert back.json()["state"] == "draft"
    writer.post(text_at(story) + "/submit")
    assert desk.post(text_at(story) + "/approve").json()["state"] == "approved"
    published = desk.post(f"/stories/{story.pk}/publish", {"site": "news", "languages": ["vi"]})

    assert published.status_code == 200
    (row,) = published.json()["publications"]
    assert (row["state"], row["site"], row["language"]) == ("live", "news", "vi")
    assert row["address"].endswith(f"/tua-moi-{story.pk}/")
    gone = desk.post(f"/stories/{story.pk}/take-down", {"reason": "Sai."})
    assert gone.json()["publications"][0]["state"] == "withdrawn"
    log = StateChange.objects.filter(story=story).exclude(actor=None).order_by("pk")
    assert [(entry.verb, entry.actor.username) for entry in log] == [
        ("write", "reporter"),
        ("submit", "reporter"),
        ("return", "editor"),
        ("submit", "reporter"),
        ("approve", "editor"),
        ("publish", "editor"),
        ("take_down", "editor"),
    ]


def test_blocking_finding_is_refused_and_every_objection_said(site, blocked, editor):
    asked = {"site": "news", "languages": ["vi", "ar"]}

    answer = Program(editor).post(f"/stories/{blocked.pk}/publish", asked)

    assert kind_of(answer) == "refused"
    objections = answer.json()["objections"]
    assert {(o["language"], o["rule"], o["overridable"]) for o in objections} == {
        ("ar", "", False),
        ("vi", "foreign-language", True),
    }
    assert not Publication.objects.exists()


def test_override_needs_the_right_and_a_reason(site, blocked, editor, chief):
    asked = {"site": "news", "languages": ["vi"], "override_reason": "Trích nguyên văn."}
    path = f"/stories/{blocked.pk}/publish"

    assert kind_of(Program(editor).post(path, asked)) == "forbidden"
    assert kind_of(Program(chief).post(path, asked | {"override_reason": "  "})) == "refused"
    assert not Publication.objects.exists()
    assert Program(chief).post(path, asked).status_code == 200
    assert StateChange.objects.get(verb="override").reason == "Trích nguyên văn."


def test_refusals_are_in_the_language_that_was_asked_for(site, blocked, editor):
    asked = {"site": "news", "languages": ["ar"]}
    said = {
        code: Program(editor)
        .post(f"/stories/{blocked.pk}/publish", asked, **{"accept-language": code})
        .json()["objections"][0]["message"]
        for code in ("en", "vi", "zh-CN", "fr")
    }

    assert len({said["en"], said["vi"], said["zh-CN"]}) == 3
    assert said["fr"] == said["en"]


def test_publish_takes_times_section_and_headlines(site, story, editor):
    sport = make_section(site, "the-thao")
    begin, end = (timezone.now() + timedelta(days=days) for days in (1, 2))

    answer = Program(editor).post(
        f"/stories/{story.pk}/publish",
        {
            "site": "news",
            "languages": ["vi"],
            "section": "the-thao",
            "publish_at": begin.isoformat(),
            "expire_at": end.isoformat(),
            "headlines": {"vi": "Tít riêng"},
        },
    )

    assert answer.status_code == 200, answer.content
    row = Publication.objects.get()
    assert (row.section, row.headline) == (sport, "Tít riêng")
    assert (row.publish_at, row.expire_at) == (begin, end)
    assert answer.json()["publications"][0]["state"] == "scheduled"


def test_faults_of_a_body_are_all_named(site, story, editor):
    answer = Program(editor).post(
        f"/stories/{story.pk}/publish",
        {"languages": "vi", "publish_at": "tomorrow", "colour": "red", "headlines": {"vi": 7}},
    )

    assert kind_of(answer) == "unreadable"
    assert {fault["field"] for fault in answer.json()["errors"]} == {
        "site",
        "languages",
        "publish_at",
        "colour",
        "headlines.vi",
    }


def test_two_who_write_one_text_both_keep_theirs(story, reporter, editor):
    tag = Program(reporter).get(text_at(story))["ETag"]
    first = Program(editor).put(text_at(story), sample(title="Của chị"), **{"if-match": tag})
    assert first.status_code == 200

    second = Program(reporter).put(text_at(story), sample(title="Của tôi"), **{"if-match": tag})

    assert kind_of(second) == "changed"
    said = second.json()
    assert (said["yours"]["title"], said["theirs"]["title"]) == ("Của tôi", "Của chị")
    assert said["theirs"]["by"] == "editor"
    assert head_of(story, "vi").title == "Của chị"
    # Having looked at both, the writer decides.
    tag = f'"r{said["theirs"]["revision"]}"'
    third = Program(reporter).put(text_at(story), sample(title="Của hai"), **{"if-match": tag})
    assert third.status_code == 200


def test_stored_text_is_not_changed_by_whoever_has_not_read_it(story, reporter):
    answer = Program(reporter).put(text_at(story), sample())

    assert kind_of(answer) == "revision-needed"
    assert head_of(story, "vi").title != "Tựa mới"


def test_new_language_needs_no_revision(story, reporter):
    answer = Program(reporter).put(text_at(story, "ar"), sample(title="جسر"))

    assert answer.status_code == 200, answer.content
    assert head_of(story, "ar").created_by == reporter
    assert kind_of(Program(reporter).put(text_at(story, "ja"), sample())) == "not-found"


def test_html_is_cleaned(story, reporter):
    tag = Program(reporter).get(text_at(story))["ETag"]
    dirty = "<p onclick='x'>Chữ<script>alert(1)</script></p><iframe src=x></iframe>"

    Program(reporter).put(text_at(story), sample(body=dirty), **{"if-match": tag})

    assert head_of(story, "vi").body == "<p>Chữ</p>"


def test_revert_brings_an_earlier_text_back(site, story, reporter):
    before = head_of(story, "vi")
    write_text(story, "vi", title="Khác")
    other = head_of(story, "en")
    ask = Program(reporter)

    answer = ask.post(text_at(story) + "/revert", {"revision": before.pk, "reason": "Nhầm."})
    wrong = ask.post(text_at(story) + "/revert", {"revision": other.pk})

    assert answer.json()["title"] == before.title
    assert Revision.objects.filter(story=story, language_code="vi").count() == 3
    assert wrong.json()["errors"][0]["field"] == "revision"


def test_submitting_an_empty_text_is_refused(site, story, reporter):
    write_text(story, "vi", body="")

    answer = Program(reporter).post(text_at(story) + "/submit")

    assert kind_of(answer) == "refused"
    assert answer.json()["objections"][0]["language"] == "vi"


def test_approval_asks_for_other_eyes(site, section):
    both = make_user((Role.EDITOR, site))
    site.self_approval = False
    site.save()
    story = make_story(site, ("vi",))
    write_text(story, "vi", actor=both, title="Mới")
    ask = Program(both)
    ask.post(text_at(story) + "/submit")

    assert kind_of(ask.post(text_at(story) + "/approve")) == "refused"
    assert story.translations.get().state == WorkflowState.IN_REVIEW


def test_live_text_stays_while_a_program_writes(site, section, editor):
    story = make_live_story(site, ("vi",))
    shown = Publication.objects.get().revision_id
    ask = Program(editor)

    ask.put(text_at(story), sample(), **{"if-match": ask.get(text_at(story))["ETag"]})

    assert Publication.objects.get().revision_id == shown
    assert json.loads(ask.get(f"/stories/{story.pk}").content)["texts"][0]["title"] == "Tựa mới"
