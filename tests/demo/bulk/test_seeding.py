"""Made-up archives: the same whoever makes them, safe to repeat, and like the real thing."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from articles.demo.bulk.plan import Plan
from articles.demo.bulk.seeding import Seeder, to_finish
from articles.demo.bulk.texts import LANGUAGES, words
from articles.exchange.bulk.bare import is_bare
from articles.exchange.bulk.composing import compose
from articles.exchange.bulk.tables import COLUMNS
from articles.integrity.findings import replace_findings_many
from articles.management.commands import seed_bulk
from articles.models import (
    Correction,
    Image,
    Publication,
    Revision,
    SectionListing,
    Site,
    Story,
    StoryTranslation,
    Tag,
)
from articles.search.finding import search
from tests.factories import make_section, make_site


@pytest.fixture
def site(db) -> Site:
    site = make_site("archive", ("vi", "en", "zh-hans"), is_default=True)
    make_section(site, "child", make_section(site, "parent"))
    return site


@pytest.fixture
def in_this_process(monkeypatch):
    """Processes of their own would not see the test's transaction."""

    class InThisProcess(nullcontext):
        def __init__(self, plan, count):
            super().__init__(self)
            self.plan = plan

        def work(self, verb, batches):
            seeder = Seeder.of(self.plan)
            for numbers in batches:
                yield len(numbers), getattr(seeder, verb)(numbers)

    monkeypatch.setattr(seed_bulk, "Processes", InThisProcess)
    monkeypatch.setattr(seed_bulk, "settled", nullcontext)


def seeder(site: Site, stories: int = 1_000) -> Seeder:
    return Seeder.of(Plan(site.pk, stories, ("vi", "en", "zh-hans"), timezone.now()))


def run(**options) -> str:
    out = StringIO()
    call_command(
        "seed_bulk", **({"stories": 30, "in_production": True, "jobs": 1} | options), stdout=out
    )
    return out.getvalue()


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 40, 43])
def test_the_last_batches_are_smaller_and_none_is_left_out(count):
    batches = list(seed_bulk._batches(range(count), 8, 2))

    assert [number for batch in batches for number in batch] == list(range(count))
    sizes = [len(batch) for batch in batches]
    assert max(sizes, default=0) <= 8
    assert max(sizes[-2:], default=0) <= 2


def test_every_word_is_there_in_every_language():
    for kind in ("people", "places", "things", "titles", "deks", "blocks"):
        assert all(len(entry) == len(LANGUAGES) for entry in words()[kind]), kind
        assert len(words()[kind]) > 3


def test_a_story_is_the_same_for_its_number(site):
    one = seeder(site)
    other = Seeder.of(one.plan)

    assert one.story(17) == other.story(17)
    assert one.story(17).texts != one.story(18).texts


def test_translations_follow_the_original_block_by_block(site):
    story = seeder(site).story(3)

    kinds = {
        code: [segment.kind for segment in compose(text, code).segments]
        for code, text in story.texts.items()
    }

    assert kinds["vi"] == kinds["en"] == kinds["zh-hans"]
    assert [code for code, text in story.texts.items() if not text.follows_original] == ["vi"]


def test_an_archive_has_drafts_and_the_scheduled_the_ended_the_corrected_and_the_taken_down(site):
    now = timezone.now()
    one = seeder(site)

    done = one.write([1, 3, 5, 11, 2000, 2004, 600])
    finished = one.finish(to_finish(2005))
    again = one.finish(to_finish(2005))

    assert done == {"created": 7, "unchanged": 0, "texts": 21}
    assert finished == {"corrected": 2, "taken down": 2}
    assert again == {}
    ids = dict(
        zip(
            [1, 3, 5, 11, 2000, 2004, 600],
            Story.objects.order_by("pk").values_list("pk", flat=True),
            strict=True,
        )
    )
    assert not Publication.objects.filter(story=ids[3]).exists()
    assert Publication.objects.filter(story=ids[5], expire_at__lt=now).count() == 3
    assert Publication.objects.filter(story=ids[11], publish_at__gt=now).count() == 3
    assert set(Correction.objects.values_list("story", flat=True)) == {ids[1], ids[2000]}
    taken = Publication.objects.filter(withdrawn_at__isnull=False)
    assert set(taken.values_list("story", flat=True)) == {ids[1], ids[2004]}
    assert Publication.objects.live(now).filter(story=ids[600]).count() == 3


