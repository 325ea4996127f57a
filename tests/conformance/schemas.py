"""The schemas in `tests/data/schemas`, compiled once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

FOLDER = Path(__file__).resolve().parent.parent / "data" / "schemas"


def schema_text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def relax_ng(name: str) -> Any:
    return etree.RelaxNG(etree.parse(FOLDER / name))


@cache
def xml_schema(name: str) -> Any:
    return etree.XMLSchema(etree.parse(FOLDER / name))
