import pytest

from articles.charts.bars import draw_bars, spread, step_for


@pytest.mark.parametrize(
    ("highest", "step"),
    [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (21, 10), (801, 500), (4_000, 1_000)],
)
def test_lines_stand_at_round_numbers(highest, step):
    assert step_for(highest) == step


def test_the_highest_is_below_the_topmost_line_and_nought_is_at_the_foot():
    drawn = draw_bars([5, 0, 10], [0, 8, 2])

    assert [(line.value, line.y) for line in drawn.lines] == [
        (10, "0%"),
        (5, "50%"),
        (0, "100%"),
    ]
    assert [(bar.y, bar.height) for bar in drawn.bars] == [
        *(("50%", "50%"), ("100%", "0%"), ("0%", "100%"))
    ]
    assert [bar.before_y for bar in drawn.bars] == ["100%", "20%", "80%"]


def test_bars_stand_side_by_side_in_their_room():
    drawn = draw_bars([1, 1, 1, 1])

    assert [(bar.left, bar.right, bar.middle) for bar in drawn.bars] == [
        ("0%", "25%", "12.5%"),
        ("25%", "50%", "37.5%"),
        ("50%", "75%", "62.5%"),
        ("75%", "100%", "87.5%"),
    ]
    assert {(bar.room, bar.width, bar.before_y) for bar in drawn.bars} == {("25%", "19%", "")}


def test_the_scale_reaches_what_was_before_and_one_among_thousands_is_seen():
    drawn = draw_bars([1, 0], [9_000, 0])

    assert drawn.lines[0].value == 10_000
    assert (drawn.bars[0].height, drawn.bars[1].height) == ("0.6%", "0%")


def test_without_views_there_is_still_an_axis():
    assert [line.value for line in draw_bars([0, 0]).lines] == [1, 0]
    assert draw_bars([]).bars == ()


@pytest.mark.parametrize(("count", "every"), [(1, 1), (7, 1), (8, 1), (9, 2), (28, 4), (90, 12)])
def test_words_are_spread_out(count, every):
    assert spread(count) == every
