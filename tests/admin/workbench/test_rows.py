"""Rows: each segment beside its translation, and what the row says of it."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.forms.workbench import finding_name
from articles.models import GlossaryTerm
from articles.queries.workbench import workbench
from articles.text.segments import text_hash
from tests.admin.desk import signed_in
from tests.admin.workbench.bench import BODY, ENGLISH, address, bench_of, edit_of, line_of, send
from tests.factories import body_of, make_story, write_text


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
