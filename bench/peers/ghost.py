"""Ghost: from the npm registry, on a Node.js of its own and MariaDB."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.ground import ROOT
from bench.peers import ghost_rows
from bench.peers.archive import CACHE, HOST, TITLE, Archive
from bench.peers.fronts import proxy_cache
from bench.peers.mariadb import keep_digest, kept_digest, mariadb, remake, sql
from bench.peers.system import FRONT, UNCACHED, MissingError, System
from bench.programs import NGINX, Server, free_port, running

HOME = CACHE / "ghost"
PACKAGE = HOME / "package"
OURS = ROOT / "bench" / "peers" / "ghost_site"
NPM = shutil.which("npm")
GHOST, NODE = "ghost@6", "24"
ARCHITECTURE = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), "")
PROGRAMS = HOME / "node" / "node_modules"
NODE_FOLDER = PROGRAMS / f"node-linux-{ARCHITECTURE}" / "bin"
DATABASE = "ghost"


def prepare(archive: Archive, folder: Path) -> System:
    _install()
    key = _fill(archive, folder)
    ways = {UNCACHED: partial(_served, folder)}
    if NGINX:
        ways[FRONT] = partial(_fronted, folder)
    return System(
        name="Ghost",
        host=HOST,
        paths={
            "story": f"/story-{archive.story}/",
            "home": "/",
            "section, page 50": f"/tag/section-1/page/{archive.deep}/",
            "RSS": "/rss/",
            "site map": "/sitemap-posts.xml",
            # Its pages search in the browser, in this list of titles and excerpts.
            TITLE: f"/ghost/api/content/search-index/posts/?key={key}",
        },
        ways=ways,
        legend=_legend(),
    )


def _install() -> None:
    """Its packages as its own lock file says; none of their scripts runs."""
    if (HOME / "made").is_file():
        return
    if not (NPM and ARCHITECTURE):
        raise MissingError("it needs npm (apt-get install npm) and Linux on x86-64 or ARM")
    shutil.rmtree(HOME, ignore_errors=True)
    (HOME / "node").mkdir(parents=True)
    (HOME / "node" / "package.json").write_text('{"private": true}', "utf-8")
    _run([NPM, "pack", GHOST], HOME)
    (packed,) = HOME.glob("ghost-*.tgz")
    shutil.unpack_archive(packed, HOME, filter="data")
    programs = [f"node-linux-{ARCHITECTURE}@{NODE}", f"@pnpm/exe.linux-{ARCHITECTURE}@{_pnpm()}"]
    _run([NPM, "install", "--no-audit", "--no-fund", "--ignore-scripts", *programs], HOME / "node")
    pnpm = str(PROGRAMS / "@pnpm" / f"exe.linux-{ARCHITECTURE}" / "pnpm")
    _run([pnpm, "install", "--prod", "--frozen-lockfile", "--ignore-scripts"], PACKAGE)
    (HOME / "made").touch()


def _pnpm() -> str:
    """The version that Ghost names; another one would go and fetch it."""
    named: str = json.loads((PACKAGE / "package.json").read_text("utf-8"))["packageManager"]
    return named.removeprefix("pnpm@").partition("+")[0]


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False,
        timeout=900,
    )  # fmt: skip
    if done.returncode:
        raise MissingError(f"{command[1]} failed: {(done.stderr or done.stdout).strip()[-300:]}")


def _environment() -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in ("HOME",) if name in os.environ},
        **{"PATH": f"{NODE_FOLDER}:{os.environ['PATH']}", "NODE_ENV": "production"},
        **{"NODE_NO_WARNINGS": "1"},
    }


def _fill(archive: Archive, folder: Path) -> str:
    """The key with which browsers ask. Ghost itself makes the tables, and the first rows."""
    file = HOME / "archive.json"
    archive.write_to(file)
    _put_ours()
    rows = Path(ghost_rows.__file__)
    sources = (file, rows, PACKAGE / "package.json")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    with mariadb(folder) as place:
        if kept_digest(place, DATABASE) != digest:
            remake(place, DATABASE)
            with _ghost(folder, place):
                pass
            sql(place, ghost_rows.statements(archive), DATABASE)
            keep_digest(place, DATABASE, digest)
        return sql(
            place, "SELECT secret FROM api_keys WHERE type = 'content' LIMIT 1", DATABASE
        ).strip()


def _put_ours() -> None:
    content = HOME / "content"
    for name in ("data", "images", "files", "media", "logs", "settings", "public", "adapters"):
        (content / name).mkdir(parents=True, exist_ok=True)
    shutil.copytree(PACKAGE / "content" / "themes", content / "themes", dirs_exist_ok=True)
    shutil.copytree(OURS / "theme", content / "themes" / "newsroom", dirs_exist_ok=True)
    shutil.copy(OURS / "routes.yaml", content / "settings" / "routes.yaml")


@contextmanager
def _served(folder: Path) -> Iterator[Server]:
    with mariadb(folder) as place, _ghost(folder, place) as server:
        yield server


@contextmanager
def _fronted(folder: Path) -> Iterator[Server]:
    with _served(folder) as behind, proxy_cache(folder, behind.port) as server:
        yield server


@contextmanager
def _ghost(folder: Path, place: Path) -> Iterator[Server]:
    """One process: it is made to be one."""
    port = free_port()
    settings = {
        "url": f"http://{HOST}",
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "mysql",
        "database__connection__socketPath": str(place),
        "database__connection__user": "root",
        "database__connection__database": DATABASE,
        "mail__transport": "Direct",
        "logging__level": "error",
        "logging__transports": '["file"]',
        "logging__path": str(folder),
        "paths__contentPath": str(HOME / "content"),
        "privacy__useUpdateCheck": "false",
        "privacy__useGravatar": "false",
        "privacy__useRpcPing": "false",
    }
    # It looks for its own version in the folder that it is started in.
    command = ["/usr/bin/env", "-C", str(PACKAGE), str(NODE_FOLDER / "node"), "index.js"]
    with running(command, {**_environment(), **settings}, port) as server:
        _wait_until_ready(port)
        yield server


def _wait_until_ready(port: int, seconds: float = 240) -> None:
    """It listens long before it answers."""
    ends = time.monotonic() + seconds
    status = 0
    while time.monotonic() < ends:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
            status = connection.getresponse().status
        except OSError:
            status = 0
        finally:
            connection.close()
        if status == 200:
            return
        time.sleep(0.5)
    raise MissingError(f"its home page still answers {status} after {seconds:.0f} s")


def _legend() -> str:
    version = json.loads((PACKAGE / "package.json").read_text("utf-8"))["version"]
    node = subprocess.run(
        [str(NODE_FOLDER / "node"), "--version"],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout.strip()  # fmt: skip
    return (
        f"Ghost {version} from npm, Node.js {node}, NODE_ENV=production, one process as it is made "
        "for, MariaDB over a socket with a buffer pool of 1 GiB (its own documents ask for MySQL "
        "8, which Debian does not have); a small theme of ours; its search is a list that browsers "
        "fetch whole (it stops at 10,000 stories); its feed has 15; nginx cache: "
        "proxy_cache for ten minutes"
    )
