"""A story to translate."""

from __future__ import annotations

import pytest

from articles.models import Story
from tests.admin.workbench.bench import BODY, ENGLISH
from tests.factories import make_story, write_text


@pytest.fixture
def story(site) -> Story:
    """Three paragraphs in Vietnamese, and in English."""
    made = make_story(site, ("vi",), texts={"title": "Tựa", "dek": "", "body": BODY})
    write_text(made, "en", title="Title", dek="", body=ENGLISH)
    return made
