import pytest

from articles.text.signature import BITS, LENGTH, signature

LONG = "The new bridge joins the two banks of the river and is four hundred and twenty metres long."


def shared(one, other):
    return len(set(one) & set(other))


def test_signature_is_the_same_on_every_machine():
    assert signature(LONG, "en>vi")[:4] == [1953578, 2365650, 1981171, 3001592]


@pytest.mark.parametrize("text", ["", "a", "5", "桥", LONG, "\ud800"])
def test_signature_has_one_length_and_fits_the_column(text):
    numbers = signature(text)

    assert len(numbers) == LENGTH
    assert all(0 <= number < 2**BITS for number in numbers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, LONG.replace("four hundred and twenty", "380").replace("joins", "connects")),
        ("Cây cầu mới dài 420 mét nối hai bờ sông.", "Cây cầu mới dài 380 mét nối đôi bờ sông."),
        ("这座桥长420米，连接河的两岸，将于周一通车。", "这座桥长380米，连接河的两岸，周二通车。"),
        (
            "يبلغ طول الجسر الجديد 420 مترا ويربط الضفتين",
            "يبلغ طول الجسر الجديد 380 مترا ويربط الضفتين",
        ),
        ("สะพานใหม่เชื่อมสองฝั่งแม่น้ำยาว 420 เมตร", "สะพานใหม่เชื่อมสองฝั่งแม่น้ำยาว 380 เมตร"),
    ],
)
def test_similar_texts_share_numbers(one, other):
    assert shared(signature(one, "pair"), signature(other, "pair")) >= 2


def test_letter_case_space_and_composition_do_not_count():
    assert signature("Đà  Nẵng") == signature("đa\u0300 nẵng")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, "Fishermen in the north expect a better season after the warm winter."),
        ("这座桥长420米，将于周一通车。", "渔民们预计今年的收成会更好。"),
    ],
)
def test_other_texts_share_none(one, other):
    assert shared(signature(one, "pair"), signature(other, "pair")) == 0


def test_one_text_in_two_language_pairs_shares_none():
    assert shared(signature(LONG, "en>vi"), signature(LONG, "en>ar")) == 0
