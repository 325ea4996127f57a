from articles.integrity.evaluation.corpus import Half, Paragraph, languages
from articles.integrity.evaluation.documents import documents
from articles.integrity.evaluation.report import Bounds, failures, groups
from articles.integrity.evaluation.scoring import Error, Evaluation, Score, evaluate
from articles.integrity.evaluation.traps import Trap

BOUNDS = Bounds(precision=0.98, recall=0.97, trap_rate=0.02)


def test_held_out_documents_are_judged_well_enough():
    # A sample, as all take half a minute: `manage.py evaluate_detection` does that.
    evaluation = evaluate(["vi", "ru", "uk", "bg", "zh-hans"], Half.HELD_OUT)

    assert evaluation.total.foreign > 2500
    assert evaluation.total.traps > 600
    assert failures(evaluation, BOUNDS) == []


def test_documents_are_the_same_at_every_run_and_mix_languages():
    first, *others = documents("vi", Half.TUNING)

    assert [first, *others] == list(documents("vi", Half.TUNING))
    assert len({piece.language for piece in first.pieces if isinstance(piece, Paragraph)}) > 10
    assert {
        each.language
        for document in [first, *others]
        for each in document.pieces
        if isinstance(each, Paragraph)
    } == set(languages())


def test_what_is_found_missed_and_accused_is_counted():
    evaluation = Evaluation(Half.TUNING)

    evaluation.count(Paragraph("en", "sport", "found"), "vi", "en")
    evaluation.count(Paragraph("en", "sport", "misnamed"), "vi", "nl")
    evaluation.count(Paragraph("ru", "sport", "missed"), "vi", "")
    evaluation.count(Paragraph("vi", "sport", "own"), "vi", "")
    evaluation.count(Paragraph("vi", "sport", "accused"), "vi", "fr")
    evaluation.count(Trap("vi", "credits", "spared"), "vi", "")
    evaluation.count(Trap("vi", "credits", "trapped"), "vi", "en")

    assert evaluation.total == Score(
        foreign=3, found=2, named=1, own=2, own_accused=1, traps=2, traps_accused=1
    )
    assert (evaluation.total.precision, evaluation.total.recall) == (2 / 4, 2 / 3)
    assert evaluation.total.trap_rate == evaluation.kinds["credits"].trap_rate == 1 / 2
    assert evaluation.pairs["vi", "en"].recall == 1
    assert set(evaluation.errors) == {
        Error("vi", "missed", "ru", "", "missed"),
        Error("vi", "accused", "vi", "fr", "accused"),
        Error("vi", "credits", "", "en", "trapped"),
    }


def test_languages_that_nobody_can_tell_apart_do_not_count():
    evaluation = Evaluation(Half.TUNING)

    evaluation.count(Paragraph("ms", "sport", "Malay"), "id", "")
    evaluation.count(Paragraph("ms", "sport", "Malay"), "ms", "")

    assert evaluation.total == Score(own=1)


def test_a_script_that_is_bad_fails_though_the_total_is_good():
    evaluation = Evaluation(Half.TUNING)
    for number in range(100):
        evaluation.count(Paragraph("en", "sport", str(number)), "ru", "en")
    evaluation.count(Paragraph("uk", "sport", "Ukrainian"), "ru", "")

    assert evaluation.total.recall > 0.98
    assert list(groups(evaluation)) == ["CYRILLIC"]
    assert failures(evaluation, BOUNDS) == ["CYRILLIC: recall 0.0000 < 0.97"]


def test_a_detector_that_finds_nothing_fails(monkeypatch):
    monkeypatch.setattr("articles.integrity.rules.language.foreign_language", lambda *_: "")

    evaluation = evaluate(["th"], Half.TUNING)

    assert evaluation.total.found == 0
    assert "total: recall 0.0000 < 0.97" in failures(evaluation, BOUNDS)


def test_a_detector_that_accuses_everything_fails(monkeypatch):
    monkeypatch.setattr("articles.integrity.rules.language.foreign_language", lambda *_: "und")

    evaluation = evaluate(["vi"], Half.TUNING)

    assert evaluation.total.recall == evaluation.total.trap_rate == 1
    assert "total: trap rate 1.0000 > 0.02" in failures(evaluation, BOUNDS)
    assert evaluation.total.precision < 0.5
