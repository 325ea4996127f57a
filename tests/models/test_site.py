"""What a site is called."""

from __future__ import annotations

from django.utils.translation import override

from articles.models import Edition, Site
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
