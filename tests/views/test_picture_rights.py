"""The rights in a picture end: from that moment readers meet it nowhere, and stories stay."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow

from articles.enums import Role
from articles.imaging import addresses
from articles.imaging.attribution import read_attribution
from articles.imaging.formats import AVIF, JPEG, SERVED
from articles.imaging.sizes import CARD, THUMB
from articles.imaging.uploads import inspect
from articles.models import ImageTranslation
from articles.queries.sitemaps import stories_in_a_file_of
from articles.workflow import keep_picture
from tests.admin.desk import signed_in
from tests.factories import (
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_source,
    make_tag,
    make_user,
)
from tests.imaging.pictures import encoded, quartered
from tests.views.pages import address, json_ld, meta, tree

CREDIT = "Ảnh: Hồ Thanh Tùng"
PAGES = [
    *("story", "home", "section", "tag", "author", "archive", "search", "corrections"),
    *("rss.xml", "atom.xml", "feed.json", "sitemap"),
]
WITHOUT_PICTURES = {"search", "corrections"}


@pytest.fixture
def image(site):
    image = make_image(site, credit=CREDIT)
    ImageTranslation.objects.create(master=image, language_code="vi", alt="Cầu", caption="Cây cầu")
    return image


@pytest.fixture
def story(site, image):
    """A story that shows the picture above its text, in it, and as its author's portrait."""
    author = make_author("An Nguyen")
    author.portrait = image
    author.save()
    body = (
        '<p>Cây cầu dài 420 mét.</p><figure data-image-id="%s"><figcaption>Nhìn từ xa'
        "</figcaption></figure><p>Hết.</p>"
    )
    return make_live_story(
        site,
        section=make_section(site, "news", vi="Thời sự"),
        authors=(author,),
        tags=(make_tag("cau"),),
        lead_image=image,
        texts={"body": body % image.pk},
    )


def path_of(page, story):
    shown = story.publications.get()
    day = timezone.localdate(shown.publish_at, timezone=shown.site.tzinfo)
    return {
        "story": address(story),
        "home": "/vi/",
        "section": "/vi/thoi-su/",
        "tag": "/vi/tag/cau-vi/",
        "author": "/vi/author/an-nguyen/",
        "archive": f"/vi/archive/{day:%Y/%m}/",
        "search": "/vi/search/?q=cầu",
        "corrections": "/vi/corrections/",
        "sitemap": f"/sitemaps/stories-{story.pk // stories_in_a_file_of(3)}.xml",
    }.get(page, f"/vi/feeds/{page}")


def end(image, moment):
    image.rights_until = moment
    image.save()


@pytest.mark.parametrize("page", PAGES)
def test_a_picture_without_rights_is_nowhere_and_its_story_stays(get, story, image, page):
    path = path_of(page, story)
    before = get(path).getvalue().decode()
    assert (f"/{image.pk}-" in before) == (page not in WITHOUT_PICTURES)

    end(image, timezone.now() - timedelta(seconds=1))
    after = get(path)

    assert after.status_code == 200
    text = after.getvalue().decode()
    assert "/media/" not in text
    assert CREDIT not in text
    if page != "corrections":
        assert f"-{story.pk}/" in text

    end(image, timezone.now() + timedelta(hours=1))
    assert (f"/media/t/{image.pk // 1000}/{image.pk}-" in get(path).getvalue().decode()) == (
        page not in WITHOUT_PICTURES
    )


