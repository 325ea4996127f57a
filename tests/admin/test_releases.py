"""The pages of releases: what is shown to whom, and that buttons and verbs agree."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from articles.enums import ReleaseState, Role
from articles.models import Publication, Release
from articles.workflow import add_to_release, offer, plan_release, publish_release
from tests.admin.desk import signed_in, story_url
from tests.factories import make_live_story, make_section, make_story, make_user, write_text

LIST = reverse("admin:articles_release_changelist")
ADD = reverse("admin:articles_release_add")
ROLES = ["reporter", "translator", "photo_desk", "editor", "chief_editor", "site_manager"]
PUBLISH = {"editor", "chief_editor", "site_manager"}


def page(release):
    return reverse("admin:articles_release_change", args=[release.pk])


def parts(release, story):
    return reverse("admin:articles_release_parts", args=[release.pk, story.pk])


def look(user, address, **query):
    return signed_in(user).get(address, query)


def press(user, release, action, **data):
    return signed_in(user).post(page(release), {"action": action, **data}, follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def theirs(section, other_site):
    return make_section(other_site, "the-thao", vi="Thể thao", en="Sport")


@pytest.fixture
def story(site, theirs):
    return make_story(site, ("vi", "en"), texts={"title": "Kết quả bầu cử"})


@pytest.fixture
def release(site, other_site, theirs, story):
    """One story on two sites in two languages."""
    made = plan_release(site, name="Election night", actor=None)
    add_to_release(made, story, site=site, languages=["vi", "en"], actor=None)
    add_to_release(made, story, site=other_site, languages=["vi", "en"], section=theirs, actor=None)
    return made


def test_a_release_is_planned_filled_and_given_its_time(site, other_site, theirs, story, both):
    made = signed_in(both).post(ADD, {"name": "Election night", "site": site.pk})
    release = Release.objects.get()
    assert made.url == page(release)
    assert (release.name, release.created_by) == ("Election night", both)

    found = look(both, page(release), q="bầu cử")
    assert f'href="{parts(release, story)}"' in found.content.decode()
    form = look(both, parts(release, story))
    assert [panel.form.site for panel in form.context["panels"]] == [site, other_site]
    kept = signed_in(both).post(
        parts(release, story),
        {
            "news-languages": ["vi", "en"],
            "news-section": story.section_id,
            "sports-languages": ["vi"],
            "sports-section": theirs.pk,
            "sports-headline-vi": "Tít riêng",
        },
    )
    assert kept.url == page(release)
    shown = look(both, page(release))
    assert [part.state for part in shown.context["parts"]] == ["Ready"] * 3
    assert "Tít riêng" in text_of(shown)

    at = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    local = timezone.localtime(at, site.tzinfo)
    done = press(both, release, "at", publish_at=f"{local:%Y-%m-%dT%H:%M}")

    assert told(done) == ["All of it will be public at its time."]
    assert set(Publication.objects.values_list("publish_at", flat=True)) == {at}
    assert "Release now" not in text_of(done)
    later = local + timedelta(hours=1)
    press(both, release, "move", publish_at=f"{later:%Y-%m-%dT%H:%M}")
    assert set(Publication.objects.values_list("publish_at", flat=True)) == {later}
    gone = press(both, release, "cancel", reason="Postponed.")
    assert "Postponed." in text_of(gone)
    assert not Publication.objects.exists()
    for action in ("now", "at", "move", "cancel"):
        assert press(both, release, action).status_code == 403


def test_what_is_unticked_leaves_the_release_and_nothing_else(story, release, both):
    data = {"news-languages": ["vi"], "news-section": story.section_id}

    signed_in(both).post(parts(release, story), data)

    left = release.items.values_list("site__key", "language_code")
    assert list(left) == [("news", "vi")]


def test_all_sites_are_kept_or_none(site, other_site, theirs, story, both):
    other = plan_release(site, name="Other", actor=None)
    add_to_release(other, story, site=other_site, languages=["vi"], actor=None)
    release = plan_release(site, name="Mine", actor=None)

    refused = signed_in(both).post(
        parts(release, story), {"news-languages": ["vi"], "sports-languages": ["vi"]}
    )

    assert "in another release already: Other" in text_of(refused)
    assert not release.items.exists()


def test_every_reason_is_on_the_page_with_the_way_to_mend_it(
    site, other_site, story, release, both
):
    site.review_required = True
    site.save()
    write_text(story, "en", body=" ")
    release.items.filter(site=other_site).update(section=None)

    shown = look(both, page(release))
    refused = press(both, release, "now")

    assert [part.state for part in shown.context["parts"]] == ["Not ready"] * 4
    html = text_of(shown)
    assert "4 parts are not ready" in html
    assert "The title or the body is empty." in html
    assert "Choose a section of the site." in html
    assert f"{story_url('change', story)}#text-en" in html
    said = text_of(refused)
    assert "Nothing was done" in said
    assert escape("Kết quả bầu cử · News Center · Tiếng Việt: It has not been approved.") in said
    assert "News Center · English: The title or the body is empty." in said
    assert not Publication.objects.exists()


def test_findings_are_passed_over_with_a_reason(site, release, chief, both):
    story = make_story(site, ("vi", "en"), texts={"body": "<p>Một.</p><p>Cầu dài hai km.</p>"})
    release.items.all().delete()
    add_to_release(release, story, site=site, languages=["en"], actor=None)

    assert "override_reason" not in text_of(look(both, page(release)))
    html = text_of(look(chief, page(release)))
    assert "override_reason" in html
    assert f"{story_url('findings', story)}#findings-en" in html
    done = press(chief, release, "now", override_reason="It is right.")

    assert told(done) == ["Released: readers have all of it."]


def test_newer_text_of_a_live_story_is_noted(site, section, release, both, editor):
    live = make_live_story(site)
    release.items.all().delete()
    add_to_release(release, live, site=site, languages=["vi"], actor=None)
    assert "Readers have this text already." in text_of(look(editor, page(release)))

    write_text(live, "vi", dek="Mới.")

    assert "Readers see an older text." in text_of(look(editor, page(release)))


@pytest.mark.parametrize("name", ROLES)
def test_roles_on_both_sites_and_on_one(site, other_site, release, name):
    role = Role(name)
    everywhere = make_user((role, site), (role, other_site))
    here = make_user((role, site))
    publishes = name in PUBLISH

    shown = look(everywhere, page(release))
    half = look(here, page(release))

    assert shown.status_code == half.status_code == 200
    assert (shown.context["offered"].time is not None) is publishes
    assert (shown.context["offered"].cancel is not None) is publishes
    assert shown.context["offered"].may_add is publishes
    assert half.context["offered"].time is None
    assert half.context["offered"].may_add is publishes
    assert (look(here, ADD).status_code == 200) is publishes
    for action in ("now", "at", "cancel"):
        assert press(here, release, action).status_code == 403
    removed = press(here, release, f"remove-{release.items.first().pk}")
    assert (removed.status_code == 200) is publishes
    assert release.items.count() == (3 if publishes else 4)
    assert Release.objects.get().state == ReleaseState.PLANNED
    allowed = press(everywhere, release, "now")
    assert (allowed.status_code == 200) is publishes
    assert Publication.objects.count() == (3 if publishes else 0)


def test_nothing_of_a_release_elsewhere_can_be_seen(site, section, other_site, outsider):
    story = make_story(site)
    release = plan_release(site, name="Bí mật", actor=None)
    add_to_release(release, story, site=site, languages=["vi"], actor=None)
    client = signed_in(outsider)

    assert "Bí mật" not in text_of(client.get(LIST))
    assert client.get(page(release)).status_code == 302
    assert client.post(page(release), {"action": "now"}).status_code == 302
    assert client.get(parts(release, story)).status_code == 404
    assert client.post(parts(release, story), {"news-languages": ["vi"]}).status_code == 404
    assert client.get(ADD).status_code == 200
    client.post(ADD, {"name": "x", "site": site.pk})
    assert Release.objects.count() == 1
    assert not Publication.objects.exists()


def test_a_story_that_one_may_not_read_is_not_named(site, other_site, theirs, outsider):
    """It stands in a release that places something on the person's site, too."""
    secret = make_story(site, texts={"title": "Bí mật"})
    own = make_story(other_site, section=theirs, texts={"title": "Của mình"})
    release = plan_release(site, name="Together", actor=None)
    add_to_release(release, secret, site=site, languages=["vi"], actor=None)
    add_to_release(release, own, site=other_site, languages=["vi"], actor=None)

    shown = look(outsider, page(release), q="Bí")

    html = text_of(shown)
    assert "Của mình" in html
    assert "A story that you may not read" in html
    assert "Bí mật" not in html
    assert shown.context["hits"] == []
    assert "You do not publish: News Center: Tiếng Việt" in html


