"""Names and values of XLIFF 1.2 and 2.0 (OASIS Standards of 2008 and 2014), and our own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.exchange.xliff.records import TargetState

VERSIONS = ("1.2", "2.0")
XLIFF_1_2 = "urn:oasis:names:tc:xliff:document:1.2"
XLIFF_2_0 = "urn:oasis:names:tc:xliff:document:2.0"
# XLIFF 2.0, section 5.4: the Metadata module, which other tools have to hand on.
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
OURS = "urn:newscenter:xliff"
PREFIX = "newscenter"
XML = "{http://www.w3.org/XML/1998/namespace}"

# XLIFF 1.2, attribute `state`; one of a tool's own begins with "x-".
STATES_1_2 = {
    "new": TargetState.INITIAL,
    "needs-translation": TargetState.INITIAL,
    "needs-adaptation": TargetState.NEEDS_REVIEW,
    "needs-l10n": TargetState.NEEDS_REVIEW,
    "needs-review-adaptation": TargetState.NEEDS_REVIEW,
    "needs-review-l10n": TargetState.NEEDS_REVIEW,
    "needs-review-translation": TargetState.NEEDS_REVIEW,
    "translated": TargetState.TRANSLATED,
    "signed-off": TargetState.REVIEWED,
    "final": TargetState.FINAL,
}
WRITTEN_1_2 = {
    TargetState.INITIAL: "needs-translation",
    TargetState.NEEDS_REVIEW: "needs-review-translation",
    TargetState.TRANSLATED: "translated",
    TargetState.REVIEWED: "signed-off",
    TargetState.FINAL: "final",
}
# XLIFF 1.2, attribute `state-qualifier`: what a machine made.
MACHINE_1_2 = frozenset({"leveraged-mt", "mt-suggestion"})
WRITTEN_MACHINE_1_2 = "mt-suggestion"

# `ctype` of a character that XML cannot hold, in 1.2, which has no element for one.
CHARACTER_1_2 = "x-newscenter-character"

# XLIFF 2.0, attribute `state`; `subState` is where a tool may say more.
STATES_2_0 = {
    "initial": TargetState.INITIAL,
    "translated": TargetState.TRANSLATED,
    "reviewed": TargetState.REVIEWED,
    "final": TargetState.FINAL,
}
NEEDS_REVIEW_2_0 = f"{PREFIX}:needs-review"
MACHINE_2_0 = f"{PREFIX}:machine"

# By element of HTML: `ctype` of XLIFF 1.2, and `type` and `subType` of 2.0.
CTYPES = {"a": "link", "strong": "bold", "em": "italic", "br": "lb"}
TYPES = {
    "a": ("link", ""),
    "span": ("other", "html:span"),
    "strong": ("fmt", "xlf:b"),
    "em": ("fmt", "xlf:i"),
    "br": ("fmt", "xlf:lb"),
}

# All that XML 1.0 has (section 2.2); a carriage return would be read back as a line feed.
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text without what XML cannot hold, for notes."""
    return _UNWRITABLE.sub("", text)


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts: stretches that XML can hold (True), and single characters it cannot."""
    start = 0
    for match in _UNWRITABLE.finditer(text):
        if match.start() > start:
            yield text[start : match.start()], True
        yield match[0], False
        start = match.end()
    if start < len(text):
        yield text[start:], True


def character(code: str) -> str:
    """The character of a hexadecimal number; empty for what no text may hold."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 < number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    return chr(number)
