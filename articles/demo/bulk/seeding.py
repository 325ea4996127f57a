"""Made-up stories by number, into the database by the batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from articles.demo.bulk.newsroom import Newsroom, furnish
from articles.demo.bulk.plan import Plan
from articles.demo.bulk.texts import story_texts, words
from articles.exchange.bulk.records import BulkStory
from articles.exchange.bulk.references import References
from articles.exchange.bulk.writing import fingerprint, write_batch
from articles.models import Correction, ImportedPage, Publication, Site, Story
from articles.workflow import correct, take_down

YEARS = 12
REASON = "made-up archive"
# Of so many stories one is so; primes, so that cases meet in all ways. The last two cost the desk's
# verbs, 30 ms each.
DRAFTED, SCHEDULED, ENDED, CORRECTED, TAKEN_DOWN = 401, 997, 211, 1_999, 2_003


@dataclass
class Seeder:
    """Writes numbers of a plan; one for each process, because it looks much up."""

    plan: Plan
    site: Site
    newsroom: Newsroom
    references: References
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, plan: Plan) -> Seeder:
        site = Site.objects.get(pk=plan.site)
        newsroom = furnish(site)
        return cls(plan, site, newsroom, References.of(site))

    def write(self, numbers: Sequence[int]) -> Counter[str]:
        """These stories, all or none of those that are missing; says what there was to do."""
        missing = self._missing(numbers)
        report = write_batch(
            self.references, [self.story(n) for n in missing], actor=None, reason=REASON
        )
        return Counter(
            created=len(report.created),
            unchanged=len(numbers) - len(missing),
            texts=len(report.created) * len(self.plan.languages),
        )

    @transaction.atomic
    def finish(self, numbers: Sequence[int]) -> Counter[str]:
        """Correct and take down what there is to be of these, by the desk's own verbs.

        After the writing, because verbs look things up by indexes.
        """
        pages = {fingerprint(_key(number)): number for number in numbers}
        there = ImportedPage.objects.filter(
            site=self.site, language_code__in=self.plan.languages, fingerprint__in=pages
        )
        by_number = {pages[page.fingerprint]: page.story_id for page in there}
        stories = Story.objects.in_bulk(by_number.values())
        corrected = set(
            Correction.objects.filter(story__in=stories).values_list("story", flat=True)
        )
        withdrawn = set(
            Publication.objects.filter(story__in=stories, withdrawn_at__isnull=False).values_list(
                "story", flat=True
            )
        )
        done: Counter[str] = Counter()
        for number, pk in sorted(by_number.items()):
            if number % CORRECTED == 1 and pk not in corrected:
                self._correct(stories[pk])
                done["corrected"] += 1
            if number % TAKEN_DOWN == 1 and pk not in withdrawn:
                take_down(stories[pk], actor=None, reason=REASON)
                done["taken down"] += 1
        return done

    def story(self, number: int) -> BulkStory:
        """The same for the same number and plan."""
        random = Random(number)  # noqa: S311 (nothing depends on it that could be guessed)
        plan, room = self.plan, self.newsroom
        original = plan.languages[1 if number % 10 == 7 and len(plan.languages) > 1 else 0]
        place, thing = (random.randrange(len(words()[kind])) for kind in ("places", "things"))
        at = self._published(number, random)
        return BulkStory(
            key=_key(number),
            original_language=original,
            section=random.choice(room.sections),
            texts=story_texts(random, plan.languages, original, place=place, thing=thing),
            authors=random.sample(room.authors, random.randint(1, 2)),
            tags=[room.places[place], room.things[thing]],
            lead_image=room.pictures[place] if random.random() < 0.8 else None,
            source=room.source if random.random() < 0.3 else None,
            publish_at=None if number % DRAFTED == 3 else at,
            expire_at=at + timedelta(days=30) if self._ends(number) else None,
            # A few are read by very many.
            views=int(random.paretovariate(0.9) * 20),
            written_at=min(at, plan.now) - timedelta(minutes=random.randint(5, 600)),
        )

    def _published(self, number: int, random: Random) -> datetime:
        """The higher the number, the newer; within its share of the years at any moment."""
        if number % SCHEDULED == 11:
            return self.plan.now + timedelta(minutes=random.randint(60, 30 * 24 * 60))
        share = timedelta(days=365 * YEARS) / self.plan.stories
        age = share * (self.plan.stories - number - random.random())
        return self.plan.now - max(age, timedelta(seconds=1))

    def _missing(self, numbers: Sequence[int]) -> list[int]:
        marks = {fingerprint(_key(number)): number for number in numbers}
        there = ImportedPage.objects.filter(
            site=self.site, language_code__in=self.plan.languages, fingerprint__in=marks
        ).values_list("fingerprint", flat=True)
        known = set(there)
        return [number for mark, number in marks.items() if mark not in known]

    def _ends(self, number: int) -> bool:
        return number % ENDED == 5 and number % DRAFTED != 3

    def _correct(self, story: Story) -> None:
        """In the original first; the other languages answer it."""
        said = words()["correction"]
        original = story.original_language
        root: Correction = correct(story, original, text=said[original], actor=None)
        for code in self.plan.languages:
            if code != original:
                correct(story, code, text=said[code], actor=None, root=root)


def to_finish(stories: int) -> list[int]:
    """Of so many stories, the numbers of those that `finish` has something to do with."""
    numbers = {*range(1, stories, CORRECTED), *range(1, stories, TAKEN_DOWN)}
    return sorted(number for number in numbers if not _is_hidden(number))


def _is_hidden(number: int) -> bool:
    """Whether readers do not see it, so that there is nothing to correct or take down."""
    return number % DRAFTED == 3 or number % SCHEDULED == 11 or number % ENDED == 5


def _key(number: int) -> str:
    return f"seed_bulk {number}"
