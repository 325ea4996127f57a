"""What is no picture, or a dangerous one, is refused before it is decoded."""

import io
import tracemalloc
import zlib
from time import perf_counter

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from articles.imaging.uploads import inspect
from tests.imaging.pictures import encoded, gif_of, png_bomb, png_chunk, png_with, quartered
from tests.imaging.uploads.inspecting import SCRIPT, ZIP, opened, refusal


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
def test_damage_anywhere_is_refused_or_harmless(format_name):
    content = encoded(Image.effect_noise((64, 48), 80).convert("RGB"), format_name)

    for at in range(0, len(content), max(1, len(content) // 150)):
        hurt = content[:at] + bytes((content[at] ^ 0x55,)) + content[at + 1 :]
        try:
            inspected = inspect(io.BytesIO(hurt))
        except ValidationError:
            continue
        opened(inspected).load()
