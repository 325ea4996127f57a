"""Pictures that a translation has lost, and pictures that say nothing to those who do not see."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten


class LostImage(Rule):
    id = "lost-image"
    name = _("Picture lost")
    explanation = _("The original shows a picture in its text that the translation does not show.")
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        if manuscript.original is None:
            return
        shown = {picture.image_id for picture in manuscript.pictures}
        for picture in manuscript.original.pictures:
            if picture.image_id not in shown and not picture.is_lead:
                yield Hit(
                    picture.segment,
                    shorten(picture.segment.text),
                    {"image": str(picture.image_id)},
                    source=picture.segment,
                    of_original=True,
                )

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("Picture %(image)s of the original is not in the translation.") % detail


class EmptyAlt(Rule):
    id = "empty-alt"
    name = _("Picture without description")
    explanation = _(
        "Neither the story nor the archive says in this language what the picture shows, so "
        "those who cannot see it are told nothing."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        for picture in manuscript.pictures:
            if not picture.alt.strip():
                yield Hit(
                    picture.segment,
                    shorten(picture.segment.text),
                    {"image": str(picture.image_id)},
                )

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("Picture %(image)s has no description in this language.") % detail
