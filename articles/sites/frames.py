"""Parts of pages that are kept for as long as what they are made from stays the same.

Menus, footers and the line with the date are functions of the snapshot of all sites, the edition
and the day. They hang on the snapshot itself and go with it, so a page shows a change in them
when it shows any change of a site.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from articles.sites.public import PublicEdition, PublicSite
from articles.sites.snapshot import public_sites

# What was written, by its name and what else it depends on: a text, or of a whole frame the pieces.
Parts: TypeAlias = dict[tuple[object, ...], Any]


def kept_parts(site: PublicSite, edition: PublicEdition, day: date) -> Parts | None:
    """Those of an edition on a day; None for a site that is not, or no longer, as it stands."""
    sites = public_sites()
    if sites.with_id(site.id) is not site or site.edition(edition.language_code) is not edition:
        return None
    place = site.id, edition.language_code
    known = sites.kept.get(place)
    if known is None or known[0] != day:
        known = sites.kept[place] = (day, {})
    return known[1]
