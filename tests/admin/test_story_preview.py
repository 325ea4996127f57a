"""Previews at the desk: the real page, of what is saved and of what is only typed."""

import re

import pytest

from articles.enums import Role
from articles.models import Publication, Revision, StateChange, StoryTranslation
from articles.workflow import decline, offer, take_down
from tests.admin.desk import signed_in, story_post, story_url, texts_of
from tests.factories import (
    head_of,
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_source,
    make_story,
    make_tag,
    make_user,
    publish_story,
    write_text,
)
from tests.views.pages import links, meta, texts, tree


@pytest.fixture
def story(site, section):
    return make_story(
        site,
        ("vi", "en"),
        section=section,
        authors=(make_author("Lê An"),),
        tags=(make_tag("cau"),),
        source=make_source("Reuters", vi="Theo Reuters"),
        lead_image=make_image(site),
    )


def preview(user, story, **asked):
    asked = {f"preview_{name}" if name != "revision" else name: asked[name] for name in asked}
    return signed_in(user).get(story_url("preview", story), asked)


def test_unpublished_text_in_the_real_page_of_its_site(story, reporter):
    page = preview(reporter, story)

    assert page.status_code == 200
    assert tree(page).get("lang") == "vi"
    assert texts(page, "//h1") == ["Cầu mới nối hai bờ sông"]
    assert texts(page, "//*[@class='kicker']") == ["Thời sự"]
    assert texts(page, "//*[@class='byline']") == ["Lê An"]
    assert texts(page, "//*[@class='source-credit']") == ["Theo Reuters"]
    assert texts(page, "//*[@class='tag-list']") == ["cau vi"]
    assert len(tree(page).xpath("//figure//img[starts-with(@src, '/media/r/')]")) == 1
    assert "Saved by The system" in texts(page, "//aside")[0]


def test_nothing_of_it_is_for_search_engines_caches_or_counters(story, reporter):
    page = preview(reporter, story)

    html = page.content.decode()
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert meta(page, "robots") == ["noindex, nofollow"]
    assert meta(page, "og:title") == ["Preview"]
    assert not tree(page).xpath("//link[@rel='canonical' or @hreflang]")
    for trace in ("ld+json", "views.js", "data-token", "view.gif", "og:image", "og:description"):
        assert trace not in html


def test_links_lead_to_the_real_site(story, site, other_site, reporter):
    publish_story(make_story(site), site)

    page = preview(reporter, story)

    found = tree(page).xpath("//body//a[not(ancestor::aside)]")
    assert {a.get("href").split("/")[2] for a in found if "#" not in a.get("href")} == {
        "news.example",
        "sports.example",
    }
    assert all(a.get("target") == "_blank" for a in found if "#" not in a.get("href"))


def test_language_site_and_width_are_chosen_in_the_bar(story, site, other_site, reporter):
    theirs = make_section(other_site, vi="Bóng đá", en="Football")
    publish_story(story, other_site, ("en",), section=theirs, headlines={"en": "Our headline"})

    vietnamese = preview(reporter, story, site="sports")
    english = preview(reporter, story, language="en", site="sports", width="phone")

    # In Vietnamese the other site neither has it nor was offered it.
    assert texts(vietnamese, "//*[contains(@class, 'nameplate-name')]") == ["Trung tâm Tin tức"]
    assert not tree(vietnamese).xpath("//button[@name='preview_site']")
    assert [b.get("value") for b in tree(english).xpath("//aside//button[@aria-current]")] == [
        "en", "sports", "phone",
    ]  # fmt: skip
    (frame,) = tree(english).xpath("//iframe")
    framed = frame.get("srcdoc")
    assert "Our headline</h1>" in framed
    assert ">Football</a>" in framed
    assert "skip-link" not in framed
    assert english["X-Frame-Options"] == "DENY"


def test_site_that_was_offered_the_story_sees_it_in_its_own_look(
    site, other_site, section, editor, outsider
):
    story = make_story(site, ("vi", "en"), section=section)
    delivery = offer(story, to_site=other_site, languages=["vi"], actor=editor)

    page = preview(outsider, story, site="sports")

    assert texts(page, "//*[contains(@class, 'nameplate-name')]") == ["Trung tâm Tin tức"]
    assert links(page, "//*[contains(@class, 'nameplate-name')]/a") == ["http://sports.example/vi/"]
    (sheet,) = links(page, "//head/link[contains(@href, '/-/site-')]")
    assert signed_in(outsider).get(sheet)["Cache-Control"]

    decline(delivery, actor=outsider, reason="Không hợp.")
    assert preview(outsider, story).status_code == 404


