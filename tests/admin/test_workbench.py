"""The workbench: rows, rights, drafts, saving, and what two translators do to each other."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.enums import Role
from articles.forms.workbench import finding_name
from articles.models import GlossaryTerm, SegmentDraft, Story, TranslationClaim
from articles.queries.workbench import Bench, Line, workbench
from articles.text.segments import text_hash
from articles.workflow import SegmentEdit, drafting, keep, translate_segments
from tests.admin.desk import signed_in
from tests.factories import head_of, make_story, make_user, write_text

PAGE, CALLS = "page", ("save", "drafts", "claim", "dismiss")
BODY = "<p>Một.</p><p>Hai <strong>lớn</strong>.</p><p>Ba.</p>"
ENGLISH = "<p>One.</p><p>Two <strong>big</strong>.</p><p>Three.</p>"


@pytest.fixture
def story(site) -> Story:
    """Three paragraphs in Vietnamese, and in English."""
    made = make_story(site, ("vi",), texts={"title": "Tựa", "dek": "", "body": BODY})
    write_text(made, "en", title="Title", dek="", body=ENGLISH)
    return made


def address(story, language="en", call=""):
    name = f"admin:articles_story_translate{call and '_' + call}"
    return reverse(name, args=[story.pk, language])


def send(sender, story, call, language="en", client=None, **data):
    return (client or signed_in(sender)).post(
        address(story, language, call), json.dumps(data), content_type="application/json"
    )


def bench_of(story, user, language="en") -> Bench:
    found = workbench(story, language, user)
    assert found is not None
    return found


def line_of(bench: Bench, words: str) -> Line:
    """The row whose original, or else translation, says this."""
    return next(line for line in bench.lines if line.segment.text == words)


def edit_of(line: Line, html: str, **other):
    return {
        "source": line.source_hash,
        "occurrence": line.occurrence,
        "base": line.base,
        "html": html,
    } | other


def body_of(story, language="en"):
    return head_of(story, language).body


# --- who may -------------------------------------------------------------------------------


def test_languages_that_were_not_given_are_there_to_read(story, translator):
    client = signed_in(translator)

    own, other = client.get(address(story, "en")), client.get(address(story, "ar"))

    assert own.status_code == other.status_code == 200
    assert own.context["may_edit"]
    assert 'name="text-1"' in own.content.decode()
    assert not other.context["may_edit"]
    assert "<textarea" not in other.content.decode()
    assert "js/workbench" not in other.content.decode()


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("who", ["translator", "photo"])
def test_what_was_not_given_is_refused(story, site, translator, who, call):
    photo = make_user((Role.PHOTO_DESK, site), username="photo")
    user, language = {"translator": (translator, "ar"), "photo": (photo, "en")}[who]
    line = bench_of(story, user, language).lines[0]

    calls = send(user, story, call, language, segments=[edit_of(line, "x")])
    plain = signed_in(user).post(address(story, language), {"row-1": "", "text-1": "x"})

    assert (calls.status_code, plain.status_code) == (403, 403)
    assert not SegmentDraft.objects.exists()
    assert head_of(story, "en").title == "Title"


def test_story_of_another_site_is_not_there(story, outsider):
    client = signed_in(outsider)

    assert client.get(address(story)).status_code == 404
    assert client.get(address(story, call="rows")).status_code == 404
    assert send(outsider, story, "save", segments=[]).status_code == 404


@pytest.mark.parametrize("language", ["vi", "fr", "zh-hans", "nonsense"])
def test_languages_without_a_translation_to_be_made_are_not_there(story, translator, language):
    # The original's own, and those in which the site has no edition.
    assert signed_in(translator).get(address(story, language)).status_code == 404


@pytest.mark.parametrize("call", CALLS)
def test_calls_need_a_token_and_a_post(story, editor, call):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    assert send(editor, story, call, client=strict).status_code == 403
    assert signed_in(editor).get(address(story, call=call)).status_code == 405


def test_page_of_another_person_writes_nothing(story, editor, chief):
    line = bench_of(story, editor).lines[0]

    response = send(editor, story, "drafts", user=chief.pk, segments=[edit_of(line, "x")])

    assert response.status_code == 409
    assert not SegmentDraft.objects.exists()


# --- what it shows -------------------------------------------------------------------------


def test_stale_segment_shows_what_changed(story, translator):
    write_text(story, "vi", body=BODY.replace("Ba.", "Ba người."))

    page = signed_in(translator).get(address(story))

    states = [line.row.state for line in page.context["bench"].lines]
    assert states == ["current", "current", "current", "stale"]
    assert "Ba<ins> người</ins>." in page.content.decode()
    assert page.context["bench"].done == 3


def test_paragraphs_that_move_split_and_appear_keep_their_translations(story, translator):
    write_text(story, "vi", body="<p>Ba.</p><p>Mới.</p><p>Một.</p><p>Hai <em>lớn</em>.</p>")

    lines = bench_of(story, translator).lines

    assert [(line.segment.text, line.html) for line in lines] == [
        ("Tựa", "Title"),
        ("Ba.", "Three."),
        ("Mới.", ""),
        ("Một.", "One."),
        ("Hai lớn.", "Two <strong>big</strong>."),
    ]
    assert [line.row.state for line in lines].count("missing") == 1


def test_rows_of_a_split_or_merged_paragraph_lead_to_one_another(site, translator):
    first, second = "Cây cầu mới thông xe hôm thứ Hai.", "Vé xe buýt qua cầu rẻ hơn trước."
    together, apart = f"<p>{first} {second}</p>", f"<p>{first}</p><p>{second}</p>"
    story = make_story(site, ("vi",), texts={"body": apart})
    write_text(story, "en", body="<p>The bridge opens.</p><p>Buses get cheaper.</p>")
    write_text(story, "vi", body=together)

    extra = next(line for line in bench_of(story, translator).lines if not line.row.source)
    page = signed_in(translator).get(address(story)).content.decode()

    assert extra.moved is not None
    assert extra.moved.segment.text == f"{first} {second}"
    assert f'The original now says this in <a href="#segment-{extra.moved.number}">' in page

    story = make_story(site, ("vi",), texts={"body": together})
    write_text(story, "en", body="<p>The bridge opens. Buses get cheaper.</p>")
    write_text(story, "vi", body=apart)
    missing = next(line for line in bench_of(story, translator).lines if not line.row.target)
    page = signed_in(translator).get(address(story)).content.decode()
    assert missing.moved is not None
    assert missing.moved.html == "The bridge opens. Buses get cheaper."
    assert f'Split from <a href="#segment-{missing.moved.number}">' in page


def test_language_that_is_not_begun_has_all_rows_to_do(story, editor):
    page = signed_in(editor).get(address(story, "ar"))

    bench = page.context["bench"]
    assert (bench.total, bench.done) == (4, 0)
    assert 'lang="ar" dir="rtl"' in page.content.decode()


def test_terms_of_the_glossary_are_marked_through_markup(story, editor):
    GlossaryTerm.objects.create(
        source_language="vi", target_language="en", source="Hai lớn", target='<Big "two">'
    )

    page = signed_in(editor).get(address(story)).content.decode()

    mark = '<mark class="bench-term" title="&lt;Big &quot;two&quot;&gt;">'
    assert f"{mark}Hai </mark><strong>{mark}lớn</mark></strong>." in page
    assert 'data-insert="&lt;Big &quot;two&quot;&gt;"' in page


def test_findings_stand_beside_their_segment(story, translator):
    foreign = "Đây là một đoạn văn tiếng Việt khá dài mà chưa có ai dịch sang tiếng Anh cả."
    write_text(story, "en", body=ENGLISH.replace("Three.", foreign))

    lines = bench_of(story, translator).lines

    assert [bool(line.findings) for line in lines] == [False, False, False, True]
    assert "Why?" in signed_in(translator).get(address(story)).content.decode()


def test_finding_is_called_intended_and_counts_again(story, translator, editor):
    foreign = "Đây là một đoạn văn tiếng Việt khá dài mà chưa có ai dịch sang tiếng Anh cả."
    write_text(story, "en", body=ENGLISH.replace("Three.", foreign))
    weighed = bench_of(story, editor).lines[3].findings[0]
    name = finding_name(weighed.finding)
    assert (weighed.finding.rule, weighed.blocks) == ("foreign-language", True)

    unsaid = send(editor, story, "dismiss", finding=name, reason=" ")
    refused = send(translator, story, "dismiss", finding=name, reason="A quotation.")
    answer = send(editor, story, "dismiss", finding=name, reason="A quotation.").json()

    assert (unsaid.status_code, refused.status_code) == (400, 403)
    assert "A quotation." in answer["rows"][3]["html"]
    assert bench_of(story, editor).lines[3].findings[0].is_intended
    send(editor, story, "dismiss", finding=name, is_taken_back=True)
    assert bench_of(story, editor).lines[3].findings[0].blocks
    gone = send(editor, story, "dismiss", finding="x:y:", reason="A quotation.")
    assert "gone" in gone.json()["errors"][0]


@pytest.mark.parametrize("paragraphs", [1, 3, 60])
def test_queries_do_not_grow_with_the_segments(
    site, translator, paragraphs, django_assert_num_queries: DjangoAssertNumQueries
):
    bodies = ["".join(f"<p>{word} {n}.</p>" for n in range(paragraphs)) for word in ("Câu", "Line")]
    story = make_story(site, ("vi",), texts={"body": bodies[0]})
    write_text(story, "en", body=bodies[1])
    write_text(story, "vi", body=bodies[0].replace("Câu 0", "Một câu 0"))
    client = signed_in(translator)
    data = [edit_of(line, "x") for line in bench_of(story, translator).lines]
    send(translator, story, "drafts", segments=data[-1:])
    client.get(address(story))

    with django_assert_num_queries(17):
        client.get(address(story))
    with django_assert_num_queries(7):
        workbench(story, "en", translator)


# --- drafts --------------------------------------------------------------------------------


def test_draft_comes_back_to_its_row_and_to_nobody_else(story, translator, editor):
    line = line_of(bench_of(story, translator), "Ba.")

    response = send(translator, story, "drafts", segments=[edit_of(line, "Thr")])
    send(translator, story, "drafts", segments=[edit_of(line, "Three!")])

    assert response.json()["kept"] == 1
    assert line_of(bench_of(story, translator), "Ba.").html == "Three!"
    assert line_of(bench_of(story, editor), "Ba.").html == "Three."
    page = signed_in(translator).get(address(story)).content.decode()
    assert "What you typed here last time is back" in page
    assert body_of(story) == ENGLISH


def test_last_words_of_a_page_that_closes_do_not_wait_for_its_former_call(
    story, translator, monkeypatch
):
    line = line_of(bench_of(story, translator), "Ba.")
    send(translator, story, "drafts", segments=[edit_of(line, "Thr")])
    # What a call sees that began before the other one was committed.
    monkeypatch.setattr(drafting, "_of", lambda *asked: SegmentDraft.objects.none())

    response = send(translator, story, "drafts", segments=[edit_of(line, "Three!")])

    assert response.json()["kept"] == 1
    assert [draft.html for draft in SegmentDraft.objects.all()] == ["Three!"]


def test_draft_that_is_taken_back_is_gone(story, translator):
    edit = edit_of(line_of(bench_of(story, translator), "Ba."), "Three!")
    send(translator, story, "drafts", segments=[edit])

    send(translator, story, "drafts", dropped=[edit])

    assert not SegmentDraft.objects.exists()


def test_draft_outlives_a_change_of_its_source_and_is_held(story, translator):
    edit = edit_of(line_of(bench_of(story, translator), "Ba."), "Three!")
    send(translator, story, "drafts", segments=[edit])
    write_text(story, "vi", body=BODY.replace("Ba.", "Ba người."))

    line = line_of(bench_of(story, translator), "Ba người.")

    assert (line.html, line.is_of_former_source, line.is_held) == ("Three!", True, True)


def test_draft_of_what_is_gone_is_shown_apart(story, editor):
    edit = edit_of(line_of(bench_of(story, editor, "ar"), "Ba."), "ثلاثة")
    send(editor, story, "drafts", "ar", segments=[edit])
    write_text(story, "vi", body="<p>Một.</p>")

    bench = bench_of(story, editor, "ar")

    assert [draft.html for draft in bench.leftovers] == ["ثلاثة"]
    assert "no longer there" in signed_in(editor).get(address(story, "ar")).content.decode()


def test_markup_in_a_draft_does_no_harm(story, translator):
    line = line_of(bench_of(story, translator), "Ba.")
    harm = '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><script>y</script>'
    send(translator, story, "drafts", segments=[edit_of(line, harm)])

    row = signed_in(translator).get(address(story, call="rows")).json()["rows"][3]["html"]

    shown = row.split("<textarea")[0]
    assert "onerror" not in shown
    assert "javascript:" not in shown
    assert "<script" not in row


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("not json", "not JSON"),
        ({"segments": "x"}, "“segments” must be a list"),
        ({"segments": ["x"]}, "segments[0] must be an object"),
        ({"segments": [{"source": "ZZ"}]}, "segments[0].source must be the hash"),
        ({"segments": [{"source": 5}]}, "segments[0].source must be text"),
        ({"segments": [{"occurrence": True}]}, "segments[0].occurrence must be a whole number"),
        ({"segments": [{"occurrence": -1}]}, "segments[0].occurrence must be a whole number"),
        ({"segments": [{"html": "x" * 100_001}]}, "segments[0].html must be text of at most"),
    ],
)
@pytest.mark.parametrize("call", ["save", "drafts"])
def test_bad_input_is_refused_by_name(story, translator, call, data, words):
    body = data if isinstance(data, str) else json.dumps(data)

    response = signed_in(translator).post(
        address(story, call=call), body, content_type="application/json"
    )

    assert response.status_code == 400
    assert words in response.json()["errors"][0]
    assert not SegmentDraft.objects.exists()


# --- saving --------------------------------------------------------------------------------


def test_save_writes_one_revision_and_forgets_the_drafts(story, translator):
    bench = bench_of(story, translator)
    edits = [
        edit_of(line_of(bench, "Một."), "One, <em>two</em>."),
        edit_of(line_of(bench, "Tựa"), "A &amp; B"),
    ]
    send(translator, story, "drafts", segments=edits)
    before = story.revisions.count()

    answer = send(translator, story, "save", segments=edits).json()

    assert (answer["applied"], answer["messages"]) == (2, ["2 segments saved."])
    assert story.revisions.count() == before + 1
    assert body_of(story) == ENGLISH.replace("One.", "One, <em>two</em>.")
    assert head_of(story, "en").title == "A & B"
    assert not SegmentDraft.objects.exists()
    assert [row["key"] for row in answer["rows"]] == [
        line.key for line in bench_of(story, translator).lines
    ]


def test_same_words_on_a_stale_segment_make_it_current(story, translator):
    write_text(story, "vi", body=BODY.replace("Ba.", "Ba người."))
    line = line_of(bench_of(story, translator), "Ba người.")
    send(translator, story, "drafts", segments=[edit_of(line, line.saved)])
    assert line_of(bench_of(story, translator), "Ba người.").draft is not None

    send(translator, story, "save", segments=[edit_of(line, line.saved)])

    after = line_of(bench_of(story, translator), "Ba người.")
    assert (after.row.state, after.draft) == ("current", None)


def test_machine_text_is_marked_until_a_person_confirms_it(story, translator):
    line = line_of(bench_of(story, translator), "Ba.")
    edit = SegmentEdit(line.source_hash, 0, "A machine wrote this.", machine="engine")
    translate_segments(story, "en", [edit], actor=None)
    bench = bench_of(story, translator)
    machine = line_of(bench, "Ba.")
    assert (bench.to_do, machine.is_unconfirmed) == (1, True)
    assert "machine, unconfirmed" in signed_in(translator).get(address(story)).content.decode()

    send(translator, story, "save", segments=[edit_of(machine, machine.saved)])

    assert bench_of(story, translator).to_do == 0
    assert "A machine wrote this." in body_of(story)


def test_two_translators_on_different_segments_merge(story, translator, editor):
    first, second = bench_of(story, translator), bench_of(story, editor)

    send(translator, story, "save", segments=[edit_of(line_of(first, "Một."), "ONE")])
    answer = send(editor, story, "save", segments=[edit_of(line_of(second, "Ba."), "THREE")])

    assert answer.json()["conflicts"] == []
    assert body_of(story) == ENGLISH.replace("One.", "ONE").replace("Three.", "THREE")


def test_two_translators_on_one_segment_lose_nothing(story, translator, editor):
    line = line_of(bench_of(story, translator), "Ba.")
    other = line_of(bench_of(story, translator), "Một.")
    send(editor, story, "save", segments=[edit_of(line, "Theirs")])

    answer = send(
        translator, story, "save", segments=[edit_of(line, "Mine"), edit_of(other, "ONE")]
    ).json()

    assert answer["applied"] == 1
    assert [conflict["source"] for conflict in answer["conflicts"]] == [line.source_hash]
    assert body_of(story) == ENGLISH.replace("Three.", "Theirs").replace("One.", "ONE")
    held = line_of(bench_of(story, translator), "Ba.")
    assert (held.html, held.saved, held.is_overtaken) == ("Mine", "Theirs", True)
    row = answer["rows"][3]["html"]
    assert "Take theirs" in row
    assert "Theirs" in row
    assert "Mine" in row
    assert "changed by somebody else" in answer["messages"][-1]

    # "Keep mine" begins from theirs.
    send(translator, story, "save", segments=[edit_of(held, "Mine")])
    assert "Mine" in body_of(story)
    assert not SegmentDraft.objects.exists()


def test_save_for_a_segment_that_is_gone_keeps_the_text(story, translator):
    line = line_of(bench_of(story, translator), "Ba.")
    write_text(story, "vi", body=BODY.replace("Ba.", "Ba người."))

    answer = send(translator, story, "save", segments=[edit_of(line, "Three!")]).json()

    assert (answer["applied"], len(answer["unknown"])) == (0, 1)
    assert line_of(bench_of(story, translator), "Ba người.").html == "Three!"


def test_title_that_is_too_long_is_refused_and_kept(story, translator):
    line = line_of(bench_of(story, translator), "Tựa")

    answer = send(translator, story, "save", segments=[edit_of(line, "x" * 251)]).json()

    assert "251" in answer["rejected"][0]["message"]
    assert line_of(bench_of(story, translator), "Tựa").html == "x" * 251


def test_rows_are_sent_only_when_something_moved(story, translator, editor):
    client, at = signed_in(translator), address(story, call="rows")
    stamp = bench_of(story, translator).stamp

    quiet = client.get(at, {"stamp": stamp}).json()
    line = line_of(bench_of(story, editor), "Ba.")
    send(editor, story, "save", segments=[edit_of(line, "THREE")])
    moved = client.get(at, {"stamp": stamp}).json()

    assert "rows" not in quiet
    assert "THREE" in moved["rows"][3]["html"]
    assert moved["stamp"] != stamp


# --- what was translated before -----------------------------------------------------------


def test_what_was_translated_before_is_offered(story, site, translator):
    words = "Cây cầu mới nối hai bờ sông dài bốn trăm mét."
    before = make_story(site, ("vi",), texts={"body": f"<p>{words}</p>"})
    write_text(before, "en", body="<p>The new <em>bridge</em> is 400 metres long.</p>")
    rest = "".join(f"<p>{text}</p>" for text in (words, words.replace("bốn", "năm")))
    write_text(story, "vi", body=rest)
    client, at = signed_in(translator), address(story, call="suggestions")
    asked = (text_hash(words), text_hash(words.replace("bốn", "năm")))

    exact, alike = (client.get(at, {"source": name}).json()["suggestions"] for name in asked)

    assert [(one["match"], one["where"], one["change"]) for one in exact] == [
        (100, "News Center", "")
    ]
    assert exact[0]["html"] == alike[0]["html"] == "The new <em>bridge</em> is 400 metres long."
    assert 80 < alike[0]["match"] < 100
    assert "<del>bốn</del><ins>năm</ins>" in alike[0]["change"]


def test_nothing_is_offered_for_what_is_not_there(story, outsider, translator):
    at = address(story, call="suggestions")

    assert signed_in(outsider).get(at).status_code == 404
    assert signed_in(translator).get(at, {"source": "0" * 32}).json() == {"suggestions": []}


# --- who works on it -----------------------------------------------------------------------


def test_typing_claims_and_tells_the_others(story, translator, editor):
    line = line_of(bench_of(story, translator), "Ba.")

    mine = send(translator, story, "drafts", segments=[edit_of(line, "x")]).json()
    theirs = send(editor, story, "drafts", segments=[edit_of(line, "y")]).json()

    assert TranslationClaim.objects.get().user == translator
    assert mine["claim"] == ""
    assert theirs["claim"].startswith("translator works on it")
    assert "translator works on it" in signed_in(editor).get(address(story)).content.decode()


def test_claim_is_taken_over(story, translator, editor):
    line = line_of(bench_of(story, translator), "Ba.")
    send(translator, story, "drafts", segments=[edit_of(line, "x")])

    answer = send(editor, story, "claim")

    assert answer.json()["claim"] == ""
    assert TranslationClaim.objects.get().user == editor


# --- without script ------------------------------------------------------------------------


def plain_form(client, story, language="en"):
    """The fields of the page as a browser without script sends them back untouched."""
    from lxml import html

    page = html.fromstring(client.get(address(story, language)).content.decode())
    form = page.get_element_by_id("bench")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def test_plain_form_saves_what_was_changed_and_nothing_else(story, translator, editor):
    client = signed_in(translator)
    data = plain_form(client, story)
    line = line_of(bench_of(story, editor), "Ba.")
    send(editor, story, "save", segments=[edit_of(line, "THREE")])
    data |= {"text-1": "Q & A", "text-2": "<b>One</b>"}

    response = client.post(address(story), data, follow=True)

    assert "2 segments saved." in response.content.decode()
    assert head_of(story, "en").title == "Q & A"
    assert body_of(story) == (
        "<p><strong>One</strong></p><p>Two <strong>big</strong>.</p><p>THREE</p>"
    )


def test_plain_form_untouched_saves_nothing(story, translator):
    client = signed_in(translator)
    before = story.revisions.count()

    response = client.post(address(story), plain_form(client, story), follow=True)

    assert "There was nothing to save." in response.content.decode()
    assert story.revisions.count() == before


def test_plain_form_confirms_by_tick_and_settles_conflicts(story, translator, editor):
    write_text(story, "vi", body=BODY.replace("Ba.", "Ba người."))
    client = signed_in(translator)

    client.post(address(story), plain_form(client, story) | {"right-4": "on"})
    assert bench_of(story, translator).to_do == 0

    data = plain_form(client, story) | {"text-2": "Mine"}
    line = line_of(bench_of(story, editor), "Một.")
    send(editor, story, "save", segments=[edit_of(line, "Theirs")])
    client.post(address(story), data)
    assert line_of(bench_of(story, translator), "Một.").is_overtaken

    client.post(address(story), plain_form(client, story) | {"right-2": "on"})
    assert body_of(story).startswith("<p>Mine</p>")


def test_story_form_leads_to_the_workbench(story, translator):
    page = signed_in(translator).get(reverse("admin:articles_story_change", args=[story.pk]))

    content = page.content.decode()
    assert address(story, "en") in content
    assert "translate/vi/" not in content


def test_rows_with_the_same_words_are_told_apart(site, translator):
    story = make_story(site, ("vi",), texts={"body": "<p>Lặp.</p><p>Lặp.</p>"})
    write_text(story, "en", body="<p>Again.</p><p>Again.</p>")
    lines = [line for line in bench_of(story, translator).lines if line.segment.text == "Lặp."]

    send(translator, story, "save", segments=[edit_of(lines[1], "Once more.")])

    assert [line.occurrence for line in lines] == [0, 1]
    assert body_of(story) == "<p>Again.</p><p>Once more.</p>"


def test_segment_that_only_the_translation_has_can_be_taken_away(story, translator):
    write_text(story, "vi", body=BODY.replace("<p>Ba.</p>", ""))
    extra = bench_of(story, translator).lines[-1]
    assert extra.row.state == "extra"

    send(translator, story, "save", segments=[edit_of(extra, "")])

    assert body_of(story) == ENGLISH.replace("<p>Three.</p>", "")


def test_hash_names_a_row_as_segments_do(story, translator):
    assert line_of(bench_of(story, translator), "Ba.").source_hash == text_hash("Ba.")
    assert keep(story, actor=None) == []
