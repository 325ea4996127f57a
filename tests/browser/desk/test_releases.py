"""A release in a real browser: planned from a story, filled, refused, and given its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.enums import Role
from articles.models import Publication
from tests.chromium import needs_chromium
from tests.factories import make_section, make_story, make_user, write_text

pytestmark = needs_chromium


@pytest.mark.parametrize("width", [1280, 390])
def test_release_is_planned_filled_refused_and_scheduled(
    site, other_site, section, open_desk, width
):
    make_section(other_site, "the-thao", vi="Thể thao", en="Sport")
    make_user((Role.EDITOR, site), (Role.EDITOR, other_site), username="editor")
    story = make_story(site, ("vi", "en"), texts={"title": "Kết quả bầu cử"})
    write_text(story, "en", body=" ")
    page = open_desk("editor", width)

    page.goto(page.url.partition("/admin/")[0] + f"/admin/articles/story/{story.pk}/change/")
    page.get_by_role("link", name="Add to a release…").click()
    page.get_by_label("Name of the new release").fill("Election night")
    page.get_by_role("button", name="Choose sites and languages").click()
    page.locator("input[name=sports-languages][value=vi]").check()
    page.select_option("select[name=sports-section]", label="Sport")
    page.get_by_role("button", name="Keep it so in the release").click()
    assert page.locator(".release-table tbody tr").count() == 3
    assert page.get_by_text("1 part is not ready").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Release now").click()
    assert "The title or the body is empty." in page.locator(".errorlist").inner_text()
    assert not Publication.objects.exists()

    write_text(story, "en", body="<p>It is 420 metres long.</p>")
    at = timezone.localtime(timezone.now() + timedelta(days=1), site.tzinfo).replace(
        second=0, microsecond=0
    )
    page.get_by_label("From").fill(f"{at:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Release at this time").click()

    page.get_by_text("All of it will be public at its time.").wait_for()
    assert page.locator(".release-standing .chip").inner_text() == "Scheduled"
    assert set(Publication.objects.values_list("publish_at", flat=True)) == {at}
    page.get_by_text("Cancel the release…").click()
    page.get_by_role("button", name="Cancel the release").click()
    page.get_by_text("The release was cancelled.").wait_for()
    assert not Publication.objects.exists()
    assert page.evaluate("document.documentElement.scrollWidth") == width
