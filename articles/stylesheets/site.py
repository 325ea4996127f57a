"""The one stylesheet of a site: the public pages' files, and the site's accent."""

from functools import lru_cache

from articles.sites.colour import Accent, readable_accent
from articles.stylesheets.joining import Stylesheet, joined, named, state


def site_stylesheet(accent: str) -> Stylesheet:
    """The stylesheet of sites with this accent; `accent` is `#rrggbb`."""
    return _site_stylesheet(accent, state())


@lru_cache(maxsize=64)
def _site_stylesheet(accent: str, _state: float) -> Stylesheet:
    return named("site", joined("main.css") + _accent_rules(readable_accent(accent)))


def _accent_rules(accent: Accent) -> str:
    return (
        f"@layer tokens {{ :root {{ --accent-light: {accent.light}; "
        f"--accent-dark: {accent.dark}; }} }}\n"
    )
