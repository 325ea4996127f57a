"""`publish_story` and `take_down_story`: the same gate and rights as in the admin."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Publication, StateChange
from tests.factories import make_live_story, make_section, make_story, write_text

CHINESE = "美国商务部官员向路透社表示，通过香港转运的物资在今年一月至五月减少了百分之二十八。"


def run(command, *options):
    """Exit code, and what was said."""
    out = StringIO()
    try:
        call_command(command, *map(str, options), stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


@pytest.fixture
def story(site, section):
    return make_story(site, ("vi", "en"), section=section)


@pytest.fixture
def blocked(site, section):
    made = make_story(site, ("vi", "en"), section=section)
    write_text(made, "vi", body=f"<p>{CHINESE}</p>")
    return made


def test_publishes_all_written_languages_of_the_site(site, story):
    code, said = run("publish_story", story.pk, "--site", "news")

    assert code == 0, said
    assert {p.language_code for p in Publication.objects.all()} == {"vi", "en"}
    assert said.count("Public: ") == 2
    assert set(StateChange.objects.filter(verb="publish").values_list("actor", flat=True)) == {None}


def test_takes_times_section_and_languages(site, story):
    sport = make_section(site, "the-thao")
    begin, end = (timezone.now() + timedelta(days=days) for days in (1, 2))

    code, said = run(
        "publish_story", story.pk, "--site", "news", "--languages", "vi", "--section", "the-thao",
        "--at", begin.isoformat(), "--until", end.isoformat(),
    )  # fmt: skip

    assert code == 0, said
    row = Publication.objects.get()
    assert (row.section, row.publish_at, row.expire_at) == (sport, begin, end)


def test_blocking_finding_is_refused_and_said(blocked):
    code, said = run("publish_story", blocked.pk, "--site", "news", "--languages", "vi,ar")

    assert code == 1
    assert "[foreign-language]" in said
    assert "ar: " in said
    assert "--override-reason" not in said  # A language that is not there cannot be passed over.
    assert not Publication.objects.exists()


def test_only_a_reason_passes_the_gate(blocked):
    options = ("publish_story", blocked.pk, "--site", "news", "--languages", "vi")

    assert "--override-reason" in run(*options)[1]
    assert run(*options, "--override-reason", " ")[0] == 1
    assert not Publication.objects.exists()
    assert run(*options, "--override-reason", "Quoted.")[0] == 0
    assert StateChange.objects.get(verb="override").reason == "Quoted."


def test_person_has_their_own_rights(  # noqa: PLR0917
    site, story, blocked, reporter, editor, outsider
):
    options = ("--site", "news", "--languages", "vi")

    assert run("publish_story", story.pk, *options, "--as", "reporter")[0] == 1
    assert "no story" in run("publish_story", story.pk, *options, "--as", "outsider")[1]
    assert run("publish_story", blocked.pk, *options, "--as", "editor", "--override-reason", "x")[0]
    assert not Publication.objects.exists()
    assert run("publish_story", story.pk, *options, "--as", "editor")[0] == 0
    assert StateChange.objects.get(verb="publish").actor == editor


def test_dry_run_says_and_does_nothing(site, story):
    before = StateChange.objects.count()

    code, said = run("publish_story", story.pk, "--site", "news", "--dry-run")

    assert code == 0
    assert said.count("Would be public: ") == 2
    assert not Publication.objects.exists()
    assert StateChange.objects.count() == before


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--site", "nowhere"), "Sites: news"),
        (("--site", "news", "--section", "nowhere"), "section"),
        (("--site", "news", "--as", "nobody"), "nobody"),
        (("--site", "news", "--languages", ""), "at least one language"),
    ],
)
def test_what_is_not_there_is_named(story, options, word):
    code, said = run("publish_story", story.pk, *options)

    assert code == 1
    assert word in said


def test_takes_down_where_it_is_asked(site, other_site, section):
    story = make_live_story(site, ("vi", "en"), section=section)
    options = ("take_down_story", story.pk, "--reason", "Wrong.", "--languages", "vi")

    assert run(*options, "--dry-run")[1].count("Would be taken down: ") == 1
    assert not Publication.objects.filter(withdrawn_at__isnull=False).exists()
    assert run(*options)[0] == 0
    gone = Publication.objects.exclude(withdrawn_at=None)
    assert [row.language_code for row in gone] == ["vi"]
    assert StateChange.objects.get(verb="take_down").reason == "Wrong."
    # Safe to repeat.
    assert run(*options) == (0, "Nothing of it is public there.\n")


def test_take_down_asks_for_the_right(site, section, reporter):
    story = make_live_story(site, ("vi",), section=section)

    code, said = run("take_down_story", story.pk, "--reason", "x", "--as", "reporter")

    assert code == 1
    assert "take down" in said
    assert Publication.objects.get().withdrawn_at is None
