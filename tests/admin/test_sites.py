"""Sites in the admin: made at once, configured by their managers, and never half-written."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.enums import Role
from articles.models import Category, FooterLine, Site, SiteHost
from articles.sites.snapshot import forget_public_sites
from newscenter.hosts import KnownHosts
from tests.admin.desk import errors_on, signed_in
from tests.admin.site_page import address, settings_of
from tests.factories import make_image, make_live_story, make_story, make_user, publish_story

ADD = "admin:articles_site_add"
PLAN = {
    "key": "weekend",
    "hosts": "Weekend.example.org\nwww.weekend.example.org",
    "default_language": "vi",
    "name-vi": "Cuối tuần",
    "name-en": "Weekend",
    "name-zh-hans": "周末",
    "name-ar": "نهاية الأسبوع",
    "publisher": "",
    "time_zone": "Asia/Ho_Chi_Minh",
    "accent": "#AA5500",
    "sections": ["news", "sport"],
}
HOST = {"host": "weekend.example.org"}


def test_site_made_in_the_admin_is_a_working_news_site_at_once(admin, client, settings):
    settings.ALLOWED_HOSTS = KnownHosts(["desk.example.org", "testserver"])
    desk = signed_in(admin)

    response = desk.post(reverse(ADD), PLAN, follow=True)

    assert "weekend answers at weekend.example.org." in map(str, response.context["messages"])
    site = Site.objects.get(key="weekend")
    assert (site.publisher, site.accent) == ("Cuối tuần", "#aa5500")
    languages = ("vi", "en", "zh-hans", "ar")
    assert [e.language_code for e in site.editions.all()] == list(languages)
    assert [e.language_code for e in site.editions.filter(is_default=True)] == ["vi"]
    sport = Category.objects.get(site=site, key="sport")
    names = {text.language_code: text.name for text in sport.translations.all()}
    assert names["en"] == "Sport"
    assert len(set(names.values())) == len(languages)
    story = make_story(site, languages, section=sport)
    publish_story(story, site, languages)
    for code in languages:
        slug = sport.translations.get(language_code=code).slug
        text = story.translations.get(language_code=code)
        pages = [
            *(f"/{code}/", f"/{code}/{slug}/", f"/{code}/{slug}/{text.slug}-{story.pk}/"),
            f"/{code}/feeds/rss.xml",
        ]
        for path in pages:
            shown = client.get(path, headers=HOST)
            assert shown.status_code == 200, path
            assert text.title in shown.content.decode(), path
    for path in ("/sitemap.xml", "/robots.txt"):
        assert client.get(path, headers=HOST).status_code == 200
    assert "http://weekend.example.org/" in client.get("/robots.txt", headers=HOST).content.decode()
    other = client.get("/vi/", headers={"host": "www.weekend.example.org"})
    assert other["Location"] == "http://weekend.example.org/vi/"


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"key": "news"}, "key", "already"),
        ({"key": ""}, "key", "required"),
        ({"hosts": "news.example"}, "hosts", "belongs to the site news"),
        ({"hosts": "https://x.example/"}, "hosts", "host name"),
        ({"hosts": " "}, "hosts", "required"),
        ({"default_language": "fr"}, "name-fr", "needs a name"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "no time zone"),
        ({"accent": "red"}, "accent", "six digits"),
        ({"sections": ["horoscope"]}, "sections", "horoscope"),
    ],
)
def test_wrong_plan_is_said_at_its_field_and_makes_nothing(site, admin, wrong, field, said):
    response = signed_in(admin).post(reverse(ADD), PLAN | wrong)

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert said in str(form.errors[field])
    assert "Cuối tuần" in response.content.decode()
    assert not Site.objects.filter(key="weekend").exists()
    assert SiteHost.objects.count() == 1


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("own", [True, False], ids=["own site", "other site"])
def test_sites_are_founded_by_administrators_and_configured_by_their_managers(
    site, other_site, role, own
):
    client = signed_in(make_user((role, site if own else other_site)))

    answers = [
        client.get(reverse(ADD)).status_code,
        client.post(reverse(ADD), PLAN).status_code,
        client.post(address(site), settings_of(site) | {"publisher": "Changed"}).status_code,
        client.post(reverse("admin:articles_site_delete", args=[site.pk])).status_code,
    ]

    may = role == Role.SITE_MANAGER and own
    assert answers[:2] == [403, 403]
    assert answers[3] in {302, 403}
    site.refresh_from_db()
    assert (site.publisher == "Changed") is may
    assert Site.objects.count() == 2


def with_line(site, **line):
    line = {"language_code": "vi", "position": 1, "text": "Giấy phép số 12", "url": ""} | line
    rows = {f"footer_lines-0-{name}": value for name, value in line.items()}
    return settings_of(site) | rows | {"footer_lines-TOTAL_FORMS": 1}


def test_footer_lines_stand_at_the_foot_of_their_edition(site, section, manager, client):
    desk = signed_in(manager)
    assert desk.post(
        address(site), with_line(site, url="https://license.example/")
    ).status_code == (302)
    forget_public_sites()

    vietnamese = client.get("/vi/", headers={"host": "news.example"}).content.decode()
    english = client.get("/en/", headers={"host": "news.example"}).content.decode()

    assert '<a href="https://license.example/">Giấy phép số 12</a>' in vietnamese
    assert "Giấy phép" not in english


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "javascript:alert(1)"},
        {"url": "//evil.example"},
        {"text": ""},
        {"language_code": "fr"},
    ],
)
def test_wrong_footer_line_is_refused_and_nothing_is_kept(site, manager, wrong):
    response = signed_in(manager).post(
        address(site), with_line(site, **wrong) | {"publisher": "Changed"}
    )

    assert response.status_code == 200
    assert "errorlist" in errors_on(response)
    site.refresh_from_db()
    assert site.publisher != "Changed"
    assert not FooterLine.objects.exists()


def test_database_holds_lines_and_logo_to_their_site(site, other_site):
    FooterLine.objects.create(site=site, language_code="vi", text="x")
    check = transaction.get_connection().check_constraints
    check()
    with transaction.atomic():
        FooterLine.objects.create(site=site, language_code="fr", text="x")
        with pytest.raises(IntegrityError):
            check()
        transaction.set_rollback(True)
    with pytest.raises(IntegrityError), transaction.atomic():
        FooterLine.objects.create(site=site, language_code="vi", text="x", url="javascript:x")
    with transaction.atomic():
        Site.objects.filter(pk=site.pk).update(logo=make_image(other_site))
        with pytest.raises(IntegrityError):
            check()
        transaction.set_rollback(True)


def test_another_host_and_edition_take_the_first_place_in_one_step(site, manager):
    second = SiteHost.objects.create(site=site, host="www.news.example")
    data = settings_of(site)
    places = {data[f"hosts-{n}-id"]: n for n in range(2)}
    for pk, number in places.items():
        data.pop(f"hosts-{number}-is_primary", None)
        data |= {f"hosts-{number}-is_primary": "on"} if pk == second.pk else {}
    data.pop("editions-0-is_default")
    data["editions-1-is_default"] = "on"

    response = signed_in(manager).post(address(site), data)

    assert response.status_code == 302, errors_on(response)
    assert site.hosts.get(is_primary=True) == second
    assert site.editions.get(is_default=True).language_code == "en"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hosts-0-is_primary": None}, "exactly one host name"),
        ({"hosts-0-host": "sports.example"}, "already exists"),
        ({"hosts-0-DELETE": "on"}, "needs a host name"),
        ({"editions-0-is_default": None}, "exactly one edition"),
        ({"editions-1-is_default": "on"}, "exactly one edition"),
        ({"editions-0-DELETE": "on", "editions-1-is_default": "on"}, "Tiếng Việt stays"),
        (
            {
                "editions-TOTAL_FORMS": 4,
                "editions-3-language_code": "vi",
                "editions-3-position": 3,
                "editions-3-name": "x",
                "editions-3-description": "x",
                "editions-3-copyright_line": "x",
            },
            "has this edition already",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused_as_a_whole(site, other_site, manager, change, said):
    make_live_story(site)
    data = settings_of(site) | change | {"publisher": "Changed"}
    data = {name: value for name, value in data.items() if value is not None}

    response = signed_in(manager).post(address(site), data)

    assert said in errors_on(response)
    site.refresh_from_db()
    assert site.publisher != "Changed"
    assert site.hosts.get(is_primary=True).host == "news.example"
    assert site.editions.count() == 3


def test_edition_without_stories_goes_with_its_lines(site, section, manager):
    make_live_story(site)
    FooterLine.objects.create(site=site, language_code="ar", text="الترخيص")

    signed_in(manager).post(address(site), settings_of(site) | {"editions-2-DELETE": "on"})

    assert [e.language_code for e in site.editions.all()] == ["vi", "en"]
    assert not FooterLine.objects.exists()


def test_logo_is_a_picture_of_the_site_and_told_to_machines(
    site, other_site, section, manager, client
):
    make_live_story(site)
    theirs, own = make_image(other_site), make_image(site)

    refused = signed_in(manager).post(address(site), settings_of(site) | {"logo": theirs.pk})
    signed_in(manager).post(address(site), settings_of(site) | {"logo": own.pk})
    forget_public_sites()

    assert refused.status_code == 200
    home, rss, atom, feed = (
        client.get(path, headers={"host": "news.example"}).content.decode()
        for path in (
            "/vi/",
            *(f"/vi/feeds/{name}" for name in ("rss.xml", "atom.xml", "feed.json")),
        )
    )
    assert '"logo":{"@type":"ImageObject"' in home.replace('": ', '":').replace('", ', '",')
    assert f"/{own.pk}-" in rss.partition("<image>")[2].partition("</image>")[0]
    assert f"/{own.pk}-" in atom.partition("<logo>")[2].partition("</logo>")[0]
    assert f"/{own.pk}-" in feed.partition('"icon"')[2].partition(",")[0]


def test_site_with_stories_is_not_deleted_and_says_why(site, section, admin):
    make_live_story(site)
    client = signed_in(admin)

    for method in (client.get, lambda url: client.post(url, {"post": "yes"})):
        response = method(reverse("admin:articles_site_delete", args=[site.pk]))
        assert response["Location"] == address(site)
    page = client.get(address(site)).content.decode()

    assert "so it cannot be deleted" in page
    assert Site.objects.filter(pk=site.pk).exists()


def test_empty_site_is_deleted(other_site, admin):
    signed_in(admin).post(
        reverse("admin:articles_site_delete", args=[other_site.pk]), {"post": "yes"}
    )

    assert not Site.objects.exists()


def test_page_of_a_site_leads_to_its_sections_and_shows_the_accent(site, section, manager):
    page = signed_in(manager).get(address(site)).content.decode()

    assert reverse("admin:articles_category_change", args=[section.pk]) in page
    assert f"{reverse('admin:articles_category_add')}?site={site.pk}" in page
    assert 'fill="#1a4d7a"' in page
