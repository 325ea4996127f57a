"""The page of the old system that the project starts from, where it lies beside the checkout."""

from html import escape

import pytest

from articles.integrity.base import Manuscript
from articles.integrity.runner import judge
from articles.text.segments import cut_story
from tests.shared import shared_file


@pytest.mark.parametrize("section_names", [(), ("Thể thao", "Thời sự", "Thế giới")])
def test_the_seed_page_has_four_foreign_paragraphs_and_two_stray_keywords(section_names):
    lines = shared_file("seed/news-center-page.txt").read_text(encoding="utf-8").splitlines()
    paragraphs = [line for line in lines if line.strip() and "Powered by" not in line]
    body = "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
    segments = cut_story(body=body)

    results = judge(Manuscript("vi", segments, section_names=section_names))

    assert [(r.rule, r.excerpt[:8]) for r in results] == [
        ("foreign-language", "就在不久前的5月"),
        ("foreign-language", "美国商务部官员向"),
        ("foreign-language", "例如,日本海上保"),
        ("foreign-language", "马科斯是星期一在"),
        ("stray-keyword", "THỂ THAO"),
        ("stray-keyword", "THỂ THAO"),
    ]
