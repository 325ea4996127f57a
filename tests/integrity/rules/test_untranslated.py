import pytest

from articles.integrity.base import Manuscript
from articles.integrity.rules.untranslated import Untranslated
from articles.text.segments import cut_story
from tests.integrity.paragraphs import PARAGRAPHS
from tests.integrity.rules.comparing import hits, translated, whole


def same(source, target=None, languages=("vi", "en"), kind="p"):
    manuscript = translated([(source, source if target is None else target)], languages, kind=kind)
    return bool(hits(Untranslated(), manuscript))


@pytest.mark.parametrize(
    ("languages", "text"),
    [
        (("en", "vi"), "It opens on Monday morning."),
        (("en", "fr"), "The bridge reopens this week."),
        (("fr", "en"), "Le pont rouvre cette semaine."),
        (("de", "en"), "Die Brücke öffnet wieder am Montag früh."),
        (("vi", "en"), "Cây cầu sẽ thông xe vào sáng mai."),
        (("ru", "en"), "Мост откроют уже завтра утром."),
        (("en", "ar"), "Tickets go on sale tomorrow."),
        (("ar", "fa"), "يفتح الجسر أبوابه صباح الغد."),
        (("zh-hans", "en"), "大桥明天开通。"),
        (("ja", "zh-hans"), "橋は月曜に開通する。"),
        (("ko", "en"), "내일 아침에 열린다."),
        (("zh-hans", "zh-hant"), "大桥下周一将会通车。"),
        (("en", "vi"), "BRIDGE OPENS AGAIN THIS MONDAY"),
    ],
)
def test_a_sentence_that_nobody_translated(languages, text):
    assert same(text, languages=languages)


def test_nearly_the_same_is_the_same():
    source = "Tickets go on sale again tomorrow."

    assert same(source, "Tickets go on sale again, tomorrow 9.00!", ("en", "vi"))
    assert not same(source, "Vé bán lại từ ngày mai.", ("en", "vi"))


def test_the_rule_about_languages_tells_of_what_it_can_tell():
    assert not same(PARAGRAPHS["en"][0], languages=("en", "vi"))
    assert same(PARAGRAPHS["id"][0], languages=("id", "ms"))  # it cannot tell these apart


def test_what_the_original_quotes_from_the_language_of_the_translation():
    assert not same(PARAGRAPHS["vi"][0], languages=("en", "vi"))
    assert not same("الجسر مفتوح للجميع من الغد.", languages=("en", "ar"))


@pytest.mark.parametrize(
    ("languages", "text"),
    [
        (("vi", "en"), "Reuters"),
        (("vi", "en"), "Hà Nội"),
        (("vi", "en"), "2-1, 3-0, 54.000, 28%"),
        (("vi", "en"), "https://example.org/the-bridge-opens-again-this-monday"),
        (("vi", "en"), "Photo: Kim Kyung-Hoon / Reuters"),
        (("vi", "en"), "Ảnh: AFP"),
        (("vi", "en"), "Bánh mì thịt nướng, phở bò"),
        (("vi", "en"), "Real Madrid – Bayern Munich: 2-1"),
        (("en", "vi"), "Alice’s Adventures in Wonderland"),
        (("en", "vi"), "“We stand with our partners for as long as it takes”"),
        (("fr", "en"), "« À la recherche du temps perdu »"),
        (("en", "fr"), "Radio, taxi, hotel"),
        (("en", "vi"), "desk@example.org"),
        (("en", "de"), "#bridge opens @city"),
        (("id", "ms"), "Jembatan itu akan dibuka pada hari Isnin pagi."),
        (("da", "nb"), "Broen åbner for alle i morgen."),
        (("ru", "uk"), "Москва, Владимир Путин, Кремль"),
        (("zh-hans", "zh-hant"), "中山大學校友合唱團"),
        (("zh-hans", "zh-hant"), "今天上午十点在中山公司有人到了"[:9]),
        (("zh-hans", "ja"), "日米安全保障協議委員会"),
        (("ja", "zh-hant"), "東京都千代田区霞が関一丁目"),
        (("zh-hans", "en"), "新华社"),
        (("en", "en-gb"), "The bridge reopens this week after repairs."),
        (("en", "vi"), "USB-C, HDMI 2.1, Wi-Fi 7"),
        (("ko", "en"), "김연아"),
        (("vi", "en"), "Ảnh: Nguyễn Văn A / Getty Images / Reuters / Associated Press"),
        (("vi", "zh-hans"), "Foden 66, Haaland 71, Gvardiol 79."),
        (("en", "ko"), "REUTERS/Kim Kyung-Hoon, Associated Press, Getty Images"),
        (("en", "vi"), "Rahm Emanuel, Fumio Kishida, Yoko Kamikawa and Minoru Kihara."),
        (("en", "id"), "Kuala Lumpur, Johor Bahru, Kota Kinabalu, Pulau Pinang"),
    ],
)
def test_what_is_the_same_in_every_language(languages, text):
    assert not same(text, languages=languages)


def test_labels_of_a_table_are_given_more_room():
    text = "điểm số trung bình mỗi trận"

    assert same(text + " đấu")
    body = f"<table><tbody><tr><td><p>{text}</p></td></tr></tbody></table>"
    assert hits(Untranslated(), whole({"body": body}, {"body": body})) == []


def test_a_title_in_title_case():
    title = {"title": "City Council Votes to Reopen Tram Line over the River"}

    assert hits(Untranslated(), whole(title, title, ("en", "vi")))
    works = {"title": "Harry Potter and the Order of the Phoenix"}
    assert hits(Untranslated(), whole(works, works, ("en", "vi"))) == []


def test_what_is_marked_as_another_language_is_meant():
    marked = '<p lang="en">It opens on Monday morning.</p>'
    phrase = '<p><span lang="en">It opens on Monday morning.</span></p>'

    assert hits(Untranslated(), whole({"body": marked}, {"body": marked}, ("en", "vi"))) == []
    assert hits(Untranslated(), whole({"body": phrase}, {"body": phrase}, ("en", "vi"))) == []


def test_an_original_is_the_same_as_nothing():
    assert hits(Untranslated(), Manuscript("vi", cut_story(body="<p>Một câu.</p>"))) == []
