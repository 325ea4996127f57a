"""A small object storage over HTTP: as much of S3 as we use, and it believes no signature unseen.

For the same tests against another one: NEWSCENTER_TEST_S3=s3://KEY:SECRET@HOST:PORT/BUCKET?tls=no
"""

import hmac
import re
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

ID, SECRET, BUCKET = "key-of-the-test", "secret/of+the test", "media"
PAGE = 3


class ObjectStorage(ThreadingHTTPServer):
    """Objects by their key; `trouble` is what the next requests are answered with instead: a
    status, half an object ("cut") or nothing ("hang up"). `refused` are methods that the key may
    not use. While there is an event `hanging`, nothing is answered until that is set.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects = {}
        self.trouble = []
        self.refused = set()
        self.asked = []
        self.hanging = None
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    @property
    def host(self):
        return f"127.0.0.1:{self.server_address[1]}"

    def stop(self):
        self.shutdown()
        self.server_close()
        self.thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Else an answer's body waits until its head is acknowledged.
    disable_nagle_algorithm = True

    def do_GET(self):
        self._answer_request()

    do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815

    def _answer_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path))
        if self.server.hanging:
            self.server.hanging.wait(20)
        if self.server.trouble:
            self._be_trouble(self.server.trouble.pop(0))
            return
        if self.command in self.server.refused:
            self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
            return
        if not self._is_signed(body):
            self._answer(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
            return
        address = urlsplit(self.path)
        _, bucket, *key = unquote(address.path).split("/", 2)
        if bucket != BUCKET:
            self._answer(404, b"<Error><Code>NoSuchBucket</Code></Error>")
        elif not key:
            self._list(dict(parse_qsl(address.query, keep_blank_values=True)))
        else:
            self._object(key[0], body)

    def _be_trouble(self, kind):
        if isinstance(kind, int):
            self._answer(kind)
            return
        if kind == "cut":
            self._answer(200, b"hal", announced=6)
        self.close_connection = True

    def _object(self, key, body):
        objects = self.server.objects
        if self.command == "PUT":
            objects[key] = (body, self.headers["Content-Type"])
            self._answer(200)
        elif self.command == "DELETE":
            objects.pop(key, None)
            self._answer(204)
        elif key not in objects:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._answer(200, *objects[key])

    def _list(self, asked):
        prefix, start = asked["prefix"], asked.get("marker", "")
        entries = set()
        for key in self.server.objects:
            if key.startswith(prefix):
                name, slash, _ = key.removeprefix(prefix).partition("/")
                entries.add(prefix + name + slash)
        found = sorted(one for one in entries if one > start)
        page = found[:PAGE]
        encoded = quote if asked.get("encoding-type") == "url" else escape
        parts = [
            f"<CommonPrefixes><Prefix>{encoded(one)}</Prefix></CommonPrefixes>"
            if one.endswith("/")
            else f"<Contents><Key>{encoded(one)}</Key></Contents>"
            for one in page
        ]
        if encoded is quote:
            parts.append("<EncodingType>url</EncodingType>")
        if len(found) > PAGE:
            marker = f"<NextMarker>{encoded(page[-1])}</NextMarker>"
            parts.append(f"<IsTruncated>true</IsTruncated>{marker}")
        space = "http://s3.amazonaws.com/doc/2006-03-01/"
        self._answer(200, f'<ListBucketResult xmlns="{space}">{"".join(parts)}</ListBucketResult>'
                     .encode())  # fmt: skip

    def _answer(self, status, body=b"", content_type="application/xml", *, announced=None):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(announced or len(body)))
        self.send_header("Last-Modified", "Mon, 30 Nov 2026 08:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _is_signed(self, body):
        """From the documentation of Signature Version 4, apart from the code that it judges."""
        form = (
            r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d+)/([^/]+)/s3/aws4_request, *"
            r"SignedHeaders=([^,]+), *Signature=(\w+)"
        )
        given = re.fullmatch(form, self.headers.get("Authorization", ""))
        if not given or given[1] != ID or "X-Amz-Security-Token" in self.headers:
            return False
        _, day, region, names, signature = given.groups()
        address = urlsplit(self.path)
        lines = [self.command, address.path, "&".join(sorted(address.query.split("&")))]
        lines += [f"{name}:{self.headers[name]}" for name in names.split(";")]
        lines += ["", names, sha256(body).hexdigest()]
        request = sha256("\n".join(lines).encode()).hexdigest()
        scope = f"{day}/{region}/s3/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{self.headers['X-Amz-Date']}\n{scope}\n{request}"
        key = b"AWS4" + SECRET.encode()
        for part in (day, region, "s3", "aws4_request", text):
            key = hmac.digest(key, part.encode(), "sha256")
        return hmac.compare_digest(key.hex(), signature) and {"host", "x-amz-date"} <= set(
            names.split(";")
        )

    def log_message(self, *arguments):
        """Quiet."""
