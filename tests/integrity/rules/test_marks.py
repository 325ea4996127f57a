import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.integrity.base import Manuscript
from articles.integrity.rules.marks import UnbalancedMarks
from articles.text.segments import cut_story
from tests.integrity.paragraphs import PARAGRAPHS, TRAPS


def loose(*paragraphs, language="en"):
    body = "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs)
    manuscript = Manuscript(language, cut_story(body=body))
    return [(hit.segment.index, hit.detail["marks"]) for hit in UnbalancedMarks().check(manuscript)]


@pytest.mark.parametrize(
    ("language", "text", "marks"),
    [
        ("en", "“It will open on Monday, he said.", "“"),
        ("en", "It will open on Monday,” he said.", "”"),
        ("en", '"It will open on Monday, he said.', '"'),
        ("en", "The bridge (420 metres long is open.", "("),
        ("en", "The bridge 420 metres long) is open.", ")"),
        ("en", "He said: “It (the bridge” is open.", "("),
        ("en", "“One” and “two and (three", "“ ("),
        ("vi", "Ông nói: “Cầu sẽ thông xe.", "“"),
        ("vi", "Ông nói: Cầu sẽ thông xe».", "»"),
        ("fr", "« Le pont ouvrira lundi, a-t-il dit.", "«"),
        ("de", "„Die Brücke öffnet am Montag, sagte er.", "„"),
        ("ru", "«Мост откроют в понедельник, сказал он.", "«"),
        ("zh-hans", "他说：“大桥周一通车。", "“"),
        ("zh-hans", "《人民日报报道了此事。", "《"),
        ("zh-hans", "大桥（长420米已通车。", "("),
        ("zh-hant", "他說：「大橋週一通車。", "「"),
        ("ja", "監督は「勝ちたい』と述べた。", "「 』"),
        ("ar", "قال: «الجسر سيفتح يوم الاثنين.", "«"),
        ("ar", "الجسر (طوله 420 مترا مفتوح.", "("),
        ("ko", "그는 “다리가 열린다고 말했다.", "“"),
    ],
)
def test_a_mark_without_its_partner(language, text, marks):
    assert loose(text, language=language) == [(0, marks)]
    assert marks in UnbalancedMarks().message({"marks": marks})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“It’s open,” he said; the ‘builders’ don't agree (yet)."),
        ("en", "She's the players' favourite; rock 'n' roll in the '90s."),
        ("en", 'A 27" screen and a 6\'2" player'),
        ("en", "A 27” screen, and “a new one.”"),
        ("en", '"A 27" screen is enough," he said.'),
        ("en", "It does two things: 1) it opens, 2) it closes; a) fast, b) well; iv) cheap."),
        ("en", "Thank you :) and sorry :-( for the noise ;)"),
        ("en", "Values in [0, 1) and (2; 3] count."),
        ("en", "“He said ‘no’ (twice) [sic]”, she told us."),
        ("en", "Read more »"),
        ("en", "”"),
        ("vi", "1) Mở cầu; 2) đóng đường; đ) sửa đèn"),
        ("vi", '“Cầu mới”, «cầu cũ» và "cầu treo" (420 m)'),
        ("fr", "« Il a dit “non” », l’homme de l'équipe d’aujourd’hui."),
        ("fr", "Le 1) est fait."),
        ("de", "„Die Brücke ist offen“, sagte er. »Endlich«, sagte sie."),
        ("de", '„Die Brücke ist offen”, sagte er, „endlich", sagte sie.'),
        ("pl", "„Most jest otwarty”, powiedział «nasz» rozmówca."),
        ("sv", "”Bron är öppen”, sade han. »Äntligen», sade hon."),
        ("fi", "”Silta on auki”, hän sanoi."),
        ("da", "»Broen er åben,« sagde han."),
        ("ru", "«Газета «Правда» писала об этом, сказал он."),
        ("ru", "Ну да)) Открыли))) И хорошо ;)"),
        ("uk", "1) міст; а) дорога; „так“ і «ні»"),
        ("zh-hans", "他说：“《人民日报》的‘报道’（周一）很好。”1）通车；二）收费"),
        ("zh-hant", "他說：「我讀過『論語』〈學而〉篇。」"),
        ("zh-hans", "大桥（长420米)已通车。"),
        ("ja", "監督は「『勝つ』と決めた」（談）と述べた。【共同】"),
        ("ar", 'قال: «نعم» و"لا" و”ربما“ (غدا) ١) أولا ٢) ثانيا أ) ثالثا'),
        ("he", 'דובר צה"ל אמר: "הגשר נפתח" וארה"ב הסכימה'),
        ("he", 'עיתון ה"ארץ" דיווח'),
        ("ko", '그는 “다리가 ‘열린다’”고 말했다. "네"라고'),
        ("zh-hans", '他说："你好"然后走了。'),
        ("tr", '"Hürriyet"in haberi'),
        ("es", "«¿Está abierto?», preguntó (ayer)."),
    ],
)
def test_marks_as_languages_use_them(language, text):
    assert loose(text, language=language) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["“We waited ten years.", "“Now it is here.", "“It is good,” she said."],
        ["«Esperamos diez años.", "»Ahora está aquí.", "»Es bueno», dijo."],
        ["« Nous avons attendu.", "« Le voici. »"],
        ['"We waited ten years.', '"Now it is here."'],
        ['"We waited ten years.', 'Now it is here," she said.'],
        ["“我们等了十年。", "“现在来了。", "“很好。”她说。"],
        ["“We waited.", "<ul><li>One.</li><li>Two.”</li></ul>"],
        ["(This story is based on", "reports by agencies.)"],
        ["<blockquote><p>“We waited.</p><p>It came.”</p></blockquote>"],
    ],
)
def test_a_quotation_may_run_over_paragraphs(paragraphs):
    assert loose(*paragraphs) == []


def test_the_last_paragraph_of_a_speech_closes_it():
    assert loose("“We waited ten years.", "“Now it is here.", "She smiled.") == [(1, "“")]


def test_a_scrap_of_a_template_is_another_rules_matter():
    assert loose("Một câu.", "THỂ THAO”.", language="vi") == []
    assert loose("Một câu.", "THỂ THAO HÔM NAY”.", language="vi") == [(1, "”")]


def test_nobody_follows_a_quotation_through_a_whole_story():
    between = ["A sentence."] * 9

    assert loose("“We waited.", *between, "It came.”") == [(0, "“"), (10, "”")]


def test_a_title_or_caption_closes_nothing_in_the_text():
    segments = cut_story(title="“We waited", body="<p>and it came”</p>")

    hits = UnbalancedMarks().check(Manuscript("en", segments))

    assert [hit.segment.index for hit in hits] == [0, 1]


def test_news_of_all_languages_is_left_alone():
    texts = [(code, text) for code, texts in PARAGRAPHS.items() for text in texts] + TRAPS

    assert [text for code, text in texts if loose(text, language=code)] == []


@given(st.lists(st.text('"“”„«»()[]「」1a :,', max_size=12), max_size=4), st.text(max_size=9))
def test_any_marks_can_be_read(paragraphs, text):
    segments = cut_story(title=text, body="".join(f"<p>{one}</p>" for one in paragraphs))

    for language in ("en", "ru", "he"):
        assert all(
            h.detail["marks"] for h in UnbalancedMarks().check(Manuscript(language, segments))
        )
