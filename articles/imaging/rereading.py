"""What stored files still say of their rights, for pictures that came in before it was kept.

A stored original carries its creator and copyright notice (see uploads.py), and nothing more.
"""

from __future__ import annotations

from articles.imaging import decoding
from articles.imaging.attribution import Attribution, read_attribution
from articles.imaging.formats import STORED
from articles.imaging.renditions import Original, UnreadableOriginalError


def attribution_in_file(image: Original) -> Attribution:
    """Raises UnreadableOriginalError."""
    try:
        with image.file.storage.open(image.file.name) as file:
            content = file.read()
        return read_attribution(decoding.open_picture(content, STORED), content)
    except Exception as error:
        raise UnreadableOriginalError(f"{image.file.name}: {error!r}") from error
