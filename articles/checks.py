"""System checks: settings that are right one by one and wrong together."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from articles.exchange.machine.configured import settings_problems


@register()
def machine_translation(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(problem, hint="See .env.example.", id="articles.E001")
        for problem in settings_problems()
    ]
