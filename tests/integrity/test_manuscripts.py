import pytest

from articles.integrity.manuscripts import manuscript
from articles.models import ImageTranslation
from tests.factories import head_of, make_image, make_story, write_text

SOURCE = "<p>Đoạn một.</p>{figures}<p>Đoạn hai.</p>"


def figure(image, *, alt="", caption=""):
    described = f' data-alt="{alt}"' if alt else ""
    return (
        f'<figure data-image-id="{image.pk}"{described}><figcaption>{caption}</figcaption></figure>'
    )


def pictures_of(story, code="vi"):
    return [
        (picture.image_id, picture.alt, picture.segment.text, picture.is_lead)
        for picture in manuscript(head_of(story, code)).pictures
    ]


def test_each_picture_stands_at_its_own_caption(site, section):
    first, second = make_image(site), make_image(site)
    body = SOURCE.format(
        figures=figure(first, alt="Cầu", caption="Chú thích một")
        + figure(second, caption="Chú thích hai")
    )

    story = make_story(site, texts={"body": body})

    assert pictures_of(story) == [
        (first.pk, "Cầu", "Chú thích một", False),
        (second.pk, "", "Chú thích hai", False),
    ]


def test_a_picture_without_caption_stands_at_its_description_or_behind_a_paragraph(site, section):
    first, second = make_image(site), make_image(site)
    body = SOURCE.format(figures=figure(first) + figure(second, alt="Sông Hồng"))

    story = make_story(site, texts={"body": body})

    assert pictures_of(story) == [
        (first.pk, "", "Đoạn một.", False),
        (second.pk, "Sông Hồng", "Sông Hồng", False),
    ]


@pytest.mark.parametrize(("dek", "expected"), [("Tóm tắt.", "Tóm tắt."), ("", "Tin")])
def test_a_picture_that_opens_the_body_stands_behind_what_is_above_it(site, section, dek, expected):
    image = make_image(site)
    texts = {"title": "Tin", "dek": dek, "body": f"{figure(image)}<p>Đoạn.</p>"}

    story = make_story(site, texts=texts)

    assert pictures_of(story) == [(image.pk, "", expected, False)]


def test_the_lead_picture_and_words_of_the_archive_in_the_language_of_the_text(site, section):
    lead, other = make_image(site), make_image(site)
    for image in (lead, other):
        for code in ("vi", "en"):
            ImageTranslation.objects.create(master=image, language_code=code, alt=f"alt {code}")
    body = f"<p>Đoạn.</p>{figure(other)}"

    story = make_story(site, ("vi", "en"), texts={"title": "Tin", "body": body}, lead_image=lead)
    write_text(story, "en", title="News", body=f"<p>One.</p>{figure(other, alt='A bridge')}")

    assert pictures_of(story) == [
        (lead.pk, "alt vi", "Tin", True),
        (other.pk, "alt vi", "Đoạn.", False),
    ]
    assert pictures_of(story, "en") == [
        (lead.pk, "alt en", "News", True),
        (other.pk, "A bridge", "A bridge", False),
    ]
    original = manuscript(head_of(story, "en")).original
    assert [picture.alt for picture in original.pictures] == ["alt vi", "alt vi"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_translation_is_read_in_six_queries(site, section, django_assert_num_queries, count):
    figures = "".join(figure(make_image(site)) for _ in range(count))
    story = make_story(site, ("vi", "en"), texts={"body": SOURCE.format(figures=figures)})
    revision = head_of(story, "en")

    with django_assert_num_queries(6):
        manuscript(revision)
