"""Two people change what belongs to a whole story: nothing that either chose is lost."""

from __future__ import annotations

import json

import pytest
from django.contrib.messages import get_messages

from articles.models import Byline, Story
from tests.admin.desk import errors_on, signed_in, story_post, story_url, texts_of
from tests.factories import (
    make_author,
    make_image,
    make_section,
    make_source,
    make_story,
    make_tag,
)


@pytest.fixture
def story(site):
    return make_story(
        site,
        ("vi", "en"),
        authors=(make_author("An"), make_author("Bình")),
        tags=(make_tag("one"), make_tag("two")),
        lead_image=make_image(site),
        source=make_source("Wire"),
    )


def opened(story):
    """What a page that is opened now would send back, unchanged."""
    fields = {
        "began": json.dumps(
            {
                "section": story.section_id,
                "lead_image": story.lead_image_id,
                "source": story.source_id,
                "tags": sorted(story.tags.values_list("pk", flat=True)),
            }
        )
    }
    post = story_post(Story.objects.get(pk=story.pk), texts_of(story), **fields)
    return post | byline_rows(story)


def byline_rows(story, authors=None):
    """The rows of the byline, with other authors in their place where they are given."""
    stored = list(story.bylines.all())
    authors = authors or [(byline.author, byline.position) for byline in stored]
    rows = {"bylines-TOTAL_FORMS": len(authors), "bylines-INITIAL_FORMS": len(stored)}
    for number, (author, position) in enumerate(authors):
        byline = stored[number] if number < len(stored) else None
        rows |= {
            f"bylines-{number}-id": byline.pk if byline else "",
            f"bylines-{number}-story": story.pk,
            f"bylines-{number}-author": author.pk,
            f"bylines-{number}-was": byline.author_id if byline else "",
            f"bylines-{number}-position": position,
        }
    return rows


def send(user, story, post):
    return signed_in(user).post(story_url("change", story), post)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def signed_by(story):
    return list(story.bylines.values_list("author__name", flat=True))


def again(response):
    """What the page that came back would send if nothing were touched on it."""
    form = response.context["adminform"].form
    post = {"_continue": "1"}
    for bound in form:
        value = bound.value()
        post[bound.name] = value if isinstance(value, list) else ("" if value is None else value)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        for bound in formset.management_form:
            post[bound.html_name] = "" if bound.value() is None else bound.value()
        for each in formset.forms:
            for bound in each:
                if bound.value() not in (None, False):
                    post[bound.html_name] = bound.value()
    return post


def test_page_carries_what_it_began_from(story, editor):
    page = signed_in(editor).get(story_url("change", story))

    form = page.context["adminform"].form
    assert form["began"].value() == opened(story)["began"]
    assert page.content.decode().count('name="began"') == 1
    assert 'name="bylines-1-was"' in page.content.decode()


def test_different_fields_are_both_kept(site, story, reporter, editor):
    mine, theirs = opened(story), opened(story)
    section, image = make_section(site), make_image(site)
    new_source, third = make_source("Other"), make_author("Chi")

    send(editor, story, theirs | {"section": section.pk, "source": new_source.pk})
    rows = byline_rows(story, [(b.author, b.position) for b in story.bylines.all()] + [(third, 9)])
    response = send(reporter, story, mine | {"lead_image": image.pk} | rows)

    assert response.status_code == 302, errors_on(response)
    story.refresh_from_db()
    assert (story.section, story.source, story.lead_image) == (section, new_source, image)
    assert signed_by(story) == ["An", "Bình", "Chi"]
    assert "kept: Section and Source." in said(response)


def test_tags_meet_one_by_one(story, reporter, editor):
    first, second = story.tags.order_by("pk")
    third, fourth = make_tag("three"), make_tag("four")
    mine, theirs = opened(story), opened(story)

    send(editor, story, theirs | {"tags": [first.pk, second.pk, third.pk]})
    response = send(reporter, story, mine | {"tags": [second.pk, fourth.pk]})

    assert response.status_code == 302, errors_on(response)
    assert set(story.tags.all()) == {second, third, fourth}


