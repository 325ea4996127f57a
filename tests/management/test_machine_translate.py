"""`manage.py machine_translate`: a whole site, as far as the service and the quota go."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import StoryTranslation
from tests.exchange.machine.services import deepl_for
from tests.factories import make_story


@pytest.fixture
def service(settings, monkeypatch):
    with deepl_for(settings, monkeypatch) as service:
        yield service


def run(*arguments):
    out = StringIO()
    call_command("machine_translate", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_counts_without_sending(service, site, section):
    make_story(site)

    said = run("--site=news", "--language", "en", "ar", "--dry-run")

    assert said == (
        "Would be sent: 2 texts, 6 segments, 134 characters.\n"
        "Of this month's quota of DeepL 500000 characters are left.\n"
    )
    assert service.requests == []


def test_it_fills_what_is_missing_once(service, site, other_site, section):
    story, done = make_story(site), make_story(site, ("vi", "en"))
    make_story(other_site)

    first = run("--site=news", "--language", "en")
    second = run("--site=news", "--language", "en")

    assert first == "Translated by machine: 1 text, 3 segments.\n"
    assert second == "Translated by machine: 0 texts, 0 segments.\n"
    assert len(service.requests) == 1
    written = StoryTranslation.objects.filter(language_code="en", unconfirmed_segments__gt=0)
    assert [text.master_id for text in written] == [story.pk]
    assert done.pk != story.pk


def test_it_stops_at_a_failure_and_says_what_is_done(service, site, section):
    older, newer = make_story(site), make_story(site)
    service.faults = [lambda handler: handler.give(*answer), (403, {}, b"{}")]
    answer = (200, {}, b'{"translations": [{"text": "A"}, {"text": "B"}, {"text": "C"}]}')

    with pytest.raises(CommandError, match=r"key: see.*1 text, 3 segments") as stopped:
        run("--site=news", "--language", "en")

    assert f"#{older.pk} en" in str(stopped.value)
    assert [t.master_id for t in StoryTranslation.objects.filter(language_code="en")] == [newer.pk]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--site=nowhere", "--language", "en"], "Sites: news"),
        (["--site=news", "--language", "fr"], "Editions: vi, en, ar"),
        (["--site=news", "--language", "en", "--story", "99999"], "no story 99999"),
    ],
)
def test_what_is_not_there_is_named(service, site, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(*arguments)


def test_without_a_service_it_says_so(site, section):
    make_story(site)

    with pytest.raises(CommandError, match="set MACHINE_TRANSLATION"):
        run("--site=news", "--language", "en")
    assert "1 text, 3 segments, 67 characters." in run(
        "--site=news", "--language", "en", "--dry-run"
    )
