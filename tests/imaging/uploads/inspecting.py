"""What comes of an upload, and what is to be seen of it."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.imaging.uploads import inspect
from tests.imaging.pictures import COLOURS

SCRIPT = b"<script>alert(document.domain)</script>"


ZIP = b"PK\x03\x04 and the rest of an archive"


def refusal(content, name="photo.jpg"):
    with pytest.raises(ValidationError) as caught:
        inspect(SimpleUploadedFile(name, content))
    return caught.value


def opened(inspected):
    return Image.open(io.BytesIO(inspected.content))


def colours_of(picture):
    width, height = picture.size
    spots = [(width // 4, height // 4), (3 * width // 4, height // 4)]
    spots += [(width // 4, 3 * height // 4), (3 * width // 4, 3 * height // 4)]
    return [picture.convert("RGB").getpixel(spot) for spot in spots]


def assert_same_quarters(picture, expected=COLOURS, tolerance=12):
    for got, wanted in zip(colours_of(picture), expected, strict=True):
        assert max(abs(a - b) for a, b in zip(got, wanted, strict=True)) <= tolerance
