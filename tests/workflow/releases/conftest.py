"""A release of six texts, and who may decide on both of its sites."""

import pytest

from articles.workflow import add_to_release, plan_release
from tests.factories import make_story


@pytest.fixture
def stories(site, theirs):
    return [make_story(site, ("vi", "en")), make_story(site, ("vi", "en"))]


@pytest.fixture
def release(site, other_site, theirs, stories, both):
    """Two stories in two languages, the first on two sites: six texts."""
    made = plan_release(site, name="Election night", actor=both)
    for story in stories:
        add_to_release(made, story, site=site, languages=["vi", "en"], actor=both)
    add_to_release(
        made,
        stories[0],
        site=other_site,
        languages=["vi", "en"],
        actor=both,
        section=theirs,
        headlines={"vi": "Tít riêng"},
    )
    return made
