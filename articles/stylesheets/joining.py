"""One stylesheet made of many files of `static/css`.

Joined when first asked for, so that there is no build step; named by what is in it, so that
readers may keep it for good. `docs/decisions/0031-one-stylesheet.md` has the reasons.
"""

import re
from dataclasses import dataclass
from gzip import compress
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;\n?')
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
FONT = re.compile(r'url\("(?:\.\./)+fonts/(?P<path>[^"]+)"\)')
INDENTATION = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """What is served, plain and gzipped, and the name it is served under."""

    name: str
    content: bytes
    gzipped: bytes


def named(kind: str, css: str) -> Stylesheet:
    """`kind` is the first word of the name."""
    content = css.encode()
    return Stylesheet(
        name=f"{kind}-{sha256(content).hexdigest()[:16]}.css",
        content=content,
        gzipped=compress(content, mtime=0),
    )


def joined(main: str) -> str:
    """A file of `static/css` with those that it imports in their place, in their layers."""
    path = _directory() / main
    css = IMPORT.sub(lambda match: _imported(path.parent, **match.groupdict()), path.read_text())
    css = FONT.sub(lambda match: f'url("{static("fonts/" + match["path"])}")', css)
    return INDENTATION.sub("\n", COMMENT.sub("", css)).strip() + "\n"


def _imported(folder: Path, path: str, layer: str | None) -> str:
    css = (folder / path).read_text()
    return f"@layer {layer} {{\n{css}}}\n" if layer else css


def state() -> float:
    """Another one when a file has changed, in development; elsewhere files stay as they are."""
    if not settings.DEBUG:
        return 0
    return max(path.stat().st_mtime for path in _directory().rglob("*.css"))


def _directory() -> Path:
    return Path(settings.BASE_DIR) / "static" / "css"
