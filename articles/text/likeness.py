"""How much two texts have in common: quick enough to try each against each."""

from __future__ import annotations

from articles.text.scripts import HAN, HANGUL, KANA, script_weights

# From here on two texts are one text before and after an edit.
SAME_TEXT = 0.5
# A part of a text is worth less than a whole one, and must be long enough to be no accident.
_PART = 0.85
_LONG_ENOUGH = 12
_DENSE = KANA | {HAN, HANGUL}


def grams(text: str) -> frozenset[str]:
    """All runs of four characters (of two, in scripts without an alphabet), letter case aside."""
    folded = f" {text.casefold()} "
    weights = script_weights(folded)
    dense = sum(weights[script] for script in _DENSE) > 0.5 * sum(weights.values())
    size = 2 if dense else 4
    return frozenset(folded[n : n + size] for n in range(max(1, len(folded) - size + 1)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 to 1: Dice's coefficient of two sets of grams, or how much of one is in the other."""
    shared = len(one & other)
    shorter = min(len(one), len(other))
    whole = 2 * shared / (len(one) + len(other))
    part = _PART * shared / shorter if shorter >= _LONG_ENOUGH else 0.0
    return max(whole, part)
