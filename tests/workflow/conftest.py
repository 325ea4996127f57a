"""What several tests of verbs ask for."""

from __future__ import annotations

import pytest

from articles.models import Category, Site
from tests.factories import make_section


@pytest.fixture
def theirs(section: Category, other_site: Site) -> Category:
    """A section of the other site."""
    return make_section(other_site)
