"""The demo's sites, people and vocabulary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from articles.demo.records import GroupRecord, SiteRecord
from articles.models import (
    Author,
    AuthorTranslation,
    Category,
    CategoryTranslation,
    Edition,
    Membership,
    Site,
    SiteHost,
    Source,
    SourceTranslation,
    Tag,
    TagTranslation,
    User,
)

# Known to everybody, which is why seeding refuses to run with production settings.
PASSWORD = "newscenter-demo"  # noqa: S105
ADMINISTRATOR = "administrator"


@dataclass
class Report:
    """What a seeding did, by kind of thing."""

    created: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)


@dataclass
class Desk:
    """What the stories refer to, by key."""

    sites: dict[str, Site]
    sections: dict[tuple[str, str], Category]
    tags: dict[str, Tag]
    authors: dict[str, Author]
    sources: dict[str, Source]
    editors: dict[str, User]
    writers: dict[str, User]


def seed_group(record: GroupRecord, report: Report) -> Desk:
    sites, sections = {}, {}
    for position, site_record in enumerate(record.sites):
        site = Site.objects.filter(key=site_record.key).first()
        report.unchanged["sites"] += site is not None
        report.created["sites"] += site is None
        site = site or _make_site(site_record, is_default=position == 0)
        sites[site.key] = site
        for section in site.categories.all():
            sections[site.key, section.key] = section
    return Desk(
        sites=sites,
        sections=sections,
        tags={tag.key: _tag(tag.key, dict(tag.names)) for tag in record.tags},
        authors={
            author.key: _author(author.name, dict(author.names), dict(author.bios))
            for author in record.authors
        },
        sources={
            source.key: _source(source.name, dict(source.credit)) for source in record.sources
        },
        **_accounts(record, sites, report),
    )


def _make_site(record: SiteRecord, *, is_default: bool) -> Site:
    default = record.default_language
    site = Site.objects.create(
        key=record.key,
        time_zone=record.time_zone,
        publisher=record.names.get("en", record.names[default]),
        accent=record.accent_light,
        is_default=is_default and not Site.objects.filter(is_default=True).exists(),
    )
    for number, host in enumerate(record.hosts):
        SiteHost.objects.create(site=site, host=host, is_primary=number == 0)
    for position, code in enumerate(record.languages):
        Edition.objects.create(
            site=site,
            language_code=code,
            position=position,
            is_default=code == default,
            name=record.names[code],
            description=record.descriptions[code],
            copyright_line=record.copyright[code],
        )
    made: dict[str, Category] = {}
    for position, section in enumerate(record.sections):
        parent = made[section.parent] if section.parent else None
        made[section.key] = Category.objects.create(
            site=site, key=section.key, parent=parent, position=position
        )
        for code, name in section.names.items():
            CategoryTranslation.objects.create(
                master=made[section.key], language_code=code, name=name
            )
    return site


def _tag(key: str, names: dict[str, str]) -> Tag:
    tag: Tag
    tag, created = Tag.objects.get_or_create(key=key)
    if created:
        for code, name in names.items():
            TagTranslation.objects.create(master=tag, language_code=code, name=name)
    return tag


def _author(name: str, names: dict[str, str], bios: dict[str, str]) -> Author:
    author: Author | None = Author.objects.filter(name=name).first()
    if author is None:
        slug = names.get("en", "") and _ascii_slug(names["en"])
        author = Author.objects.create(name=name, slug=slug)
        for code in names.keys() | bios.keys():
            AuthorTranslation.objects.create(
                master=author,
                language_code=code,
                local_name=names.get(code, ""),
                bio=bios.get(code, ""),
            )
    return author


def _ascii_slug(name: str) -> str:
    return "-".join(name.lower().split())


def _source(name: str, credit: dict[str, str]) -> Source:
    source: Source
    source, created = Source.objects.get_or_create(name=name)
    if created:
        for code, line in credit.items():
            SourceTranslation.objects.create(master=source, language_code=code, credit_line=line)
    return source


def _accounts(
    record: GroupRecord, sites: dict[str, Site], report: Report
) -> dict[str, dict[str, User]]:
    editors, writers = {}, {}
    for account in record.accounts:
        user, created = User.objects.get_or_create(
            username=account.username,
            defaults={
                "first_name": account.full_name,
                "is_staff": True,
                "is_superuser": account.role == ADMINISTRATOR,
            },
        )
        report.created["accounts"] += created
        report.unchanged["accounts"] += not created
        if created:
            user.set_password(PASSWORD)
            user.save()
            for key in account.sites:
                everywhere = set(account.languages) >= set(
                    sites[key].editions.values_list("language_code", flat=True)
                )
                Membership.objects.create(
                    user=user,
                    site=sites[key],
                    role=account.role,
                    languages=[] if everywhere else account.languages,
                )
        for key in account.sites:
            if account.role == "chief_editor":
                editors[key] = user
            elif account.role == "reporter":
                writers[key] = user
    return {"editors": editors, "writers": writers}
