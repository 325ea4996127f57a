"""Section names that a page template or a careless paste has left in the middle of a text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.text.segments import Segment, SegmentKind, fold_space

# A name may well stand alone in a list, a table or under a picture.
_PROSE = frozenset({SegmentKind.PARAGRAPH, SegmentKind.QUOTE})
_SENTENCE_END = frozenset(".!?…。！？؟۔।॥։፡።:：;；،")
_CLOSING = "”’»›\"'」』）)]】"
_MARKS = "“„«‹「『（([【" + _CLOSING + ".,;!?…。，；！？、 "
# A word alone in a short line that comes again and again is a keyword, whatever it says.
_REPEATS = 2
_LONGEST_KEYWORD = 30
_SHORTEST_SENTENCE = 8


class StrayKeyword(Rule):
    id = "stray-keyword"
    name = _("Stray section name")
    explanation = _(
        "The name of a section stands alone between paragraphs or cuts a sentence: it was "
        "probably left behind by a page template."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        body = [
            segment
            for segment in manuscript.segments
            if segment.kind in _PROSE or segment.kind is SegmentKind.HEADING
        ]
        names = {_key(name): name for name in manuscript.section_names if _key(name)}
        repeated = _repeated_keywords(body)
        for number, segment in enumerate(body):
            before = body[number - 1] if number else None
            after = body[number + 1] if number + 1 < len(body) else None
            keyword = (
                _whole(segment, before, names)
                or (_bare(segment.text) if _key(segment.text) in repeated else "")
                or _inside(segment, before, after, list(names.values()))
            )
            if keyword:
                yield Hit(segment, shorten(segment.text), {"keyword": keyword})

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("“%(keyword)s” does not belong to this text.") % detail


def _whole(segment: Segment, before: Segment | None, names: Mapping[str, str]) -> str:
    """The section name that the segment consists of."""
    bare = _bare(segment.text)
    if _key(bare) not in names:
        return ""
    # A proper heading, or a name in the usual letter case, is a fault only where it cuts a text.
    as_usual = segment.kind is SegmentKind.HEADING or bare != bare.upper()
    return "" if as_usual and not _is_cut(before) else bare


def _repeated_keywords(body: Sequence[Segment]) -> frozenset[str]:
    """Short lines in capitals that come more than once and cut a sentence at least once."""
    lines: Counter[str] = Counter()
    cutting = set()
    for number, segment in enumerate(body):
        if segment.kind in _PROSE and _is_shouted_line(segment.text):
            key = _key(segment.text)
            lines[key] += 1
            if number and _is_cut(body[number - 1]):
                cutting.add(key)
    return frozenset(key for key in cutting if lines[key] >= _REPEATS)


def _is_shouted_line(text: str) -> bool:
    bare = _bare(text)
    return (
        4 <= len(bare) <= _LONGEST_KEYWORD
        and bare.isupper()
        and all(part.isalpha() for part in re.split(r"[ &/-]+", bare))
        and not text.rstrip().endswith((":", "："))  # a speaker's name in an interview
    )


def _inside(
    segment: Segment, before: Segment | None, after: Segment | None, names: Sequence[str]
) -> str:
    """The section name in capitals with which a broken sentence begins or ends."""
    text = segment.text
    if segment.kind not in _PROSE or text.isupper() or len(text.split()) < _SHORTEST_SENTENCE:
        return ""
    for name in names:
        if name in (name.upper(), name.lower()):
            continue  # no letter case, or always in capitals (EU): nothing sets it apart
        begins, ends = _edges(name)
        if (found := begins.match(text)) and (_is_cut(before) or found["closing"]):
            return found["keyword"]
        if (found := ends.search(text)) and not _continues_title(after):
            return found["keyword"]
    return ""


@lru_cache(maxsize=512)
def _edges(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    keyword = rf"(?P<keyword>{re.escape(fold_space(name).upper())})"
    closing = f"[{re.escape(_CLOSING)}]"
    return (
        re.compile(rf"{keyword}(?:(?P<closing>{closing}+)|(?=\s+[^\W\d_]))"),
        re.compile(rf"(?<=[^\W\d_]\s){keyword}{closing}*$"),
    )


def _continues_title(after: Segment | None) -> bool:
    """Whether a name at the end of a line is a line of capitals that goes on in the next one."""
    return after is not None and after.text.isupper()


def _is_cut(before: Segment | None) -> bool:
    """Whether the text before stops without the end of a sentence."""
    if before is None or before.kind not in _PROSE:
        return False
    text = before.text.rstrip(_CLOSING + " ")
    return bool(text) and text[-1] not in _SENTENCE_END and not _is_shouted_line(text)


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", fold_space(text)).strip(_MARKS)


def _key(text: str) -> str:
    return _bare(text).casefold()
