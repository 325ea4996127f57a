"""What the editions of a new site say before anybody has written a word for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

# What most newsrooms begin with, by key, in the order of the menu.
STARTERS = {
    "news": pgettext_lazy("section of a new site", "News"),
    "world": pgettext_lazy("section of a new site", "World"),
    "economy": pgettext_lazy("section of a new site", "Economy"),
    "culture": pgettext_lazy("section of a new site", "Culture"),
    "sport": pgettext_lazy("section of a new site", "Sport"),
    "science": pgettext_lazy("section of a new site", "Science"),
}


def starter_sections(keys: Iterable[str], languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """Names by language; in English where the interface does not speak a language."""
    sections: dict[str, dict[str, str]] = {key: {} for key in STARTERS if key in set(keys)}
    for code in languages:
        with override(code):
            for key, names in sections.items():
                names[code] = str(STARTERS[key])
    return sections


def first_description(name: str, language_code: str) -> str:
    """One sentence about an edition, in its language."""
    with override(language_code):
        return _("News from %(name)s.") % {"name": name}
