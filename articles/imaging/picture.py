"""What pages, feeds and structured data say of a picture: addresses and sizes, no queries."""

from dataclasses import dataclass

from articles.imaging import addresses
from articles.imaging.addresses import Picture
from articles.imaging.formats import JPEG, SERVED, Format
from articles.imaging.sizes import SIZES, SOCIAL, Size

# Where a browser knows no srcset, and for readers of feeds: sharp on a desk, bearable on a phone.
FALLBACK_WIDTH = 1080


@dataclass(frozen=True)
class Rendition:
    """One picture at one address; the address has no host name."""

    url: str
    width: int
    height: int
    mime: str


@dataclass(frozen=True)
class Source:
    mime: str
    srcset: str


@dataclass(frozen=True)
class Responsive:
    """A picture in every width of one size, in the formats a browser may choose from."""

    sources: tuple[Source, ...]
    fallback: Rendition
    fallback_srcset: str


def rendition(image: Picture, size: str, width: int, format_name: str = JPEG.name) -> Rendition:
    """The narrowest rendition at least this wide, or the widest that the original gives."""
    chosen = addresses.nearest(image, SIZES[size], width, _served(format_name))
    return Rendition(
        url=chosen.url,
        width=chosen.width,
        height=chosen.size.height_at(chosen.width, image.width, image.height),
        mime=chosen.format.mime,
    )


def rendition_url(image: Picture, size: str, width: int, format_name: str = JPEG.name) -> str:
    return rendition(image, size, width, format_name).url


def social(image: Picture) -> Rendition:
    """The picture for Open Graph, cards and JSON-LD: JPEG, which every service reads."""
    return rendition(image, SOCIAL.name, SOCIAL.widths[-1])


def social_url(image: Picture) -> str:
    return social(image).url


def responsive(image: Picture, size: str) -> Responsive:
    shape = SIZES[size]
    *modern, plain = (_source(image, shape, served) for served in SERVED)
    return Responsive(
        sources=tuple(modern),
        fallback=rendition(image, size, FALLBACK_WIDTH),
        fallback_srcset=plain.srcset,
    )


def _source(image: Picture, shape: Size, served: Format) -> Source:
    candidates = (
        f"{addresses.address(image, shape, width, served).url} {width}w"
        for width in shape.offered_widths(image.width, image.height)
    )
    return Source(mime=served.mime, srcset=", ".join(candidates))


def _served(format_name: str) -> Format:
    return next(served for served in SERVED if served.name == format_name)
