from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import resolve

from articles.imaging import addresses, picture
from articles.imaging.formats import AVIF, JPEG
from articles.imaging.sizes import BODY, CARD, LEAD


@pytest.fixture
def image():
    return SimpleNamespace(
        pk=12,
        width=3000,
        height=2000,
        checksum="ab" * 32,
        focal_x=0.5,
        focal_y=0.25,
        rights_digest="",
        rights_until=None,
    )


def render(source, **context):
    return Template("{% load image_tags %}" + source).render(Context(context))


def test_rendition_says_address_size_and_type(image):
    card = picture.rendition(image, "card", 400)

    assert card.url == addresses.address(image, CARD, 480, JPEG).url
    assert (card.width, card.height, card.mime) == (480, 320, "image/jpeg")


def test_rendition_url_takes_a_format(image):
    url = picture.rendition_url(image, "body", 1080, "AVIF")

    assert url == addresses.address(image, BODY, 1080, AVIF).url


def test_social_picture_is_1200_by_630_and_shrinks_with_the_original(image):
    large = picture.social(image)
    image.width, image.height = 800, 800
    small = picture.social(image)

    assert (large.width, large.height, large.mime) == (1200, 630, "image/jpeg")
    assert (small.width, small.height) == (800, 420)
    assert picture.social_url(image) == small.url


def test_addresses_reach_the_view(image):
    match = resolve(picture.social_url(image))

    assert match.view_name == "rendition"


def test_responsive_lists_the_best_formats_first(image):
    shown = picture.responsive(image, "lead")

    assert [source.mime for source in shown.sources] == ["image/avif", "image/webp"]
    assert shown.sources[0].srcset == ", ".join(
        f"{addresses.address(image, LEAD, width, AVIF).url} {width}w"
        for width in (480, 768, 1080, 1600)
    )
    assert shown.fallback.url.endswith("/lead-1080.jpg")
    assert shown.fallback_srcset.count(".jpg ") == 4


def test_tag_writes_a_complete_picture(image):
    html = render(
        '{% picture image "card" alt=alt sizes="(min-width: 60em) 20em, 100vw" %}',
        image=image,
        alt='Cầu thủ "số 9" <b>',
    )

    folder = addresses.folder_of(image)
    assert html.startswith('<picture><source type="image/avif" srcset="/media/' + folder)
    assert html.count('sizes="(min-width: 60em) 20em, 100vw"') == 3
    assert f'<img src="/media/{folder}card-960.jpg"' in html
    assert 'width="960" height="640"' in html
    assert 'alt="Cầu thủ &quot;số 9&quot; &lt;b&gt;"' in html
    assert 'decoding="async" loading="lazy"></picture>' in html
    assert "style" not in html
    assert "fetchpriority" not in html


def test_the_lead_is_fetched_first_and_not_lazily(image):
    html = render('{% picture image "lead" alt="" priority=True css_class="lead" %}', image=image)

    assert ' alt="" decoding="async" fetchpriority="high" class="lead">' in html
    assert "loading" not in html


def test_alt_cannot_be_forgotten(image):
    with pytest.raises(TemplateSyntaxError, match="alt"):
        render('{% picture image "lead" %}', image=image)


def test_no_image_writes_nothing():
    assert render('{% picture image "lead" alt="" %}', image=None) == ""


def test_an_unknown_size_is_an_error_not_an_empty_page(image):
    with pytest.raises(KeyError, match="poster"):
        render('{% picture image "poster" alt="" %}', image=image)
