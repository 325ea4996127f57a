"""Where sessions are kept: in Django's way, in a table that also knows whose they are."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from articles.models import DeskSession


class SessionStore(DatabaseStore):
    """Django calls the two methods for exactly this purpose."""

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        return DeskSession

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        session: DeskSession = super().create_model_instance(data)  # type: ignore[assignment]
        number = str(data.get(SESSION_KEY, ""))
        session.user_id = int(number) if number.isdecimal() else None
        return session
