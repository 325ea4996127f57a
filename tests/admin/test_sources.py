from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Publication, Source
from tests.admin.desk import signed_in
from tests.factories import make_live_story, make_source


@pytest.fixture
def source():
    return make_source("Wire", vi="Theo Wire")


def save(user, source, **fields):
    credit = source.translations.get()
    data = {
        "name": source.name,
        "url": "",
        "translation_allowed": "on",
        "translations-TOTAL_FORMS": 1,
        "translations-INITIAL_FORMS": 1,
        "translations-0-id": credit.pk,
        "translations-0-master": source.pk,
        "translations-0-language_code": "vi",
        "translations-0-credit_line": credit.credit_line,
    } | fields
    client = signed_in(user)
    address = reverse("admin:articles_source_change", args=[source.pk])
    return client.post(address, {k: v for k, v in data.items() if v is not None}, follow=True)


def test_licence_is_enforced_in_the_moment_of_saving(site, section, source, admin):
    story = make_live_story(site, ("vi", "en"), source=source)
    until = timezone.now().replace(microsecond=0) + timedelta(days=2)

    response = save(
        admin,
        source,
        licensed_languages=["vi"],
        licensed_until_0=f"{until:%Y-%m-%d}",
        licensed_until_1=f"{until:%H:%M:%S}",
    )

    page = response.content.decode()
    assert "1 publication was taken down" in page
    assert "1 publication now ends with the licence." in page
    rows = {p.language_code: p for p in Publication.objects.filter(story=story)}
    assert rows["en"].withdrawn_at is not None
    assert rows["vi"].expire_at == until


def test_editor_keeps_sources_but_not_their_licences(site, section, source, editor):
    response = save(editor, source, name="Wire service", licensed_languages=["en"])

    assert response.status_code == 200
    kept = Source.objects.get()
    assert (kept.name, kept.licensed_languages) == ("Wire service", [])
