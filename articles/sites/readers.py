"""Which requests are those of readers: nobody is signed in, and something of a site is looked at.

The page cache, the choice of a replica and the shorter way through Django ask the same here, before
there is a request of Django's (PEP 3333).
"""

from __future__ import annotations

from collections.abc import Callable
from wsgiref.types import WSGIEnvironment

from django.conf import settings

# Not pages of a site: these answer at any host and in their own words.
TECHNICAL = ("/admin/", "/static/", "/media/", "/-/", "/api/")


def reader_test() -> Callable[[WSGIEnvironment], bool]:
    """A function that says whether a request is a reader's; for this process's settings."""
    session = f"{settings.SESSION_COOKIE_NAME}="

    def is_reader(environ: WSGIEnvironment) -> bool:
        return (
            environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and not environ.get("PATH_INFO", "").startswith(TECHNICAL)
            and "HTTP_AUTHORIZATION" not in environ
            and session not in environ.get("HTTP_COOKIE", "")
        )

    return is_reader
