"""Honest pictures are taken as they are."""

import io
import struct
from datetime import UTC, datetime
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.imaging.uploads import inspect
from tests.imaging.pictures import encoded, quartered
from tests.imaging.uploads.inspecting import assert_same_quarters, opened


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_accepts_each_format_and_says_what_it_is(format_name):
    content = encoded(quartered(640, 480), format_name)

    inspected = inspect(io.BytesIO(content))

    assert (inspected.format, inspected.width, inspected.height) == (format_name, 640, 480)
    assert opened(inspected).format == format_name
    assert inspected.size == len(inspected.content)
    assert_same_quarters(opened(inspected), tolerance=25)


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_keeps_every_pixel_of_what_it_cleans(format_name):
    content = encoded(quartered(), format_name)

    inspected = inspect(io.BytesIO(content))

    assert opened(inspected).tobytes() == Image.open(io.BytesIO(content)).tobytes()


def test_keeps_a_progressive_jpeg():
    content = encoded(quartered(), "JPEG", progressive=True)

    inspected = inspect(io.BytesIO(content))

    assert opened(inspected).info["progressive"]
    assert opened(inspected).tobytes() == Image.open(io.BytesIO(content)).tobytes()


def test_stores_a_still_gif_as_png():
    content = encoded(quartered(mode="P"), "GIF")

    inspected = inspect(io.BytesIO(content))

    assert inspected.format == "PNG"
    assert inspected.name.endswith(".png")
    assert_same_quarters(opened(inspected))


def test_names_by_content_and_month_never_by_sender():
    content = encoded(quartered(640, 480), "PNG")
    november = datetime(2026, 11, 30, 12, tzinfo=UTC)

    inspected = inspect(SimpleUploadedFile("../../<b>evil</b>.php.jpg", content))
    with mock.patch("django.utils.timezone.now", return_value=november):
        file = inspected.as_file()

    assert file.name == f"images/2026/11/{inspected.checksum[:16]}-640x480.png"
    assert file.read() == inspected.content


def test_same_picture_has_the_same_checksum_whatever_its_name():
    content = encoded(quartered(), "JPEG")

    first = inspect(SimpleUploadedFile("a.jpg", content))
    second = inspect(SimpleUploadedFile("b.png", content))

    assert first.checksum == second.checksum
    assert second.format == "JPEG"


@pytest.mark.parametrize(
    ("mode", "format_name"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("I;16", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("P", "PNG")],
)
def test_accepts_the_modes_that_agencies_send(mode, format_name):
    picture = quartered().convert("L" if mode == "I;16" else mode)
    picture = picture.convert("I;16") if mode == "I;16" else picture

    inspected = inspect(io.BytesIO(encoded(picture, format_name)))

    assert opened(inspected).mode == mode


def test_accepts_a_palette_with_transparency():
    content = encoded(quartered(mode="P"), "PNG", transparency=0)

    inspected = inspect(io.BytesIO(content))

    assert opened(inspected).info["transparency"] == 0


def test_a_broken_credit_does_not_refuse_a_good_picture():
    jpeg = encoded(quartered(), "JPEG")
    payload = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x08\x1c\x02\x50\xff\xff\xff\xff\xff"
    segment = b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload

    inspected = inspect(io.BytesIO(jpeg[:2] + segment + jpeg[2:]))

    assert inspected.attribution.creator == ""
