import pytest
from django.core.management import CommandError, call_command

from articles.enums import Role
from articles.models import Category, Site, StateChange
from newscenter.hosts import KnownHosts
from tests.factories import make_story, make_user, publish_story

PLAN = [
    "weekend",
    "--host=weekend.example.org",
    "--host=www.weekend.example.org",
    "--edition=vi:Cuối tuần",
    "--edition=en:Weekend",
    "--section=song:vi=Sống,en=Life",
    "--time-zone=Asia/Ho_Chi_Minh",
]


def test_new_site_is_a_working_news_site_at_once(db, client, capsys, settings):
    settings.ALLOWED_HOSTS = KnownHosts(["desk.example.org"])
    manager = make_user(username="manager")
    call_command("create_site", *PLAN, "--manager=manager")
    site = Site.objects.get(key="weekend")
    story = make_story(site, ("vi", "en"))
    publish_story(story, site, ("vi", "en"))

    home = client.get("/en/", headers={"host": "weekend.example.org"})
    section = client.get("/en/life/", headers={"host": "weekend.example.org"})
    feed = client.get("/vi/feeds/rss.xml", headers={"host": "weekend.example.org"})
    other = client.get("/", headers={"host": "www.weekend.example.org"})

    assert "New bridge joins two banks" in home.content.decode()
    assert "New bridge joins two banks" in section.content.decode()
    assert (feed.status_code, other.status_code) in {(200, 301), (200, 308), (200, 302)}
    assert manager.memberships.get().role == Role.SITE_MANAGER
    assert "weekend answers at weekend.example.org." in capsys.readouterr().out


def test_again_changes_nothing_and_adds_what_is_lacking(db, capsys):
    call_command("create_site", *PLAN)
    Site.objects.update(publisher="By hand")
    capsys.readouterr()

    call_command("create_site", *PLAN, "--section=du-lich:vi=Du lịch,en=Travel")

    out = capsys.readouterr().out
    assert "sites: 0 made, 1 kept" in out
    assert "sections: 1 made, 1 kept" in out
    assert Site.objects.get().publisher == "By hand"
    assert Category.objects.count() == 2


def test_footer_starter_sections_and_accent_come_with_the_site(db):
    call_command(
        "create_site",
        *PLAN,
        "--starter-sections",
        "--accent=#aa5500",
        "--footer=vi:Giấy phép số 12",
        "--footer=vi:Chịu trách nhiệm: An Nhiên",
    )

    site = Site.objects.get()
    assert site.accent == "#aa5500"
    assert [line.text for line in site.footer_lines.all()] == [
        "Giấy phép số 12",
        "Chịu trách nhiệm: An Nhiên",
    ]
    names = Category.objects.get(key="economy").translations
    assert names.get(language_code="vi").name == "Kinh tế"
    assert Category.objects.filter(key="song").exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("--edition=tlh:Qapla", "tlh"),
        ("--edition=English", "LANGUAGE:NAME"),
        ("--section=sport", "KEY:LANGUAGE=NAME"),
        ("--section=sport:fr=Sport", "fr"),
        ("--host=https://weekend.example.org/", "host"),
        ("--time-zone=Mars/Olympus", "time_zone"),
        ("--manager=nobody", "nobody"),
        ("--footer=fr:Licence", "no edition in fr"),
        ("--accent=red", "accent"),
        ("--host=taken.example", "taken.example belongs to the site"),
    ],
)
def test_wrong_plan_makes_nothing_and_says_why(db, site, wrong, words):
    site.hosts.create(host="taken.example")

    with pytest.raises(CommandError, match=words):
        call_command("create_site", *PLAN, wrong)

    assert not Site.objects.filter(key="weekend").exists()
    assert not StateChange.objects.exists()
