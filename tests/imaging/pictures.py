"""Pictures for tests, made on the spot: honest ones, and ones that mean harm."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

COLOURS = ((200, 40, 40), (40, 160, 60), (40, 70, 200), (230, 200, 40))


def quartered(width=640, height=480, mode="RGB"):
    """Four coloured quarters: turning, mirroring or mixing up channels cannot go unseen."""
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    half = (width // 2, height // 2)
    for index, colour in enumerate(COLOURS):
        left, top = half[0] * (index % 2), half[1] * (index // 2)
        draw.rectangle((left, top, left + half[0], top + half[1]), fill=colour)
    return picture.quantize(16) if mode == "P" else picture.convert(mode)


def encoded(picture, format_name, **options):
    stream = io.BytesIO()
    picture.save(stream, format_name, **options)
    return stream.getvalue()


def png_chunk(kind, payload):
    body = kind + payload
    return len(payload).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)


def png_with(content, *chunks):
    """The PNG with chunks put in behind its header."""
    return content[:33] + b"".join(chunks) + content[33:]


def png_bomb(width=30_000, height=30_000):
    """A well-formed black PNG of a few kilobytes that decodes to gigabytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    compressor = zlib.compressobj(9)
    row = b"\0" * (1 + width * 3)
    data = b"".join(compressor.compress(row) for _ in range(200)) + compressor.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", data)
        + png_chunk(b"IEND", b"")
    )


def gif_of(frames):
    """A GIF of many frames, written by hand: one pixel's data repeated."""
    first = encoded(Image.new("P", (32, 32)), "GIF")
    at = first.index(b"\x2c")
    return first[:at] + first[at:-1] * frames + b"\x3b"
