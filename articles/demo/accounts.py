"""The accounts of the demo. Everyone may know their password, so `seed_demo` needs DEBUG."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SITE_GROUP = Path(__file__).with_name("site_group.toml")
PASSWORD = "newscenter-demo"  # noqa: S105


@dataclass(frozen=True)
class DemoAccount:
    """One person of the demo newsroom; an administrator has no sites of their own."""

    username: str
    role: str
    full_name: str
    sites: list[str]
    languages: list[str]


def demo_accounts() -> list[DemoAccount]:
    """In the order of the file: the administrator first."""
    return [DemoAccount(**entry) for entry in _site_group()["accounts"]]


def demo_site_keys() -> list[str]:
    return [entry["key"] for entry in _site_group()["sites"]]


def _site_group() -> dict[str, Any]:
    return tomllib.loads(SITE_GROUP.read_text(encoding="utf-8"))
