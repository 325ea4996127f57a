import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from articles.models import Revision, Story, StoryTranslation
from articles.richtext.field import RichTextField, RichTextFormField
from articles.richtext.sanitizer import MAX_LENGTH, CleanHtml, sanitize
from articles.richtext.widget import RichTextWidget
from tests.factories import make_story

DIRTY = "<p onclick=x>a<script>b</script><b>c</b>"
CLEAN = "<p>a<strong>c</strong></p>"


@pytest.fixture
def story(site, section):
    return make_story(site, ("vi", "en"), section=section)


def stored(story):
    return list(
        StoryTranslation.objects.filter(master=story).order_by("pk").values_list("body", flat=True)
    )


def test_save_stores_clean_html_and_shows_it_on_the_instance(story):
    text = story.translation("vi")
    text.body = DIRTY

    text.save()

    assert text.body == CLEAN
    assert stored(story)[0] == CLEAN


def test_bulk_create_stores_clean_html(site, section):
    story = Story.objects.create(origin=site, original_language="vi", section=section)

    StoryTranslation.objects.bulk_create(
        StoryTranslation(master=story, language_code=code, title="t", slug="t", body=DIRTY)
        for code in ("vi", "en")
    )

    assert stored(story) == [CLEAN, CLEAN]


def test_update_stores_clean_html(story):
    StoryTranslation.objects.filter(master=story).update(body=DIRTY)

    assert stored(story) == [CLEAN, CLEAN]


def test_bulk_update_stores_clean_html(story):
    texts = list(story.translations.all())
    for text in texts:
        text.body = DIRTY

    StoryTranslation.objects.bulk_update(texts, ["body"])

    assert stored(story) == [CLEAN, CLEAN]


def test_a_revision_stores_clean_html(story):
    revision = Revision.objects.create(
        story=story, language_code="vi", title="t", slug="t", body=DIRTY, author_ids=[], tag_ids=[]
    )

    assert Revision.objects.get(pk=revision.pk).body == CLEAN


def test_clean_counts_markup_without_text_as_empty():
    field = RichTextField("text")

    assert field.clean(DIRTY, None) == CLEAN
    with pytest.raises(ValidationError, match="cannot be blank"):
        field.clean("<p> </p><script>a</script>", None)


def test_clean_says_that_a_text_is_too_long():
    with pytest.raises(ValidationError, match=r"at most 1,000,000 characters"):
        RichTextField("text").clean("a" * (MAX_LENGTH + 1), None)


def test_clean_html_is_not_read_again_but_what_is_made_of_it_is():
    once = sanitize(DIRTY)

    assert sanitize(once) is once
    assert not isinstance(once + "<script>", CleanHtml)


def test_the_field_is_a_text_field_to_migrations():
    assert RichTextField("text", blank=True).deconstruct()[1:] == (
        "django.db.models.TextField", [], {"verbose_name": "text", "blank": True},
    )  # fmt: skip


def test_the_admins_plain_text_area_gives_way_to_the_editor():
    form_field = RichTextField("text").formfield(widget=forms.Textarea)

    assert isinstance(form_field, RichTextFormField)
    assert isinstance(form_field.widget, RichTextWidget)


def test_a_form_gives_clean_html_and_wants_text():
    field = RichTextField("text").formfield()

    assert field.clean(DIRTY) == CLEAN
    with pytest.raises(ValidationError, match="required"):
        field.clean("<p></p>")


def test_an_untouched_text_counts_as_unchanged():
    assert not RichTextField("text").formfield().has_changed(CLEAN, CLEAN)


def test_stories_and_revisions_hold_rich_text():
    for model in (StoryTranslation, Revision):
        field = model._meta.get_field("body")
        assert isinstance(field, RichTextField), model
        assert isinstance(field, models.TextField)
