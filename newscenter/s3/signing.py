"""Signatures of requests: AWS Signature Version 4, as S3 and everything compatible asks for."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"
SERVICE = "s3"


@dataclass(frozen=True)
class Key:
    """Who asks, and where."""

    id: str
    secret: str
    region: str

    def __repr__(self) -> str:
        """Without the secret, wherever it is shown."""
        return f"Key({self.id!r}, region={self.region!r})"


def escaped(text: str, *, safe: str = "") -> str:
    """As the signature counts it: everything but letters, digits and `-_.~`."""
    return quote(text, safe=f"-_.~{safe}")


def query_of(parameters: dict[str, str]) -> str:
    """In the order that the signature asks for."""
    return "&".join(
        f"{name}={value}"
        for name, value in sorted((escaped(k), escaped(v)) for k, v in parameters.items())
    )


def signed(
    key: Key,
    method: str,
    path: str,
    *,
    parameters: dict[str, str],
    headers: dict[str, str],
    body: bytes,
    at: datetime,
) -> dict[str, str]:
    """The headers of a request with those that prove who sends it. `path` is escaped already, and
    `headers` have the host; nothing that is not among them may be changed on the way.
    """
    moment = at.strftime("%Y%m%dT%H%M%SZ")
    digest = sha256(body).hexdigest()
    headers = {name.lower(): value.strip() for name, value in headers.items()}
    headers |= {"x-amz-content-sha256": digest, "x-amz-date": moment}
    names = ";".join(sorted(headers))
    request = "\n".join(
        [
            method,
            path,
            query_of(parameters),
            *(f"{name}:{headers[name]}" for name in sorted(headers)),
            "",
            names,
            digest,
        ]
    )
    scope = f"{moment[:8]}/{key.region}/{SERVICE}/aws4_request"
    text = "\n".join([ALGORITHM, moment, scope, sha256(request.encode()).hexdigest()])
    secret = f"AWS4{key.secret}".encode()
    for part in scope.split("/"):
        secret = _mac(secret, part)
    signature = _mac(secret, text).hex()
    credential = f"{ALGORITHM} Credential={key.id}/{scope}"
    return headers | {"authorization": f"{credential},SignedHeaders={names},Signature={signature}"}


def _mac(secret: bytes, text: str) -> bytes:
    return hmac.new(secret, text.encode(), sha256).digest()
