"""deploy/nginx.conf in a real nginx, before a web server that tells what it was asked."""

import http.client
import json
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.deploy.nginx import CONFIGURATION, NGINX, OPENSSL, adapted, certify
from tests.ports import free_port

pytestmark = pytest.mark.skipif(
    not (NGINX and OPENSSL), reason="no nginx or no openssl on this machine"
)


class Teller(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        Teller.asked += 1
        told = json.dumps({"path": self.path, **{k.lower(): v for k, v in self.headers.items()}})
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        if self.path.startswith("/kept"):
            self.send_header("Cache-Control", "public, max-age=0, s-maxage=1")
            self.send_header("X-Accel-Expires", f"@{int(time.time())}")
            self.send_header("Surrogate-Key", "n1")
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        self.wfile.write(told.encode())

    def log_message(self, *arguments):
        """Quiet."""


@pytest.fixture(scope="module")
def web():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Teller)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def nginx(web):
    """Start nginx on free ports; gives (http port, https port, media folder)."""
    folder = Path(tempfile.mkdtemp(prefix="nc-nginx-"))
    folder.chmod(0o755)
    media = folder / "data" / "media"
    (media / "r").mkdir(parents=True)
    certify(folder)
    plain, secure = free_port(), free_port()
    file = folder / "nginx.conf"
    file.write_text(adapted(CONFIGURATION.read_text(), folder, web, plain, secure))
    subprocess.run([NGINX, "-t", "-c", file], check=True, capture_output=True, timeout=30)
    process = subprocess.Popen(
        [NGINX, "-c", file, "-g", "daemon off;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(secure)
    yield plain, secure, media
    process.terminate()
    process.wait(30)
    shutil.rmtree(folder)


def wait_for(port):
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")


def ask(nginx, path, headers=None):
    """GET over TLS; the answer's status, headers and body."""
    context = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection("127.0.0.1", nginx[1], context=context, timeout=10)
    connection.request("GET", path, headers={"Host": "news.example.org", **(headers or {})})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def test_plain_http_is_sent_to_https(nginx):
    connection = http.client.HTTPConnection("127.0.0.1", nginx[0], timeout=10)
    connection.request("GET", "/vi/?page=2", headers={"Host": "news.example.org"})
    answer = connection.getresponse()

    assert answer.status == 301
    assert answer.headers["Location"] == "https://news.example.org/vi/?page=2"
    connection.close()


def test_page_is_passed_on_with_host_and_scheme(nginx):
    status, _headers, body = ask(nginx, "/vi/th%E1%BB%83-thao/?q=%20a")

    told = json.loads(body)
    assert (status, told["path"]) == (200, "/vi/th%E1%BB%83-thao/?q=%20a")
    assert (told["host"], told["x-forwarded-proto"]) == ("news.example.org", "https")


def test_what_a_reader_claims_to_be_is_replaced(nginx):
    claims = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}

    _status, _headers, body = ask(nginx, "/", claims)

    told = json.loads(body)
    assert (told["x-forwarded-for"], told["x-forwarded-proto"]) == ("127.0.0.1", "https")


def test_made_picture_comes_from_disk_and_stays_for_good(nginx):
    (nginx[2] / "r" / "one.avif").write_bytes(b"picture")

    status, headers, body = ask(nginx, "/media/r/one.avif")

    assert (status, body) == (200, b"picture")
    assert headers["Content-Type"] == "image/avif"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_picture_not_made_yet_is_asked_of_the_web_server(nginx):
    _status, _headers, body = ask(nginx, "/media/r/two.avif")

    assert json.loads(body)["path"] == "/media/r/two.avif"


def test_a_picture_whose_rights_end_is_never_served_without_asking(nginx):
    folder = nginx[2] / "t"
    folder.mkdir()
    (folder / "one.avif").write_bytes(b"a picture")

    _status, _headers, body = ask(nginx, "/media/t/one.avif")

    assert json.loads(body)["path"] == "/media/t/one.avif"


@pytest.mark.parametrize("path", ["/media/original.jpg", "/media/r/../original.jpg"])
def test_original_is_in_no_readers_reach(nginx, path):
    (nginx[2] / "original.jpg").write_bytes(b"original")

    _status, _headers, body = ask(nginx, path)

    assert body != b"original"
    assert json.loads(body)["path"].endswith("original.jpg")


def times_asked(nginx, path, *several):
    """How often the web server is asked where readers ask that often, and what they get."""
    before = Teller.asked
    answers = [ask(nginx, path, headers) for headers in several]
    return Teller.asked - before, answers


def test_nginx_answers_a_page_by_itself_for_a_moment(nginx):
    time.sleep(1 - time.time() % 1)
    asked, answers = times_asked(nginx, "/kept/moment/", *[{}] * 5)

    assert asked < 5
    assert {status for status, _headers, _body in answers} == {200}
    assert all("Surrogate-Key" not in headers for _status, headers, _body in answers)
    time.sleep(1)
    assert times_asked(nginx, "/kept/moment/", {})[0] == 1


def test_a_page_is_kept_once_for_each_encoding(nginx):
    _asked, answers = times_asked(
        nginx,
        "/kept/encodings/",
        {"Accept-Encoding": "gzip, deflate, br"},
        {"Accept-Encoding": "gzip"},
        {},
        {"Accept-Encoding": "br;q=0, gzip;q=0.5"},
        {"Accept-Encoding": "gzip; q=0.0, br;q=0"},
    )

    assert [json.loads(body).get("accept-encoding") for _s, _h, body in answers] == [
        "br",
        "gzip",
        None,
        "gzip",
        None,
    ]


@pytest.mark.parametrize("own", [{"Cookie": "sessionid=a"}, {"Authorization": "Bearer a"}])
def test_nobody_with_a_name_is_answered_from_what_is_kept(nginx, own):
    path = f"/kept/{next(iter(own)).lower()}/"
    time.sleep(1 - time.time() % 1)
    ask(nginx, path)

    asked, answers = times_asked(nginx, path, own, own)

    assert asked == 2
    assert all(next(iter(own)).lower() in json.loads(body) for _s, _h, body in answers)
    # And what they are told is told to nobody else.
    assert next(iter(own)).lower() not in json.loads(ask(nginx, path)[2])


def test_cookies_of_others_keep_nobody_from_what_is_kept(nginx):
    """A CDN, statistics or a consent banner hang theirs on every request."""
    time.sleep(1 - time.time() % 1)
    readers = ({}, {"Cookie": "_ga=GA1.1; __cf_bm=x"}, {"Cookie": "consent=yes"})

    assert times_asked(nginx, "/kept/banner/", *readers)[0] == 1


def test_what_does_not_say_that_it_may_be_kept_is_not(nginx):
    assert times_asked(nginx, "/other/", {}, {})[0] == 2
