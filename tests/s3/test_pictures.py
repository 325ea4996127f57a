"""Pictures on object storage: made once, shown to readers, and gone when their rights end."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.imaging import addresses, batch
from articles.imaging.batch import Report
from articles.imaging.formats import JPEG
from articles.imaging.sizes import CARD
from articles.imaging.uploads import inspect
from articles.models import Image
from tests.factories import make_image
from tests.imaging.pictures import encoded, quartered
from tests.s3.conftest import needs_our_own


@pytest.fixture
def on_storage(settings, options, server, connected):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "newscenter.media_storage.MediaStorage", "OPTIONS": options}
    }

    default_storage.connection = connected.connection
    return default_storage


@pytest.fixture
def image(site, on_storage):
    """As an upload keeps it."""
    inspected = inspect(ContentFile(encoded(quartered(640, 480), "JPEG")))
    name = on_storage.save(f"images/{inspected.name}", ContentFile(inspected.content))
    return make_image(
        site, file=name, width=640, height=480, checksum=inspected.checksum, format="JPEG"
    )


def address_of(image):
    return addresses.nearest(image, CARD, 400, JPEG)


def test_a_rendition_is_made_once_and_read_from_there(client, image, on_storage):
    address = address_of(image)
    assert not on_storage.exists(address.path)

    first = client.get(address.url)
    # From now on the original is not needed.
    on_storage.delete(image.file.name)
    second = client.get(address.url)

    assert (first.status_code, first["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in first["Cache-Control"]
    assert second.content == first.content == on_storage.open(address.path).read()


@needs_our_own
def test_a_rendition_that_cannot_be_kept_is_shown_and_one_that_cannot_be_read_is_not_replaced(
    client, image, server, caplog
):
    server.refused = {"PUT"}
    address = address_of(image)
    shown = client.get(address.url)
    server.refused = {"GET"}
    server.asked.clear()

    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "AccessDenied" in caplog.text
    away = client.get(address.url)
    assert (away.status_code, away["Retry-After"], away["Cache-Control"]) == (503, "5", "no-store")
    assert "refuses GetObject" in caplog.text
    assert "PUT" not in dict(server.asked)


def test_a_picture_whose_rights_ended_is_gone(client, image):
    Image.objects.filter(pk=image.pk).update(rights_until=timezone.now() + timedelta(days=1))
    image.refresh_from_db()
    address = address_of(image)
    shown = client.get(address.url)

    Image.objects.filter(pk=image.pk).update(rights_until=timezone.now())

    assert address.url.startswith("/media/t/")
    assert shown.status_code == 200
    assert "immutable" not in shown["Cache-Control"]
    assert client.get(address.url).status_code == 410


def test_all_sizes_are_made_and_removed(image, on_storage):
    report = Report()
    batch.make_missing(image, report)
    again = Report()
    batch.make_missing(image, again)

    assert report.made == again.present > 10
    assert again.made == 0
    assert batch.forget(image.pk) == report.made
    assert not on_storage.exists(address_of(image).path)
