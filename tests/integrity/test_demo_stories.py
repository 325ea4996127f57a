"""The demo's stories are texts that somebody wrote with care: the rules leave them alone."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import articles.demo
from articles.integrity.base import Manuscript
from articles.integrity.detection import foreign_language
from articles.integrity.rules.numbers import ChangedDate, ChangedNumber, ChangedUnit
from articles.integrity.runner import judge
from articles.text.segments import cut_story
from articles.translation.alignment import compare
from articles.translation.pairing import first_links

STORIES = sorted(Path(articles.demo.__file__).parent.glob("stories/*.toml"))
SECTION_NAMES = ["Thể thao", "Thời sự", "Kinh tế", "Sport", "World", "Business", "体育", "رياضة"]


def manuscripts(path):
    for code, text in tomllib.loads(path.read_text(encoding="utf-8"))["translations"].items():
        segments = cut_story(title=text["title"], dek=text["dek"], body=text["body"])
        yield Manuscript(code, segments, section_names=SECTION_NAMES)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_no_demo_story_is_accused(path):
    assert [judge(manuscript) for manuscript in manuscripts(path) if judge(manuscript)] == []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_no_figure_of_a_demo_story_is_accused(path):
    code = tomllib.loads(path.read_text(encoding="utf-8"))["original_language"]
    texts = {text.language_code: text for text in manuscripts(path)}
    original = texts.pop(code)
    translations = [
        replace(text, original=original, rows=rows_of(original, text)) for text in texts.values()
    ]

    rules = (ChangedNumber(), ChangedDate(), ChangedUnit())
    assert [result for text in translations for result in judge(text, rules)] == []


def rows_of(original, translation):
    links = first_links(original.segments, translation.segments, 1)
    return compare(original.segments, translation.segments, links)


@pytest.mark.parametrize("edition", ["vi", "en", "zh-hans", "ar", "fr", "id"])
def test_paragraphs_of_the_demo_are_found_in_editions_of_other_languages(edition):
    paragraphs = [
        (manuscript.language_code, segment.text)
        for path in STORIES
        for manuscript in manuscripts(path)
        for segment in manuscript.segments
        if len(segment.text) >= (30 if manuscript.language_code == "zh-hans" else 100)
        if manuscript.language_code != edition
    ]

    found = [foreign_language(text, edition) == language for language, text in paragraphs]

    assert len(paragraphs) > 200
    assert sum(found) >= 0.99 * len(found)
