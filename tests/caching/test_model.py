"""Random edits and schedules: whatever happens, what is kept is what would be made anew."""

from __future__ import annotations

import random
import re
import time
from datetime import timedelta

import pytest
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from articles.caching.frames import Frames
from articles.caching.serving import PageCache
from articles.caching.sharing import SharedPages
from articles.caching.store import PageStore
from articles.caching.watching import Watcher
from articles.counting.ranking import rank
from articles.models import (
    Author,
    Category,
    Edition,
    FrontPage,
    Image,
    ImageTranslation,
    Publication,
    Ranking,
    Site,
    SiteMapPart,
    SourceTranslation,
    ViewHour,
)
from articles.sites.snapshot import forget_public_sites
from articles.workflow import correct, publish, reschedule, take_down
from articles.workflow.curating import Slot, arrange
from tests.caching.wsgi import ask
from tests.factories import (
    make_author,
    make_image,
    make_section,
    make_site,
    make_source,
    make_story,
    make_tag,
    write_text,
)

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = 30
# A number that a kept page may show a minute late, by design.
NUMBER = re.compile(rb'(<data class="views" value=")\d+("[^>]*>)[^<]*')


class Newsroom:
    """Two sites, some stories, and people who do anything at any time."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.sites = [make_site("news", ("vi", "en")), make_site("sports", ("vi",))]
        self.sections = {site: [make_section(site) for _ in range(2)] for site in self.sites}
        for sections in self.sections.values():
            sections.append(make_section(sections[0].site, parent=sections[0]))
        self.image, self.author, self.tag = make_image(self.sites[0]), make_author(), make_tag()
        self.source = make_source("Reuters", vi="Theo Reuters", en="Based on Reuters")
        self.stories = [self.story() for _ in range(4)]
        for story in self.stories:
            self.publish(story)

    def story(self):
        site = self.sites[0]
        return make_story(
            site,
            ("vi", "en"),
            section=self.random.choice(self.sections[site]),
            tags=[self.tag] if self.random.random() < 0.5 else [],
            authors=(self.author,) if self.random.random() < 0.5 else (),
            lead_image=self.image if self.random.random() < 0.5 else None,
            source=self.source,
        )

    def any_publication(self):
        return self.random.choice(list(Publication.objects.order_by("pk")))

    def publish(self, story=None, **when):
        site = self.random.choice(self.sites)
        code = self.random.choice([e.language_code for e in site.editions.all()])
        publish(
            story or self.random.choice(self.stories),
            site=site,
            languages=[code],
            actor=None,
            section=self.random.choice(self.sections[site]),
            override_reason="a translation may be behind here",
            **when,
        )

    def write_and_publish(self):
        shown = self.any_publication()
        write_text(shown.story, shown.language_code, title=f"Tít {self.random.random()}")
        publish(
            shown.story,
            site=shown.site,
            languages=[shown.language_code],
            actor=None,
            override_reason="a translation may be behind here",
        )

    def write_only(self):
        write_text(self.random.choice(self.stories), "vi", title=f"Nháp {self.random.random()}")

    def new_story(self):
        self.stories.append(self.story())
        self.publish(self.stories[-1])

    def schedule(self):
        self.stories.append(self.story())
        self.publish(self.stories[-1], publish_at=timezone.now() + timedelta(seconds=0.7))

    def expire_soon(self):
        shown = self.any_publication()
        if shown.publish_at < timezone.now():
            end = timezone.now() + timedelta(seconds=0.7)
            reschedule(shown, actor=None, publish_at=shown.publish_at, expire_at=end)

    def take_down(self):
        shown = self.any_publication()
        if shown.withdrawn_at is None:
            take_down(
                shown.story,
                site=shown.site,
                languages=[shown.language_code],
                actor=None,
                reason="x",
            )

    def correct(self):
        live = Publication.objects.live(timezone.now()).filter(site=self.sites[0])
        shown = live.order_by("?").first()
        if shown is not None:
            text = f"Đúng là {self.random.random()}"
            correct(shown.story, shown.language_code, text=text, actor=None)

    def describe_picture(self):
        ImageTranslation.objects.update_or_create(
            master=self.image, language_code="vi", defaults={"alt": f"Ảnh {self.random.random()}"}
        )

    def arrange(self):
        site = self.random.choice(self.sites)
        edition = self.random.choice(list(site.editions.all()))
        published = list(
            Publication.objects.live(timezone.now())
            .on(site, edition.language_code)
            .order_by("pk")
            .values_list("story", flat=True)
        )
        chosen = self.random.sample(published, min(3, len(published)))
        page = FrontPage.objects.filter(site=site, language_code=edition.language_code).first()
        soon = timezone.now() + timedelta(seconds=0.7)
        arrange(
            site,
            edition.language_code,
            [
                Slot(
                    position=place,
                    story_id=story,
                    begins_at=self.random.choice([None, soon]),
                    ends_at=None,
                )
                for place, story in enumerate(chosen, start=1)
            ],
            actor=None,
            base=page.version if page else 0,
        )

    def end_rights(self):
        until = self.random.choice([None, timezone.now() + timedelta(seconds=0.7)])
        Image.objects.filter(pk=self.image.pk).update(rights_until=until)

    def move_focus(self):
        Image.objects.filter(pk=self.image.pk).update(focal_x=round(self.random.random(), 2))

    def rename_author(self):
        Author.objects.filter(pk=self.author.pk).update(name=f"Tác giả {self.random.random()}")

    def rename_tag(self):
        self.tag.translations.filter(language_code="vi").update(name=f"Thẻ {self.random.random()}")

    def credit(self):
        SourceTranslation.objects.filter(language_code="vi").update(
            credit_line=f"Theo hãng {self.random.random()}"
        )

    def rename_section(self):
        section = self.random.choice(self.sections[self.sites[0]])
        section.translations.filter(language_code="vi").update(name=f"Mục {self.random.random()}")

    def move_menu(self):
        section = self.random.choice(self.sections[self.sites[0]])
        Category.objects.filter(pk=section.pk).update(position=self.random.randrange(9))

    def paint(self):
        colour = f"#{self.random.randrange(0x808080):06x}"
        Site.objects.filter(key="sports").update(accent=colour)

    def rename_edition(self):
        Edition.objects.filter(site=self.sites[1]).update(name=f"Báo {self.random.random()}")

    def read(self):
        shown = self.any_publication()
        hour = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
        ViewHour.objects.update_or_create(
            publication=shown, hour=hour, defaults={"views": self.random.randrange(1, 999)}
        )
        Ranking.objects.all().delete()
        rank()

    def addresses(self):
        """Pages of every kind, those of what is not public included."""
        for site in self.sites:
            host = f"{site.key}.example"
            yield host, "/robots.txt"
            yield host, "/sitemap.xml"
            yield host, "/sitemaps/pages.xml"
            yield host, "/sitemaps/stories-0.xml"
            for edition in site.editions.all():
                code = edition.language_code
                yield host, f"/sitemaps/news-{code}.xml"
                for path in (
                    "",
                    "archive/",
                    "most-read/",
                    "corrections/",
                    "rss/",
                    "sitemap/",
                    "feeds/rss.xml",
                ):
                    yield host, f"/{code}/{path}"
                yield host, f"/{code}/author/{self.author.slug}/"
                tag = self.tag.translations.get(language_code=code)
                yield host, f"/{code}/tag/{tag.slug}/"
                for section in self.sections[site]:
                    yield host, f"/{code}/{section.translations.get(language_code=code).slug}/"
        shown = Publication.objects.select_related("site", "revision").order_by("pk")
        for one in shown:
            slug = one.section.translations.get(language_code=one.language_code).slug
            yield (
                f"{one.site.key}.example",
                f"/{one.language_code}/{slug}/{one.revision.slug}-{one.story_id}/",
            )


NO_ACTIONS = {"__init__", "story", "any_publication", "addresses"}
ACTIONS = [name for name in vars(Newsroom) if callable(vars(Newsroom)[name])]
ACTIONS = sorted(set(ACTIONS) - NO_ACTIONS)


@pytest.fixture
def make_cache(transactional_db, settings):
    """A process's page cache."""
    settings.ALLOWED_HOSTS = ["*"]
    made = []

    def make(shared=None):
        store = PageStore(50_000_000)
        made.append(Watcher(store))
        return PageCache(get_wsgi_application(), store, made[-1], Frames(), shared=shared)

    yield make
    for watcher in made:
        watcher.stop()