def test_the_figure_goes_as_a_whole_and_leaves_no_gap(get, story, image):
    end(image, timezone.now())

    page = get(address(story))

    assert tree(page).xpath("//article//figure") == []
    assert b"Nh\xc3\xacn t\xe1\xbb\xab xa" not in page.content
    assert meta(page, "og:image") == []
    assert "image" not in json_ld(page)["NewsArticle"]
    [prose] = tree(page).xpath("//*[@class='prose']")
    assert [element.text for element in prose] == ["Cây cầu dài 420 mét.", "Hết."]


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("ended", [True, False])
def test_ending_rights_cost_no_query(get, site, django_assert_num_queries, item_count, ended):
    section = make_section(site, "news", vi="Thời sự")
    moment = timezone.now() + timedelta(hours=-1 if ended else 1)
    # One more, so that another story stands beside each.
    for _number in range(1 + item_count):
        image = make_image(site, rights_until=moment)
        body = f'<p>Một.</p><figure data-image-id="{image.pk}"></figure>'
        story = make_story_with(site, section, image, body)
    path = address(story)
    get("/vi/")

    with django_assert_num_queries(3):
        get(path)
    with django_assert_num_queries(2):
        get("/vi/thoi-su/")


def make_story_with(site, section, image, body):
    """Published before the rights end, as the publish verb asks."""
    until, image.rights_until = image.rights_until, None
    image.save()
    story = make_live_story(site, section=section, lead_image=image, texts={"body": body})
    end(image, until)
    return story


def test_structured_data_says_whose_the_picture_is(get, story, image):
    rights = {
        "creator": "Hồ Thanh Tùng",
        "copyright_notice": "© 2026 VNA",
        "licence_url": "https://example.org/licence",
        "licensor_url": "https://example.org/buy",
        "digital_source": "humanEdits",
    }
    type(image).objects.filter(pk=image.pk).update(**rights)

    told = json_ld(get(address(story)))["NewsArticle"]["image"]

    assert told["creditText"] == CREDIT
    assert told["creator"] == {"@type": "Person", "name": "Hồ Thanh Tùng"}
    assert told["copyrightNotice"] == "© 2026 VNA"
    assert told["license"] == "https://example.org/licence"
    assert told["acquireLicensePage"] == "https://example.org/buy"
    assert told["digitalSourceType"].endswith("/digitalsourcetype/humanEdits")
    assert told["contentUrl"] == told["url"]


def test_structured_data_says_nothing_that_nobody_knows(get, story):
    told = json_ld(get(address(story)))["NewsArticle"]["image"]

    assert set(told) == {"@type", "url", "contentUrl", "width", "height", "creditText"}


# --- the files themselves ---------------------------------------------------------------------


@pytest.fixture
def stored(site):
    inspected = inspect(ContentFile(encoded(quartered(1200, 900), "JPEG")))
    return make_image(
        site,
        file=inspected.as_file(),
        width=inspected.width,
        height=inspected.height,
        checksum=inspected.checksum,
        credit=CREDIT,
        creator="Hồ Thanh Tùng",
        licence_url="https://example.org/licence",
    )


def url_of(image, size=CARD, width=480, served=JPEG):
    image.refresh_from_db()
    return addresses.address(image, size, width, served).url


@pytest.mark.parametrize("served", SERVED, ids=lambda served: served.name)
@pytest.mark.parametrize("size", [CARD, THUMB], ids=lambda size: size.name)
def test_every_rendition_says_whose_it_is_and_no_more(client, stored, served, size):
    content = client.get(url_of(stored, size, size.widths[0], served)).content

    picture = Pillow.open(io.BytesIO(content))
    assert read_attribution(picture, content).said() == {
        "creator": "Hồ Thanh Tùng",
        "credit": CREDIT,
        "licence_url": "https://example.org/licence",
    }
    assert not picture.getexif()
    assert not picture.info.get("icc_profile")


@pytest.mark.parametrize(
    "changed",
    [{"credit": "VNA"}, {"usage_terms": "Once"}, {"licensor_url": "https://example.org/"}],
    ids=str,
)
def test_changed_words_have_a_new_address_to_which_the_old_one_leads(
    client, stored, settings, django_capture_on_commit_callbacks, changed
):
    old = url_of(stored)
    client.get(old)

    with django_capture_on_commit_callbacks(execute=True):
        for name, value in changed.items():
            setattr(stored, name, value)
        keep_picture(stored, actor=None)

    new = url_of(stored)
    assert new != old
    assert not (Path(settings.MEDIA_ROOT) / old.removeprefix("/media/")).exists()
    assert client.get(old)["Location"] == new
    assert client.get(new).status_code == 200


