"""A database of its own with an archive in it, and the settings of a server that shows it."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "bench_pages"


@dataclass(frozen=True)
class Ground:
    host: str
    paths: dict[str, str]
    revision: int
    environment: dict[str, str]


@contextmanager
def prepared_ground(folder: Path) -> Iterator[Ground]:
    """Make it, and take it away again. Needs Django set up, with DEBUG."""
    from django.conf import settings
    from django.db import connection, connections

    settings.DEBUG = False  # with it, Django remembers every query
    settings.ALLOWED_HOSTS = ["*"]
    settings.MEDIA_ROOT = folder / "media"
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        yield _ground(folder)
    finally:
        connections.close_all()
        # Whoever is stopped before it was made is still at the database of the installation.
        if connection.settings_dict["NAME"] == DATABASE:
            connection.creation.destroy_test_db(name, verbosity=0)


def _ground(folder: Path) -> Ground:
    from django.db import connection, transaction

    from articles.models import Publication
    from articles.queries.sitemaps import stories_in_a_file_of
    from articles.queries.stories import find_story
    from tests.archive import make_archive

    with transaction.atomic():
        archive = make_archive(body=long_body())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    story = find_story(archive.story_id, archive.site, archive.edition, archive.at)
    assert story is not None
    section = archive.edition.sections[1]
    stories_in_a_file = stories_in_a_file_of(len(archive.site.editions))
    return Ground(
        host=archive.site.primary_host,
        paths={
            "story": story.path,
            "home": archive.edition.path,
            "section, page 50": section.path + deep_page(archive, section),
            "RSS": f"{archive.edition.path}feeds/rss.xml",
            "site map": f"/sitemaps/stories-{archive.story_id // stories_in_a_file}.xml",
            "search": archive.edition.search_path + "?q=" + quote(story.title.split()[0]),
        },
        revision=Publication.objects.get(pk=story.publication_id).revision_id,
        environment=_environment(folder),
    )


def deep_page(archive: Any, section: Any) -> str:
    """The query of the fiftieth page of a section."""
    from articles.queries import listings

    place = None
    for _ in range(49):
        page = listings.newest_listed(
            listings.SECTION, section.id, archive.site, archive.edition, archive.at, after=place
        )
        place = page.older
    return f"?before={place}"


def long_body() -> str:
    """That of a long story of the demo."""
    stories = (ROOT / "articles" / "demo" / "stories").glob("*.toml")
    texts = (tomllib.loads(path.read_text("utf-8"))["translations"] for path in stories)
    bodies = (text["vi"]["body"] for text in texts if "vi" in text)
    longest: str = max((body for body in bodies if "<figure" not in body), key=len)
    return longest


def _environment(folder: Path) -> dict[str, str]:
    """As in production, but for the certificate."""
    from django.db import connection

    parameters = connection.get_connection_params()
    user, word = parameters["user"], quote(parameters["password"] or "", safe="")
    # A socket's folder stands where otherwise the name of the database begins.
    place = parameters["host"] if parameters["host"].startswith("/") else ""
    server = "" if place else f"{parameters['host']}:{parameters['port']}"
    made = {
        **os.environ,
        "DATABASE_URL": f"postgres://{user}:{word}@{server}/{place and place + '/'}{DATABASE}",
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "desk.example",
        "PUBLIC_SCHEME": "https",
        "BEHIND_PROXY": "true",
        "DATA_DIR": str(folder / "data"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        cwd=ROOT, env=made, check=True, timeout=300,
    )  # fmt: skip
    return made


def new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="newscenter-bench-"))
    folder.chmod(0o755)
    return folder