@pytest.mark.parametrize("field", ["section", "lead_image", "source"])
def test_same_field_shows_both_and_loses_neither(site, story, reporter, editor, field):
    make = {"section": make_section, "lead_image": make_image}.get(field)
    ours, others = (make(site), make(site)) if make else (make_source("Mine"), make_source("Hers"))
    mine, theirs = opened(story), opened(story)
    send(editor, story, theirs | {field: others.pk})

    refused = send(reporter, story, mine | {field: ours.pk})

    assert refused.status_code == 200
    (words,) = refused.context["adminform"].form.errors[field]
    names = [name.strip() for name in (str(ours), str(others))]
    assert all(name in words for name in names), words
    assert getattr(Story.objects.get(), field) == others
    # Saving again is a decision.
    response = send(reporter, story, again(refused))
    assert response.status_code == 302, errors_on(response)
    assert getattr(Story.objects.get(), field) == ours


def test_clash_in_one_field_keeps_what_others_did_in_the_next(site, story, reporter, editor):
    mine, theirs = opened(story), opened(story)
    their_source, image = make_source("Hers"), make_image(site)
    send(editor, story, theirs | {"source": their_source.pk, "lead_image": make_image(site).pk})

    refused = send(reporter, story, mine | {"lead_image": image.pk})
    response = send(reporter, story, again(refused))

    assert response.status_code == 302, errors_on(response)
    story.refresh_from_db()
    assert (story.lead_image, story.source) == (image, their_source)


def test_taking_out_meets_choosing_another(site, story, reporter, editor):
    mine, theirs = opened(story), opened(story)
    send(editor, story, theirs | {"lead_image": ""})

    refused = send(reporter, story, mine | {"lead_image": make_image(site).pk})

    assert "“–”" in str(refused.context["adminform"].form.errors["lead_image"])


def test_both_chose_the_same(site, story, reporter, editor):
    image = make_image(site)
    mine, theirs = opened(story), opened(story)
    send(editor, story, theirs | {"lead_image": image.pk})

    assert send(reporter, story, mine | {"lead_image": image.pk}).status_code == 302


def test_byline_left_alone_stays_as_others_left_it(story, reporter, editor):
    mine, theirs = opened(story), opened(story)
    send(editor, story, theirs | {"bylines-0-DELETE": "on"})
    assert signed_by(story) == ["Bình"]

    texts = {"translations-0-title": "Tựa mới"}
    response = send(reporter, story, mine | texts)

    assert response.status_code == 302, errors_on(response)
    assert signed_by(story) == ["Bình"]
    assert "kept: byline." in said(response)
    assert story.translations.get(language_code="vi").title == "Tựa mới"


def test_byline_that_both_changed_shows_both(story, reporter, editor):
    chi, dung = make_author("Chi"), make_author("Dũng")
    an, binh = (byline.author for byline in story.bylines.all())
    mine = opened(story) | byline_rows(story, [(an, 1), (binh, 2), (chi, 3)])
    theirs = opened(story) | byline_rows(story, [(dung, 1), (binh, 2)])
    send(editor, story, theirs)
    assert signed_by(story) == ["Dũng", "Bình"]

    refused = send(reporter, story, mine)

    assert refused.status_code == 200
    assert "“Dũng, Bình”" in errors_on(refused)
    assert "“An, Bình, Chi”" in errors_on(refused)
    assert signed_by(story) == ["Dũng", "Bình"]
    response = send(reporter, story, again(refused))
    assert response.status_code == 302, errors_on(response)
    assert signed_by(story) == ["An", "Bình", "Chi"]


def test_order_of_the_byline_is_a_change(story, reporter, editor):
    an, binh = (byline.author for byline in story.bylines.all())
    swapped = byline_rows(story, [(an, 2), (binh, 1)])
    mine = opened(story) | swapped
    send(editor, story, opened(story))

    send(reporter, story, mine)

    assert signed_by(story) == ["Bình", "An"]


@pytest.mark.parametrize("began", ["{", "[]", '{"section": 1}', '{"tags": "x"}', "null"])
def test_nonsense_about_the_beginning_is_refused(story, reporter, began):
    before = Byline.objects.count()

    response = send(reporter, story, opened(story) | {"began": began, "lead_image": ""})

    assert response.status_code == 200
    assert "Open the page anew" in errors_on(response)
    story.refresh_from_db()
    assert story.lead_image is not None
    assert Byline.objects.count() == before
