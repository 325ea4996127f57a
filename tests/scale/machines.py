"""An installation on several addresses of this machine, as docs/failover.md draws it."""

import http.client
import json
import os
import re
import secrets
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
from django.contrib.staticfiles.finders import get_finders

from tests.deploy.nginx import CONFIGURATION, NGINX, adapted, certify
from tests.ports import free_port, wait_for
from tests.scale.postgres import Server
from tests.scale.runbook import ACCOUNT

ROOT = Path(__file__).resolve().parents[2]
HOST = "news.example"
WEB = ("127.0.0.1", "127.0.0.2")
REDIS = shutil.which("redis-server") or shutil.which("valkey-server")


class Installation:
    """A primary, two replicas, two web servers, nginx and Redis, and a desk that writes."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="nc-scale-"))
        self.folder.chmod(0o755)
        databases = self.folder / "databases"
        databases.mkdir()
        ACCOUNT.own(databases)
        self.servers = [Server(databases, name) for name in ("primary0", "replica1", "replica2")]
        self.primary, *self.replicas = self.servers
        self.running = {}
        self.web = {host: free_port(host) for host in WEB}
        self.nginx, self.redis = free_port(), free_port()
        self.environment = self._environment()

    def _environment(self):
        hosts = ",".join(f"127.0.0.1:{one.port}" for one in self.servers)
        primary = re.sub(r"@[^/]*", f"@{hosts}", self.servers[0].url())
        return os.environ | {
            "DEBUG": "false",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "desk.example",
            "DATABASE_URL": f"{primary}?target_session_attrs=read-write",
            "DATABASE_REPLICA_URLS": ",".join(one.url() for one in self.servers),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis}/0",
            "DATA_DIR": str(self.folder / "data"),
            "STATIC_ROOT": str(self.folder / "static"),
            "PAGE_CACHE_BYTES": "16000000",
            "BEHIND_PROXY": "true",
            "TRUSTED_PROXIES": "1",
            "SECURE_SSL_REDIRECT": "false",
            "PUBLIC_SCHEME": "https",
            "METRICS_TOKEN": "of-this-test",
            "LOG_LEVEL": "WARNING",
        }

    def build(self, tables):
        """With these tables: a dump, as migrating takes longer than all of the rest."""
        self.primary.make()
        self.primary.restore(tables)
        self._name_static_files()
        for replica in self.replicas:
            replica.copy(self.servers)
        # From here on nothing that was acknowledged may be lost with the primary.
        self.primary.follow("synchronous")
        self.primary.wait_for_followers(2)
        self.start_redis()
        for host in WEB:
            self.start_web(host)
        self._start_nginx()
        with (self.folder / "desk.log").open("w") as log:
            self.running["desk"] = subprocess.Popen(
                [sys.executable, "-m", "tests.scale.desk"], cwd=ROOT, env=self.environment,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, stderr=log,
            )  # fmt: skip

    def _name_static_files(self):
        """Collecting and compressing them takes half a minute, and nobody asks for one here."""
        folder = self.folder / "static"
        folder.mkdir()
        names = [name for finder in get_finders() for name, _storage in finder.list(None)]
        manifest = {"version": "1.1", "hash": "", "paths": {name: name for name in names}}
        (folder / "staticfiles.json").write_text(json.dumps(manifest))

    def start_redis(self):
        self._run("redis", [REDIS, "--port", str(self.redis), "--bind", "127.0.0.1",
                            "--save", "", "--appendonly", "no", "--dir", str(self.folder),
                            "--maxmemory", "32mb"])  # fmt: skip
        wait_for(self.redis, self.running["redis"])

    def start_web(self, host):
        self._run(host, [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws",
                         "--host", host, "--port", str(self.web[host]), "--workers", "1",
                         "--blocking-threads", "4",
                         "newscenter.wsgi:application"])  # fmt: skip
        wait_for(self.web[host], self.running[host], host)

    def _start_nginx(self):
        folder = self.folder / "nginx"
        folder.mkdir()
        certify(folder)
        first, *more = (f"server {host}:{port};" for host, port in self.web.items())
        text = adapted(CONFIGURATION.read_text(), folder, 0, free_port(), self.nginx)
        assert "server 127.0.0.1:0;" in text
        text = text.replace("server 127.0.0.1:0;", " ".join([first, *more]))
        (folder / "nginx.conf").write_text(text)
        self._run("nginx", [NGINX, "-c", folder / "nginx.conf", "-g", "daemon off;"])
        wait_for(self.nginx, self.running["nginx"])

    def _run(self, name, command):
        with (self.folder / f"{name}.log").open("a") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True,
            check=True, timeout=180,
        ).stdout  # fmt: skip

    def kill(self, name):
        self.running[name].kill()
        self.running.pop(name).wait(20)

    def try_desk(self, verb, *arguments):
        """Let the desk do something; its answer, which may be that the database is away."""
        desk = self.running["desk"]
        desk.stdin.write(json.dumps([verb, *arguments]) + "\n")
        desk.stdin.flush()
        line = desk.stdout.readline()
        assert line, (self.folder / "desk.log").read_text()
        return json.loads(line)

    def desk(self, verb, *arguments):
        answer = self.try_desk(verb, *arguments)
        assert "ok" in answer, answer
        return answer["ok"]

    def get(self, path, host=None):
        """Status and text of a page: from one web server, or through nginx."""
        if host is None:
            context = ssl._create_unverified_context()
            line = http.client.HTTPSConnection("127.0.0.1", self.nginx, timeout=10, context=context)
        else:
            line = http.client.HTTPConnection(host, self.web[host], timeout=10)
        try:
            line.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def last_shown_before(self, path, condition):
        """For how long from now on somebody who asks each server still sees what was before."""
        begun = time.monotonic()
        last = dict.fromkeys(self.web, 0.0)
        waiting = list(self.web)
        while waiting:
            assert time.monotonic() < begun + 20, f"{waiting} never show it"
            for host in list(waiting):
                asked = time.monotonic()
                if condition(*self.get(path, host)):
                    waiting.remove(host)
                else:
                    last[host] = asked - begun
            time.sleep(0.005)
        return last

    def metrics(self, host):
        line = http.client.HTTPConnection(host, self.web[host], timeout=10)
        line.request("GET", "/-/metrics", headers={
            "Host": "desk.example", "X-Forwarded-Proto": "https",
            "Authorization": "Bearer of-this-test"})  # fmt: skip
        told = line.getresponse().read().decode()
        line.close()
        return told

    def stop(self):
        # Parents first: nginx and granian make another worker in the place of one that is killed.
        family = [
            one
            for process in self.running.values()
            for one in (process, *psutil.Process(process.pid).children(recursive=True))
        ]
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        for process in self.running.values():
            process.wait(10)
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()
        for server in self.servers:
            server.stop()
        shutil.rmtree(self.folder)


class Readers:
    """People who look at pages all the time, through nginx, and remember what they saw.

    On each page stands the number of the newest text: it may only grow.
    """

    NUMBER = re.compile(r"Tin số (\d+)")

    def __init__(self, installation, paths):
        self.installation = installation
        self.complaints = []
        self.seen = dict.fromkeys(paths, -1)
        self.asked = 0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(path,)) for path in paths]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *args):
        self._over.set()
        for thread in self._threads:
            thread.join(30)

    def _read(self, path):
        while not self._over.is_set():
            begun = time.monotonic()
            try:
                status, text = self.installation.get(path)
            except OSError as error:
                self.complaints.append((path, repr(error)))
                continue
            took = time.monotonic() - begun
            numbers = [int(number) for number in self.NUMBER.findall(text)]
            newest = max(numbers, default=-1)
            self.asked += 1
            if status != 200:
                self.complaints.append((path, status))
            elif newest < self.seen[path]:
                self.complaints.append((path, f"{newest} after {self.seen[path]}"))
            elif took > 5:
                self.complaints.append((path, f"{took:.1f} seconds"))
            self.seen[path] = max(newest, self.seen[path])
            time.sleep(0.02)
