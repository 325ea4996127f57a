"""What went wrong, as RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.api.answers import respond
from articles.api.shapes import Fault, about
from articles.workflow.errors import Objection

TITLES: dict[str, tuple[int, str | Promise]] = {
    "unreadable": (400, _("What was sent cannot be read.")),
    "unauthenticated": (401, _("A valid token is needed.")),
    "forbidden": (403, _("You may not do this.")),
    "not-found": (404, _("There is nothing here for you.")),
    "method-not-allowed": (405, _("This address does not take this method.")),
    "changed": (409, _("Somebody else has saved meanwhile.")),
    "too-large": (413, _("What was sent is too large.")),
    "not-json": (415, _("Send JSON, as application/json.")),
    "refused": (422, _("The desk’s rules refuse it.")),
    "revision-needed": (428, _("Say in If-Match which revision you began from.")),
    "too-many-failures": (429, _("Too many wrong tokens came from your address.")),
    "broken": (500, _("Something is wrong on our side; it is in our log.")),
}


@dataclass(frozen=True, slots=True)
class ObjectionRecord:
    """One reason why the desk's rules refuse."""

    language: str = about("Which language it is about; empty where it is about all.")
    rule: str = about("The rule of the gate that found it; empty where none did.")
    message: str = about("In words, in the language of Accept-Language.")
    overridable: bool = about("Whether an override_reason of somebody with the right passes it.")


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One side of a text that two have changed."""

    revision: int | None = about("Its revision; null for one that was not saved.")
    title: str = about("The title.")
    dek: str = about("One or two sentences under the title.")
    body: str = about("The text as HTML.")
    by: str = about("Who saved it; empty for the system.")


@dataclass(frozen=True, slots=True)
class Problem:
    """RFC 9457. Every failure of the API is one."""

    type: str = about("Which kind of problem: urn:problem-type:newscenter:…")
    title: str = about("The kind in words.")
    status: int = about("The status of the answer.")
    detail: str = about("This case in words.", default="", left_out=True)
    errors: tuple[Fault, ...] = about("What is wrong, by field.", default=(), left_out=True)
    objections: tuple[ObjectionRecord, ...] = about(
        "All reasons of the desk's rules.", default=(), left_out=True
    )
    yours: TextVersion | None = about("What you sent.", default=None, left_out=True)
    theirs: TextVersion | None = about("What stands now.", default=None, left_out=True)


def problem(
    kind: str,
    *,
    detail: str = "",
    errors: Sequence[Fault] = (),
    objections: Sequence[Objection] = (),
    yours: TextVersion | None = None,
    theirs: TextVersion | None = None,
) -> HttpResponse:
    status, title = TITLES[kind]
    record = Problem(
        type=f"urn:problem-type:newscenter:{kind}",
        title=str(title),
        status=status,
        detail=detail,
        errors=tuple(errors),
        objections=tuple(
            ObjectionRecord(one.language_code, one.rule, one.message, one.may_be_overridden)
            for one in objections
        ),
        yours=yours,
        theirs=theirs,
    )
    return respond(record, status=status, content_type="application/problem+json")
