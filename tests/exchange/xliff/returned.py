"""A file that comes back: what a translator writes into it, and what becomes of that."""

import pytest

from articles.exchange.xliff.importing import import_upload
from articles.exchange.xliff.report import Fate

VERSIONS = pytest.mark.parametrize("version", ["1.2", "2.0"])


def fill(document, words, target, state="translated"):
    """The document after a translator wrote or changed the target of one segment."""
    head, unit, tail = cut(document, words)
    closed = unit.replace("<target/>", "")
    if 'version="1.2"' in document:
        before = closed.index("<target")
        end = closed.find("</target>")
        after = end + len("</target>") if end >= 0 else closed.index("/>", before) + 2
        new = f'<target xml:lang="en" state="{state}">{target}</target>'
    else:
        before = closed.find("<target")
        after = closed.find("</target>") + len("</target>") if before >= 0 else before
        if before < 0:
            before = after = closed.index("</source>") + len("</source>")
        start = closed.index("<segment")
        mark = closed[start : closed.index(">", start)]
        new = f'<target xml:space="preserve">{target}</target>'
        closed = closed[:before] + new + closed[after:]
        return head + closed.replace(mark, f'<segment id="s1" state="{state}"') + tail
    return head + closed[:before] + new + closed[after:] + tail


def cut(document, words):
    """What is before the unit with these words, the unit but for its end, and what is after."""
    name = "trans-unit" if 'version="1.2"' in document else "unit"
    place = document.index(words, document.index(f"<{name} "))
    start = document.rindex(f"<{name} ", 0, place)
    end = document.index(f"</{name}>", place)
    return document[:start], document[start:end], document[end:]


def send(document, *, actor=None, dry_run=False, **options):
    """The report on a document with one story."""
    (report,) = import_upload(
        "back.xlf", document.encode(), actor=actor, dry_run=dry_run, **options
    )
    return report


def fates(report):
    return {fate: report.count(fate) for fate in Fate if report.count(fate)}
