"""What is composed of a text is what the rest of the house makes of it."""

from __future__ import annotations

import pytest

from articles.exchange.bulk import composing
from articles.exchange.bulk.composing import compose, story_vector, text_vector
from articles.exchange.bulk.records import BulkText
from articles.richtext.sanitizer import sanitize
from articles.richtext.text import plain_text
from articles.search.stories import story_places
from articles.search.vectors import packed, vector_places
from articles.text.segments import cut_story
from articles.text.slugs import slugify

LONG = "".join(f"<p>Câu thứ {n} kể chuyện con đường ven sông.</p>" for n in range(400))
BODIES = {
    "plain": "<p>Cây cầu dài 420 mét.</p><p>Nó mở cửa hôm nay, và cây cầu rất dài.</p>",
    "heading": "<h2>Bên sông</h2><p>Người dân qua sông.</p><h3>Ngày mai</h3><p>Mở cửa.</p>",
    "chinese": "<p>这座桥长420米，将于周一通车。</p><p>居民说桥很方便。</p>",
    "no words": "<p>***</p><p>Có chữ.</p>",
    "repeated": "<p>A b c.</p>" * 30,
    "often": "<p>cầu cầu cầu cầu cầu cầu cầu cầu cầu cầu</p>" * 60,
    "marked up": '<p>Xem <a href="https://example.org/a">ở đây</a> &amp; <em>đó</em>.</p>',
    "list": "<ul><li><p>Một</p></li><li><p>Hai</p></li></ul><blockquote><p>Ba</p></blockquote>",
    "loose": "Không có thẻ.\n\nHai dòng.",
    "hostile": "<p onclick=x>Một</p><script>alert(1)</script><p>Hai</p>",
    "white space": "<p>  Một   hai </p><p>\u00a0</p><p>Ba\u200b bốn</p>",
    "empty": "",
    "blank paragraphs": "<p></p><p>Một</p>",
    "long": LONG,
    "quotes": "<p>Ông nói: 'đúng' \\ và \"sai\".</p>",
}


@pytest.mark.parametrize("language_code", ["vi", "en", "zh-hans", "ar"])
@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("dek", ["", "Người dân đi lại dễ hơn, cây cầu nói."])
def test_compose_gives_what_the_parts_give(name, dek, language_code):
    text = BulkText(title="Cầu mới nối hai bờ sông", dek=dek, body=BODIES[name])

    composed = compose(text, language_code)

    body = str(sanitize(text.body))
    expected = cut_story(title=text.title, dek=dek, body=body)
    assert composed.body == body
    assert [(one.kind, one.text, one.html, one.hash) for one in composed.segments] == [
        (one.kind, one.text, one.html, one.hash) for one in expected
    ]
    assert composed.slug == slugify(text.title, language_code, "story")
    places = vector_places(
        title=text.title, dek=dek, body=plain_text(body), language_code=language_code
    )
    assert text_vector(composed, "@1/vi") == packed({"@1/vi": (), **places})


@pytest.mark.parametrize("dek", ["", "ngắn", "dài " * 20_000, "ﷺ " * 10_000], ids=len)
def test_a_story_has_the_words_of_all_its_texts(dek):
    told = {
        "vi": BulkText(title="Cầu mới, cầu dài", dek=dek, slug="cau", body="<p>Một</p>"),
        "ar": BulkText(title="جسر جديد", body=""),
    }
    texts = [compose(text, code) for code, text in told.items()]

    assert story_vector(texts, [7, 3]) == packed({"@7": (), "@3": (), **story_places(texts, "vi")})


def test_compose_works_a_plain_block_out_once():
    composing._block.cache_clear()
    standing = "<p>Bản tin này được viết ở tòa soạn.</p>"

    for number in range(3):
        compose(BulkText(title="Một", body=f"<p>Tin {number}.</p>{standing}"), "vi")

    assert composing._block.cache_info().misses == 4


def test_compose_keeps_the_slug_that_is_given():
    assert compose(BulkText(title="Một", slug="Cau Moi", body=""), "vi").slug == "cau-moi"
