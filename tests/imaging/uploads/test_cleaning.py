"""What a picture carries besides itself: credit and colours stay, the rest is left behind."""

import io
import struct

import pytest
from PIL import Image, ImageCms, ImageOps

from articles.imaging.uploads import inspect
from tests.imaging.pictures import encoded, png_chunk, png_with, quartered
from tests.imaging.uploads.inspecting import SCRIPT, ZIP, assert_same_quarters, colours_of, opened


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("payload", [SCRIPT, ZIP * 1000])
def test_leaves_behind_what_was_appended(format_name, payload):
    content = encoded(quartered(mode="P" if format_name == "GIF" else "RGB"), format_name)

    inspected = inspect(io.BytesIO(content + payload))

    assert payload not in inspected.content
    assert_same_quarters(opened(inspected), tolerance=25)


def test_leaves_behind_what_was_hidden_in_metadata():
    comment = b"\xff\xfe" + (len(SCRIPT) + 2).to_bytes(2) + SCRIPT
    jpeg = encoded(quartered(), "JPEG", xmp=b"<x:xmpmeta>" + SCRIPT + b"</x:xmpmeta>")
    jpeg = jpeg[:2] + comment + jpeg[2:]
    png = png_with(encoded(quartered(), "PNG"), png_chunk(b"tEXt", b"Comment\0" + SCRIPT))
    webp = encoded(quartered(), "WEBP", xmp=SCRIPT)
    assert all(SCRIPT in content for content in (jpeg, png, webp))

    kept = [inspect(io.BytesIO(content)).content for content in (jpeg, png, webp)]

    assert not any(SCRIPT in content for content in kept)


def exif_with_gps(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Trần Thị Ánh".encode()
    exif[0x8298] = "© Trung tâm Tin tức".encode()
    exif[0x010F] = "Spy Camera Works"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 12.0)})
    return exif


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_drops_the_place_and_the_camera_but_keeps_the_credit(format_name):
    content = encoded(quartered(), format_name, exif=exif_with_gps())
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)

    inspected = inspect(io.BytesIO(content))

    kept = opened(inspected).getexif()
    assert not kept.get_ifd(0x8825)
    assert b"Spy Camera" not in inspected.content
    assert "Trần Thị Ánh".encode() in inspected.content
    assert inspected.attribution.creator == "Trần Thị Ánh"
    assert inspected.attribution.copyright == "© Trung tâm Tin tức"


def test_reads_the_iptc_block_of_a_wire_photo():
    def dataset(number, text):
        value = text.encode()
        return b"\x1c\x02" + bytes((number,)) + struct.pack(">H", len(value)) + value

    iim = dataset(80, "Nguyễn Văn An") + dataset(110, "Reuters") + dataset(116, "© Reuters 2026")
    iim += dataset(120, "Cầu thủ ăn mừng\nbàn thắng")
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iim)) + iim + b"\0" * (len(iim) % 2)
    payload = b"Photoshop 3.0\0" + resource
    jpeg = encoded(quartered(), "JPEG")
    segment = b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload

    attribution = inspect(io.BytesIO(jpeg[:2] + segment + jpeg[2:])).attribution

    assert (attribution.creator, attribution.credit) == ("Nguyễn Văn An", "Reuters")
    assert attribution.copyright == "© Reuters 2026"
    assert attribution.caption == "Cầu thủ ăn mừng bàn thắng"


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "AVIF"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_sizes_are_upright_and_the_turn_survives(format_name, turned):
    exif = Image.Exif()
    exif[0x0112] = turned
    content = encoded(quartered(640, 480), format_name, exif=exif)

    inspected = inspect(io.BytesIO(content))

    upright = ImageOps.exif_transpose(opened(inspected))
    wanted = Image.open(io.BytesIO(content))
    assert (inspected.width, inspected.height) == upright.size
    assert upright.size == ((480, 640) if turned >= 5 else (640, 480))
    assert_same_quarters(upright, colours_of(ImageOps.exif_transpose(wanted)), tolerance=10)


def test_keeps_a_phone_photo_and_drops_its_second_picture():
    first = encoded(quartered(), "MPO", save_all=True, append_images=[quartered(320, 240)])
    assert Image.open(io.BytesIO(first)).format == "MPO"

    inspected = inspect(io.BytesIO(first))

    assert inspected.format == opened(inspected).format == "JPEG"
    assert inspected.content.count(b"\xff\xd8\xff") == 1
    assert_same_quarters(opened(inspected))


def test_keeps_the_colour_profile():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    for format_name in ("JPEG", "PNG", "WEBP", "AVIF"):
        content = encoded(quartered(), format_name, icc_profile=profile)
        inspected = inspect(io.BytesIO(content))

        assert opened(inspected).info["icc_profile"] == profile
