"""Read a page of the old "site-group" system, saved as text or as HTML."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from django.utils.translation import gettext as _

from articles.exchange.old_labels import CLICKS, CREDITS, DATE, DAY_FIRST, FOOTER, SOURCE
from articles.exchange.old_values import read_count, read_date
from articles.exchange.saved_text import Line, UnreadableFile, read_lines
from articles.text.scripts import script_weights

TITLE_LENGTH = 250
# The click count stands beside the date, or a few lines below it where the page is a table.
_NEAR = 5
_ANY_LABEL = re.compile(r"(?<![^\W\d_])[^\W\d_]+\s*[:：]")
# Wider lines were not broken by hand or by a mail program.
_WIDEST_WRAP = 120
_FEWEST_WRAPPED = 3
_SENTENCE_END = frozenset(".!?…。！？؟”»\"':：;；")


class NotAnOldPage(Exception):
    """The file is something else, or a part that every such page has is missing or unreadable.

    `line` is where to look in the file, counted from 1; None where no line can be named.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        if line:
            message = _("Line %(line)d: %(message)s") % {"line": line, "message": message}
        super().__init__(message)


@dataclass(frozen=True)
class Credit:
    """The wire or partner that the text is based on, and the line that says so."""

    source: str
    line: str


@dataclass(frozen=True)
class LeftOut:
    """A line of the file that did not become part of the story, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class OldPage:
    """What a page said. Paragraphs are plain text; `published_at` is aware."""

    title: str
    published_at: datetime
    clicks: int
    credit: Credit | None
    paragraphs: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits; the same for another copy of the page with more clicks."""
        parts = (self.title, self.published_at.astimezone(UTC).isoformat(), *self.paragraphs)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def read_old_page(data: bytes, zone: tzinfo) -> OldPage:
    """The page in a file's bytes; raises NotAnOldPage. `zone` is that of the site's clock."""
    try:
        lines = read_lines(data)
    except UnreadableFile as error:
        raise NotAnOldPage(str(error)) from error
    details = _read_details(lines, zone)
    title_at = _title_index(lines, details)
    footer_at = _footer_index(lines, details.end)
    paragraphs, pictures = _paragraphs(lines[details.end : footer_at])
    if not paragraphs:
        raise NotAnOldPage(_("There is no text below the date."), lines[details.end - 1].number)
    credit, credit_at = _credit(paragraphs)
    texts = [text for number, text in enumerate(paragraphs) if number != credit_at]
    if not texts:
        raise NotAnOldPage(_("There is no text but a credit line."), lines[details.end].number)
    left_out = [
        *_left_out(lines[:title_at], _("above the title")),
        *_left_out(lines[title_at + 1 : details.start], _("between title and date")),
        *details.left_out,
        *(LeftOut(line.number, line.picture, _("picture")) for line in pictures),
        *_left_out(lines[footer_at:], _("below the text")),
    ]
    return OldPage(
        title=lines[title_at].text,
        published_at=details.published_at,
        clicks=details.clicks,
        credit=credit or details.credit,
        paragraphs=tuple(texts),
        left_out=tuple(left_out),
    )


@dataclass(frozen=True)
class _Details:
    """The lines with date and clicks: from `start` up to, not including, `end`."""

    start: int
    end: int
    published_at: datetime
    clicks: int
    credit: Credit | None
    left_out: tuple[LeftOut, ...]


def _read_details(lines: Sequence[Line], zone: tzinfo) -> _Details:
    date_at = _find(lines, DATE, 0, len(lines))
    if date_at is None:
        raise NotAnOldPage(
            _("No line has a publication date, such as “ngày phát hành: 2024-07-23 20:51”.")
        )
    clicks_at = _find(lines, CLICKS, max(0, date_at - _NEAR), date_at + _NEAR + 1)
    if clicks_at is None:
        raise NotAnOldPage(
            _("No click count stands beside the date, such as “Số lần nhấp chuột: 121”."),
            lines[date_at].number,
        )
    start, end = min(date_at, clicks_at), max(date_at, clicks_at) + 1
    if _ends_with_label(lines[end - 1].text):
        end = next((n + 1 for n in range(end, len(lines)) if lines[n]), end)
    pieces = list(_pieces(" ".join(line.text for line in lines[start:end] if line)))
    published_at, after_date = _read_date(pieces, zone, lines[date_at].number)
    clicks, after_clicks = _read_clicks(pieces, lines[clicks_at].number)
    credit, others = _other_details(pieces)
    left_out = tuple(
        LeftOut(lines[start].number, text, _("beside the date"))
        for text in (after_date, after_clicks, *others)
        if any(map(str.isalnum, text))
    )
    return _Details(start, end, published_at, clicks, credit, left_out)


def _find(lines: Sequence[Line], label: re.Pattern[str], start: int, end: int) -> int | None:
    return next(
        (n for n in range(start, min(end, len(lines))) if label.search(lines[n].text)), None
    )


def _ends_with_label(text: str) -> bool:
    """Whether the value is in the next cell, because the page is laid out as a table."""
    return any(
        found.end() == len(text) for label in (DATE, CLICKS) for found in label.finditer(text)
    )


