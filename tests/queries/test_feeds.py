from __future__ import annotations

import pytest
from django.utils import timezone

from articles.models import Publication
from articles.queries.feeds import ENTRIES, feed_stories, newest_entries, newest_entries_listed
from articles.queries.listings import SECTION, listed
from articles.sites.snapshot import public_sites
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_source,
    make_tag,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("full", [True, False])
def test_prepared_entries_are_those_of_the_ordinary_query(site, other_site, section, full):
    elsewhere = make_section(site)
    for number in range(3):
        make_live_story(
            site,
            section=section if number else elsewhere,
            authors=(make_author(),),
            tags=(make_tag(), make_tag()),
            lead_image=make_image(site),
            source=make_source(),
        )
    make_live_story(other_site)
    at = timezone.now()
    shown = public_sites().with_id(site.pk)
    edition = shown.edition("vi")
    live = Publication.objects.live(at).on(site, "vi").newest()
    in_section = listed(SECTION, section.pk, site.pk, "vi", at)

    whole = newest_entries(shown, edition, at, full=full)
    part = newest_entries_listed(SECTION, section.pk, shown, edition, at, full=full)

    assert whole == feed_stories(live[:ENTRIES], edition, at, full=full)
    assert part == feed_stories(in_section[:ENTRIES], edition, at, full=full)
    assert (len(whole), len(part)) == (3, 2)
