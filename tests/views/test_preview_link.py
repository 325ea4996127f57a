"""What somebody without an account sees: one text, for a time, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.enums import Role
from articles.models import Membership, PreviewLink
from articles.workflow import decline, end_preview, offer, share_preview
from tests.factories import make_story, make_user, write_text
from tests.views.pages import meta, texts, tree


@pytest.fixture
def story(site, section):
    return make_story(site, ("vi", "en", "ar"), section=section)


@pytest.fixture
def share(story):
    def make(language_code="vi", site=None, days=7, actor=None):
        return share_preview(
            story,
            site=site or story.origin,
            language_code=language_code,
            valid_for=timedelta(days=days),
            actor=actor,
        )

    return make


def at(token):
    return f"/-/preview/{token}/"


def is_private(page):
    return (
        page["Cache-Control"] == "private, no-store"
        and page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        and page["Referrer-Policy"] == "no-referrer"
        and page["X-Frame-Options"] == "DENY"
        and not page.cookies
    )


@pytest.mark.parametrize(
    ("code", "title"),
    [("vi", "Cầu mới nối hai bờ sông"), ("ar", "جسر جديد يربط الضفتين")],
)
def test_link_shows_the_unpublished_text(share, get, code, title):
    _link, token = share(code)

    page = get(at(token))

    assert page.status_code == 200
    assert is_private(page)
    assert texts(page, "//h1") == [title]
    assert meta(page, "robots") == ["noindex, nofollow"]
    # Of the bar only the width can be chosen, and it speaks the reader's language.
    assert {button.get("name") for button in tree(page).xpath("//button")} == {"preview_width"}
    assert tree(page).xpath("//aside")[0].get("lang") == code
    assert "/admin/" not in page.content.decode()


def test_link_shows_the_text_as_it_is_when_it_is_opened(story, share, get):
    _link, token = share()
    write_text(story, "vi", title="Tựa mới")

    assert texts(get(at(token)), "//h1") == ["Tựa mới"]
    phone = get(f"{at(token)}?preview_width=phone")
    assert "Tựa mới</h1>" in tree(phone).xpath("//iframe")[0].get("srcdoc")


def test_nothing_else_can_be_asked_of_it(story, site, share, get):
    _link, token = share("vi")
    other = make_story(site, texts={"title": "Bí mật", "dek": "", "body": "<p>x</p>"})

    page = get(
        f"{at(token)}?preview_language=en&preview_site=sports&revision={other.revisions.get().pk}"
    )

    assert texts(page, "//h1") == ["Cầu mới nối hai bờ sông"]
    assert "Bí mật" not in page.content.decode()
    # The story itself stays where nobody sees it.
    assert get(f"/vi/thoi-su/x-{story.pk}/").status_code == 404


@pytest.mark.parametrize("code", ["vi", "en", "ar"])
@pytest.mark.parametrize("end", ["expired", "ended"])
def test_after_its_end_it_says_so_in_the_language_of_the_edition(share, get, code, end):
    link, token = share(code)
    if end == "ended":
        end_preview(link, actor=None)
    else:
        long_ago = timezone.now() - timedelta(days=8)
        PreviewLink.objects.update(created_at=long_ago, expires_at=long_ago + timedelta(days=7))

    page = get(at(token))

    assert page.status_code == 410
    assert is_private(page)
    assert tree(page).get("lang") == code
    assert texts(page, "//*[@class='kicker']") == ["410"]
    assert "Cầu mới" not in page.content.decode()
    assert "جسر" not in page.content.decode()


def test_link_is_worth_as_much_as_the_right_of_its_maker(site, share, get):
    maker = make_user((Role.REPORTER, site))
    _link, token = share(actor=maker)
    assert get(at(token)).status_code == 200

    Membership.objects.filter(user=maker).update(role=Role.PHOTO_DESK)

    assert get(at(token)).status_code == 410


def test_link_on_a_site_that_was_offered_the_story_ends_with_the_offer(
    story, other_site, share, get
):
    delivery = offer(story, to_site=other_site, languages=["vi"], actor=None)
    _link, token = share(site=other_site)
    shown = get(at(token), host="sports.example")

    decline(delivery, actor=None, reason="No.")

    assert shown.status_code == 200
    assert get(at(token), host="sports.example").status_code == 410


def test_link_of_one_site_is_not_there_on_another(share, other_site, get):
    _link, token = share()

    page = get(at(token), host="sports.example")

    assert page.status_code == 404
    assert is_private(page)
    assert "Cầu mới" not in page.content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 43, "-_" * 500, "0"])
def test_guesses_find_nothing(share, get, token):
    share()

    page = get(at(token))

    assert page.status_code == 404
    assert is_private(page)


@pytest.mark.parametrize(
    "path", ["/-/preview/", "/-/preview/a b/", "/-/preview/%00/", "/-/preview/ü/"]
)
def test_what_is_no_token_is_not_there(site, get, path):
    assert get(path).status_code == 404


def test_only_looking_is_allowed(share, client):
    _link, token = share()

    assert client.post(at(token), headers={"host": "news.example"}).status_code == 405


def test_last_opening_is_kept_to_the_minute(share, get):
    link, token = share()
    end_time = timezone.now()

    get(at(token))
    link.refresh_from_db()
    first = link.used_at
    get(at(token))
    link.refresh_from_db()
    assert first >= end_time
    assert link.used_at == first

    PreviewLink.objects.update(used_at=first - timedelta(minutes=2))
    get(at(token))
    link.refresh_from_db()
    assert link.used_at > first


@pytest.mark.parametrize("links", [1, 3])
def test_queries(share, reporter, get, links, django_assert_num_queries):
    token = [share(actor=reporter)[1] for _ in range(links)][-1]
    get(at(token))

    with django_assert_num_queries(9):
        get(at(token))
