"""The named sizes that pages may ask for, and the widths each is made in."""

from dataclasses import dataclass

from articles.imaging.crop import crop_size, scaled_height


@dataclass(frozen=True)
class Size:
    name: str
    ratio: tuple[int, int] | None  # None: the picture keeps its own
    widths: tuple[int, ...]  # ascending

    def offered_widths(self, width: int, height: int) -> tuple[int, ...]:
        """The widths made of a picture of these pixels; never more than it has.

        A picture too small for the largest width is also offered at the full width of its
        crop, so that no pixel of it is lost.
        """
        full, _ = crop_size(width, height, self.ratio)
        if full >= self.widths[-1]:
            return self.widths
        return (*(offered for offered in self.widths if offered < full), full)

    def height_at(self, offered: int, width: int, height: int) -> int:
        crop = crop_size(width, height, self.ratio)
        return crop[1] if offered == crop[0] else scaled_height(offered, crop, self.ratio)


LEAD = Size("lead", (16, 9), (480, 768, 1080, 1600))
LEAD_CLASSIC = Size("lead-3x2", (3, 2), (480, 768, 1080, 1600))
CARD = Size("card", (3, 2), (320, 480, 640, 960))
THUMB = Size("thumb", (1, 1), (96, 192, 384))
BODY = Size("body", None, (480, 768, 1080, 1600))
SOCIAL = Size("social", (1200, 630), (1200,))

SIZES = {size.name: size for size in (LEAD, LEAD_CLASSIC, CARD, THUMB, BODY, SOCIAL)}
