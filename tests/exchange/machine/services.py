"""Services on this machine that speak what DeepL and LibreTranslate document.

They translate by writing text in capitals and leaving tags alone. `faults` are answered first, one
a request: a status with headers and a body, or a function that has the handler to itself.
"""

from __future__ import annotations

import json
import re
import threading
import time
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from articles.exchange.machine.transport import Patience

KEY = "9a1c-secret-77"
QUICK = Patience(timeout=0.4, attempts=3, longest_pause=60.0)

DEEPL_TARGETS = {"EN-GB", "EN-US", "VI", "ZH-HANS", "ZH-HANT", "AR", "PT-BR", "PT-PT", "FR"}
DEEPL_SOURCES = {"EN", "VI", "ZH", "AR", "PT", "FR"}


class Service:
    def __init__(self, key):
        self.key = key
        self.requests = []
        self.faults = []

    def answer(self, path, headers, data):
        raise NotImplementedError


class DeepLService(Service):
    """POST /v2/translate: 50 texts, 128 KiB, errors as `{"message": …}`."""

    def answer(self, path, headers, data):  # noqa: PLR0911
        if path != "/v2/translate":
            return 404, {"message": "Not found"}
        if headers["Authorization"] != f"DeepL-Auth-Key {self.key}":
            return 403, {"message": "Forbidden"}
        if int(headers["Content-Length"]) > 128 * 1024:
            return 413, {"message": "Request Entity Too Large"}
        if len(data["text"]) > 50:
            return 400, {"message": "Too many texts in request."}
        if data["source_lang"] not in DEEPL_SOURCES:
            return 400, {"message": "Value for 'source_lang' not supported."}
        if data["target_lang"] not in DEEPL_TARGETS:
            return 400, {"message": "Value for 'target_lang' not supported."}
        assert data["tag_handling"] == "html"
        return 200, {
            "translations": [
                {"detected_source_language": data["source_lang"], "text": capitals(text)}
                for text in data["text"]
            ]
        }


class LibreTranslateService(Service):
    """GET /languages and POST /translate: errors as `{"error": …}`."""

    codes = ("en", "vi", "ar", "zh-Hans", "zh-Hant", "pt-BR")

    def answer(self, path, headers, data):
        if path == "/languages":
            return 200, [
                {"code": code, "name": code, "targets": list(self.codes)} for code in self.codes
            ]
        if path != "/translate":
            return 404, {"error": "Not found"}
        if self.key and data.get("api_key") != self.key:
            return 403, {"error": f"Invalid API key {data.get('api_key')}"}
        for code in (data["source"], data["target"]):
            if code not in self.codes:
                return 400, {"error": f"{code} is not supported"}
        texts = [capitals(text, markup=data["format"] == "html") for text in data["q"]]
        # As the service does: references become characters again in HTML, too.
        return 200, {"translatedText": [unescape(text) for text in texts]}


def capitals(text, *, markup=True):
    parts = re.split(r"(<[^>]*>|&\w+;)" if markup else r"(?!)", text)
    return "".join(part if part[:1] in {"<", "&"} and markup else part.upper() for part in parts)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: Service

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        data = json.loads(body) if body else None
        self.service.requests.append((self.path, dict(self.headers), data))
        if self.service.faults:
            fault = self.service.faults.pop(0)
            if callable(fault):
                self.close_connection = True
                fault(self)
            else:
                self.give(*fault)
            return
        status, answer = self.service.answer(self.path, self.headers, data)
        self.give(status, {}, json.dumps(answer).encode())

    do_POST = do_GET  # noqa: N815

    def give(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quietly."""


@contextmanager
def serving(service):
    """The address of the service while it runs."""
    handler = type("Bound", (Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def deepl_for(settings, monkeypatch):
    """A DeepL that the settings name; nobody waits between attempts."""
    service = DeepLService("k")
    monkeypatch.setattr("articles.exchange.machine.transport.sleep", lambda seconds: None)
    with serving(service) as address:
        settings.MACHINE_TRANSLATION = "deepl"
        settings.MACHINE_TRANSLATION_KEY = service.key
        settings.MACHINE_TRANSLATION_URL = address
        yield service


def silence(handler):
    time.sleep(QUICK.timeout * 1.5)
