"""The page that has a translation filled by machine; nothing of it where none is configured."""

import pytest

from articles.models import MachineUsage, StoryTranslation
from articles.workflow import claim
from tests.admin.desk import signed_in, story_url
from tests.exchange.machine.services import deepl_for
from tests.factories import make_story

OFFER = "Machine translation…"


@pytest.fixture
def service(settings, monkeypatch):
    with deepl_for(settings, monkeypatch) as service:
        yield service


@pytest.fixture
def story(site, section):
    return make_story(site)


def bench_url(story, code):
    return f"{story_url('change', story).removesuffix('change/')}translate/{code}/"


def send(user, story, *codes, **fields):
    return signed_in(user).post(
        story_url("machine", story), {"languages": codes} | fields, follow=True
    )


def test_nothing_is_offered_where_none_is_configured(story, translator):
    client = signed_in(translator)

    for url in (story_url("change", story), bench_url(story, "en")):
        assert OFFER not in client.get(url).content.decode()
    assert client.get(story_url("machine", story)).status_code == 404


def test_a_translation_is_filled_and_opened(service, story, translator):
    client = signed_in(translator)
    assert OFFER in client.get(story_url("change", story)).content.decode()
    assert (
        f"{story_url('machine', story)}?language=en"
        in client.get(bench_url(story, "en")).content.decode()
    )
    asked = client.get(f"{story_url('machine', story)}?language=en").content.decode()
    assert "English (67 characters)" in asked
    assert "500,000 characters are left" in asked
    assert service.requests == []

    response = send(translator, story, "en")

    assert response.redirect_chain == [(bench_url(story, "en"), 302)]
    assert "3 segments translated by machine" in response.content.decode()
    text = StoryTranslation.objects.get(master=story, language_code="en")
    assert (text.title, text.unconfirmed_segments) == ("CẦU MỚI NỐI HAI BỜ SÔNG", 3)
    assert MachineUsage.objects.get().characters == 67
    # Nothing is missing any more.
    assert OFFER not in client.get(story_url("change", story)).content.decode()


def test_only_languages_of_the_person_are_offered(service, story, translator, outsider):
    page = signed_in(translator).get(story_url("machine", story)).content.decode()

    assert 'value="en"' in page
    assert 'value="ar"' not in page
    assert "ar" not in StoryTranslation.objects.values_list("language_code", flat=True)
    assert send(translator, story, "ar").context["form"].errors
    assert send(outsider, story, "en").status_code == 404
    assert service.requests == []


def test_what_the_service_says_is_shown(service, story, translator):
    service.faults = [(456, {}, b"{}")]

    page = send(translator, story, "en").content.decode()

    assert "English: DeepL: the quota of the account is used up." in page
    assert not StoryTranslation.objects.filter(language_code="en").exists()


def test_what_somebody_works_on_is_left_to_them(service, story, translator, editor):
    claim(story, "en", actor=editor)

    page = send(translator, story, "en").content.decode()

    assert "English: editor works on it" in page
    assert service.requests == []
