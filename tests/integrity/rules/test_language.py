from django.utils import translation

from articles.integrity.base import Manuscript
from articles.integrity.rules.language import ForeignLanguage
from articles.text.segments import cut_story

ENGLISH = "The city council voted late on Tuesday to reopen the old tram line by the river."
CHINESE = "市政府星期二宣布，因洪水关闭多年的电车线路将于明年春天重新开放。"
VIETNAMESE = "Hội đồng thành phố tối thứ ba đã bỏ phiếu mở lại tuyến xe điện cũ bên bờ sông."


def hits(body, language_code="vi", title=""):
    manuscript = Manuscript(language_code, cut_story(title=title, body=body))
    return [(hit.segment.index, hit.detail["found"]) for hit in ForeignLanguage().check(manuscript)]


def test_foreign_paragraphs_are_found_in_every_kind_of_block():
    body = (
        f"<p>{VIETNAMESE}</p><ul><li>{ENGLISH}</li></ul><blockquote><p>{CHINESE}</p></blockquote>"
        f"<figure><figcaption>{ENGLISH}</figcaption></figure>"
    )

    assert hits(body, title=VIETNAMESE) == [(2, "en"), (3, "zh-hans"), (4, "en")]


def test_a_foreign_title_is_found():
    assert hits("", title=ENGLISH) == [(0, "en")]


def test_blocks_marked_as_another_language_are_left_alone():
    body = f'<blockquote lang="en"><p>{ENGLISH}</p></blockquote><p lang="zh-Hans">{CHINESE}</p>'

    assert hits(body) == []


def test_a_block_marked_as_the_editions_own_language_is_judged():
    assert hits(f'<p lang="vi">{ENGLISH}</p>') == [(0, "en")]
    assert hits(f'<p lang="en-GB">{VIETNAMESE}</p>', "en") == [(0, "vi")]


def test_phrases_marked_as_another_language_do_not_count():
    assert hits(f'<p>Câu này: <span lang="en">{ENGLISH}</span></p>') == []
    assert hits(f'<p><span lang="en">Note</span>: {CHINESE}</p>') == [(0, "zh-hans")]


def test_the_message_names_both_languages():
    detail = {"found": "zh-hans", "expected": "vi"}

    with translation.override("en"):
        assert ForeignLanguage().message(detail) == (
            "This seems to be 简体中文, but the edition’s language is Tiếng Việt."
        )
        assert ForeignLanguage().message({"found": "und", "expected": "vi"}) == (
            "This is not in the edition’s language (Tiếng Việt)."
        )


def test_long_paragraphs_are_cut_in_the_excerpt():
    (hit,) = ForeignLanguage().check(Manuscript("vi", cut_story(body=f"<p>{ENGLISH * 5}</p>")))

    assert len(hit.excerpt) <= 160
    assert hit.excerpt.endswith("…")
    assert ENGLISH in hit.excerpt
