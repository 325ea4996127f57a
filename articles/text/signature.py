"""A few numbers that similar texts are likely to share, for an index to find them by.

MinHash (Broder, "On the resemblance and containment of documents", 1997): the chance that two
texts have the same smallest hash of their character runs is the share of runs that they have in
common. Three such hashes make one number of the signature, so that unlike texts share none.
"""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from articles.text.scripts import HAN, HANGUL, KANA, script_of, script_weights
from articles.text.segments import fold_space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

LENGTH = 40
_TOGETHER = 3
# Fewer possible numbers keep the index small; strangers that share one are weeded out later.
BITS = 22
# Characters of a run: dense scripts say in two or three what an alphabet says in four.
_RUN = 4
_DENSE_RUNS = {
    **dict.fromkeys((HAN, HANGUL, *KANA), 2),
    **dict.fromkeys(("THAI", "LAO", "KHMER", "MYANMAR"), 3),
}


def signature(text: str, scope: str = "") -> list[int]:
    """Always `LENGTH` numbers, from 0 below 2^`BITS`, which may be stored.

    Texts of different scopes share numbers only by accident. Whoever changes how they are made
    has stored ones made anew: see `translation.archive.renew_signatures`.
    """
    import numpy as np  # noqa: PLC0415 (takes its time)

    factors, summands, mix = _constants()
    runs = np.array(_hashes(text), dtype=np.uint64)
    smallest = ((runs[:, None] * factors + summands) >> np.uint64(32)).min(axis=0)
    seed = np.uint64(int.from_bytes(blake2b(scope.encode(), digest_size=8).digest()))
    together = (smallest.reshape(LENGTH, _TOGETHER) * mix).sum(axis=1, dtype=np.uint64)
    numbers = (together ^ seed) * factors[:LENGTH] >> np.uint64(64 - BITS)
    return [int(number) for number in numbers]


def _hashes(text: str) -> list[int]:
    folded = f" {fold_space(unicodedata.normalize('NFC', text)).casefold()} "
    weights = script_weights(folded)
    usual = _run_length(max(weights, key=weights.__getitem__, default=""))
    runs = set()
    for start, character in enumerate(folded):
        script = script_of(character)
        end = start + (_run_length(script) if script else usual)
        if end <= len(folded):
            runs.add(folded[start:end])
    return [zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs or {folded}]


def _run_length(script: str) -> int:
    return _DENSE_RUNS.get(script, _RUN)


@lru_cache(maxsize=1)
def _constants() -> tuple[Numbers, Numbers, Numbers]:
    """Odd factors and summands, the same on every machine and for all time."""
    import numpy as np  # noqa: PLC0415

    count = LENGTH * _TOGETHER
    drawn = [int.from_bytes(blake2b(b"%d" % n, digest_size=8).digest()) for n in range(3 * count)]
    values = np.array(drawn, dtype=np.uint64)
    factors, summands, mix = values.reshape(3, count)
    odd = np.uint64(1)
    return factors | odd, summands, (mix | odd).reshape(LENGTH, _TOGETHER)
