"""All sites as the public pages need them, read at once and kept for a second.

Sites, hosts, editions and sections are few and change rarely; asking for them on every page
would double its queries. A change is seen by every process within `MAX_AGE`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db import OperationalError
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles.models import (
    CategoryTranslation,
    Correction,
    Edition,
    FooterLine,
    Publication,
    Site,
    SiteHost,
)
from articles.models.image import may_be_shown
from articles.queries.prepared import Row, prepared
from articles.replicas.routing import read_publicly
from articles.sites.public import (
    Logo,
    PublicEdition,
    PublicLine,
    PublicSection,
    PublicSite,
    PublicSites,
)

# In seconds; issue 5 asks that a change of settings is seen within one.
MAX_AGE = 1.0
# A database that takes longer for them hangs, in seconds: whoever waits is told that it is away.
PATIENCE = 2.0

# What is read of a site's logo: the fields of `Logo`.
LOGO = (
    *("pk", "file", "width", "height", "checksum", "focal_x", "focal_y"),
    *("rights_digest", "rights_until"),
)


@dataclass(slots=True)
class _Kept:
    sites: PublicSites | None = None
    until: float = 0.0
    # What was read last, also when it is to be read anew.
    known: PublicSites | None = None
    # How often they were forgotten: what was begun before is not kept.
    forgotten: int = 0
    # When somebody began to read them anew; 0 while nobody does.
    reading_since: float = 0.0


_kept = _Kept()
_reading = Lock()


def public_sites() -> PublicSites:
    """The sites as they stood at most `MAX_AGE` seconds ago. Four queries when read anew.

    The same object for as long as nothing in it has changed.
    """
    sites = _kept.sites
    if sites is not None and monotonic() < _kept.until:
        return sites
    if not _reading.acquire(timeout=_patience()):
        raise OperationalError("The database hangs: who reads the sites has no answer yet.")
    try:
        _kept.reading_since = monotonic()
        sites = _kept.sites
        if sites is None or monotonic() >= _kept.until:
            forgotten, begun = _kept.forgotten, monotonic()
            read = read_publicly(_read)
            _kept.known = sites = sites if read == sites else read
            _kept.until = begun + MAX_AGE
            _kept.sites = sites if _kept.forgotten == forgotten else None
        return sites
    finally:
        _kept.reading_since = 0.0
        _reading.release()


def _patience() -> float:
    """For how long to wait for whoever reads them; -1, for ever, in a process that begins.

    All pages need them, so a database that hangs would soon hold all threads of a process, and
    none would be left to hand out what it keeps.
    """
    if _kept.known is None:
        return -1
    since = _kept.reading_since
    return max(since + PATIENCE - monotonic(), 0) if since else PATIENCE


def last_known_sites() -> PublicSites:
    """As they stood when the database was last there; none if it never was. Asks nothing."""
    return _kept.known or PublicSites(())


def forget_public_sites() -> None:
    """Read them anew when next asked, also where somebody is reading them at this moment."""
    _kept.forgotten += 1
    _kept.sites = None


def _read() -> PublicSites:
    at = timezone.now()
    hosts = _grouped(_hosts())
    editions = _grouped(_editions(at))
    sections = _in_editions(_sections())
    return PublicSites(
        tuple(
            PublicSite(
                id=site["pk"],
                key=site["key"],
                publisher=site["publisher"],
                accent=site["accent"],
                logo=_logo(site, at),
                full_feeds=site["full_feeds"],
                retraction=site["retraction"],
                is_default=site["is_default"],
                tzinfo=ZoneInfo(site["time_zone"]),
                hosts=tuple(host["host"] for host in hosts[site["pk"]]),
                editions=tuple(_edition(row, sections) for row in editions[site["pk"]]),
            )
            for site in _sites()
            if hosts[site["pk"]] and editions[site["pk"]]
        )
    )


@prepared
def _sites() -> QuerySet[Site, Row]:
    rows: QuerySet[Site, Row] = Site.objects.order_by("key").values(
        *("pk", "key", "publisher", "accent", "full_feeds", "retraction", "is_default"),
        "time_zone",
        **{f"logo_{name}": F(f"logo__{name}") for name in LOGO},
    )
    return rows


@prepared
def _hosts() -> QuerySet[SiteHost, Any]:
    return SiteHost.objects.order_by("-is_primary", "host").values("site_id", "host")


def _logo(row: Row, at: datetime) -> Logo | None:
    if row["logo_pk"] is None or not may_be_shown(row["logo_rights_until"], at):
        return None
    return Logo(**{name: row[f"logo_{name}"] for name in LOGO})


@prepared
def _editions(at: Any) -> QuerySet[Edition, Row]:
    """Each with its footer, and its newest correction, as EXISTS would read them all."""
    shown = Publication.objects.live(at).filter(
        story=OuterRef("story"),
        language_code=OuterRef("language_code"),
        site=OuterRef(OuterRef("site")),
    )
    corrections = (
        Correction.objects.filter(language_code=OuterRef("language_code"))
        .annotate(shown=Subquery(shown.values("pk")[:1]))
        .filter(shown__isnull=False)
        .order_by("-at", "-pk")
    )
    lines = FooterLine.objects.filter(
        site=OuterRef("site"), language_code=OuterRef("language_code")
    ).order_by("position", "pk")
    rows: QuerySet[Edition, Row] = Edition.objects.order_by("position", "pk").values(
        *("site_id", "language_code", "name", "description", "copyright_line", "is_default"),
        corrected=Subquery(corrections.values("pk")[:1]),
        lines=ArraySubquery(lines.values(data=JSONObject(text=F("text"), url=F("url")))),
    )
    return rows


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["site_id"]].append(row)
    return groups


@prepared
def _sections() -> QuerySet[CategoryTranslation, Row]:
    rows: QuerySet[CategoryTranslation, Row] = CategoryTranslation.objects.order_by(
        "master__position", "master_id"
    ).values(
        *("language_code", "name", "slug", "master_id"),
        **{name: F(f"master__{name}") for name in ("key", "parent_id", "site_id")},
    )
    return rows


def _in_editions(rows: Iterable[Row]) -> dict[tuple[int, str], list[PublicSection]]:
    """Sections by site and language."""
    sections: dict[tuple[int, str], list[PublicSection]] = defaultdict(list)
    for row in rows:
        sections[row["site_id"], row["language_code"]].append(
            PublicSection(
                id=row["master_id"],
                key=row["key"],
                parent_id=row["parent_id"],
                name=row["name"],
                slug=row["slug"],
                language_code=row["language_code"],
            )
        )
    return sections


def _edition(row: Row, sections: dict[tuple[int, str], list[PublicSection]]) -> PublicEdition:
    return PublicEdition(
        language_code=row["language_code"],
        name=row["name"],
        description=row["description"],
        copyright_line=row["copyright_line"],
        is_default=row["is_default"],
        has_corrections=row["corrected"] is not None,
        footer_lines=tuple(PublicLine(line["text"], line["url"]) for line in row["lines"]),
        sections=tuple(sections[row["site_id"], row["language_code"]]),
    )
