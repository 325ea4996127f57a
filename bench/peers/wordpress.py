"""WordPress: the newest that Debian has, on PHP-FPM, nginx and MariaDB of this machine."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.ground import ROOT
from bench.peers.archive import CACHE, HOST, Archive, searches
from bench.peers.fronts import CACHE as KEEP
from bench.peers.fronts import front
from bench.peers.mariadb import keep_digest, kept_digest, mariadb, remake
from bench.peers.system import FRONT, UNCACHED, MissingError, System
from bench.programs import NGINX, Server, ended, listens

HOME = CACHE / "wordpress"
SITE = HOME / "root" / "usr" / "share" / "wordpress"
OURS = ROOT / "bench" / "peers" / "wordpress_site"
APT, UNPACK = shutil.which("apt-get"), shutil.which("dpkg-deb")
PHP = shutil.which("php")
FPM = next(iter(sorted(Path("/usr/sbin").glob("php-fpm[78]*"), reverse=True)), None)
DATABASE = "wordpress"
CHILDREN = 8
# It names no address: the one of the machine's own list is taken.
NEWEST = "sid"
SETTINGS = {
    "opcache.enable": "1",
    "opcache.memory_consumption": "256",
    "opcache.max_accelerated_files": "20000",
    "opcache.validate_timestamps": "0",
}
POOL = """
[global]
daemonize = no
error_log = {home}/error.log
[www]
user = {user}
listen = {place}
listen.mode = 0666
pm = static
pm.max_children = {children}
env[PEER_SOCKET] = {database}
env[PEER_SECRET_KEY] = {secret}
"""
# Every address is WordPress's: none of its files are asked for.
LOCATION = """
    location / {{
        fastcgi_pass behind;
        fastcgi_param SCRIPT_FILENAME {site}/index.php;
        fastcgi_param SCRIPT_NAME /index.php;
        fastcgi_param DOCUMENT_ROOT {site};
        fastcgi_param REQUEST_METHOD $request_method;
        fastcgi_param REQUEST_URI $request_uri;
        fastcgi_param QUERY_STRING $query_string;
        fastcgi_param SERVER_NAME $host;
        fastcgi_param SERVER_PORT 80;
        fastcgi_param SERVER_PROTOCOL $server_protocol;
        fastcgi_param REMOTE_ADDR $remote_addr;
        {cache}
    }}
