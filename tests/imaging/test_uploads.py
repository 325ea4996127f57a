import io
import struct
import tracemalloc
import zlib
from datetime import UTC, datetime
from time import perf_counter
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageOps

from articles.imaging.uploads import inspect
from tests.imaging.pictures import (
    COLOURS,
    encoded,
    gif_of,
    png_bomb,
    png_chunk,
    png_with,
    quartered,
)

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
    ("content", "code"),
    [
        (b"", "empty"),
        (b"Tin moi nhat trong ngay\n" * 50, "unknown"),
        (b"\0" * 4096, "unknown"),
        (b"GIF8", "unknown"),
        (b"BM" + b"\0" * 200, "unknown"),
        (ZIP, "unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "svg"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<SVG\n width='9'>" + SCRIPT, "svg"),
        ("<?xml version='1.0'?><svg/>".encode("utf-16"), "svg"),
        (b"<ns:a xmlns:ns='x'/><!DOCTYPE svg PUBLIC ''>", "svg"),
        (b"<!DOCTYPE html><title>x</title>" + SCRIPT, "html"),
        (b"  \n<html lang=vi>" + SCRIPT, "html"),
        (SCRIPT, "html"),
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, "heic"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\0" * 40, "unknown"),
        (b"II*\0" + b"\0" * 40, "tiff"),
    ],
)
@pytest.mark.parametrize("name", ["photo.jpg", "photo.png"])
def test_refuses_what_is_no_picture_whatever_its_name(content, code, name):
    assert refusal(content, name).code == code


def test_svg_message_says_why():
    message = refusal(b"<svg onload='alert(1)'/>", "drawing.png").messages[0]

    assert "programs that run in the reader's browser" in message


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.98])
def test_refuses_truncated_files(format_name, share):
    noise = Image.effect_noise((320, 240), 80).convert("RGB")
    content = encoded(noise, format_name)

    assert refusal(content[: int(len(content) * share)]).code == "damaged"


def test_refuses_a_jpeg_that_lost_only_its_end_marker():
    assert refusal(encoded(quartered(), "JPEG")[:-2]).code == "damaged"


def test_refuses_a_png_whose_pixels_do_not_match_their_sum():
    content = bytearray(encoded(Image.effect_noise((320, 240), 80), "PNG"))
    content[len(content) // 2] ^= 0xFF

    assert refusal(bytes(content)).code == "damaged"


def test_refuses_a_bomb_before_decoding_it():
    bomb = png_bomb()
    assert len(bomb) < 100_000

    tracemalloc.start()
    started = perf_counter()
    error = refusal(bomb, "tiny.png")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert error.code == "too_many_pixels"
    assert "60 megapixels" in error.messages[0]
    assert peak < 5_000_000
    assert perf_counter() - started < 1


def patched(content, marker, offset, value):
    at = content.index(marker) + offset
    return content[:at] + value + content[at + len(value) :]


@pytest.mark.parametrize(
    ("format_name", "marker", "offset", "value"),
    [
        ("JPEG", b"\xff\xc0", 5, (65_500).to_bytes(2) * 2),
        ("WEBP", b"VP8X", 12, (16_382).to_bytes(3, "little") * 2),
        ("AVIF", b"ispe", 8, (16_000).to_bytes(4) * 2),
        ("GIF", b"GIF8", 6, (65_500).to_bytes(2, "little") * 2),
    ],
)
def test_refuses_headers_that_announce_a_giant(format_name, marker, offset, value):
    options = {"icc_profile": b"a profile, so that there is a VP8X"} if marker == b"VP8X" else {}
    honest = encoded(quartered(64, 64), format_name, **options)

    started = perf_counter()
    error = refusal(patched(honest, marker, offset, value))

    assert error.code == "too_many_pixels"
    assert perf_counter() - started < 1


def test_pixel_limit_is_the_setting(settings):
    settings.IMAGE_MAX_PIXELS = 640 * 480
    exact, beyond = quartered(640, 480), quartered(641, 480)

    assert inspect(io.BytesIO(encoded(exact, "PNG"))).width == 640
    assert refusal(encoded(beyond, "PNG")).code == "too_many_pixels"


def test_byte_limit_is_the_setting(settings):
    content = encoded(quartered(), "JPEG")
    settings.IMAGE_MAX_BYTES = len(content)

    assert inspect(io.BytesIO(content)).format == "JPEG"
    error = refusal(content + b"\0")

    assert error.code == "file_too_large"
    assert "KB" in error.messages[0]


@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt", b"iTXt"])
def test_survives_a_zip_bomb_in_a_png_chunk(kind):
    bomb = zlib.compress(b"\0" * 200_000_000, 9)
    head = b"name\0\0" if kind != b"iTXt" else b"name\0\x01\0en\0name\0"
    content = png_with(encoded(quartered(), "PNG"), png_chunk(kind, head + bomb))

    tracemalloc.start()
    error = refusal(content, "photo.png")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert error.code == "damaged"
    assert peak < 20_000_000


def test_refuses_a_gif_of_ten_thousand_frames_at_once():
    content = gif_of(10_000)

    started = perf_counter()
    error = refusal(content, "fun.gif")

    assert error.code == "animated"
    assert perf_counter() - started < 1


@pytest.mark.parametrize("format_name", ["GIF", "PNG", "WEBP", "AVIF"])
def test_refuses_animations(format_name):
    frames = [quartered(), ImageOps.mirror(quartered())]
    content = encoded(frames[0], format_name, save_all=True, append_images=frames[1:])

    assert refusal(content).code == "animated"


def test_refuses_a_jpeg_with_endless_scans():
    content = encoded(quartered(), "JPEG", progressive=True)
    at = content.rindex(b"\xff\xda")
    scan = content[at:-2]

    assert refusal(content[:-2] + scan * 200 + b"\xff\xd9").code == "damaged"


@pytest.mark.parametrize(
    ("size", "code"),
    [((15, 400), "too_small"), ((1, 1), "too_small"), ((4000, 199), "proportions")],
)
def test_refuses_shapes_no_page_can_show(size, code):
    error = refusal(encoded(Image.new("RGB", size), "PNG"))

    assert error.code == code
    assert f"{size[0]}×{size[1]}" in error.messages[0]


@pytest.mark.parametrize("size", [(16, 16), (4000, 200), (200, 4000)])
def test_accepts_shapes_at_the_limit(size):
    inspected = inspect(io.BytesIO(encoded(Image.new("RGB", size), "PNG")))

    assert (inspected.width, inspected.height) == size


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


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_damage_anywhere_is_refused_or_harmless(format_name):
    content = encoded(Image.effect_noise((64, 48), 80).convert("RGB"), format_name)

    for at in range(0, len(content), max(1, len(content) // 150)):
        hurt = content[:at] + bytes((content[at] ^ 0x55,)) + content[at + 1 :]
        try:
            inspected = inspect(io.BytesIO(hurt))
        except ValidationError:
            continue
        opened(inspected).load()
