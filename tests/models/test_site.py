"""What a site is called."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.utils.translation import override

from articles.models import Edition, Site
from articles.models.site import known_time_zone
from tests.factories import make_site


def named(site: Site, language_code: str) -> str:
    with override(language_code):
        return str(Site.objects.get(pk=site.pk))


def test_a_site_is_called_as_its_edition_in_the_readers_language(site):
    assert named(site, "en") == "News Center"
    assert named(site, "ar") == "مركز الأخبار"
    # It has no Chinese edition: its default one speaks for it.
    assert named(site, "zh-hans") == "Trung tâm Tin tức"


def test_without_editions_the_key_is_all_there_is(db):
    assert str(make_site("news", ())) == "news"


def test_names_follow_the_editions(site):
    site.editions.filter(language_code="en").update(name="The News")
    renamed = named(site, "en")
    Edition.objects.get(site=site, language_code="en").delete()

    assert (renamed, named(site, "en")) == ("The News", "Trung tâm Tin tức")


def test_saving_a_site_as_it_was_read_earlier_keeps_the_names_of_today(site):
    early = Site.objects.get(pk=site.pk)
    site.editions.filter(language_code="en").update(name="The News")

    early.save()

    assert named(site, "en") == "The News"


def test_a_time_zone_is_one_that_days_of_views_can_be_made_in(site, monkeypatch):
    """Python has `localtime` on many systems; a roll-up with it fails, and counts for no site."""
    known_time_zone("Europe/Berlin")
    monkeypatch.setattr("articles.models.site.available_timezones", lambda: {"localtime"})
    with pytest.raises(ValidationError, match="is no time zone"):
        known_time_zone("localtime")
    with pytest.raises(DataError), transaction.atomic():
        Site.objects.update(time_zone="localtime")
