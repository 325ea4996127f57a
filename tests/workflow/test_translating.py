import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import Role, SegmentState
from articles.models import Revision
from articles.translation.comparison import compare_revisions, segments_of
from articles.translation.links import unpack
from articles.workflow import NothingToTranslate, SegmentEdit, translate_segments
from tests.factories import head_of, make_story, make_user, write_text

BODY = (
    "<p>Một <strong>hai</strong>.</p><ul><li><p>Ba.</p></li><li><p>Bốn.</p></li></ul>"
    '<figure data-image-id="7" data-alt="Ảnh cầu"><figcaption>Chú thích</figcaption></figure>'
    "<table><tbody><tr><th><p>Cột</p></th><td><p>42</p></td></tr></tbody></table>"
)


@pytest.fixture
def story(site, section):
    return make_story(site, texts={"title": "Tựa", "dek": "Dẫn", "body": BODY})


def source(story, text):
    segments = segments_of(head_of(story, story.original_language))
    return next(segment.hash for segment in segments if segment.text == text)


def translate(story, *pairs, actor=None, base=None, machine="", code="en"):
    edits = [SegmentEdit(source(story, vi), 0, html, base, machine) for vi, html in pairs]
    return translate_segments(story, code, edits, actor=actor)


def states(story, code="en"):
    rows = compare_revisions(head_of(story, code), head_of(story, story.original_language))
    return {
        (row.source or row.target).text: (row.state.value, row.target.text if row.target else None)
        for row in rows
    }


def text_of(story, code="en"):
    return story.translations.get(language_code=code)


def test_first_segments_make_a_text_in_the_structure_of_the_original(story, translator):
    outcome = translate(
        story, ("Tựa", "A title"), ("Ba.", "Three."), ("Ảnh cầu", "The bridge"), actor=translator
    )

    text = text_of(story)
    assert (outcome.applied, outcome.conflicts, outcome.unknown) == (3, (), ())
    assert (text.title, text.slug, text.head) == ("A title", "a-title", outcome.revision)
    assert text.body == (
        "<ul><li><p>Three.</p></li></ul>"
        '<figure data-image-id="7" data-alt="The bridge"><figcaption></figcaption></figure>'
        "<table><tbody><tr><th><p></p></th><td><p>42</p></td></tr></tbody></table>"
    )
    assert text.missing_segments == 5
    assert outcome.revision.created_by == translator


def test_source_text_never_fills_a_gap(story):
    translate(story, ("Tựa", "A title"))

    text = text_of(story)
    for words in ("Một", "Ba", "Bốn", "Chú thích", "Cột", "Ảnh"):
        assert words not in text.body
    assert text.dek == ""


def test_all_segments_make_a_complete_text_and_saving_again_changes_nothing(story):
    every = [
        ("Tựa", "Title"), ("Dẫn", "Dek"), ("Một hai.", "One <strong>two</strong>."),
        ("Ba.", "Three."), ("Bốn.", "Four."), ("Ảnh cầu", "Bridge"), ("Chú thích", "Caption"),
        ("Cột", "Column"),
    ]  # fmt: skip
    translate(story, *every)
    text = text_of(story)
    before = Revision.objects.count()

    again = translate(story, *every)

    assert (again.applied, again.unchanged, again.revision) == (0, 8, None)
    assert Revision.objects.count() == before
    assert (text.stale_segments, text.missing_segments) == (0, 0)
    assert text.body == (
        "<p>One <strong>two</strong>.</p><ul><li><p>Three.</p></li><li><p>Four.</p></li></ul>"
        '<figure data-image-id="7" data-alt="Bridge"><figcaption>Caption</figcaption></figure>'
        "<table><tbody><tr><th><p>Column</p></th><td><p>42</p></td></tr></tbody></table>"
    )


def test_numbers_stay_one_however_often_it_is_saved(story):
    translate(story, ("Cột", "Column"))
    translate(story, ("Ba.", "Three."))
    translate(story, ("Bốn.", "Four."))

    assert text_of(story).body.count("42") == 1
    assert "42" not in [key for key, (state, _) in states(story).items() if state == "extra"]


def test_stale_segment_is_current_after_new_words_or_by_the_same_ones(story):
    translate(story, ("Ba.", "Three."), ("Bốn.", "Four."))
    write_text(story, "vi", body=BODY.replace("Ba.", "Ba mươi.").replace("Bốn.", "Bốn!"))
    assert text_of(story).stale_segments == 2

    translate(story, ("Ba mươi.", "Thirty."))
    assert text_of(story).stale_segments == 1
    outcome = translate(story, ("Bốn!", "Four."))

    assert outcome.applied == 1
    assert outcome.revision is not None
    assert text_of(story).stale_segments == 0


def test_different_segments_of_two_people_merge(story, translator):
    other = make_user((Role.TRANSLATOR, story.origin), languages=("en",))
    translate(story, ("Ba.", "Three."), actor=translator, base="")

    outcome = translate(story, ("Bốn.", "Four."), actor=other, base="")

    assert outcome.conflicts == ()
    assert states(story)["Ba."] == ("current", "Three.")
    assert states(story)["Bốn."] == ("current", "Four.")


def test_same_segment_of_two_people_shows_both_and_writes_over_nobody(story):
    translate(story, ("Ba.", "Three."), base="")

    outcome = translate(story, ("Ba.", "Drei?"), ("Bốn.", "Four."), base="")

    (conflict,) = outcome.conflicts
    assert (conflict.edit.html, conflict.theirs.text) == ("Drei?", "Three.")
    assert outcome.applied == 1
    assert states(story)["Ba."] == ("current", "Three.")


