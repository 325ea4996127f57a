"""What people name on the command line: sites and files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from articles.models import Site


def site_of(key: str) -> Site:
    """The site with this key; raises CommandError, naming those that there are."""
    found = Site.objects.filter(key=key).first()
    if found is None:
        known = ", ".join(Site.objects.order_by("key").values_list("key", flat=True)) or _("none")
        raise CommandError(
            _("There is no site “%(key)s”. Sites: %(known)s.") % {"key": key, "known": known}
        )
    return found


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which takes its place when it is complete, and never half-written.

    Raises CommandError where there is no place for it.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be written: %(error)s")
            % {"file": path, "error": error.strerror or error}
        ) from error
