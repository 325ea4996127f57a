"""What public pages know of sites: values of one reading, which nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from articles.models import Site
from articles.sites import addresses
from articles.text.languages import direction, language_tag, native_name


@dataclass(frozen=True)
class PublicSection:
    """A section in one language; without a name in it, the section is not in the edition."""

    id: int
    key: str
    parent_id: int | None
    name: str
    slug: str
    language_code: str

    @cached_property
    def path(self) -> str:
        return addresses.section_path(self.language_code, self.slug)


@dataclass(frozen=True)
class PublicLine:
    """A line at the foot of an edition; plain text where `url` is empty."""

    text: str
    url: str


@dataclass(frozen=True)
class Logo:
    """An `articles.imaging.addresses.Picture`."""

    pk: int
    file: str
    width: int
    height: int
    checksum: str
    focal_x: float
    focal_y: float
    rights_digest: str
    rights_until: datetime | None


@dataclass(frozen=True)
class PublicEdition:
    """One language of a site, with its sections in menu order."""

    language_code: str
    name: str
    description: str
    copyright_line: str
    is_default: bool
    has_corrections: bool
    footer_lines: tuple[PublicLine, ...]
    sections: tuple[PublicSection, ...]

    @cached_property
    def tag(self) -> str:
        """For `lang` and `hreflang`: `zh-Hans`."""
        return language_tag(self.language_code)

    @cached_property
    def direction(self) -> str:
        return direction(self.language_code)

    @cached_property
    def language_name(self) -> str:
        """The language's name for itself."""
        return native_name(self.language_code)

    @cached_property
    def path(self) -> str:
        return addresses.edition_path(self.language_code)

    @cached_property
    def search_path(self) -> str:
        return addresses.search_path(self.language_code)

    @cached_property
    def archive_path(self) -> str:
        return addresses.archive_path(self.language_code)

    @cached_property
    def corrections_path(self) -> str:
        return addresses.corrections_path(self.language_code)

    @cached_property
    def top_sections(self) -> tuple[PublicSection, ...]:
        return tuple(section for section in self.sections if section.parent_id is None)

    @cached_property
    def _by_id(self) -> dict[int, PublicSection]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _by_slug(self) -> dict[str, PublicSection]:
        return {section.slug: section for section in self.sections}

    def section(self, section_id: int) -> PublicSection | None:
        return self._by_id.get(section_id)

    def section_with_slug(self, slug: str) -> PublicSection | None:
        return self._by_slug.get(slug)

    def children(self, section: PublicSection) -> tuple[PublicSection, ...]:
        return tuple(child for child in self.sections if child.parent_id == section.id)

    def ancestors(self, section: PublicSection) -> tuple[PublicSection, ...]:
        """From the top down, without the section itself."""
        found: list[PublicSection] = []
        parent = self._by_id.get(section.parent_id or 0)
        while parent is not None and parent not in found:
            found.insert(0, parent)
            parent = self._by_id.get(parent.parent_id or 0)
        return tuple(found)


@dataclass(frozen=True)
class PublicSite:
    """One site, its host names and its editions in order."""

    id: int
    key: str
    publisher: str
    accent: str
    logo: Logo | None
    full_feeds: bool
    retraction: str
    is_default: bool
    tzinfo: ZoneInfo
    hosts: tuple[str, ...]
    editions: tuple[PublicEdition, ...]

    @cached_property
    def model(self) -> Site:
        """For functions that take the model: its key only, no query."""
        return Site(pk=self.id, key=self.key)

    @property
    def primary_host(self) -> str:
        return self.hosts[0]

    @cached_property
    def default_edition(self) -> PublicEdition:
        return next((one for one in self.editions if one.is_default), self.editions[0])

    @cached_property
    def _by_language(self) -> dict[str, PublicEdition]:
        return {edition.language_code: edition for edition in self.editions}

    def edition(self, language_code: str) -> PublicEdition | None:
        return self._by_language.get(language_code)

    def absolute(self, path: str) -> str:
        """The full address of a path of this site."""
        return self._origin + path

    @cached_property
    def _origin(self) -> str:
        return addresses.origin(self.primary_host)


@dataclass(frozen=True)
class PublicSites:
    """Every site that has a host name and an edition."""

    sites: tuple[PublicSite, ...]
    # Of each edition, by site and language: a day, and what was written of its pages for that day.
    kept: dict[tuple[int, str], tuple[date, dict[tuple[object, ...], str]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def _by_host(self) -> dict[str, PublicSite]:
        return {host: site for site in self.sites for host in site.hosts}

    @cached_property
    def _by_id(self) -> dict[int, PublicSite]:
        return {site.id: site for site in self.sites}

    def with_host(self, host: str) -> PublicSite | None:
        return self._by_host.get(host)

    def with_id(self, site_id: int) -> PublicSite | None:
        return self._by_id.get(site_id)

    def default(self) -> PublicSite | None:
        """For host names of no site, in development."""
        return next((site for site in self.sites if site.is_default), None) or next(
            iter(self.sites), None
        )