def test_both_wrote_the_same(story):
    translate(story, ("Ba.", "Three."), base="")

    assert translate(story, ("Ba.", "Three."), base="").conflicts == ()


def test_source_that_is_gone_is_reported(story):
    outcome = translate_segments(story, "en", [SegmentEdit("gone", 0, "Text")], actor=None)

    assert [edit.source for edit in outcome.unknown] == ["gone"]
    assert not story.translations.filter(language_code="en").exists()


def test_machine_text_is_marked_until_a_person_touches_it(story, translator):
    translate(story, ("Ba.", "Three."), ("Bốn.", "Four."), machine="deepl")
    assert text_of(story).unconfirmed_segments == 2

    translate(story, ("Ba.", "Three."), actor=translator)

    assert text_of(story).unconfirmed_segments == 1
    links = {link.target: link for link in unpack(head_of(story, "en").links)}
    confirmed = next(link for link in links.values() if link.confirmed_by)
    assert (confirmed.machine, confirmed.confirmed_by) == ("deepl", translator.pk)


def test_empty_words_take_a_translation_away(story):
    translate(story, ("Ba.", "Three."), ("Bốn.", "Four."))

    translate(story, ("Ba.", ""))

    assert states(story)["Ba."] == ("missing", None)
    assert "Three" not in text_of(story).body


def test_what_only_the_translation_has_stays_behind_what_it_followed(story):
    translate(story, ("Một hai.", "One two."), ("Ba.", "Three."))
    text = text_of(story)
    own = '<p>Own note.</p><figure data-image-id="9"><figcaption></figcaption></figure>'
    write_text(story, "en", body=text.body.replace("<ul>", f"{own}<ul>"))

    translate(story, ("Bốn.", "Four."))

    body = text_of(story).body
    assert f"<p>One two.</p>{own}<ul><li><p>Three.</p></li><li><p>Four.</p></li></ul>" in body
    assert states(story)["Own note."] == ("extra", "Own note.")


def test_extra_segment_is_changed_and_taken_away_by_its_hash(story):
    translate(story, ("Một hai.", "One two."), ("Ba.", "Three."), ("Bốn.", "Four."))
    write_text(story, "en", body=text_of(story).body.replace("<ul>", "<p>Own note.</p><ul>"))
    extra = next(s for s in segments_of(head_of(story, "en")) if s.text == "Own note.")

    changed = translate_segments(
        story, "en", [SegmentEdit("", 0, "Another note.", extra.hash)], actor=None
    )
    assert changed.applied == 1
    assert "<p>One two.</p><p>Another note.</p>" in text_of(story).body
    extra = next(s for s in segments_of(head_of(story, "en")) if s.text == "Another note.")
    translate_segments(story, "en", [SegmentEdit("", 0, "", extra.hash)], actor=None)

    assert "note" not in text_of(story).body


def test_words_are_sanitised_and_one_line(story):
    translate(story, ("Ba.", '<script>x</script><p onclick="y">A</p><p>B <em>c</em></p>'))

    assert "<li><p>A B <em>c</em></p></li>" in text_of(story).body


def test_title_that_is_too_long_is_rejected_and_the_rest_is_kept(story):
    outcome = translate(story, ("Tựa", "x" * 251), ("Ba.", "Three."))

    assert [rejection.edit.html for rejection in outcome.rejected] == ["x" * 251]
    assert "250" in outcome.rejected[0].message
    assert outcome.applied == 1


def test_equal_paragraphs_are_told_apart_by_occurrence(site, section):
    story = make_story(site, texts={"body": "<p>Vâng.</p><p>Không.</p><p>Vâng.</p>"})
    yes = source(story, "Vâng.")

    edits = [SegmentEdit(yes, 1, "Right."), SegmentEdit(yes, 0, "Yes.")]
    translate_segments(story, "en", edits, actor=None)

    assert text_of(story).body == "<p>Yes.</p><p>Right.</p>"


def test_order_follows_the_original(site, section):
    story = make_story(site, texts={"body": "<p>Một.</p><ul><li><p>Ba.</p></li></ul>"})
    translate(story, ("Một.", "One."), ("Ba.", "Three."))
    write_text(story, "vi", body="<ul><li><p>Ba.</p></li></ul><p>Một.</p>")
    assert text_of(story).stale_segments == 0

    translate(story, ("Cầu mới nối hai bờ sông", "Title"))

    assert text_of(story).body == "<ul><li><p>Three.</p></li></ul><p>One.</p>"


def test_translator_of_another_language_may_not(story, translator):
    with pytest.raises(PermissionDenied):
        translate(story, ("Ba.", "ثلاثة"), actor=translator, code="ar")

    assert not story.translations.filter(language_code="ar").exists()


def test_original_is_not_translated(story):
    with pytest.raises(NothingToTranslate):
        translate_segments(story, "vi", [], actor=None)


def test_marked_language_of_a_quotation_stays_where_its_words_do(site, section):
    story = make_story(site, texts={"body": '<p>Một.</p><p lang="fr">Bonjour à tous.</p>'})

    translate(story, ("Một.", "One."), ("Bonjour à tous.", "Bonjour à tous."))
    assert text_of(story).body == '<p>One.</p><p lang="fr">Bonjour à tous.</p>'
    translate(story, ("Bonjour à tous.", "Hello everybody."))

    assert text_of(story).body.startswith("<p>One.</p><p")
    assert states(story)["Bonjour à tous."][0] == SegmentState.CURRENT
