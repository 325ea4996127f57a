"""What a TMX file holds, between the format and the models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

# The name of the namespace in which `xml:lang` is.
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = "%Y%m%dT%H%M%SZ"


class NotTmx(Exception):
    """The file is something else, or broken; `line` is where, counted from 1, if that is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line or None
        if line:
            message = _("Line %(line)d: %(message)s") % {"line": line, "message": message}
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Variant:
    """One language of a unit. `html` is as the file has it, not sanitised yet."""

    lang: str
    html: str
    line: int
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """One text in several languages; `source_lang` is empty where each may be the source."""

    source_lang: str
    variants: tuple[Variant, ...]
    line: int
