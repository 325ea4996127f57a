"""Writing the demo into the database, through the verbs that the desk uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from articles.demo.front_pages import seed_front_pages
from articles.demo.images import Drawings, ImageShelf
from articles.demo.newsroom import Desk, Report, seed_group
from articles.demo.readers import read_by_many
from articles.demo.records import StoryRecord, group, stories
from articles.models import (
    Byline,
    Category,
    Publication,
    Revision,
    Site,
    Story,
    StoryTranslation,
    User,
)
from articles.workflow import (
    accept,
    add_to_release,
    correct,
    keep,
    offer,
    plan_release,
    publish,
    publish_release,
    submit,
    take_down,
)

# “Tomorrow's morning edition”, in the language of the demo's desk.
RELEASE = "Bản tin sáng mai"
FIGURE = re.compile(r'data-image-key="([^"]+)"')


def is_seeded() -> bool:
    """Whether the demo's sites are there, which is what `make demo` asks."""
    keys = [site.key for site in group().sites]
    return Site.objects.filter(key__in=keys).count() == len(keys)


@transaction.atomic
def seed(progress: Callable[[Iterable[StoryRecord]], Iterable[StoryRecord]] = iter) -> Report:
    """Make what is missing of the demo, all of it or nothing; what is there stays as it is.

    Raises ImproperlyConfigured with production settings: the demo's passwords are known.
    """
    if not settings.DEBUG:
        raise ImproperlyConfigured(
            "The demo has known passwords, so it is for development only: set DEBUG=true."
        )
    report = Report()
    desk = seed_group(group(), report)
    now = timezone.now()
    missing = [record for record in stories() if not _is_there(record)]
    report.unchanged["stories"] = len(stories()) - len(missing)
    report.created["stories"] = len(missing)
    if missing:
        with Drawings(key for record in missing for key in _picture_keys(record)) as drawings:
            for record in progress(missing):
                _seed_story(record, desk, drawings, now)
        _seed_release([record for record in missing if record.case == "release"], desk, now)
    seed_front_pages(group().front_pages, desk, _story_ids(), now, report)
    return report


def _is_there(record: StoryRecord) -> bool:
    return Revision.objects.filter(reason=_mark(record)).exists()


def _story_ids() -> dict[str, int]:
    """Of the demo's stories, by key."""
    marks = {_mark(record): record.key for record in stories()}
    rows = Revision.objects.filter(reason__in=marks).values_list("reason", "story_id")
    return {marks[reason]: story_id for reason, story_id in rows}


def _picture_keys(record: StoryRecord) -> set[str]:
    bodies = "".join(text["body"] for text in record.translations.values())
    return {record.picture, *FIGURE.findall(bodies)}


def _mark(record: StoryRecord) -> str:
    """The reason of a story's first revisions, by which a second seeding knows it again."""
    return f"demo: {record.key}"


def _seed_story(record: StoryRecord, desk: Desk, drawings: Drawings, now: datetime) -> None:
    site = desk.sites[record.origin]
    writer, editor = desk.writers[record.origin], desk.editors[record.origin]
    shelf = ImageShelf(site, record, drawings)
    story = Story.objects.create(
        origin=site,
        original_language=record.original_language,
        section=desk.sections[record.origin, record.section],
        lead_image=shelf.lead(),
        source=desk.sources[record.source] if record.source else None,
        created_by=writer,
    )
    for position, key in enumerate(record.authors):
        Byline.objects.create(story=story, author=desk.authors[key], position=position)
    story.tags.set(desk.tags[key] for key in record.tags)
    for code, text in record.translations.items():
        body = FIGURE.sub(
            lambda match: f'data-image-id="{shelf.figure(match[1]).pk}"', text["body"]
        )
        StoryTranslation.objects.create(
            master=story,
            language_code=code,
            title=text["title"],
            dek=text["dek"],
            body=body,
        )
    # The system writes in the writer's place: no reporter has the rights of every translator.
    keep(story, actor=None, reason=_mark(record))
    StoryTranslation.objects.filter(master=story).update(changed_by=writer)
    if record.case in {"draft", "release"}:
        return
    if record.case == "in_review":
        submit(story, record.original_language, actor=writer)
        return
    _publish(story, record, desk, editor, now)


