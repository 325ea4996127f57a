"""Manuscripts of a translation beside its original, for tests of rules."""

from articles.integrity.base import Manuscript
from articles.text.segments import cut_story
from articles.translation.alignment import compare
from articles.translation.links import SegmentLink
from articles.translation.pairing import first_links


def translated(pairs, languages=("vi", "en"), *, terms=(), kind="p", links=None):
    """A translation made from these (source, target) texts, which may be HTML.

    None in place of a text leaves the segment out on that side.
    """
    source, target = (
        cut_story(body="".join(f"<{kind}>{text}</{kind}>" for text in side if text is not None))
        for side in zip(*pairs, strict=True)
    )
    if links is None:
        made = [
            (cut_story(body=f"<{kind}>{one}</{kind}>"), cut_story(body=f"<{kind}>{other}</{kind}>"))
            for one, other in pairs
            if one is not None and other is not None
        ]
        links = [SegmentLink(t.hash, s.hash, 1) for (s,), (t,) in made]
    rows = compare(source, target, links)
    return Manuscript(languages[1], target, Manuscript(languages[0], source), rows, terms=terms)


def whole(original, translation, languages=("vi", "en"), *, terms=()):
    """The same for two whole texts, {title, dek, body}, whose segments find each other."""
    source, target = cut_story(**original), cut_story(**translation)
    rows = compare(source, target, first_links(source, target, 1))
    return Manuscript(languages[1], target, Manuscript(languages[0], source), rows, terms=terms)


def hits(rule, manuscript):
    """(text, detail) of each hit."""
    return [(hit.segment.text, dict(hit.detail)) for hit in rule.check(manuscript)]
