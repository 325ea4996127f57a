"""Pictures for tests that need the demo and not its looks."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image as PillowImage


class PlainDrawings:
    """Small one-coloured pictures: how the real ones look is tested where they are drawn."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = list(dict.fromkeys(keys))

    def __enter__(self) -> PlainDrawings:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __getitem__(self, key: str) -> bytes:
        out = io.BytesIO()
        PillowImage.new("RGB", (90, 60), (self._keys.index(key) * 7 % 256, 80, 120)).save(
            out, "JPEG"
        )
        return out.getvalue()