def test_saving_without_a_change_keeps_what_was_made(
    client, stored, settings, django_capture_on_commit_callbacks
):
    url = url_of(stored)
    client.get(url)

    with django_capture_on_commit_callbacks(execute=True):
        keep_picture(stored, actor=None)

    assert url_of(stored) == url
    assert (Path(settings.MEDIA_ROOT) / url.removeprefix("/media/")).exists()


def test_a_proxy_asks_each_second_whether_rights_have_ended(client, stored, settings):
    settings.BEHIND_PROXY = True
    end(stored, timezone.now() + timedelta(minutes=10))
    url = url_of(stored)

    shown = client.get(url)
    same = client.get(url, headers={"If-None-Match": shown["ETag"]})
    end(stored, timezone.now())
    gone = client.get(url)

    assert [one.status_code for one in (shown, same, gone)] == [200, 304, 410]
    for answer in (shown, same, gone):
        assert int(answer["X-Accel-Expires"].removeprefix("@")) <= timezone.now().timestamp()


def test_a_stored_rendition_is_gone_at_the_moment_and_back_with_new_rights(
    client, stored, settings, django_capture_on_commit_callbacks
):
    forever = url_of(stored)
    assert client.get(forever).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        stored.rights_until = timezone.now() + timedelta(minutes=10)
        keep_picture(stored, actor=None)
    timed = url_of(stored)
    assert timed.startswith("/media/t/")
    # What a web server in front would answer with is not there any more.
    assert not (Path(settings.MEDIA_ROOT) / forever.removeprefix("/media/")).exists()
    assert client.get(forever)["Location"] == timed
    shown = client.get(timed)
    assert shown.status_code == 200
    seconds = int(shown["Cache-Control"].split("max-age=")[1].split(",")[0])
    assert 0 < seconds <= 600

    end(stored, timezone.now())
    for address_given in (timed, forever, url_of(stored)):
        gone = client.get(address_given)
        assert (gone.status_code, gone["Cache-Control"]) == (410, "public, max-age=60")
        assert gone.content == b"The rights in this picture have ended."

    end(stored, None)
    assert client.get(timed)["Location"] == url_of(stored) == forever
    assert client.get(forever).status_code == 200


def test_those_who_keep_the_picture_still_see_it(client, site, other_site, stored):
    end(stored, timezone.now())
    url = url_of(stored, served=AVIF)

    seen = signed_in(make_user((Role.TRANSLATOR, site))).get(url)

    assert seen.status_code == 200
    assert seen["Cache-Control"] == "private, no-store"
    assert signed_in(make_user((Role.SITE_MANAGER, other_site))).get(url).status_code == 410
    assert client.get(url).status_code == 410


def test_an_address_cannot_be_moved_to_where_nobody_asks(client, stored):
    end(stored, timezone.now())
    url = url_of(stored)

    assert client.get(url.replace("/media/t/", "/media/r/")).status_code == 410


# --- credits by construction ------------------------------------------------------------------


@pytest.mark.parametrize("full", [True, False])
def test_every_feed_credits_source_and_picture(get, site, image, full):
    site.full_feeds = full
    site.save()
    source = make_source("Wire", vi="Theo Wire")
    make_live_story(site, section=make_section(site, "news"), lead_image=image, source=source)

    rss, atom, feed = (
        get(f"/vi/feeds/{form}").content.decode() for form in ("rss.xml", "atom.xml", "feed.json")
    )

    assert "<dc:source>Theo Wire</dc:source>" in rss
    assert "<rights>Theo Wire</rights>" in atom
    for xml in (rss, atom):
        assert f"<media:credit>{CREDIT}</media:credit>" in xml
    [item] = json.loads(feed)["items"]
    assert item["_newscenter"] == {"credit": "Theo Wire", "image_credit": CREDIT}
    assert "Theo Wire" in item["content_html" if full else "content_text"]