def _pieces(text: str) -> Iterator[str]:
    """The text cut before every label, known or not."""
    known = [found.span() for label in (DATE, CLICKS, SOURCE) for found in label.finditer(text)]
    unknown = [
        found.start()
        for found in _ANY_LABEL.finditer(text)
        if not any(start <= found.start() < end for start, end in known)
    ]
    cuts = sorted({0, *(start for start, _end in known), *unknown})
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        if piece := text[start:end].strip():
            yield piece


def _read_date(pieces: Sequence[str], zone: tzinfo, number: int) -> tuple[datetime, str]:
    piece = next(piece for piece in pieces if DATE.match(piece))
    try:
        return read_date(DATE.sub("", piece, 1), zone, day_first=bool(DAY_FIRST.match(piece)))
    except ValueError as error:
        message = _("The publication date is unreadable: %(error)s") % {"error": error}
        raise NotAnOldPage(message, number) from error


def _read_clicks(pieces: Sequence[str], number: int) -> tuple[int, str]:
    piece = next(piece for piece in pieces if CLICKS.match(piece))
    try:
        count, rest = read_count(CLICKS.sub("", piece, 1))
    except ValueError as error:
        message = _("The click count is unreadable: %(error)s") % {"error": error}
        raise NotAnOldPage(message, number) from error
    return count, re.sub(r"^\s*(?:次|lần|lượt|times)", "", rest)


def _other_details(pieces: Sequence[str]) -> tuple[Credit | None, list[str]]:
    """A source that is named beside the date, and all else that stands there."""
    credit = None
    others = []
    for piece in pieces:
        if found := SOURCE.match(piece):
            name = piece[found.end() :]
            if name and credit is None:
                credit = Credit(source=name, line=piece)
        elif not (DATE.match(piece) or CLICKS.match(piece)):
            others.append(piece)
    return credit, others


def _title_index(lines: Sequence[Line], details: _Details) -> int:
    number = lines[details.start].number
    index = next((n for n in range(details.start - 1, -1, -1) if lines[n]), None)
    if index is None:
        raise NotAnOldPage(_("There is no title above the date."), number)
    title = lines[index].text
    # A page without a title has the name of the site there, which the footer repeats.
    if any(FOOTER.search(line.text) and title in line.text for line in lines[details.end :]):
        raise NotAnOldPage(
            _("There is no title between the name of the site and the date."), number
        )
    if len(title) > TITLE_LENGTH:
        raise NotAnOldPage(
            _("The title has %(length)d characters; %(most)d are the most.")
            % {"length": len(title), "most": TITLE_LENGTH},
            lines[index].number,
        )
    return index


def _footer_index(lines: Sequence[Line], start: int) -> int:
    """Where the text ends: what follows to the end of the file is footer, blank or a picture."""
    index = len(lines)
    while index > start and (not lines[index - 1] or FOOTER.search(lines[index - 1].text)):
        index -= 1
    return index


def _paragraphs(lines: Sequence[Line]) -> tuple[list[str], list[Line]]:
    pictures = [line for line in lines if line.picture]
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line and not (line.indented and blocks[-1]):
            blocks[-1].append(line)
        elif not line.picture:
            blocks.append([line] if line else [])
    blocks = [block for block in blocks if block]
    wrapped = _is_hard_wrapped(blocks)
    paragraphs: list[str] = []
    for block in blocks:
        for number, line in enumerate(block):
            joins = number > 0 and (wrapped or _continues(block[number - 1].text, line.text))
            if joins:
                paragraphs[-1] = _join(paragraphs[-1], line.text)
            else:
                paragraphs.append(line.text)
    return paragraphs, pictures


def _is_hard_wrapped(blocks: Sequence[Sequence[Line]]) -> bool:
    """Whether every line but a paragraph's last is about equally long and most break a sentence."""
    inner = [line.text for block in blocks for line in block[:-1]]
    longest = max((len(line.text) for block in blocks for line in block), default=0)
    if len(inner) < _FEWEST_WRAPPED or longest > _WIDEST_WRAP:
        return False
    whole = sum(text[-1] in _SENTENCE_END for text in inner)
    return min(map(len, inner)) >= 0.6 * longest and whole <= 0.3 * len(inner)


def _continues(before: str, after: str) -> bool:
    """Whether a line goes on with the sentence of the line directly above it, beyond doubt."""
    return before[-1] not in _SENTENCE_END and after[0].islower()


def _join(before: str, after: str) -> str:
    dense = script_weights(before[-1] + after[0])
    return before + after if dense.total() == 6 else f"{before} {after}"


def _credit(paragraphs: Sequence[str]) -> tuple[Credit | None, int | None]:
    """The credit line among the last paragraphs, and where it is."""
    for number in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 3), -1):
        for pattern in CREDITS:
            found = pattern.match(paragraphs[number])
            # A name begins with a capital, where its script has any.
            if found and not found["name"][0].islower():
                return Credit(found["name"].strip(), paragraphs[number]), number
    return None, None


def _left_out(lines: Sequence[Line], reason: str) -> Iterator[LeftOut]:
    for line in lines:
        if line:
            yield LeftOut(line.number, line.text, reason)
