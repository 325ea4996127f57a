"""The closing line of a command."""

from django.utils.translation import gettext as _


def closing_line(summary: str, *, dry_run: bool) -> str:
    """What was done, or, of a dry run, what would have been."""
    label = _("Dry run, nothing was changed:")
    return f"{label} {summary}" if dry_run else summary