def test_search_offers_what_may_be_published_only(site, other_site, theirs, story, release):
    reader = make_user((Role.EDITOR, other_site), (Role.REPORTER, site))

    assert look(reader, page(release), q="bầu cử").context["hits"] == []
    offer(story, to_site=other_site, languages=["en"], actor=None)
    assert [hit[0] for hit in look(reader, page(release), q="bầu cử").context["hits"]] == [story.pk]
    [panel] = look(reader, parts(release, story)).context["panels"]
    assert panel.form.site == other_site
    assert panel.form.codes == ["en"]
    forged = signed_in(reader).post(
        parts(release, story), {"sports-languages": ["vi"], "sports-section": theirs.pk}
    )
    assert "is not one of the available choices" in text_of(forged)


def test_from_the_story_to_a_release(story, release, editor, reporter):
    address = story_url("release", story)
    html = text_of(look(editor, story_url("change", story)))
    assert f'href="{address}"' in html
    assert "In releases" in html
    assert "Election night" in html

    chosen = signed_in(editor).post(address, {"release": release.pk})
    made = signed_in(editor).post(address, {"name": "A new one"})
    neither = signed_in(editor).post(address, {"name": " "})

    assert chosen.url == parts(release, story)
    assert made.url == parts(Release.objects.get(name="A new one"), story)
    assert "one of the two" in text_of(neither)
    assert look(reporter, address).status_code == 403
    assert f'href="{address}"' not in text_of(look(reporter, story_url("change", story)))