def test_stylesheet_of_the_site_is_given_at_any_host(story, site, other_site, reporter, client):
    other_site.accent = "#00ff00"
    other_site.save()
    publish_story(story, other_site, section=make_section(other_site))

    (sheet,) = links(preview(reporter, story, site="sports"), "//link[contains(@href, '/-/site-')]")
    here = client.get(sheet, headers={"host": "news.example"}).content
    there = client.get(sheet, headers={"host": "sports.example"}).content

    assert here == there


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shared", ["own", "offered", "carried", "taken down", "foreign"])
def test_who_may_look(site, other_site, section, role, language, shared):  # noqa: PLR0917
    """Reading is of the story, whatever the languages of the role."""
    user = make_user((role, site if shared == "own" else other_site), languages=("vi",))
    story = make_story(site, ("vi", "en"), section=section)
    if shared == "offered":
        offer(story, to_site=other_site, languages=["vi", "en"], actor=None)
    elif shared in {"carried", "taken down"}:
        publish_story(story, other_site, ("vi", "en"), section=make_section(other_site))
        if shared == "taken down":
            take_down(story, actor=None)
    site_key = "news" if shared == "own" else "sports"

    page = preview(user, story, language=language, site=site_key)

    if shared == "foreign":
        assert page.status_code == 404
        assert story.original().title not in page.content.decode()
    else:
        shows = {"own": "news", "taken down": "news"}.get(shared, "sports")
        (home,) = links(page, "//*[contains(@class, 'nameplate-name')]/a")
        assert home == f"http://{shows}.example/{language}/"


def test_reader_account_and_stranger_are_sent_to_sign_in(story, client):
    assert client.get(story_url("preview", story)).status_code == 302
    assert preview(make_user(is_staff=False), story).status_code == 302


def test_preview_of_a_live_story_shows_the_working_copy_and_says_what_readers_see(
    site, section, reporter
):
    story = make_live_story(site, section=section)
    before = preview(reporter, story)
    write_text(story, "vi", title="Tựa mới")
    after = preview(reporter, story)

    assert "Readers of the site see this text." in texts(before, "//aside")[0]
    assert "Readers of the site see this text." not in texts(after, "//aside")[0]
    assert texts(after, "//h1") == ["Tựa mới"]
    first = story.revisions.earliest("pk")
    assert texts(preview(reporter, story, revision=first.pk), "//h1") == [first.title]


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "-1", "²"])
def test_revision_that_is_not_there(story, reporter, number):
    assert preview(reporter, story, revision=number).status_code == 404


def test_revision_of_another_story_is_not_there(story, site, reporter):
    other = head_of(make_story(site), "vi")

    assert preview(reporter, story, revision=other.pk).status_code == 404


def test_a_section_without_name_and_a_site_without_edition(site, other_site, section, reporter):
    story = make_story(site, ("vi", "ar"), section=section)
    publish_story(story, other_site, ("vi",), section=make_section(other_site))
    section.translations.filter(language_code="ar").delete()

    page = preview(reporter, story, language="ar", site="sports")

    assert texts(page, "//h1") == ["جسر جديد يربط الضفتين"]
    assert texts(page, "//*[@class='kicker']") == []
    assert tree(page).get("dir") == "rtl"
    assert tree(page).xpath("//aside")[0].get("dir") == "ltr"


# --- what is typed ------------------------------------------------------------------------------


def typed(story, **changes):
    rows = texts_of(story)
    for code, fields in changes.items():
        rows[code] = rows.get(code, {"language_code": code}) | fields
    return story_post(story, rows)


def test_typed_text_is_shown_sanitised_and_not_saved(story, reporter):
    before = (Revision.objects.count(), StateChange.objects.count())
    body = '<p>Mới <a href="javascript:alert(1)">x</a><script>alert(1)</script></p>'
    data = typed(story, vi={"title": "Chưa lưu", "body": body})

    page = signed_in(reporter).post(story_url("preview", story), data)

    assert texts(page, "//h1") == ["Chưa lưu"]
    assert texts(page, "//*[@class='prose']") == ["Mới x"]
    assert "javascript:" not in page.content.decode().partition("</aside>")[2]
    assert "Nothing of it has been saved." in texts(page, "//aside")[0]
    assert (Revision.objects.count(), StateChange.objects.count()) == before
    assert not StoryTranslation.objects.filter(title="Chưa lưu").exists()


def test_bar_of_a_typed_text_posts_it_again(story, reporter):
    client = signed_in(reporter)
    page = client.post(story_url("preview", story), typed(story, en={"title": "Not saved"}))

    form = tree(page).xpath("//aside/form")[0]
    fields = {}
    for field in form.xpath(".//input"):
        fields.setdefault(field.get("name"), []).append(field.get("value"))
    english = client.post(story_url("preview", story), fields | {"preview_language": "en"})

    assert form.get("method") == "post"
    assert texts(english, "//h1") == ["Not saved"]


