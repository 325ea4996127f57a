"""The examples of AWS's own documentation of Signature Version 4 for S3."""

from datetime import UTC, datetime

import pytest

from newscenter.s3.signing import Key, query_of, signed

KEY = Key("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
AT = datetime(2013, 5, 24, tzinfo=UTC)
HOST = {"Host": "examplebucket.s3.amazonaws.com"}


@pytest.mark.parametrize(
    ("asked", "parameters", "headers", "body", "signature"),
    [
        (
            ("GET", "/test.txt"),
            {},
            {"Range": "bytes=0-9"},
            b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            ("PUT", "/test%24file.text"),
            {},
            {"Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            ("GET", "/"),
            {"lifecycle": ""},
            {},
            b"",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            ("GET", "/"),
            {"prefix": "J", "max-keys": "2"},
            {},
            b"",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_signatures_are_those_of_the_documentation(asked, parameters, headers, body, signature):
    given = signed(KEY, *asked, parameters=parameters, headers=HOST | headers, body=body, at=AT)

    assert given["authorization"].endswith(f"Signature={signature}")


def test_a_query_is_in_the_order_of_its_escaped_names():
    assert query_of({"b": "á /", "a": "~"}) == "a=~&b=%C3%A1%20%2F"


def test_a_secret_is_shown_nowhere():
    assert "wJalrXUtn" not in repr(KEY)
