"""The one stylesheet of a site: the files of `static/css` joined, and the site's accent.

Joined when first asked for, so that there is no build step; named by what is in it, so that
readers may keep it for good. `docs/decisions` has the reasons.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from gzip import compress
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

from articles.sites.colour import Accent, readable_accent

IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);\n?')
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
FONT = re.compile(r'url\("(?:\.\./)+fonts/(?P<path>[^"]+)"\)')
INDENTATION = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """What is served, plain and gzipped, and the name it is served under."""

    name: str
    content: bytes
    gzipped: bytes


def site_stylesheet(accent: str) -> Stylesheet:
    """The stylesheet of sites with this accent; `accent` is `#rrggbb`."""
    return _site_stylesheet(accent, _changed_at() if settings.DEBUG else 0)


@lru_cache(maxsize=64)
def _site_stylesheet(accent: str, changed_at: float) -> Stylesheet:
    content = (_joined() + _accent_rules(readable_accent(accent))).encode()
    return Stylesheet(
        name=f"site-{sha256(content).hexdigest()[:16]}.css",
        content=content,
        gzipped=compress(content, mtime=0),
    )


def _directory() -> Path:
    return Path(settings.BASE_DIR) / "static" / "css"


def _changed_at() -> float:
    return max(path.stat().st_mtime for path in _directory().rglob("*.css"))


def _joined() -> str:
    main = (_directory() / "main.css").read_text()
    css = IMPORT.sub(lambda match: _layer(match["layer"], match["path"]), main)
    css = FONT.sub(lambda match: f'url("{static("fonts/" + match["path"])}")', css)
    return INDENTATION.sub("\n", COMMENT.sub("", css)).strip() + "\n"


def _layer(layer: str, path: str) -> str:
    return f"@layer {layer} {{\n{(_directory() / path).read_text()}}}\n"


def _accent_rules(accent: Accent) -> str:
    return (
        f"@layer tokens {{ :root {{ --accent-light: {accent.light}; "
        f"--accent-dark: {accent.dark}; }} }}\n"
    )
