"""What changed between two texts, readable in each script."""

import pytest

from articles.text.differences import GONE, NEW, SAME, differences, tokens


def told(before, after):
    signs = {SAME: "{}", GONE: "[-{}-]", NEW: "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # Vietnamese and English: by words, and a number is one.
        (
            "Cầu dài 420 mét, khánh thành hôm nay.",
            "Cầu dài 54.000 mét, khánh thành hôm nay.",
            "Cầu dài [-420-][+54.000+] mét, khánh thành hôm nay.",
        ),
        ("It isn't open.", "It is open.", "It [-isn't-][+is+] open."),
        # What lies between two changes and is only space goes with them.
        ("one two three", "one 2 3", "one [-two three-][+2 3+]"),
        # Chinese: by characters.
        ("这座桥长四百米。", "这座桥长五百米。", "这座桥长[-四-][+五+]百米。"),
        ("ราคาสูง", "ราคาต่ำ", "ราคา[-สูง-][+ต่ำ+]"),
        # Arabic: by words, whose vowel signs stay with them.
        (
            "يبلغ طول الجسر ٤٢٠ مترا",
            "يبلغ طول الجسر ٥٤٬٠٠٠ مترا",
            "يبلغ طول الجسر [-٤٢٠-][+٥٤٬٠٠٠+] مترا",
        ),
        ("مَدْرَسَة جديدة", "مَكْتَبَة جديدة", "[-مَدْرَسَة-][+مَكْتَبَة+] جديدة"),
        # A rewritten phrase is one change, whatever it has in common with the old one.
        ("居民出行更方便。", "市民来往便利得多。", "[-居民出行更方便-][+市民来往便利得多+]。"),
        ("长四百二十米", "长五百米", "长[-四百二十-][+五百+]米"),
        (
            "Người dân đi lại dễ hơn trước.",
            "Người dân qua lại thuận tiện hơn trước.",
            "Người dân [-đi lại dễ-][+qua lại thuận tiện+] hơn trước.",
        ),
        # What is longer than the changes around it stays itself.
        ("3 và 5 người", "4 và 6 người", "[-3-][+4+] và [-5-][+6+] người"),
        ("same", "same", "same"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("", "", ""),
    ],
)
def test_change_is_told_in_the_units_of_the_script(before, after, expected):
    assert told(before, after) == expected


@pytest.mark.parametrize("text", ["A b, c.  d\n", "中文 and 3,5 %", "e\u0301te\u0301", "ก็", ""])
def test_tokens_and_pieces_spell_their_texts(text):
    pieces = differences(text, text[::-1])

    assert "".join(tokens(text)) == text
    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == text
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == text[::-1]
