"""Characters of a text: white space as a reader sees it, nothing that cannot be stored or shown."""

import re
from unicodedata import normalize

# Controls, the byte order mark and noncharacters: invalid in HTML or in the XML of feeds.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 17 << 16, 1 << 16)
    )
    + "]"
)
# One no-break space between words is meant; two, or one beside a space, are somebody's layout.
_SPACES = re.compile("[ \t\n\r\f\v\x85\u2028\u2029\u00a0]{2,}|[\t\n\r\f\v\x85\u2028\u2029]")
_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2060]")


def clean(text: str) -> str:
    """NFC, single spaces, no unwanted characters; spaces at the ends stay."""
    if not text.isprintable() or "  " in text:
        text = _SPACES.sub(" ", _UNWANTED.sub("", text))
    return normalize("NFC", text)


def clean_line(text: str) -> str:
    """The same for a text that stands alone."""
    return clean(text).strip()


def is_visible(text: str) -> bool:
    return _VISIBLE.search(text) is not None
