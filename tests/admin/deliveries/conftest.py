"""Three sites: one that offers, one that is offered something, and one that is neither."""

import pytest

from articles.enums import Role
from tests.factories import make_section, make_site, make_user


@pytest.fixture
def theirs(other_site):
    return make_section(other_site, "the-thao", vi="Thể thao", en="Sport")


@pytest.fixture
def third_site(db):
    return make_site("culture", ("vi", "en"))


@pytest.fixture
def sites(site, other_site, third_site):
    return {"receiving": other_site, "origin": site, "third": third_site}


@pytest.fixture
def receiver(other_site):
    return make_user((Role.EDITOR, other_site), username="receiver")
