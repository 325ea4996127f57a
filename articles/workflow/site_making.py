"""Making a site that works at once: hosts, editions, sections, and somebody who manages it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Role
from articles.models import (
    Category,
    CategoryTranslation,
    Edition,
    FooterLine,
    Membership,
    Site,
    SiteHost,
    User,
)
from articles.sites.beginnings import first_description


@dataclass(frozen=True, kw_only=True)
class SitePlan:
    """What a site is to have. Of hosts and editions the first is the primary and the default.

    `editions` gives the site's name by language, `sections` the names by language of each key.
    """

    key: str
    hosts: Sequence[str]
    editions: Mapping[str, str]
    publisher: str = ""
    time_zone: str = ""
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # By language, lines of text at the foot of the pages.
    footer: Mapping[str, Sequence[str]] = field(default_factory=dict)
    managers: Sequence[User] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Made:
    """The site, and how many things of each kind are new or were there before."""

    site: Site
    created: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def make_site(plan: SitePlan) -> Made:
    """Make the site, or add to it what it lacks; what is there is never changed.

    Raises ValidationError, naming what is wrong, and then nothing is made.
    """
    if not plan.hosts or not plan.editions:
        raise ValidationError(_("A site needs at least one host name and one edition."))
    site = Site.objects.filter(key=plan.key).first()
    made = Made(site or _new_site(plan))
    made.created["sites"] += site is None
    made.kept["sites"] += site is not None
    for position, host in enumerate(plan.hosts):
        _host(made, host, is_primary=position == 0 and not made.site.hosts.exists())
    for position, (code, name) in enumerate(plan.editions.items()):
        _edition(made, code, name, position)
    for position, (key, names) in enumerate(plan.sections.items()):
        _section(made, key, names, position)
    for code, texts in plan.footer.items():
        for position, text in enumerate(texts):
            _footer_line(made, code, text, position)
    for manager in plan.managers:
        _membership, is_new = Membership.objects.get_or_create(
            user=manager, site=made.site, role=Role.SITE_MANAGER
        )
        _count(made, "managers", is_new=is_new)
    return made


def _new_site(plan: SitePlan) -> Site:
    name = next(iter(plan.editions.values()))
    site = Site(
        key=plan.key,
        publisher=plan.publisher or name,
        time_zone=plan.time_zone or "UTC",
        **plan.settings,
    )
    site.full_clean()
    site.save()
    return site


def _host(made: Made, host: str, *, is_primary: bool) -> None:
    known = SiteHost.objects.filter(host=host).select_related("site").first()
    if known is not None and known.site_id != made.site.pk:
        raise ValidationError(
            _("The host name %(host)s belongs to the site %(site)s."),
            params={"host": host, "site": known.site.key},
        )
    if known is None:
        row = SiteHost(site=made.site, host=host, is_primary=is_primary)
        row.full_clean()
        row.save()
    _count(made, "hosts", is_new=known is None)


def _edition(made: Made, code: str, name: str, position: int) -> None:
    is_new = not made.site.editions.filter(language_code=code).exists()
    if is_new:
        row = Edition(
            site=made.site,
            language_code=code,
            position=position,
            is_default=not made.site.editions.filter(is_default=True).exists(),
            name=name,
            description=first_description(name, code),
            copyright_line=f"© {timezone.now().year} {made.site.publisher}",
        )
        row.full_clean()
        row.save()
    _count(made, "editions", is_new=is_new)


def _section(made: Made, key: str, names: Mapping[str, str], position: int) -> None:
    section = Category.objects.filter(site=made.site, key=key).first()
    _count(made, "sections", is_new=section is None)
    if section is None:
        section = Category(site=made.site, key=key, position=position)
        section.full_clean()
        section.save()
    written = set(section.translations.values_list("language_code", flat=True))
    unknown = set(names) - set(made.site.editions.values_list("language_code", flat=True))
    if unknown:
        raise ValidationError(
            _("Section %(key)s: the site has no edition in %(languages)s."),
            params={"key": key, "languages": ", ".join(sorted(unknown))},
        )
    for code, name in names.items():
        if code not in written:
            text = CategoryTranslation(master=section, language_code=code, name=name)
            text.save()


def _footer_line(made: Made, code: str, text: str, position: int) -> None:
    if not made.site.editions.filter(language_code=code).exists():
        raise ValidationError(
            _("Footer: the site has no edition in %(language)s."), params={"language": code}
        )
    is_new = not made.site.footer_lines.filter(language_code=code, text=text).exists()
    if is_new:
        line = FooterLine(site=made.site, language_code=code, position=position, text=text)
        line.full_clean()
        line.save()
    _count(made, "footer lines", is_new=is_new)


def _count(made: Made, kind: str, *, is_new: bool) -> None:
    (made.created if is_new else made.kept)[kind] += 1
