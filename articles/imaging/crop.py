"""Where a picture is cut: the largest part with the wanted ratio that holds the focal point."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A part of a picture in whole pixels; right and bottom are just outside it."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


def crop_box(
    width: int, height: int, ratio: tuple[int, int] | None, focal: tuple[float, float]
) -> Box:
    """The largest box of the ratio, its centre as near to the focal point as the edges allow.

    The focal point is given as shares (0 to 1) from the top left. No ratio: the whole picture.
    """
    crop_width, crop_height = crop_size(width, height, ratio)
    return Box(
        left=_offset(width, crop_width, focal[0]),
        top=_offset(height, crop_height, focal[1]),
        width=crop_width,
        height=crop_height,
    )


def crop_size(width: int, height: int, ratio: tuple[int, int] | None) -> tuple[int, int]:
    if ratio is None:
        return width, height
    across, down = ratio
    if width * down > height * across:
        return max(1, min(width, round(height * across / down))), height
    return width, max(1, min(height, round(width * down / across)))


def scaled_height(width: int, crop: tuple[int, int], ratio: tuple[int, int] | None) -> int:
    """The height that goes with a width, from the exact ratio where there is one.

    All widths of a size then agree to the pixel, and nothing jumps while a page loads.
    """
    across, down = ratio or crop
    return max(1, round(width * down / across))


def _offset(length: int, part: int, share: float) -> int:
    focus = min(max(share, 0.0), 1.0) * length
    return min(max(round(focus - part / 2), 0), length - part)
