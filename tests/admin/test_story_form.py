"""Writing and translating: what the page of a story takes, keeps and refuses."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.enums import Role, WorkflowState
from articles.models import Publication, Revision, Story, StoryTranslation
from tests.admin.desk import errors_on, signed_in, story_post, story_url, texts_of
from tests.factories import (
    TEXTS,
    make_author,
    make_image,
    make_live_story,
    make_section,
    make_story,
    make_tag,
    make_user,
    write_text,
)


def text(language_code, **fields):
    title, dek, body = TEXTS[language_code]
    return {"language_code": language_code, "title": title, "dek": dek, "body": body} | fields


def add(user, site, section, texts, original="vi", **fields):
    data = story_post(None, texts, origin=site.pk, original_language=original, section=section.pk)
    return signed_in(user).post(story_url("add"), data | fields)


def change(user, story, texts, **fields):
    return signed_in(user).post(story_url("change", story), story_post(story, texts, **fields))


def test_reporter_writes_a_story_with_byline_tags_and_picture(site, section, reporter):
    author, second, tag, image = make_author(), make_author(), make_tag(), make_image(site)

    response = add(
        reporter,
        site,
        section,
        {"vi": text("vi"), "en": {"language_code": "en"}},
        **{
            "tags": [tag.pk],
            "lead_image": image.pk,
            "reason": "First draft",
            "bylines-TOTAL_FORMS": 2,
            "bylines-0-author": second.pk,
            "bylines-0-position": 2,
            "bylines-1-author": author.pk,
            "bylines-1-position": 1,
        },
    )

    assert response.status_code == 302, errors_on(response)
    story = Story.objects.get()
    assert story.created_by == reporter
    assert [t.language_code for t in story.translations.all()] == ["vi"]
    revision = Revision.objects.get(story=story)
    assert (revision.title, revision.slug) == (TEXTS["vi"][0], "cau-moi-noi-hai-bo-song")
    assert revision.author_ids == [author.pk, second.pk]
    assert (revision.tag_ids, revision.lead_image) == ([tag.pk], image)
    assert (revision.created_by, revision.reason) == (reporter, "First draft")


def test_story_needs_a_text_in_its_original_language(site, section, reporter):
    response = add(reporter, site, section, {"en": text("en")}, original="vi")

    assert "Tiếng Việt" in errors_on(response)
    assert not Story.objects.exists()


def test_editor_opened_and_left_empty_is_no_text(site, section, reporter):
    texts = {"vi": text("vi"), "en": {"language_code": "en", "body": "<p></p>"}}

    response = add(reporter, site, section, texts)

    assert response.status_code == 302, errors_on(response)
    assert StoryTranslation.objects.count() == 1


def test_body_without_a_title_is_refused_and_kept_on_the_page(site, section, reporter):
    texts = {"vi": text("vi"), "en": {"language_code": "en", "body": "<p>Half a text</p>"}}

    response = add(reporter, site, section, texts)

    assert response.status_code == 200
    assert "Half a text" in response.content.decode()
    assert not Story.objects.exists()


def test_section_of_another_site_is_refused(site, other_site, section, reporter):
    theirs = make_section(other_site)

    response = add(reporter, site, theirs, {"vi": text("vi")})

    assert "section" in response.context["adminform"].form.errors
    assert not Story.objects.exists()


def test_section_must_be_of_the_chosen_site(site, other_site, section):
    both = make_user((Role.REPORTER, site), (Role.REPORTER, other_site))

    response = add(both, other_site, section, {"vi": text("vi")})

    assert "another site" in errors_on(response)
    assert not Story.objects.exists()


@pytest.mark.parametrize("field", ["lead_image", "origin"])
def test_things_of_another_site_cannot_be_chosen(site, other_site, section, reporter, field):
    theirs = {"lead_image": make_image(other_site).pk, "origin": other_site.pk}[field]

    response = add(reporter, site, section, {"vi": text("vi")}, **{field: theirs})

    assert field in response.context["adminform"].form.errors
    assert not Story.objects.exists()


def test_translator_adds_a_language_and_changes_no_other(site, section, translator):
    story = make_story(site, ("vi",))
    texts = texts_of(story)
    texts["vi"]["title"] = "Không được đổi"

    response = change(translator, story, texts | {"en": text("en")})

    assert response.status_code == 302, errors_on(response)
    titles = {t.language_code: t.title for t in story.translations.all()}
    assert titles == {"vi": TEXTS["vi"][0], "en": TEXTS["en"][0]}
    assert [r.created_by for r in Revision.objects.filter(language_code="en")] == [translator]


def test_translator_cannot_change_what_belongs_to_the_story(site, section, translator):
    story = make_story(site, ("vi", "en"))
    tag = make_tag()

    change(translator, story, texts_of(story), tags=[tag.pk], section=make_section(site).pk)

    story.refresh_from_db()
    assert (story.section, list(story.tags.all())) == (section, [])


def test_translator_cannot_write_a_language_that_is_not_theirs(site, section, translator):
    story = make_story(site, ("vi",))

    change(translator, story, texts_of(story) | {"ar": text("ar")})

    assert [t.language_code for t in story.translations.all()] == ["vi"]


def test_reporter_of_one_language_may_change_tags_of_all(site, section):
    user = make_user((Role.REPORTER, site), languages=("vi",))
    story, tag = make_story(site, ("vi", "en")), make_tag()

    response = change(user, story, texts_of(story), tags=[tag.pk])

    assert response.status_code == 302, errors_on(response)
    heads = {t.language_code: t.head.tag_ids for t in story.translations.all()}
    assert heads == {"vi": [tag.pk], "en": [tag.pk]}


def test_saving_without_a_change_makes_no_revision(site, section, reporter):
    story = make_story(site, ("vi", "en"))
    before = Revision.objects.count()

    change(reporter, story, texts_of(story))

    assert Revision.objects.count() == before


def test_live_story_stays_as_readers_see_it(site, section, reporter):
    story = make_live_story(site)
    shown = Publication.objects.get().revision
    texts = texts_of(story)
    texts["vi"]["title"] = "Bản mới"

    change(reporter, story, texts)

    assert Publication.objects.get().revision == shown
    assert story.translations.get().state == WorkflowState.DRAFT


def test_simultaneous_edit_is_refused_with_both_texts(site, section, reporter, editor):
    story = make_story(site)
    opened = texts_of(story)
    write_text(story, "vi", title="Của biên tập viên", actor=editor)
    opened["vi"]["title"] = "Của phóng viên"

    response = change(reporter, story, opened)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Của biên tập viên" in page
    assert "Của phóng viên" in page
    assert "editor" in errors_on(response)
    assert story.translations.get().title == "Của biên tập viên"


def test_changes_of_two_people_to_different_places_are_merged(site, section, reporter, editor):
    story = make_story(site, texts={"body": "<p>Một.</p><p>Hai.</p><p>Ba.</p>"})
    opened = texts_of(story)
    body = "<p>Một.</p><p>Hai.</p><p>Ba mươi.</p>"
    write_text(story, "vi", title="Của biên tập viên", body=body, actor=editor)
    opened["vi"]["body"] = "<p>Mười một.</p><p>Hai.</p><p>Ba.</p>"

    response = change(reporter, story, opened)

    text = story.translations.get()
    assert (text.title, text.body) == (
        "Của biên tập viên",
        "<p>Mười một.</p><p>Hai.</p><p>Ba mươi.</p>",
    )
    assert text.head.created_by == reporter
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert any("Both changes are in it now" in message for message in told)


def test_same_paragraph_shows_both_texts_and_the_rest_is_merged(site, section, reporter, editor):
    story = make_story(site, texts={"body": "<p>Một.</p><p>Hai.</p><p>Ba.</p>"})
    opened = texts_of(story)
    theirs = "<p>Một.</p><p>Hai kia.</p><p>Ba mươi.</p>"
    write_text(story, "vi", body=theirs, actor=editor)
    opened["vi"]["body"] = "<p>Một.</p><p>Hai này.</p><p>Ba.</p>"

    refused = change(reporter, story, opened)

    assert story.translations.get().body == theirs
    [form] = [f for f in refused.context["inline_admin_formsets"][0].formset if f.code == "vi"]
    [clash] = form.clashes
    assert (clash.mine, clash.theirs) == ("<p>Hai này.</p>", "<p>Hai kia.</p>")
    merged = "<p>Một.</p><p>Hai này.</p><p>Ba mươi.</p>"
    assert form["body"].value() == merged
    again = opened["vi"] | {"base": form["base"].value(), "body": form["body"].value()}
    change(reporter, story, {"vi": again})
    assert story.translations.get().body == merged


def test_saving_again_after_reading_theirs_is_a_decision(site, section, reporter, editor):
    story = make_story(site)
    opened = texts_of(story)
    theirs = write_text(story, "vi", title="Của biên tập viên", actor=editor)
    opened["vi"]["title"] = "Của phóng viên"
    refused = change(reporter, story, opened)
    [form] = [f for f in refused.context["inline_admin_formsets"][0].formset if f.code == "vi"]
    assert form["title"].value() == "Của phóng viên"

    response = change(reporter, story, {"vi": opened["vi"] | {"base": form["base"].value()}})

    assert response.status_code == 302, errors_on(response)
    assert story.translations.get().title == "Của phóng viên"
    assert Revision.objects.filter(pk=theirs.head_id, title="Của biên tập viên").exists()


def test_language_that_was_left_alone_does_not_clash(site, section, reporter, editor):
    story = make_story(site, ("vi", "en"))
    opened = texts_of(story)
    write_text(story, "vi", title="Mới hơn", actor=editor)
    opened["en"]["title"] = "A newer headline"

    response = change(reporter, story, opened)

    assert response.status_code == 302, errors_on(response)
    titles = {t.language_code: t.title for t in story.translations.all()}
    assert titles == {"vi": "Mới hơn", "en": "A newer headline"}


def test_language_that_somebody_else_added_meanwhile_clashes(site, section, reporter, editor):
    story = make_story(site)
    opened = texts_of(story) | {"en": text("en", title="Mine")}
    write_text(story, "en", title="Theirs", actor=editor)

    response = change(reporter, story, opened)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Mine" in page
    assert "Theirs" in page
    assert story.translations.get(language_code="en").title == "Theirs"


def test_stale_translation_is_in_step_once_its_translator_says_so(site, section, translator):
    story = make_story(site, ("vi", "en"))
    write_text(story, "vi", dek="Đoạn mở đầu đã đổi.")
    assert story.translations.get(language_code="en").stale_segments == 1
    page = signed_in(translator).get(story_url("change", story)).content.decode()
    texts = texts_of(story)

    change(translator, story, {"vi": texts["vi"], "en": texts["en"] | {"in_step": "on"}})

    assert f"<del>{TEXTS['vi'][1][:-1]}</del><ins>Đoạn mở đầu đã đổi</ins>." in page
    assert story.translations.get(language_code="en").stale_segments == 0


def test_hostile_html_is_cleaned(site, section, reporter):
    story = make_story(site)
    texts = texts_of(story)
    texts["vi"]["body"] = '<p onclick="x()">Chữ<script>alert(1)</script></p>'

    change(reporter, story, texts)

    assert story.translations.get().body == "<p>Chữ</p>"


def test_story_is_deleted_only_before_readers_saw_it(site, section, reporter):
    draft, live = make_story(site), make_live_story(site)
    client = signed_in(reporter)

    client.post(reverse("admin:articles_story_delete", args=[draft.pk]), {"post": "yes"})
    refused = client.post(reverse("admin:articles_story_delete", args=[live.pk]), {"post": "yes"})

    assert refused.status_code == 403
    assert list(Story.objects.all()) == [live]


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_story_makes_as_many_queries_for_three_languages(
    site, section, reporter, django_assert_num_queries, count
):
    story = make_story(site, ("vi", "en", "ar")[:count])
    client = signed_in(reporter)
    # The first page of a process asks for content types, which it remembers.
    client.get(story_url("change", story))

    with django_assert_num_queries(22):
        response = client.get(story_url("change", story))

    assert response.content.decode().count('class="language-panel"') == 3