"""
# What is kept is compressed once.
COMPRESSED = 'fastcgi_param PHP_VALUE "zlib.output_compression=On";'


def prepare(archive: Archive, folder: Path) -> System:
    if not (PHP and FPM and NGINX):
        raise MissingError(
            "it needs PHP and nginx: apt-get install --no-install-recommends "
            "php-fpm php-mysql php-xml php-mbstring php-intl php-gd nginx-light"
        )
    _unpack()
    _fill(archive, folder)
    cached = KEEP.format(kind="fastcgi") + COMPRESSED
    return System(
        name="WordPress",
        host=HOST,
        paths={
            "story": f"/section-{archive.story % archive.sections}/story-{archive.story}/",
            "home": "/",
            "section, page 50": f"/category/section-1/page/{archive.deep}/",
            "RSS": "/feed/",
            "site map": "/wp-sitemap-posts-post-2.xml",
            **searches(archive, "/?s="),
        },
        ways={
            UNCACHED: partial(_served, folder, ""),
            FRONT: partial(_served, folder, cached),
        },
        legend=_legend(),
    )


def _unpack() -> None:
    """The package alone: what it wants beside is for Apache and for pictures in mails."""
    if (SITE / "wp-load.php").is_file():
        _put_ours()
        return
    if not (APT and UNPACK):
        raise MissingError("it comes as a package of Debian, and this is no Debian")
    shutil.rmtree(HOME, ignore_errors=True)
    lists = HOME / "apt"
    (lists / "lists" / "partial").mkdir(parents=True)
    sources = lists / "sources.list"
    sources.write_text(f"deb [signed-by={_keyring()}] {_mirror()} {NEWEST} main\n", "utf-8")
    options = [
        *("-o", f"Dir::Etc::sourcelist={sources}", "-o", "Dir::Etc::sourceparts=/nonexistent"),
        *("-o", f"Dir::State::lists={lists / 'lists'}", "-o", "Dir::Cache::pkgcache="),
        *("-o", "Dir::Cache::srcpkgcache=", "-o", "APT::Sandbox::User=root"),
    ]
    for command in (
        [APT, *options, "update"],
        [APT, *options, "download", f"wordpress/{NEWEST}"],
    ):
        done = subprocess.run(
            command, cwd=HOME, capture_output=True, text=True, check=False, timeout=300
        )
        if done.returncode:
            raise MissingError(f"Debian's package cannot be had: {done.stderr.strip()[-200:]}")
    (package,) = HOME.glob("wordpress_*.deb")
    subprocess.run([UNPACK, "-x", str(package), str(HOME / "root")], check=True, timeout=100)
    _put_ours()


def _put_ours() -> None:
    theme = SITE / "wp-content" / "themes" / "newsroom"
    shutil.copytree(OURS / "theme", theme, dirs_exist_ok=True)
    shutil.copy(OURS / "wp-config.php", SITE / "wp-config.php")


def _mirror() -> str:
    assert APT is not None
    told = subprocess.run(
        [APT, "indextargets", "--format", "$(REPO_URI) $(ORIGIN) $(SUITE)"],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    for line in told.splitlines():
        address, origin, suite = [*line.split(" "), "", ""][:3]
        if origin == "Debian" and "-" not in suite:
            return address
    raise MissingError("apt knows no mirror of Debian")


def _keyring() -> Path:
    return Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def _fill(archive: Archive, folder: Path) -> None:
    file = HOME / "archive.json"
    archive.write_to(file)
    sources = (
        file,
        OURS / "fill.php",
        OURS / "wp-config.php",
        SITE / "wp-includes" / "version.php",
    )
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    with mariadb(folder) as place:
        if kept_digest(place, DATABASE) == digest:
            return
        remake(place, DATABASE)
        done = subprocess.run(
            [str(PHP), str(OURS / "fill.php"), str(SITE), str(file)],
            env={**os.environ, "PEER_SOCKET": str(place), "PEER_SECRET_KEY": _secret()},
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        if done.returncode:
            raise MissingError(f"its archive was not made: {(done.stderr or done.stdout)[-400:]}")
        keep_digest(place, DATABASE, digest)


@contextmanager
def _served(folder: Path, cache: str) -> Iterator[Server]:
    with (
        mariadb(folder) as database,
        _php(folder, database) as place,
        front(
            folder, f"unix:{place}", LOCATION.format(site=SITE, cache=cache), kind="fastcgi"
        ) as server,
    ):
        yield server


@contextmanager
def _php(folder: Path, database: Path) -> Iterator[Path]:
    home = folder / "php"
    home.mkdir(exist_ok=True)
    place, conf = home / "php.sock", home / "pool.conf"
    place.unlink(missing_ok=True)
    is_root = os.geteuid() == 0
    text = POOL.format(
        home=home, place=place, children=CHILDREN, database=database, secret=_secret(), user="root"
    )
    if not is_root:
        text = re.sub(r"^user = .*$", "", text, flags=re.MULTILINE)
    conf.touch(0o600)
    conf.write_text(text, "utf-8")
    command = [str(FPM), "--nodaemonize", "--fpm-config", str(conf)]
    command += [*(("--allow-to-run-as-root",) if is_root else ())]
    command += [part for name, value in SETTINGS.items() for part in ("-d", f"{name}={value}")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    with ended(process):
        if not listens(process, socket.AF_UNIX, str(place)):
            raise MissingError(f"PHP-FPM does not answer: {process.args!r}")
        yield place


def _secret() -> str:
    return secrets.token_hex(32)


def _legend() -> str:
    told = (SITE / "wp-includes" / "version.php").read_text("utf-8")
    version = re.search(r"^\$wp_version = '([^']+)'", told, re.MULTILINE)
    assert version is not None
    php = subprocess.run(
        [str(PHP), "-r", "echo PHP_VERSION;"],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    return (
        f"WordPress {version[1]} of Debian {NEWEST}, PHP {php} (FPM, {CHILDREN} processes, opcache "
        "without looking at files' times), nginx, MariaDB over a socket with a buffer pool of "
        "1 GiB; a small theme of ours; no plugin; cron by the system's clock; nginx cache: "
        "fastcgi_cache for ten minutes, compressed"
    )
