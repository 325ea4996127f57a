"""Why a verb did not do what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import FrontPage, ReleaseItem, TranslationClaim


@dataclass(frozen=True)
class Objection:
    """One reason against a publication, in the language of the person who asked."""

    language_code: str
    message: str
    # Whether a person with the right to override may publish in spite of it.
    may_be_overridden: bool = False
    # The rule that found it, where one did.
    rule: str = ""


class NothingToTranslate(Exception):
    """There is no original to translate from, or the language is the original's own."""


class PublicationRefused(Exception):
    """Nothing was published; `objections` says why, for every language that was asked for."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__("; ".join(f"{o.language_code}: {o.message}" for o in self.objections))

    @property
    def may_be_overridden(self) -> bool:
        """Whether nothing but findings stands in the way."""
        return all(objection.may_be_overridden for objection in self.objections)


class ReleaseRefused(PublicationRefused):
    """Nothing of a release was done; `by_item` says which parts are not ready, and why.

    What is against the release itself is among the `objections` only.
    """

    def __init__(
        self,
        by_item: Mapping[ReleaseItem, Sequence[Objection]],
        against_all: Sequence[Objection] = (),
    ) -> None:
        self.by_item = {item: tuple(found) for item, found in by_item.items() if found}
        self.against_all = tuple(against_all)
        super().__init__([*against_all, *(o for found in self.by_item.values() for o in found)])


class ClaimHeld(Exception):
    """Somebody else works on it; `claim` says who, and until when unless they go on."""

    def __init__(self, claim: TranslationClaim) -> None:
        self.claim = claim
        super().__init__(
            _("%(who)s works on it, until %(time)s at least.")
            % {
                "who": claim.user,
                "time": date_format(timezone.localtime(claim.expires_at), "TIME_FORMAT"),
            }
        )


class ReasonMissing(Exception):
    """The log would have to keep a reason, and none was given."""

    def __init__(self) -> None:
        super().__init__(_("Write why: the log keeps it."))


@dataclass(frozen=True)
class SlotObjection:
    """One reason against an arrangement: about the slot with this index, or None for all."""

    slot: int | None
    message: str


class ArrangementRefused(Exception):
    """The front page stays as it is; `objections` says why, for every slot."""

    def __init__(self, objections: Sequence[SlotObjection]) -> None:
        self.objections = tuple(objections)
        super().__init__("; ".join(objection.message for objection in self.objections))


class ArrangedMeanwhile(Exception):
    """Somebody else arranged the front page since it was shown; `front_page` is theirs."""

    def __init__(self, front_page: FrontPage) -> None:
        self.front_page = front_page
        super().__init__(_("This front page was arranged by somebody else meanwhile."))
