import json

import pytest
from django.core.management import CommandError, call_command


def test_the_table_tells_editions_scripts_traps_and_totals(capsys):
    call_command("evaluate_detection", language=["uk"])

    lines = capsys.readouterr().out.splitlines()
    first_words = [line.split()[0] for line in lines if line]
    assert lines[0].split()[:3] == ["held-out", "precision", "recall"]
    assert {"uk", "CYRILLIC", "quotations", "total"} <= set(first_words)
    assert not any(line.startswith("Not good enough") for line in lines)


def test_json_has_every_pair_of_one_script_and_every_error(capsys):
    call_command("evaluate_detection", language=["uk"], half="tuning", format="json")

    answer = json.loads(capsys.readouterr().out)
    assert (answer["half"], answer["passed"], answer["failures"]) == ("tuning", True, [])
    assert [pair["language"] for pair in answer["pairs"]] == ["bg", "ru"]
    total = answer["total"]
    wrong = total["foreign"] - total["found"] + total["own_accused"] + total["traps_accused"]
    assert sum(error["times"] for error in answer["errors"]) == wrong
    assert answer["segments_per_second"] > 100


def test_it_fails_where_the_figures_are_not_as_good_as_asked_for(capsys, monkeypatch):
    monkeypatch.setattr("articles.integrity.rules.language.foreign_language", lambda *_: "")

    with pytest.raises(CommandError, match="not as good"):
        call_command("evaluate_detection", language=["th"], min_recall=0.5)

    assert "Not good enough: th: recall 0.0000 < 0.5" in capsys.readouterr().out


@pytest.mark.parametrize("share", ["2", "-0.1", "much", "nan"])
def test_a_bound_that_is_no_share_is_refused(share):
    with pytest.raises(CommandError, match="0 to 1"):
        call_command("evaluate_detection", f"--min-recall={share}")


def test_a_language_without_texts_is_refused():
    with pytest.raises(CommandError, match="tlh"):
        call_command("evaluate_detection", "--language=tlh")
