"""What one segment of a file asks for, given the story now and when the file was made."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.enums import SegmentState
from articles.exchange.xliff.codes import BrokenCodes, Codes, Decoded, Encoded, decode, encode
from articles.exchange.xliff.exporting import Key, is_unconfirmed
from articles.exchange.xliff.records import Piece, PieceKind, Unit, plain
from articles.exchange.xliff.report import Fate
from articles.richtext.sanitizer import TooLong
from articles.text.segments import text_hash
from articles.translation.alignment import Row
from articles.translation.composing import inline_html

# What a link remembers as its machine where a file says no more than that there was one.
MACHINE = "xliff"


@dataclass(frozen=True, slots=True)
class Verdict:
    """APPLIED means that `html` is to be written over what has the hash `base`."""

    fate: Fate
    message: str = ""
    html: str = ""
    base: str = ""
    machine: str = ""


def judge(unit: Unit, key: Key, now: Row | None, then: Row | None) -> Verdict:
    """Compare what came back with what was sent out and with what there is.

    `now` is the row of the segment in the story, None where the original has it no more; `then`
    is the one that the file was made from, None where nobody remembers it.
    """
    verdict = _of_the_file(unit, key)
    if verdict is not None:
        return verdict
    sent = _encoded(then)
    untouched = _is_untouched(unit, then, sent.codes)
    if untouched:
        return _looked_at(unit, now, then)
    if text_hash(plain(unit.target or ())) == key[0] and not unit.state.is_done:
        return Verdict(
            Fate.UNTRANSLATED,
            _("The target is the original’s own text, and nobody says that it is translated."),
        )
    if now is None:
        return Verdict(Fate.UNKNOWN)
    here = _encoded(now)
    assert unit.target is not None
    try:
        # The codes of the source as it is now; else those of what was sent out.
        decoded = decode(unit.target, {**sent.codes, **here.codes}, _code_ids(here))
    except (BrokenCodes, TooLong) as error:
        return Verdict(Fate.REJECTED, str(error))
    return _of_new_words(unit, now, then, decoded)


def _of_the_file(unit: Unit, key: Key) -> Verdict | None:
    """What needs no look at the story."""
    if unit.fault:
        return Verdict(Fate.REJECTED, unit.fault)
    if unit.target is None or not plain(unit.target).strip():
        return Verdict(Fate.UNTRANSLATED)
    if text_hash(plain(unit.source)) != key[0]:
        return Verdict(
            Fate.REJECTED, _("The source text in the file is not the one that was exported.")
        )
    return None


def _of_new_words(unit: Unit, now: Row, then: Row | None, decoded: Decoded) -> Verdict:
    if not text_of(decoded.html):
        return Verdict(Fate.UNTRANSLATED)
    if decoded.html == _target_html(now) and not (_is_open(now) and unit.state.is_done):
        return Verdict(Fate.UNCHANGED)
    return Verdict(
        Fate.APPLIED,
        _about_codes(decoded),
        decoded.html,
        _base(unit, then),
        MACHINE if _is_machine_s(unit, then) else "",
    )


def _is_machine_s(unit: Unit, then: Row | None) -> bool:
    """Whether a machine wrote the words; of what was sent out as a machine's, other words that
    come back are somebody's, whatever the tool left standing beside them."""
    was_sent = then is not None and is_unconfirmed(then)
    return unit.machine and not unit.state.is_done and not was_sent


def text_of(html: str) -> str:
    """The words of inline HTML."""
    return " ".join(plain(encode(html).source).split())


def _looked_at(unit: Unit, now: Row | None, then: Row | None) -> Verdict:
    """What was sent out for review and comes back as it was, but said to be done, was found right;
    anything else that comes back as it was says nothing."""
    if now is None or then is None or not unit.state.is_done:
        return Verdict(Fate.UNCHANGED)
    html = _target_html(now)
    if html != _target_html(then) or not (_is_open(then) and _is_open(now)):
        return Verdict(Fate.UNCHANGED)
    return Verdict(Fate.APPLIED, "", html, _base(unit, then))


def _is_untouched(unit: Unit, then: Row | None, codes: Codes) -> bool:
    """Whether the target is still what was sent out."""
    if then is None or then.target is None or unit.target is None:
        return False
    try:
        return decode(unit.target, codes).html == _target_html(then)
    except (BrokenCodes, TooLong):
        return False


def _is_open(row: Row) -> bool:
    return row.state == SegmentState.STALE or is_unconfirmed(row)


def _encoded(row: Row | None) -> Encoded:
    if row is None:
        return encode("")
    return encode(row.source.html if row.source else "", row.target.html if row.target else "")


def _code_ids(encoded: Encoded) -> list[str]:
    return [piece.value for piece in encoded.source if _begins(piece)]


def _begins(piece: Piece) -> bool:
    return piece.kind in {PieceKind.OPEN, PieceKind.ALONE}


def _target_html(row: Row) -> str:
    return inline_html(row.target.html) if row.target else ""


def _base(unit: Unit, then: Row | None) -> str:
    """What the translator began from; where nobody remembers, no translation at all.

    So a file that lost its memory fills gaps and writes over nothing.
    """
    if unit.base is not None:
        return unit.base
    return then.target.hash if then is not None and then.target is not None else ""


def _about_codes(decoded: Decoded) -> str:
    messages = (
        _("Without the codes %s.") % ", ".join(decoded.missing) if decoded.missing else "",
        _("More than once: %s.") % ", ".join(decoded.repeated) if decoded.repeated else "",
    )
    return " ".join(filter(None, messages))
