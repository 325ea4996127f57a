"""News sentences beside faithful translations, written for these tests: nothing to find in them.

Each line of `tests/data/figures` has language, sentence, language and translation, between tabs.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "figures"


def pairs(name):
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("# ")]


FAITHFUL = pairs("faithful")
# Freer ones, which may say more or less than the original: faithful in this direction.
FREER = pairs("freer")
