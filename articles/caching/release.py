"""What has to be the same for two processes to make the same pages."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import django
from django.conf import settings

# Where the making of a page is written down.
FOLDERS = ("articles", "newscenter", "templates", "requirements")
SUFFIXES = {".py", ".html", ".mo", ".txt"}
SETTINGS = (
    *("SECRET_KEY", "PUBLIC_SCHEME", "PUBLIC_PORT", "BEHIND_PROXY", "CDN_SECONDS", "DEBUG"),
    *("MEDIA_URL", "STATIC_URL", "CONTENT_LANGUAGES", "CONTENT_SECURITY_POLICY"),
)


def release_digest() -> bytes:
    """Of code, templates, translations, static files and settings. Reads some hundred files."""
    digest = blake2b(django.__version__.encode(), digest_size=32)
    database = settings.DATABASES["default"]
    for part in (database.get("HOST"), database.get("NAME"), *map(_setting, SETTINGS)):
        digest.update(repr(part).encode() + b"\n")
    for file in _files():
        digest.update(file.name.encode() + b"\n" + file.read_bytes())
    return digest.digest()


def _setting(name: str) -> object:
    return getattr(settings, name)


def _files() -> list[Path]:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    found = [
        file
        for folder in FOLDERS
        for file in sorted((settings.BASE_DIR / folder).rglob("*"))
        if file.suffix in SUFFIXES and "__pycache__" not in file.parts
    ]
    return [*found, manifest] if manifest.is_file() else found
