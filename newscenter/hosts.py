"""The host names that Django answers at: those of the settings, and those of all sites.

A site that is made in the admin works at once, without a new start of every process. What no site
has and no setting names is refused as before.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import Error


class KnownHosts(list[str]):
    """A list for ALLOWED_HOSTS that goes on with the sites' hosts, as they are within a second."""

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        yield from _hosts_of_sites()


def _hosts_of_sites() -> Iterator[str]:
    # Settings are read before there are models.
    from articles.sites.snapshot import last_known_sites, public_sites  # noqa: PLC0415

    try:
        sites = public_sites()
    except Error:
        # Whoever asks while the database is away is to hear that, and not that the host is wrong:
        # a page that is kept is still shown, and a view is sent again later.
        sites = last_known_sites()
    for site in sites.sites:
        yield from site.hosts