def test_typed_fields_of_the_story_are_shown(story, site, reporter):
    first, second = make_author("Bùi Chi"), make_author("An Vũ")
    stored = story.bylines.get()
    data = typed(story) | {
        "tags": [make_tag("song").pk],
        "source": make_source("AFP", vi="Theo AFP").pk,
        "bylines-TOTAL_FORMS": 3,
        "bylines-INITIAL_FORMS": 1,
        "bylines-0-id": stored.pk,
        "bylines-0-author": stored.author_id,
        "bylines-0-was": stored.author_id,
        "bylines-0-position": 0,
        "bylines-0-DELETE": "on",
        "bylines-1-author": first.pk,
        "bylines-1-position": 2,
        "bylines-2-author": second.pk,
        "bylines-2-position": 1,
        **{f"bylines-{row}-story": story.pk for row in range(3)},
    }

    page = signed_in(reporter).post(story_url("preview", story), data)

    assert texts(page, "//*[@class='byline']") == ["An Vũ · Bùi Chi"]
    assert texts(page, "//*[@class='tag-list']") == ["song vi"]
    assert texts(page, "//*[@class='source-credit']") == ["Theo AFP"]
    assert story.bylines.count() == 1


def test_translator_sees_the_fields_that_are_not_theirs(story, translator):
    data = typed(story, en={"title": "Mine"}, vi={"title": "Not mine"})

    client = signed_in(translator)
    english = client.post(story_url("preview", story), data | {"preview_language": "en"})
    original = client.post(story_url("preview", story), data)

    assert texts(english, "//h1") == ["Mine"]
    assert texts(english, "//*[@class='byline']") == ["Lê An"]
    assert texts(english, "//*[@class='tag-list']") == ["cau en"]
    assert texts(original, "//h1") == ["Cầu mới nối hai bờ sông"]


def test_what_could_not_be_saved_is_told(story, reporter):
    page = signed_in(reporter).post(story_url("preview", story), typed(story, vi={"title": ""}))

    assert page.status_code == 422
    assert "<b>Tiếng Việt:</b> Title: This field is required." in page.content.decode()


def test_story_that_was_never_saved(site, section, reporter):
    rows = {"vi": {"language_code": "vi", "title": "Tin đầu", "body": "<p>Chữ.</p>"}}
    data = story_post(None, rows, origin=site.pk, original_language="vi", section=section.pk)
    address = "/admin/articles/story/add/preview/"

    page = signed_in(reporter).post(address, data)

    assert texts(page, "//h1") == ["Tin đầu"]
    assert texts(page, "//*[@class='kicker']") == ["Thời sự"]
    assert not StoryTranslation.objects.exists()
    assert signed_in(reporter).get(address).status_code == 404


@pytest.mark.parametrize("who", ["outsider", "photo"])
def test_posting_is_for_those_who_may_write(site, story, outsider, who):
    user = outsider if who == "outsider" else make_user((Role.PHOTO_DESK, site))

    page = signed_in(user).post(story_url("preview", story), typed(story))

    assert page.status_code == (404 if who == "outsider" else 403)
    assert signed_in(user).post("/admin/articles/story/add/preview/", {}).status_code in {403, 422}


@pytest.mark.usefixtures("sites_read_once")
@pytest.mark.parametrize("items", [1, 3])
def test_queries_do_not_grow(site, other_site, section, reporter, items, django_assert_num_queries):  # noqa: PLR0917
    images = [make_image(site) for _ in range(items)]
    figures = "".join(
        f'<figure data-image-id="{one.pk}"><figcaption></figcaption></figure>' for one in images
    )
    story = make_story(
        site,
        ("vi", "en", "ar")[:items],
        section=section,
        authors=tuple(make_author() for _ in range(items)),
        tags=tuple(make_tag() for _ in range(items)),
        lead_image=images[0],
        source=make_source("Reuters", vi="Theo Reuters"),
        texts={"body": f"<p>Chữ.</p>{figures}"},
    )
    publish_story(story, site, ("vi",))
    for _ in range(items):
        publish_story(make_story(site, section=section, tags=tuple(story.tags.all())), site)
    client = signed_in(reporter)
    client.get(story_url("preview", story))

    with django_assert_num_queries(QUERIES):
        assert client.get(story_url("preview", story)).status_code == 200


# Of them 12 find the story as every page of the desk does.
QUERIES = 26


def test_links_of_a_page_are_rewritten_wherever_their_attributes_stand():
    from articles.views.preview import LINK

    found = LINK.findall('<a class="x" href="/vi/"><a rel=tag href="https://x.test/"><a href="#c">')

    assert [(path, url) for _start, path, url in found] == [
        ("/vi/", ""), ("", "https://x.test/"),
    ]  # fmt: skip
    assert not re.search(LINK, '<a href="//evil.test/">')


def test_publication_and_counter_are_untouched(site, section, reporter):
    story = make_live_story(site, section=section)
    before = Publication.objects.values().get()

    preview(reporter, story)

    assert Publication.objects.values().get() == before
