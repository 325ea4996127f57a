"""Saving: one revision for all that was changed, and nothing lost where two changed the same."""

from __future__ import annotations

from articles.models import SegmentDraft
from articles.workflow import SegmentEdit, translate_segments
from tests.admin.desk import signed_in
from tests.admin.workbench.bench import BODY, ENGLISH, address, bench_of, edit_of, line_of, send
from tests.factories import body_of, head_of, write_text


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
