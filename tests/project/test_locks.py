"""The lock files in `requirements/` hold the same versions, and `dev` stands for all of them."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "requirements"


def pins(name):
    return set(re.findall(r"^(\S+==\S+)", (FOLDER / f"{name}.txt").read_text(), re.MULTILINE))


@pytest.mark.parametrize(("smaller", "larger"), [("base", "s3"), ("s3", "dev")])
def test_a_larger_lock_has_what_a_smaller_one_has(smaller, larger):
    assert pins(smaller) < pins(larger)


def test_the_library_of_the_object_storage_is_an_extra():
    assert "django-storages" not in (FOLDER / "base.txt").read_text()
    assert "django-storages" in (FOLDER / "s3.txt").read_text()