def _seed_release(records: Iterable[StoryRecord], desk: Desk, now: datetime) -> None:
    """Two stories, three languages, two sites: all of them at six tomorrow morning."""
    chosen = list(records)
    if not chosen:
        return
    home = desk.sites["newscenter"]
    # Only somebody of the whole group publishes on both sites.
    actor = User.objects.filter(is_superuser=True).order_by("pk").first()
    release = plan_release(home, name=RELEASE, actor=actor)
    for record in chosen:
        story = Story.objects.get(
            pk=Revision.objects.filter(reason=_mark(record)).values("story")[:1]
        )
        for site, section, languages in _places(record, desk):
            if site != story.origin:
                editor = desk.editors[record.origin]
                offer(story, to_site=site, languages=languages, actor=editor)
            add_to_release(
                release, story, site=site, languages=languages, section=section, actor=actor
            )
    morning = timezone.localtime(now, home.tzinfo) + timedelta(days=1)
    at = morning.replace(hour=6, minute=0, second=0, microsecond=0)
    publish_release(release, actor=actor, publish_at=at)


def _places(record: StoryRecord, desk: Desk) -> Iterator[tuple[Site, Category, list[str]]]:
    """Where a story stands: the site, its section there, and the languages that both have."""
    for key in (record.origin, *record.placements):
        site = desk.sites[key]
        editions = set(site.editions.values_list("language_code", flat=True))
        section = desk.sections[key, record.placement_sections.get(key, record.section)]
        yield site, section, [code for code in record.translations if code in editions]


def _publish(story: Story, record: StoryRecord, desk: Desk, editor: User, now: datetime) -> None:
    publish_at = now - timedelta(hours=record.published_hours_ago)
    for site, section, languages in _places(record, desk):
        if site.key == record.origin:
            publish(
                story,
                site=site,
                languages=languages,
                actor=editor,
                section=section,
                publish_at=publish_at,
            )
        else:
            offered = offer(story, to_site=site, languages=languages, actor=editor)
            accept(offered, actor=desk.editors[site.key], section=section, publish_at=publish_at)
    for key, note in record.offers.items():
        editions = set(desk.sites[key].editions.values_list("language_code", flat=True))
        languages = [code for code in record.translations if code in editions]
        offer(story, to_site=desk.sites[key], languages=languages, actor=editor, note=note)
    read_by_many(Publication.objects.filter(story=story), record.views, now)
    if record.case == "taken_down":
        take_down(story, actor=editor, reason="Published with a wrong figure; being checked.")
    if record.case == "stale":
        _change_the_original(story, record, editor)
    if record.correction:
        _correct(story, record, editor)


def _correct(story: Story, record: StoryRecord, editor: User) -> None:
    """In the original first: the other languages answer it."""
    said = dict(record.correction)
    original = record.original_language
    root = correct(story, original, text=said.pop(original), actor=editor)
    for code, text in said.items():
        correct(story, code, text=text, actor=editor, root=root)


def _change_the_original(story: Story, record: StoryRecord, editor: User) -> None:
    """Correct one paragraph of the original, so that its translations are behind."""
    change = record.stale[record.original_language]
    text = story.translations.get(language_code=record.original_language)
    changed = text.body.replace(change["old"], change["new"])
    if changed == text.body:
        raise ValueError(f"{record.key}: the paragraph that should change is not in the body.")
    text.body = changed
    text.save()
    keep(story, actor=editor, reason="New figures from the department.")
    publish(story, site=story.origin, languages=[text.language_code], actor=editor)
