"""The picture formats that Newscenter keeps and serves."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    name: str  # as Pillow says it
    extension: str
    mime: str


AVIF = Format("AVIF", "avif", "image/avif")
WEBP = Format("WEBP", "webp", "image/webp")
JPEG = Format("JPEG", "jpg", "image/jpeg")
PNG = Format("PNG", "png", "image/png")

# What an original may be stored as.
STORED = {kind.name: kind for kind in (JPEG, PNG, WEBP, AVIF)}
# What renditions are made in, the best first: a browser takes the first it knows.
SERVED = (AVIF, WEBP, JPEG)
BY_EXTENSION = {kind.extension: kind for kind in (AVIF, WEBP, JPEG, PNG)}
