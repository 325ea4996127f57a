"""Programs that a measurement needs: each is started here, and ended by its own process."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from bench.ground import ROOT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
WRK = shutil.which("wrk")
Process: TypeAlias = subprocess.Popen[bytes]
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What came of asking one address as often as possible; times in milliseconds."""

    rate: float
    median: float
    p99: float
    failed: int


def median_load(looks: Sequence[Load]) -> Load:
    """The middle one by its rate, with all that failed in any."""
    middle = sorted(looks, key=lambda one: one.rate)[len(looks) // 2]
    return replace(middle, failed=sum(one.failed for one in looks))


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    @property
    def megabytes(self) -> float:
        """Of memory, of all its processes: what each has for itself, and its share of the rest."""
        kilobytes = 0
        for pid in (self.pid, *children(self.pid)):
            text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
            kilobytes += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1])  # type: ignore[index]
        return kilobytes / 1000


def shipped() -> dict[str, str]:
    """How many workers and threads the image has."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    return dict(re.findall(r"\b(GRANIAN_\w+)=(\S+)", text))


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(number) for number in text.split()]


@contextmanager
def granian(target: str, environment: dict[str, str]) -> Iterator[Server]:
    """As the image starts it, workers and threads included."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", target),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"),
    ]
    environment = {**shipped(), **environment}
    with running(command, environment, port) as server:
        yield server


@contextmanager
def nginx(
    folder: Path, web: int, static: bytes = b"", headers: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """As `deploy/nginx.conf` says, without TLS, and with one file of bytes at `/bench.html`, which
    stays open as pages do, at `/headers.html`, with these headers besides, and at `/opened.html`,
    opened for each request as nginx comes.
    """
    assert NGINX is not None
    port = free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    home = folder / "nginx"
    (home / "files").mkdir(parents=True)
    home.chmod(0o777)  # its workers run as somebody else
    added = "".join(f' add_header {name} "{value}";' for name, value in (headers or {}).items())
    ways = {"bench": "", "headers": added, "opened": " open_file_cache off;"}
    files = ""
    for name, way in ways.items():
        (home / "files" / f"{name}.html").write_bytes(static)
        files += (
            f"location = /{name}.html {{ root {home}/files; types {{}} default_type text/html; "
            f"gzip off; add_header Content-Encoding gzip;{way} }}\n"
        )
    text = text.replace(" /tmp/", f" {home}/").replace(
        "server web:8000;", f"server 127.0.0.1:{web};"
    )
    text = re.sub(r"server \{\s+listen 8080;.*?\n    \}\n", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r"^\s*(ssl_.*|http2 on;)$", "", text, flags=re.MULTILINE)
    text = text.replace(
        "listen 8443 ssl;",
        f"listen 127.0.0.1:{port};\n{files}",
    )
    text = text.replace("/dev/stdout line", f"{home}/access.log line").replace(
        "/dev/stderr", f"{home}/error.log"
    )
    file = home / "nginx.conf"
    file.write_text(text, "utf-8")
    with running([NGINX, "-c", str(file), "-g", "daemon off;"], {}, port) as server:
        yield server


@contextmanager
def running(command: list[str], environment: dict[str, str], port: int) -> Iterator[Server]:
    with ended(subprocess.Popen(command, cwd=ROOT, env=environment or None)) as process:
        if not listens(process, socket.AF_INET, ("127.0.0.1", port)):
            raise SystemExit(f"{process.args!r} does not listen.")
        yield Server(port, process.pid)


@contextmanager
def ended(process: Process, *, patience: float = 20) -> Iterator[Process]:
    """Ask it to end when all is done, and kill it where it takes longer."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def listens(process: Process, family: socket.AddressFamily, place: str | tuple[str, int]) -> bool:
    """Wait for it, a minute at most; whether it does. Not where it ended before."""
    for _ in range(600):
        if process.poll() is not None:
            return False
        with socket.socket(family) as probe:
            if probe.connect_ex(place) == 0:
                return True
        time.sleep(0.1)
    return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def load(
    port: int,
    path: str,
    host: str,
    *,
    seconds: int,
    connections: int,
    script: tuple[Path, Path] | None = None,
) -> Load:
    """Ask for it, from that many connections at once; a script of wrk's is given its file."""
    assert WRK is not None
    headers = [f"Host: {host}", "X-Forwarded-Proto: https", "Accept-Encoding: gzip"]
    told = subprocess.run(
        [
            *(WRK, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s"),
            *(part for header in headers for part in ("-H", header)),
            *(("-s", str(script[0])) if script else ()),
            f"http://127.0.0.1:{port}{path}",
            *(("--", str(script[1])) if script else ()),
        ],
        capture_output=True, text=True, check=True, timeout=seconds + 60,
    ).stdout  # fmt: skip
    return read_report(told)


def read_report(told: str) -> Load:
    def of(share: str) -> float:
        found = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s|m)$", told, re.MULTILINE)
        return float(found[1]) * UNITS[found[2]] if found else 0.0

    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    return Load(
        rate=float(rate[1]) if rate else 0.0,
        median=of("50"),
        p99=of("99"),
        failed=int(bad[1]) if bad else 0,
    )
