"""Which encoding, and that each says the same page."""

import gzip

import brotli
import pytest

from articles.caching.encodings import best_encoding
from articles.caching.entry import make_entry

PAGE = "<p>Thể thao hôm nay, 体育新闻.</p>".encode() * 100


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("identity", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("GZIP;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=nonsense", "identity"),
    ],
)
def test_the_smallest_that_is_accepted(accepted, encoding):
    assert best_encoding(accepted) == encoding


def made(body=PAGE):
    headers = [("Content-Type", "text/html"), ("ETag", "of Django"), ("Content-Length", "7")]
    return make_entry(
        "200 OK", headers, body, keys=frozenset(), site_id=1, frame=1, until=float("inf")
    )


def test_every_encoding_is_the_same_page():
    entry = made()

    assert entry.variant("identity").body == PAGE
    assert gzip.decompress(entry.variant("gzip").body) == PAGE
    assert brotli.decompress(entry.variant("br").body) == PAGE
    for encoding in ("identity", "gzip", "br"):
        variant = entry.variant(encoding)
        headers = dict(variant.headers)
        assert headers["Content-Length"] == str(len(variant.body))
        assert headers["Vary"] == "Accept-Encoding"
        assert headers.get("Content-Encoding", "identity") == encoding
    tags = {dict(entry.variant(e).headers)["ETag"] for e in ("identity", "gzip", "br")}
    assert len(tags) == 3


def test_a_short_body_is_sent_as_it_is():
    variant = made(b"short").variant("br")

    assert variant.body == b"short"
    assert "Content-Encoding" not in dict(variant.headers)
