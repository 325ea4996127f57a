"""Open pictures with Pillow, within limits that hold for the whole process."""

import io
import warnings
from collections.abc import Iterable

from django.conf import settings
from PIL import Image, ImageCms, ImageFile, ImageOps

# Pillow checks the size in the header before it decodes: from here on its warning stops it.
Image.MAX_IMAGE_PIXELS = settings.IMAGE_MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298
SRGB = ImageCms.createProfile("sRGB")
PAPER = (255, 255, 255)


class TooManyPixelsError(ValueError):
    """The header announces more pixels than this installation decodes."""


def open_picture(content: bytes, formats: Iterable[str]) -> ImageFile.ImageFile:
    """The picture with its header read and nothing decoded; whatever Pillow raises, it raises."""
    try:
        picture = Image.open(io.BytesIO(content), formats=tuple(formats))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise TooManyPixelsError from error
    if picture.width * picture.height > settings.IMAGE_MAX_PIXELS:
        raise TooManyPixelsError
    return picture


def orientation(picture: Image.Image) -> int:
    """The Exif orientation, 1 to 8; 1 where it says nothing sensible."""
    value = picture.getexif().get(ORIENTATION, 1)
    return value if value in range(1, 9) else 1


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Width and height as a reader sees them."""
    if orientation(picture) >= 5:
        return picture.height, picture.width
    return picture.size


def upright(picture: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(picture)


def without_palette(picture: Image.Image) -> Image.Image:
    """A mode that can be scaled smoothly: palettes resolved, 16-bit greys brought to 8."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # Pillow's own conversion would turn everything above 255 white.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in {"P", "PA"}:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.has_transparency_data and picture.mode in {"L", "RGB"}:
        return picture.convert("RGBA")
    return picture


def to_srgb(picture: Image.Image) -> Image.Image:
    """Colours as a browser without colour management shows them, on white where transparent."""
    profile = picture.info.get("icc_profile")
    alpha = picture.getchannel("A") if "A" in picture.getbands() else None
    opaque = picture.convert(picture.mode.removesuffix("A")) if alpha else picture
    colours = _converted(opaque, profile) if profile else opaque.convert("RGB")
    if alpha is None:
        return colours
    paper = Image.new("RGB", colours.size, PAPER)
    paper.paste(colours, mask=alpha)
    return paper


def _converted(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A profile for another kind of picture, or none at all: the numbers are all there is.
        return picture.convert("RGB")
    assert converted is not None  # only inPlace=True answers None
    return converted
