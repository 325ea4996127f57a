"""The page on which editors arrange a front page: what it takes, shows, refuses and previews."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from articles.enums import Role, Verb
from articles.models import FrontPage, FrontPageSlot, Publication, StateChange
from articles.sites.snapshot import forget_public_sites
from articles.stylesheets.site import site_stylesheet
from articles.workflow import Slot, arrange, take_down
from tests.admin.desk import signed_in
from tests.factories import make_live_story, make_section, make_story, make_user, publish_story
from tests.views.pages import headlines, tree

NOW = timezone.now()
HOUR = timedelta(hours=1)
LIST = reverse("admin:articles_frontpage_changelist")


def url(site, code="vi", name="arrange"):
    return reverse(f"admin:articles_frontpage_{name}", args=[site.key, code])


def tell(site, title, *, hours_ago=1, **fields):
    return make_live_story(
        site, texts={"title": title}, publish={"publish_at": NOW - hours_ago * HOUR}, **fields
    )


def post(*rows, base=0, **more):
    """What the browser sends: rows of story, place and, if given, from, until, remove."""
    data = {"base": base, "slots-TOTAL_FORMS": len(rows), "slots-INITIAL_FORMS": 0}
    for number, (story, place, *rest) in enumerate(rows):
        data |= {f"slots-{number}-story": story.pk, f"slots-{number}-position": place}
        names = ("begins_at", "ends_at", "remove")
        data |= {f"slots-{number}-{name}": v for name, v in zip(names, rest, strict=False)}
    return data | more


def kept(code="vi"):
    return [
        (row.position, row.story_id)
        for row in FrontPageSlot.objects.filter(language_code=code).in_order()
    ]


def shown(response):
    """Every place: the stories of the editors, or what the rule has there."""
    places = []
    for place in fromstring(response.content.decode()).xpath("//*[@data-place]"):
        rows = [one.text_content().strip() for one in place.xpath(".//*[@data-title]")]
        rule = place.xpath(".//*[@data-rule][not(@hidden)]/bdi")
        places.append(rows or [f"({one.text_content()})" for one in rule])
    return places


@pytest.fixture
def news(site, section):
    return [tell(site, f"Tin {number}", hours_ago=number + 1) for number in range(3)]


@pytest.fixture
def client(editor):
    return signed_in(editor)


def test_saving_arranges_and_the_page_shows_what_the_rule_fills(site, news, client):
    assert shown(client.get(url(site)))[:4] == [["(Tin 0)"], ["(Tin 1)"], ["(Tin 2)"], []]

    response = client.post(url(site), post((news[2], 1), save=""), follow=True)

    assert kept() == [(1, news[2].pk)]
    assert shown(response)[:4] == [["Tin 2"], ["(Tin 0)"], ["(Tin 1)"], []]
    assert "The front page was arranged." in response.content.decode()
    assert StateChange.objects.get(verb=Verb.CURATE).actor.username == "editor"


def test_times_are_by_the_clocks_of_the_site(site, news, client):
    client.post(url(site), post((news[0], 2, "2026-12-24T18:00", "2026-12-25T06:00"), save=""))

    slot = FrontPageSlot.objects.get()
    assert slot.begins_at.isoformat() == "2026-12-24T11:00:00+00:00"
    assert slot.ends_at.isoformat() == "2026-12-24T23:00:00+00:00"
    html = client.get(url(site)).content.decode()
    assert 'value="2026-12-24T18:00"' in html
    assert 'value="2026-12-25T06:00"' in html


def test_finding_adding_and_moving_save_nothing_and_lose_nothing(site, news, client):
    found = client.post(url(site), post((news[2], 4), find="", q="Tin 1"))
    added = client.post(url(site), post((news[2], 1), add=news[1].pk))

    assert shown(found)[3] == ["Tin 2"]
    assert [title for _publication, title, _state in found.context["found"]] == ["Tin 1"]
    assert shown(added)[:3] == [["Tin 2"], ["Tin 1"], ["(Tin 0)"]]
    assert "Not saved yet." in added.content.decode()
    assert not FrontPage.objects.exists()
    assert not StateChange.objects.filter(verb=Verb.CURATE).exists()


def test_only_what_is_live_or_scheduled_there_is_offered(site, other_site, section, client):
    tell(site, "Đang đăng")
    tell(site, "Ngày mai", hours_ago=-24)
    take_down(tell(site, "Đã gỡ"), actor=None)
    Publication.objects.filter(story=tell(site, "Hết hạn")).update(expire_at=NOW)
    make_story(site, texts={"title": "Bản nháp"})
    publish_story(make_story(site, ("en",), texts={"title": "English"}), site, ("en",))
    tell(other_site, "Trang khác", section=make_section(other_site))

    def offered(words=""):
        response = client.post(url(site), post(find="", q=words))
        return [title for _publication, title, _state in response.context["found"]]

    assert offered() == ["Ngày mai", "Đang đăng"]
    for words in ("gỡ", "hạn", "nháp", "English", "khác"):
        assert offered(words) == []
    assert offered("mai") == offered("ngay mai") == ["Ngày mai"]
    assert offered("!!!") == []
    assert offered("dang dang") == ["Đang đăng"]
    story = Publication.objects.get(revision__title="Ngày mai").story_id
    assert offered(f"#{story}") == ["Ngày mai"]


def test_taking_off_leaves_the_place_to_the_rule(site, news, client):
    arrange(site, "vi", [Slot(1, news[2].pk)], actor=None, base=0)

    response = client.post(
        url(site), post((news[2], 1, "", "", "on"), base=1, save=""), follow=True
    )

    assert kept() == []
    assert shown(response)[0] == ["(Tin 0)"]


def test_faults_stand_beside_their_story_and_nothing_is_written(site, news, client):
    rows = [(news[0], 11), (news[1], 2, "2026-12-24T18:00", "2026-12-24T17:00"), (news[2], "x")]

    odd = client.post(url(site), post(*rows, save=""))
    response = client.post(url(site), post(*rows[:2], save=""))

    assert "Enter a whole number." in odd.content.decode()
    html = response.content.decode()
    assert "The places are 1 to 10." in html
    assert "It would end before it begins." in html
    assert [row.form.story_id for row in response.context["nowhere"]] == [news[0].pk]
    assert kept() == []


def test_somebody_elses_story_by_number_is_refused_without_its_title(
    site, other_site, section, client
):
    secret = tell(other_site, "Bí mật", section=make_section(other_site))

    saved = client.post(url(site), post((secret, 1), save=""))
    added = client.post(url(site), post(add=secret.pk))
    previewed = client.post(url(site, name="preview"), post((secret, 1)), follow=True)

    assert "The story was never published in this edition." in saved.content.decode()
    for response in (saved, added, previewed):
        assert "Bí mật" not in response.content.decode()
    assert kept() == []


def test_second_editor_sees_both_and_decides(site, news, client, chief):
    arrange(site, "vi", [Slot(1, news[1].pk)], actor=chief, base=0)

    refused = client.post(url(site), post((news[2], 1), base=0, save=""))

    assert kept() == [(1, news[1].pk)]
    html = refused.content.decode()
    assert "chief arranged this front page" in html
    assert refused.context["theirs"] == [(1, "Tin 1")]
    assert shown(refused)[0] == ["Tin 2"]
    assert re.search(r'name="base" value="1"', html)
    client.post(url(site), post((news[2], 1), base=1, save=""))
    assert kept() == [(1, news[2].pk)]


def test_marks_say_what_is_not_live_and_why(site, section, client, editor):
    gone, later, over = tell(site, "Đã gỡ"), tell(site, "Chờ", hours_ago=-24), tell(site, "Qua")
    slots = [Slot(1, gone.pk), Slot(2, later.pk), Slot(3, over.pk, None, NOW - HOUR)]
    arrange(site, "vi", slots, actor=None, base=0)
    take_down(gone, actor=editor, reason="Sai số liệu.")

    response = client.get(url(site))

    html = response.content.decode()
    assert "Sai số liệu." in html
    assert "It is to appear on" in html
    assert "Its time here is over" in html
    assert [row.is_shown for place in response.context["places"] for row in place.rows] == [
        False,
        False,
        False,
    ]
    assert response.context["places"][0].by_rule.card.title == "Qua"


ROLES = ["reporter", "translator", "photo_desk", "editor", "chief_editor", "site_manager"]
MAY = {"editor", "chief_editor", "site_manager"}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_every_address(site, other_site, news, role):
    """Of their site, in their language and in another; and of a site that is not theirs."""
    theirs = make_section(other_site)
    foreign = tell(other_site, "Bí mật", section=theirs)
    client = signed_in(make_user((Role(role), site), languages=("vi",)))
    own = 200 if role in MAY else 403

    assert client.get(LIST).status_code == own
    for name in ("arrange", "preview"):
        assert client.get(url(site, "vi", name)).status_code == own
        assert client.get(url(site, "en", name)).status_code == 403
        assert client.get(url(other_site, "vi", name)).status_code == 404
    assert client.post(url(site, "en"), post((news[0], 1), save="")).status_code == 403
    assert client.post(url(other_site), post((foreign, 1), save="")).status_code == 404
    saved = client.post(url(site), post((news[0], 1), save="")).status_code
    assert saved == (302 if role in MAY else 403)
    assert kept() == ([(1, news[0].pk)] if role in MAY else [])
    assert not FrontPageSlot.objects.filter(site=other_site).exists()


def test_list_has_the_editions_that_the_person_may_arrange(site, other_site, news):
    arrange(site, "vi", [Slot(1, news[0].pk), Slot(1, news[1].pk, NOW + HOUR)], actor=None, base=0)
    client = signed_in(make_user((Role.EDITOR, site), languages=("vi", "ar")))

    rows = client.get(LIST).context["editions"]

    assert [row.edition.language_code for row in rows] == ["vi", "ar"]
    assert [(row.holding, row.coming) for row in rows] == [(1, 1), (0, 0)]


def preview(client, site, at=None, code="vi"):
    forget_public_sites()
    local = at and timezone.localtime(at, site.tzinfo).strftime("%Y-%m-%dT%H:%M")
    return client.get(url(site, code, "preview"), {"at": local} if local else {})


def leads(response):
    return headlines(response)[0]


def test_preview_is_the_real_page_at_a_time(site, news, client):
    later = tell(site, "Chờ", hours_ago=-24)
    slots = [Slot(1, news[2].pk, NOW + 2 * HOUR), Slot(1, later.pk, NOW + 30 * HOUR)]
    arrange(site, "vi", slots, actor=None, base=0)

    now, then, tomorrow = (
        preview(client, site, at) for at in (None, NOW + 3 * HOUR, NOW + 31 * HOUR)
    )

    assert [leads(page) for page in (now, then, tomorrow)] == ["Tin 0", "Tin 2", "Chờ"]
    for page in (now, then):
        assert page.templates[0].name == "articles/home.html"
        assert "noindex" in page["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex, nofollow">' in page.content.decode()
        assert {"no-store", "private"} <= set(re.split(r",\s*", page["Cache-Control"]))
        assert page["Content-Language"] == "vi"


def test_preview_of_what_is_not_saved_saves_nothing(site, news, client):
    page = client.post(url(site, name="preview"), post((news[2], 1), at=""))

    assert leads(page) == "Tin 2"
    assert not FrontPage.objects.exists()
    assert not FrontPageSlot.objects.exists()
    assert not StateChange.objects.filter(verb=Verb.CURATE).exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"at": "soon"}, "The preview needs a time"),
        ({"slots-0-position": "99"}, "The places are 1 to 10."),
        ({"slots-0-position": ""}, "Correct the places and times first."),
        ({"base": 7}, "arranged by somebody else"),
    ],
)
def test_preview_that_cannot_be_says_why(site, news, client, sent, words):
    data = post((news[2], 1)) | sent

    response = client.post(url(site, name="preview"), data, follow=True)

    assert words in response.content.decode()
    assert "front-page-desk" in response.content.decode()


def test_preview_of_any_site_wears_its_own_colours(site, section, client):
    """At the one host where the desk works."""
    site.accent = "#7a1a4d"
    site.save()
    page = preview(client, site)

    [sheet] = tree(page).xpath("//link[@rel='stylesheet']/@href")
    answer = client.get(sheet, headers={"host": "sports.example"})

    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert answer.content == site_stylesheet(site.accent).content


def test_log_shows_and_exports_what_is_of_a_site(site, news, editor):
    arrange(site, "vi", [Slot(1, news[0].pk)], actor=editor, base=0)
    manager = signed_in(make_user((Role.SITE_MANAGER, site)))

    page = manager.get(
        reverse("admin:articles_statechange_changelist"), {"verb__exact": "curate"}
    ).content.decode()
    export = manager.get(reverse("admin:articles_statechange_export"), {"verb__exact": "curate"})
    lines = b"".join(export.streaming_content).decode().splitlines()

    assert url(site) in page
    assert "editor" in page
    assert len(lines) == 2
    assert ",curate,,,vi,news," in lines[1]
    assert f'""story"": {news[0].pk}' in lines[1]


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same(site, section, client, django_assert_num_queries, count):
    stories = [tell(site, f"Tin {number}") for number in range(count)]
    slots = [Slot(number + 1, story.pk) for number, story in enumerate(stories)]
    arrange(site, "vi", slots, actor=None, base=0)
    client.get(url(site))

    with django_assert_num_queries(13):
        client.get(url(site))
