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

from articles.text.scripts import HAN, HANGUL, KANA, script_weights
from articles.text.segments import fold_space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

LENGTH = 40
_TOGETHER = 3
# Fewer possible numbers keep the index small; strangers that share one are weeded out later.
BITS = 22
# How long runs of characters are, where a letter is less than a sound.
_RUN = 4
_DENSE_RUNS = {
    **dict.fromkeys((HAN, HANGUL, *KANA), 2),
    **dict.fromkeys(("THAI", "LAO", "KHMER", "MYANMAR"), 3),
}


def signature(text: str, scope: str = "") -> list[int]:
    """Numbers from 0 below 2^`BITS`, each text's own in number and order.

    Texts of different scopes share numbers only by accident. The numbers are stored: whoever
    changes how they are made has to make them all anew.
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
    size = _run_length(folded)
    runs = {folded[n : n + size] for n in range(max(1, len(folded) - size + 1))}
    return [zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs]


def _run_length(text: str) -> int:
    weights = script_weights(text)
    script = max(weights, key=weights.__getitem__, default="")
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