def test_visibility_names_the_release(site, section, story, release, both):
    publish_release(release, actor=both, publish_at=timezone.now() + timedelta(days=1))

    html = text_of(look(both, story_url("visibility", story)))

    assert html.count("The release “Election night” says so.") == 4


@pytest.mark.parametrize("action", ["", "explode", "remove-x"])
def test_a_button_must_say_what(site, release, both, action):
    response = signed_in(both).post(page(release), {"action": action})

    assert response.status_code == (302 if action == "remove-x" else 200)
    if response.status_code == 200:
        assert told(response) == ["Press one of the buttons: nothing was done."]
    assert release.items.count() == 4
    assert not Publication.objects.exists()


@pytest.mark.parametrize("action", ["at", "move"])
def test_a_time_must_be_given_and_be_to_come(site, release, both, action):
    if action == "move":
        publish_release(release, actor=both, publish_at=timezone.now() + timedelta(days=1))

    empty = press(both, release, action)
    past = press(both, release, action, publish_at="2020-01-01T10:00")

    assert "Say from when." in text_of(empty)
    assert "That time has passed" in text_of(past)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(site, section, editor, count, django_assert_num_queries):
    release = plan_release(site, name="Many", actor=None)
    for _number in range(count):
        story = make_story(site, ("vi", "en"))
        add_to_release(release, story, site=site, languages=["vi", "en"], actor=None)
    client = signed_in(editor)
    client.get(page(release))

    with django_assert_num_queries(19):
        response = client.get(page(release))

    assert len(response.context["parts"]) == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(site, section, editor, count, django_assert_num_queries):
    for number in range(count):
        release = plan_release(site, name=f"Release {number}", actor=editor)
        add_to_release(release, make_story(site), site=site, languages=["vi"], actor=None)
    client = signed_in(editor)
    client.get(LIST)

    with django_assert_num_queries(6):
        response = client.get(LIST)

    assert [row.part_count for row in response.context["cl"].result_list] == [1] * count
