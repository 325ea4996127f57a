"""What surrounds every page of a site: its names, hosts, menus, footers, and those it links to.

A page that was made in another frame is not right any more, whatever it shows itself.
"""

from __future__ import annotations

from hashlib import blake2b
from threading import Lock

from articles.sites.public import PublicSite, PublicSites
from articles.sites.snapshot import public_sites


class Frames:
    """Numbers for the frames of this process: another number, another frame."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: PublicSites | None = None
        self._shared: object = None
        self._sites: dict[int, tuple[PublicSite, int]] = {}
        self._digests: dict[int, tuple[int, str]] = {}
        self._last = 0

    def number(self, site_id: int) -> int:
        """Of a site's frame now; 0 where there is no such site.

        May read the sites anew, as every page may, and raises what the database raises then.
        """
        sites = public_sites()
        if sites is not self._seen:
            self._compare(sites)
        found = self._sites.get(site_id)
        return found[1] if found else 0

    def digest(self, site_id: int) -> str:
        """The same in every process whose frame is the same."""
        number = self.number(site_id)
        known = self._digests.get(site_id)
        if known is None or known[0] != number:
            site = self._sites.get(site_id)
            text = repr((site[0] if site else None, self._shared))
            known = number, blake2b(text.encode(), digest_size=16).hexdigest()
            self._digests[site_id] = known
        return known[1]

    def _compare(self, sites: PublicSites) -> None:
        with self._lock:
            if sites is self._seen:
                return
            shared = tuple(_seen_from_elsewhere(site) for site in sites.sites)
            known = self._sites if shared == self._shared else {}
            numbers = {}
            for site in sites.sites:
                before = known.get(site.id)
                if before is not None and before[0] == site:
                    numbers[site.id] = (site, before[1])
                else:
                    self._last += 1
                    numbers[site.id] = (site, self._last)
            self._sites, self._shared, self._seen = numbers, shared, sites


def _seen_from_elsewhere(site: PublicSite) -> object:
    """What pages of other sites say of this one: its name in footers, addresses of stories."""
    return (
        site.id,
        site.hosts,
        tuple(
            (
                one.language_code,
                one.name,
                tuple((section.id, section.slug) for section in one.sections),
            )
            for one in site.editions
        ),
    )
