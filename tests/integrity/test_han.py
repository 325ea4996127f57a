import pytest

from articles.integrity.han import foreign_to_chinese, foreign_to_japanese, language_of_han


@pytest.mark.parametrize(
    "headline",
    [
        "日本銀行金融政策決定会合議事要旨公表、政策金利据置決定、長期国債買入減額計画継続",
        "国際連合安全保障理事会緊急会合開催、北朝鮮弾道弾発射非難決議案採択見送",
        "渡邉氏出馬表明、市長選三候補確定",
    ],
)
def test_japanese_headlines_in_han_characters_are_japanese(headline):
    assert foreign_to_japanese(headline) == ""


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("油价连续三次下调，九十五号汽油每升跌破八元大关", "zh-hans"),
        ("陽岱鋼九局下半擊出再見安打，球隊險勝，拿下季後賽門票", "zh-hant"),
        ("市政府的", ""),
    ],
)
def test_chinese_sentences_are_foreign_to_japanese(text, variant):
    assert foreign_to_japanese(text) == variant


def test_japanese_is_foreign_to_chinese_by_its_kana():
    assert foreign_to_chinese("東京地検特捜部は収賄容疑で元副大臣を逮捕した", "zh-hant") == "ja"
    assert foreign_to_chinese("油价连续三次下调，汽油每升跌破八元", "zh-hans") == ""
    assert foreign_to_chinese("油价连续三次下调，汽油每升跌破八元", "zh-tw") == "zh-hans"


def test_a_text_in_han_characters_is_named():
    assert language_of_han("ガソリンの全国平均価格が下がった") == "ja"
    assert language_of_han("油價連續調降，汽油每公升跌破二十九元") == "zh-hant"
    assert language_of_han("大中小") == "zh-hans"
