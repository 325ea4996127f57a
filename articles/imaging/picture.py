"""What pages, feeds and structured data say of a picture: addresses and sizes, no queries."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from articles.imaging import addresses
from articles.imaging.addresses import Picture
from articles.imaging.formats import JPEG, SERVED, Format
from articles.imaging.sizes import BODY, SIZES, SOCIAL

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
    folder = f"{settings.MEDIA_URL}{addresses.folder_of(image)}"
    return _rendition(folder, size, width, format_name, (image.width, image.height))


# The same pictures stand on many pages: a few thousand of these short texts are kept.
@lru_cache(maxsize=2048)
def _rendition(
    folder_url: str, size_name: str, least: int, format_name: str, pixels: tuple[int, int]
) -> Rendition:
    size, served = SIZES[size_name], _served(format_name)
    wide = addresses.nearest_width(size, least, *pixels)
    return Rendition(
        url=folder_url + addresses.file_name(size, wide, served),
        width=wide,
        height=size.height_at(wide, *pixels),
        mime=served.mime,
    )


def rendition_url(image: Picture, size: str, width: int, format_name: str = JPEG.name) -> str:
    return rendition(image, size, width, format_name).url


def social(image: Picture) -> Rendition:
    """The picture for Open Graph, cards and JSON-LD: JPEG, which every service reads."""
    return rendition(image, SOCIAL.name, SOCIAL.widths[-1])


def logo(image: Picture) -> Rendition:
    """A publisher's sign, as it is cut: in JPEG, which feed readers and search engines take."""
    return rendition(image, BODY.name, BODY.widths[0])


def social_url(image: Picture) -> str:
    return social(image).url


def responsive(image: Picture, size: str) -> Responsive:
    folder = addresses.folder_of(image)
    return _responsive(f"{settings.MEDIA_URL}{folder}", size, image.width, image.height)


@lru_cache(maxsize=2048)
def _responsive(folder_url: str, size_name: str, width: int, height: int) -> Responsive:
    size = SIZES[size_name]
    offered = size.offered_widths(width, height)
    urls = {
        (served, wide): folder_url + addresses.file_name(size, wide, served)
        for served in SERVED
        for wide in offered
    }
    srcsets = {
        served: ", ".join(f"{urls[served, wide]} {wide}w" for wide in offered) for served in SERVED
    }
    wide = next((wide for wide in offered if wide >= FALLBACK_WIDTH), offered[-1])
    return Responsive(
        sources=tuple(Source(served.mime, srcsets[served]) for served in SERVED[:-1]),
        fallback=Rendition(urls[JPEG, wide], wide, size.height_at(wide, width, height), JPEG.mime),
        fallback_srcset=srcsets[JPEG],
    )


def _served(format_name: str) -> Format:
    return next(served for served in SERVED if served.name == format_name)