def test_dates_run_over_the_years_and_grow_with_the_numbers(site):
    one = seeder(site)
    times = [one.story(n).publish_at for n in (0, 250, 500, 750, 999)]

    assert times == sorted(times)
    assert times[-1] - times[0] > timedelta(days=11 * 365)
    assert one.plan.now - times[-1] < timedelta(days=9)


def test_made_up_texts_pass_the_gate_but_for_a_few(site):
    seeder(site).write(range(20, 50))

    found = replace_findings_many(list(Revision.objects.select_related("story")))

    serious = [one for findings in found.values() for one in findings if one.severity == "block"]
    assert len(found) == 90
    assert len(serious) < 9


def test_made_up_stories_are_found_and_listed(site):
    seeder(site).write(range(600, 620))
    story = Story.objects.order_by("pk").first()
    title = story.translations.get(language_code="zh-hans").title

    results = search(site_id=site.pk, language_code="zh-hans", text=f'"{title}"', at=timezone.now())

    assert [hit.story_id for hit in results.hits] == [story.pk]
    assert SectionListing.objects.filter(publication__story=story).count() in {3, 6}


def test_seed_bulk_fills_up_to_the_number(site, in_this_process):
    first, second, third = run(stories=30), run(stories=40), run(stories=40)

    assert "30 stories created (90 texts" in first
    assert "10 stories created (30 texts" in second
    assert "30 unchanged" in second
    assert "0 stories created" in third
    assert Story.objects.count() == 40
    assert Tag.objects.count() == 32
    assert Image.objects.values("file").distinct().count() == 1


def test_without_indexes_the_same_comes_in(site, in_this_process, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    monkeypatch.setattr(seed_bulk, "WORTH_STRIPPING", 30)

    assert "30 stories created (90 texts, 1 corrected, 1 taken down)" in run(stories=30)

    assert not is_bare()
    monkeypatch.setattr(seed_bulk, "WORTH_STRIPPING", 10**9)
    written = [list(rows) for rows in _rows()]
    assert "30 unchanged" in run(stories=30)
    assert [list(rows) for rows in _rows()] == written
    assert all(written)


def _rows():
    return (model.objects.order_by("pk").values_list() for model in COLUMNS)


def test_seed_bulk_writes_in_the_languages_that_are_asked_for(site, in_this_process):
    run(languages="en,vi")

    codes = StoryTranslation.objects.values_list("language_code", flat=True)
    assert set(codes) == {"en", "vi"}
    assert Story.objects.filter(original_language="en").exists()


def test_seed_bulk_fills_the_site_that_is_named(site, in_this_process):
    other = make_site("other", ("vi",))
    make_section(other)

    run(site="other")

    assert set(Story.objects.values_list("origin", flat=True)) == {other.pk}


REFUSED = {
    "in production": ({"in_production": False}, "--in-production"),
    "no number": ({"stories": 0}, "--stories"),
    "too many stories": ({"stories": 10**20}, "--stories is a number from 1 to"),
    "too many processes": ({"jobs": 5_000}, "--jobs one from 1 to 64"),
    "no site": ({"site": "nowhere"}, "archive"),
    "language that the site has not": ({"languages": "fr"}, "vi, en, zh-hans"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_seed_bulk_refuses_and_says_what_to_do(site, in_this_process, name):
    options, said = REFUSED[name]

    with pytest.raises(CommandError, match=said):
        run(**options)

    assert not Story.objects.exists()


def test_of_two_at_once_one_says_that_there_is_another(site, in_this_process, monkeypatch):
    def clash(*args):
        raise IntegrityError
        yield

    monkeypatch.setattr(seed_bulk.Processes, "work", clash)

    with pytest.raises(CommandError, match="after 0 stories: another seed_bulk"):
        run()


def test_seed_bulk_needs_a_section(db, in_this_process):
    make_site("bare", ("vi",), is_default=True)

    with pytest.raises(CommandError, match="section"):
        run()


def test_seed_bulk_leaves_a_site_with_review_alone(site, in_this_process):
    site.review_required = True
    site.save()

    with pytest.raises(CommandError, match="review"):
        run()


@pytest.mark.django_db(transaction=True)
def test_processes_of_their_own_write_whole_batches():
    site = make_site("archive", ("vi", "en"), is_default=True)
    make_section(site)

    assert "60 stories created (120 texts" in run(stories=60, jobs=2)

    assert Story.objects.filter(origin=site).count() == 60
