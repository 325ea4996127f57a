"""The one stylesheet that all pages of the desk share."""

from functools import lru_cache

from articles.stylesheets.joining import Stylesheet, joined, named, state


def desk_stylesheet() -> Stylesheet:
    return _desk_stylesheet(state())


@lru_cache(maxsize=2)
def _desk_stylesheet(_state: float) -> Stylesheet:
    return named("desk", joined("admin/desk.css"))
