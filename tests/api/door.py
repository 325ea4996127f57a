"""A program at the door: asks with a token, and reads what it is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from articles.models import User
from articles.workflow.tokens import make_token


def key_of(user: User, **fields: Any) -> str:
    given = {"name": "a program", "expires_at": timezone.now() + timedelta(days=1)} | fields
    return make_token(user, **given)[1]


class Program:
    """Answers are remembered as they came; `json` of each is what it says."""

    def __init__(self, user: User | None, *, key: str = "", **fields: Any) -> None:
        self.client = Client(raise_request_exception=False)
        self.key = key or (key_of(user, **fields) if user is not None else "")

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        data = "" if body is None else json.dumps(body)
        if body is None and method == "POST":
            data = "{}"
        extra = {"authorization": f"Bearer {self.key}"} if self.key else {}
        return self.client.generic(
            method,
            f"/api/v1{path}",
            data,
            content_type="application/json" if data else "",
            headers=extra | headers,
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("PUT", path, body, **headers)


def kind_of(answer: Any) -> str:
    """Which problem it is; every failure is one."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["title"]
    return str(said["type"]).removeprefix("urn:problem-type:newscenter:")
