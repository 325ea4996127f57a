"""Links that a translation has lost, or that lead elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.integrity.hrefs import hrefs, read_address


class LostLink(Rule):
    id = "lost-link"
    name = _("Link lost or changed")
    explanation = _(
        "A link of the original is missing in the translation or leads to another page; the same "
        "page in another language is fine."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        if manuscript.original is None:
            return
        own = {href: read_address(href) for href in _links(manuscript)}
        original = {read_address(href) for href in _links(manuscript.original)}
        # What only the translation links to: each stands in place of one link at most.
        free = [href for href, address in own.items() if address not in original]
        for source, target in manuscript.pairs():
            here = hrefs(target.html)
            lost = [
                href
                for href in dict.fromkeys(hrefs(source.html))
                if read_address(href) not in own.values()
                and not _take_counterpart(href, here, free, manuscript.language_code)
            ]
            for href in lost:
                detail = {"address": shorten(href)}
                instead = next((other for other in here if other in free), None)
                if instead is not None:
                    free.remove(instead)
                    detail["instead"] = shorten(instead)
                yield Hit(target, shorten(target.text), detail, source)

    def message(self, detail: Mapping[str, str]) -> str:
        if "instead" in detail:
            return (
                gettext("The link leads to %(instead)s, in the original to %(address)s.") % detail
            )
        return gettext("The link to %(address)s is missing.") % detail


def _links(manuscript: Manuscript) -> list[str]:
    """Every address that a text leads to, once."""
    found = (href for segment in manuscript.segments for href in hrefs(segment.html))
    return list(dict.fromkeys(found))


def _take_counterpart(href: str, here: list[str], free: list[str], language_code: str) -> bool:
    """Whether the same page in the translation's language is linked to, best of all here."""
    address = read_address(href)
    for other in sorted(free, key=lambda one: one not in here):
        if address.is_same_page(read_address(other), language_code):
            free.remove(other)
            return True
    return False