def test_what_is_kept_is_what_would_be_made_anew(make_cache):
    cache = make_cache()

    do_anything(1, STEPS, lambda: [cache])

    assert cache.counts.invalidated > 0


def test_what_one_process_takes_from_another_is_what_it_would_make(make_cache, redis):
    """Either may be asked for a page first, and then has it from the other."""
    caches = [make_cache(SharedPages(redis.url, b"one")) for _process in range(2)]
    turns = random.Random(2)

    do_anything(2, STEPS // 3, lambda: turns.sample(caches, 2))

    assert min(cache.counts.shared for cache in caches) > STEPS // 3
    assert min(cache.counts.invalidated for cache in caches) > 0


def do_anything(seed, steps, caches_to_ask):
    newsroom = Newsroom(seed)
    fresh = get_wsgi_application()
    kept_and_right = 0
    for step in range(steps):
        action = newsroom.random.choice(ACTIONS)
        getattr(newsroom, action)()
        # Nobody may see what was before for longer than a second.
        for cache in caches_to_ask():
            _wait_until_heard(cache)
        pages = newsroom.random.sample(list(newsroom.addresses()), 12)
        for (host, path), cache in [(page, one) for page in pages for one in caches_to_ask()]:
            hits = cache.counts.hits + cache.counts.shared
            given = ask(cache, path, host=host)
            if cache.counts.hits + cache.counts.shared == hits:
                continue
            forget_public_sites()
            if path.startswith("/sitemap"):
                # Its parts, too, are to be what would be written now.
                SiteMapPart.objects.all().delete()
            made = ask(fresh, path, host=host)
            # Between the two a scheduled moment may have come: then the cache says the same now.
            if _shown(given) != _shown(made):
                given = ask(cache, path, host=host)
            assert _shown(given) == _shown(made), (step, action, host, path)
            kept_and_right += given.status == 200

    assert kept_and_right > steps


def _wait_until_heard(cache):
    """Until what was committed before now is known: two rounds of the watcher."""
    deadline = time.monotonic() + 10
    before = cache.watcher._heard_at
    while not (cache.watcher.is_trusted(time.time()) and cache.watcher._heard_at > before):
        cache.watcher.start()
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _shown(answer):
    return answer.status, NUMBER.sub(rb"\1N\2N", answer.body)
