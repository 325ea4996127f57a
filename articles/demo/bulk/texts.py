"""The words of a made-up story: the same for the same number, whoever asks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any

from articles.exchange.bulk.records import BulkText

LANGUAGES = ("vi", "en", "zh-hans")
# Few, so that blocks come again.
NUMBERS = (12, 18, 27, 45, 60, 90)
_NUMBER = "{n}"


@cache
def words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def story_texts(
    random: Random, languages: Sequence[str], original: str, *, place: int, thing: int
) -> dict[str, BulkText]:
    """One story in these languages, each block saying what the original's says."""
    known = words()
    title, dek = (random.choice(range(len(known[kind]))) for kind in ("titles", "deks"))
    # As `random.sample` of the blocks themselves would choose.
    blocks = random.sample(range(len(known["blocks"])), random.randint(4, 6))
    numbers = [random.choice(NUMBERS) for _ in range(2 + len(blocks))]
    # A number of the title that hardly another story has: a rare word to search for.
    rare = random.randint(1_000, 999_999)
    return {
        code: BulkText(
            title=_line("titles", title, code, place, thing).replace(_NUMBER, str(rare)),
            dek=_line("deks", dek, code, place, thing).replace(_NUMBER, str(numbers[1])),
            body="".join(
                [
                    _paragraph(block, code, place, thing, number)
                    for block, number in zip(blocks, numbers[2:], strict=True)
                ]
            ),
            follows_original=code != original,
        )
        for code in languages
    }


@lru_cache(maxsize=1 << 15)
def _paragraph(block: int, code: str, place: int, thing: int, number: int) -> str:
    line = _line("blocks", block, code, place, thing).replace(_NUMBER, str(number))
    return f"<p>{line}</p>"


@lru_cache(maxsize=1 << 15)
def _line(kind: str, chosen: int, code: str, place: int, thing: int) -> str:
    """A sentence with a mark where its number is to stand."""
    known = words()
    text = name_of(known[kind][chosen], code).format(
        place=name_of(known["places"][place], code),
        thing=name_of(known["things"][thing], code),
        n=_NUMBER,
    )
    return text[:1].upper() + text[1:]


def name_of(entry: Sequence[str], code: str) -> str:
    return entry[LANGUAGES.index(code)]
