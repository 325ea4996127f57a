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


def read(path):
    """The record of a story, and its segments by language."""
    record = tomllib.loads(path.read_text(encoding="utf-8"))
    cut = {
        code: cut_story(title=text["title"], dek=text["dek"], body=text["body"])
        for code, text in record["translations"].items()
    }
    return record, cut


def manuscripts(path):
    """Each language of a story, translations beside the original that they were made from."""
    record, cut = read(path)
    code = record["original_language"]
    original = Manuscript(code, cut[code])
    for language, segments in cut.items():
        if language == code:
            yield Manuscript(code, segments, section_names=SECTION_NAMES)
            continue
        rows = compare(original.segments, segments, first_links(cut[code], segments, 1))
        yield Manuscript(language, segments, original, rows, SECTION_NAMES)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_no_demo_story_is_accused(path):
    found = [(manuscript.language_code, judge(manuscript)) for manuscript in manuscripts(path)]

    assert [(code, results) for code, results in found if results] == []


def test_a_changed_original_leaves_one_segment_behind_in_each_translation():
    [path] = [path for path in STORIES if read(path)[0].get("case") == "stale"]
    record, cut = read(path)
    code = record["original_language"]
    change = record["stale"][code]
    text = record["translations"][code]
    body = text["body"].replace(change["old"], change["new"])
    changed = cut_story(title=text["title"], dek=text["dek"], body=body)

    for language in cut.keys() - {code}:
        links = first_links(cut[code], cut[language], 1)
        former = {segment.hash: segment for segment in cut[code]}
        rows = compare(changed, cut[language], links, former)
        results = judge(Manuscript(language, cut[language], Manuscript(code, changed), rows))

        [stale] = [result for result in results if result.rule == "stale-segment"]
        assert stale.detail["before"].strip("…") in change["old"]
        assert stale.detail["after"].strip("…") in change["new"]


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
        (code, segment.text)
        for path in STORIES
        for code, segments in read(path)[1].items()
        for segment in segments
        if len(segment.text) >= (30 if code == "zh-hans" else 100)
        if code != edition
    ]

    found = [foreign_language(text, edition) == language for language, text in paragraphs]

    assert len(paragraphs) > 200
    assert sum(found) >= 0.99 * len(found)
