"""Makers of the nouns that tests need; every argument has a believable default."""

from __future__ import annotations

import itertools
from typing import Any

from articles.enums import Role, Severity
from articles.models import (
    Author,
    Byline,
    Category,
    CategoryTranslation,
    Edition,
    Finding,
    GlossaryTerm,
    Image,
    Membership,
    Publication,
    Revision,
    Site,
    SiteHost,
    Source,
    SourceTranslation,
    Story,
    StoryTranslation,
    Tag,
    TagTranslation,
    User,
)
from articles.workflow import keep, publish

serial = itertools.count(1)

NAMES = {
    "vi": "Trung tâm Tin tức",
    "en": "News Center",
    "zh-hans": "新闻中心",
    "ar": "مركز الأخبار",
}
TEXTS = {
    "vi": ("Cầu mới nối hai bờ sông", "Người dân đi lại dễ hơn.", "<p>Cây cầu dài 420 mét.</p>"),
    "en": ("New bridge joins two banks", "Crossing gets easier.", "<p>It is 420 metres long.</p>"),
    "zh-hans": ("新桥连接两岸", "居民出行更方便。", "<p>这座桥长420米，将于周一通车。</p>"),
    "ar": ("جسر جديد يربط الضفتين", "العبور صار أسهل.", "<p>يبلغ طول الجسر 420 مترا.</p>"),
}


def make_site(
    key: str = "", languages: tuple[str, ...] = ("vi", "en", "ar"), **fields: Any
) -> Site:
    """A site with one edition a language, the first being its default, and a primary host."""
    key = key or f"site-{next(serial)}"
    site = Site.objects.create(key=key, **{"publisher": f"Publisher of {key}"} | fields)
    SiteHost.objects.create(site=site, host=f"{key}.example", is_primary=True)
    for position, code in enumerate(languages):
        Edition.objects.create(
            site=site,
            language_code=code,
            position=position,
            is_default=position == 0,
            name=NAMES.get(code, "News"),
            description="What happened, and why.",
            copyright_line="© News Center",
        )
    site.refresh_from_db(fields=["names"])
    return site


def make_section(
    site: Site, key: str = "", parent: Category | None = None, **names: str
) -> Category:
    """A section with a name in every language of the site; names= overrides by language."""
    key = key or f"section-{next(serial)}"
    section = Category.objects.create(site=site, key=key, parent=parent)
    for edition in site.editions.all():
        name = names.get(edition.language_code.replace("-", "_"), f"{key} {edition.language_code}")
        CategoryTranslation.objects.create(
            master=section, language_code=edition.language_code, name=name
        )
    return section


def make_user(*roles: tuple[Role, Site], languages: tuple[str, ...] = (), **fields: Any) -> User:
    """Somebody of the staff with these roles; limited to languages where they are given."""
    fields = {"username": f"user-{next(serial)}", "is_staff": True} | fields
    user = User.objects.create_user(password="a long password", **fields)
    for role, site in roles:
        Membership.objects.create(user=user, site=site, role=role, languages=list(languages))
    return user


def make_author(name: str = "") -> Author:
    return Author.objects.create(name=name or f"Author {next(serial)}")


def make_tag(key: str = "", languages: tuple[str, ...] = ("vi", "en", "ar")) -> Tag:
    """A tag with a name in these languages."""
    tag = Tag.objects.create(key=key or f"tag-{next(serial)}")
    for code in languages:
        TagTranslation.objects.create(master=tag, language_code=code, name=f"{tag.key} {code}")
    return tag


def make_source(name: str = "", **credit_lines: str) -> Source:
    source = Source.objects.create(name=name or f"Wire {next(serial)}")
    for code, line in credit_lines.items():
        SourceTranslation.objects.create(
            master=source, language_code=code.replace("_", "-"), credit_line=line
        )
    return source


def make_term(site: Site | None, source: str = "Hội An", **fields: Any) -> GlossaryTerm:
    """A term of a site, or of all, from Vietnamese into English."""
    return GlossaryTerm.objects.create(
        site=site,
        source=source,
        **{"source_language": "vi", "target_language": "en", "target": source} | fields,
    )


def make_image(site: Site, **fields: Any) -> Image:
    """A picture's row; the file itself is not there."""
    number = next(serial)
    fields = {
        "file": f"images/{number}.jpg",
        "width": 1800,
        "height": 1200,
        "format": "JPEG",
        "checksum": f"{number:064x}",
        "credit": "Photo desk",
    } | fields
    return Image.objects.create(site=site, **fields)


def write_text(
    story: Story, language_code: str, *, actor: User | None = None, **texts: str
) -> StoryTranslation:
    """Write or change one language of a story and keep the revision."""
    title, dek, body = TEXTS.get(language_code, TEXTS["en"])
    text = story.translations.filter(language_code=language_code).first()
    if text is None:
        text = StoryTranslation(
            master=story, language_code=language_code, title=title, dek=dek, body=body
        )
    for name, value in texts.items():
        setattr(text, name, value)
    text.save()
    keep(story, actor=actor)
    text.refresh_from_db()
    return text


def make_story(
    site: Site,
    languages: tuple[str, ...] = ("vi",),
    *,
    section: Category | None = None,
    authors: tuple[Author, ...] = (),
    tags: tuple[Tag, ...] = (),
    texts: dict[str, str] | None = None,
    translations: dict[str, dict[str, str]] | None = None,
    **fields: Any,
) -> Story:
    """A draft, written in the first language and translated into the others.

    `texts` (title, dek, body, slug) are those of the original, `translations` those of the
    other languages where the usual ones do not say the same.
    """
    written = {languages[0]: texts or {}} | (translations or {})
    section = section or site.categories.first() or make_section(site)
    story = Story.objects.create(
        origin=site, original_language=languages[0], section=section, **fields
    )
    for position, author in enumerate(authors):
        Byline.objects.create(story=story, author=author, position=position)
    story.tags.set(tags)
    for code in languages:
        write_text(story, code, **written.get(code, {}))
    return story


def make_live_story(
    site: Site,
    languages: tuple[str, ...] = ("vi",),
    *,
    publish: dict[str, Any] | None = None,
    **story: Any,
) -> Story:
    """A story that readers of the site see in all its languages; `publish` goes to the verb."""
    made = make_story(site, languages, **story)
    publish_story(made, site, languages, **(publish or {}))
    return made


def publish_story(
    story: Story, site: Site, languages: tuple[str, ...] = ("vi",), **fields: Any
) -> list[Publication]:
    return publish(story, site=site, languages=languages, actor=None, **fields)


def head_of(story: Story, language_code: str) -> Revision:
    """The newest revision of one language."""
    return Revision.objects.filter(story=story, language_code=language_code).latest("pk")


def body_of(story: Story, language_code: str = "en") -> str:
    """The newest body, of the translation into English where nothing else is said."""
    return head_of(story, language_code).body


def make_blocking_finding(story: Story, language_code: str = "vi") -> Finding:
    """A part in another language, which keeps the newest text from being published."""
    return Finding.objects.create(
        revision=head_of(story, language_code),
        language_code=language_code,
        rule="language",
        severity=Severity.BLOCK,
        segment_index=2,
        segment_hash="0" * 32,
        excerpt="美国商务部官员",
    )
