"""Drafts: what is typed is kept for its writer, and tells the others who works there."""

from __future__ import annotations

from articles.models import SegmentDraft, TranslationClaim
from articles.workflow import drafting
from tests.admin.desk import signed_in
from tests.admin.workbench.bench import BODY, ENGLISH, address, bench_of, edit_of, line_of, send
from tests.factories import body_of, write_text


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
