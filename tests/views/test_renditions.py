import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from PIL import Image as Pillow

from articles.imaging import addresses, picture
from articles.imaging.formats import AVIF, JPEG, WEBP
from articles.imaging.sizes import CARD, LEAD, SIZES
from articles.imaging.uploads import inspect
from articles.views import renditions
from tests.factories import make_image
from tests.imaging.pictures import encoded, quartered


@pytest.fixture
def image(site):
    inspected = inspect(ContentFile(encoded(quartered(1200, 900), "JPEG")))
    return make_image(
        site,
        file=inspected.as_file(),
        width=inspected.width,
        height=inspected.height,
        checksum=inspected.checksum,
    )


def url_of(image, size=CARD, width=480, served=JPEG):
    return addresses.address(image, size, width, served).url


def test_nginx_asks_again_within_a_minute(client, image, settings):
    """It may have been deleted, or its rights may end now; readers keep what they have."""
    settings.BEHIND_PROXY = True

    for _first_and_stored in range(2):
        shown = client.get(url_of(image))
        assert shown["X-Accel-Expires"] == "60"
        assert "immutable" in shown["Cache-Control"]


@pytest.mark.parametrize("served", [AVIF, WEBP, JPEG])
def test_first_request_makes_and_later_ones_ask_no_database(
    client, image, settings, django_assert_num_queries, served
):
    url = url_of(image, served=served)

    with django_assert_num_queries(1):
        first = client.get(url)
    with django_assert_num_queries(0):
        second = client.get(url)

    shown = Pillow.open(io.BytesIO(first.content))
    assert (shown.format, shown.size) == (served.name, (480, 320))
    assert first.content == second.content
    stored = Path(settings.MEDIA_ROOT) / url.removeprefix("/media/")
    assert stored.read_bytes() == first.content


def test_a_rendition_is_kept_for_ever_and_taken_for_nothing_else(client, image):
    response = client.get(url_of(image, served=AVIF))

    assert response["Content-Type"] == "image/avif"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert int(response["Content-Length"]) == len(response.content)
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_an_unchanged_rendition_is_not_sent_again(client, image):
    first = client.get(url_of(image))

    again = client.get(url_of(image), headers={"If-None-Match": first["ETag"]})
    other = client.get(url_of(image, width=320), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_head_is_answered_and_post_is_not(client, image):
    assert client.head(url_of(image)).status_code == 200
    assert client.head(url_of(image)).content == b""
    assert client.post(url_of(image)).status_code == 405


def test_a_wrong_signature_is_not_found_and_costs_no_query(
    client, image, settings, django_assert_num_queries
):
    url = url_of(image)
    folder, name = url.rsplit("/", 1)
    forged = f"{folder[:-1]}{'0' if folder[-1] != '0' else '1'}/{name}"

    with django_assert_num_queries(0):
        response = client.get(forged)

    assert response.status_code == 404
    assert not (Path(settings.MEDIA_ROOT) / "r").exists()
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    "name", ["card-480.png", "poster-480.jpg", "card.jpg", "", "../card-480.jpg"]
)
def test_what_is_no_rendition_is_not_found(client, image, name):
    folder = url_of(image).rsplit("/", 1)[0]

    assert client.get(f"{folder}/{name}").status_code == 404


def test_a_width_that_is_not_offered_leads_to_the_next_and_makes_nothing(client, image, settings):
    asked = url_of(image, width=481)

    response = client.get(asked)

    assert response.status_code == 302
    assert response["Location"] == url_of(image, width=640)
    assert not (Path(settings.MEDIA_ROOT) / "r").exists()


def test_never_larger_than_the_original(client, image):
    response = client.get(url_of(image, LEAD, 1600))

    assert response["Location"] == url_of(image, LEAD, 1200)
    shown = Pillow.open(io.BytesIO(client.get(response["Location"]).content))
    assert shown.size == (1200, 675)


def test_an_address_from_before_the_focal_point_moved_leads_to_the_new_one(client, image):
    never_made, made = url_of(image, width=320), url_of(image, width=480)
    before = client.get(made)
    image.focal_y = 0.0
    image.save()

    moved = client.get(never_made)

    assert moved.status_code == 302
    assert moved["Location"] == url_of(image, width=320) != never_made
    assert moved["Cache-Control"] == "public, max-age=60"
    assert client.get(made).content == before.content
    assert client.get(url_of(image, width=480)).content != before.content


def test_an_address_signed_with_the_former_key_leads_to_the_new_one(client, image, settings):
    settings.SECRET_KEY = "the first key"
    before = url_of(image)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]

    response = client.get(before)

    assert (response.status_code, response["Location"]) == (302, url_of(image))
    assert client.get(url_of(image)).status_code == 200


def test_a_deleted_picture_is_not_found(client, image):
    url = url_of(image)
    image.delete()

    response = client.get(url)

    assert response.status_code == 404
    assert response["Cache-Control"] == "public, max-age=60"


def test_a_lost_original_is_not_found_and_logged(client, image, caplog):
    image.file.storage.delete(image.file.name)

    response = client.get(url_of(image))

    assert response.status_code == 404
    assert f"Picture {image.pk} cannot be shown" in caplog.text


def test_a_full_disk_still_shows_the_picture(client, image, caplog, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    response = client.get(url_of(image))

    assert response.status_code == 200
    assert Pillow.open(io.BytesIO(response.content)).size == (480, 320)
    assert "could not be stored" in caplog.text


@pytest.mark.parametrize("size", SIZES)
def test_every_address_that_a_page_names_is_answered(client, image, size):
    shown = picture.responsive(image, size)

    named = {shown.fallback.url, *shown.fallback_srcset.split(", ")}
    named |= {candidate for source in shown.sources for candidate in source.srcset.split(", ")}
    for candidate in named:
        assert client.get(candidate.split(" ")[0]).status_code == 200


def test_originals_are_shown_as_pictures_and_all_else_is_downloaded(rf, image, settings):
    script = Path(settings.MEDIA_ROOT) / "notes.html"
    script.write_text("<script>alert(1)</script>")

    shown = renditions.original(rf.get("/"), image.file.name)
    other = renditions.original(rf.get("/"), "notes.html")
    shown.close()
    other.close()

    assert (shown["Content-Type"], shown["Content-Disposition"]) == ("image/jpeg", "inline")
    assert other["Content-Type"] == "application/octet-stream"
    assert other["Content-Disposition"] == "attachment"
    assert shown["X-Content-Type-Options"] == other["X-Content-Type-Options"] == "nosniff"
    with pytest.raises(Http404):
        renditions.original(rf.get("/"), "images/none.jpg")
