import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from articles import demo

FOLDER = Path(demo.__path__[0])
GROUP = tomllib.loads((FOLDER / "site_group.toml").read_text(encoding="utf-8"))
STORIES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((FOLDER / "stories").glob("sport-*.toml"))
}


def _figures(translation):
    text = " ".join((translation["title"], translation["dek"], translation["body"]))
    numbers = re.findall(r"\d(?:[\d.,:]*\d)?", re.sub(r"<[^>]+>", " ", text))
    return Counter(re.sub(r"[.,]", "", number) for number in numbers)


def _section_keys(site_key):
    (site,) = (site for site in GROUP["sites"] if site["key"] == site_key)
    return {section["key"] for section in site["sections"]}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_figures_agree_across_languages(story):
    counted = [_figures(translation) for translation in story["translations"].values()]

    assert counted == [counted[0]] * len(counted)
    assert counted[0].total() > 10


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_story_names_only_what_the_group_has(story):
    placed = story.get("placement_sections", {})

    assert story["section"] in _section_keys("sports")
    assert set(placed) == set(story.get("placements", []))
    assert [key for site, key in placed.items() if key not in _section_keys(site)] == []
    assert set(story["tags"]) <= {tag["key"] for tag in GROUP["tags"]}
    assert set(story["authors"]) <= {author["key"] for author in GROUP["authors"]}
    assert story["source"] in {"", *(source["key"] for source in GROUP["sources"])}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_each_language_is_a_whole_story_with_picture_text(story):
    lengths = {
        language: len(re.sub(r"<[^>]+>", " ", translation["body"]).split())
        for language, translation in story["translations"].items()
    }

    assert story["original_language"] in lengths
    assert {language: n for language, n in lengths.items() if not 150 <= n <= 400} == {}
    assert set(story["picture_text"]) == set(lengths)
