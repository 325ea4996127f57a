"""Environment variables, read once at start.

django-environ does the reading; what it lets through silently (a boolean that is neither
true nor false, a URL of another database) is refused here with a message naming the variable.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class Environment:
    """Typed readers over ``os.environ`` and, where it exists, an env file (which never wins)."""

    def __init__(self, env_file: Path | None = None) -> None:
        self._env = environ.Env()
        if env_file is not None and env_file.is_file():
            environ.Env.read_env(env_file)

    def text(self, name: str, default: str = "") -> str:
        return str(self._env.str(name, default=default)).strip()

    def boolean(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "true" if default else "false").lower()
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise ImproperlyConfigured(f"{name} is {value!r}: write true or false.")

    def integer(self, name: str, *, default: int, low: int, high: int) -> int:
        value = self.text(name, str(default))
        try:
            number = int(value)
        except ValueError:
            raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.") from None
        if not low <= number <= high:
            raise ImproperlyConfigured(f"{name} is {number}: it must lie between {low} and {high}.")
        return number

    def listing(self, name: str, default: str = "") -> list[str]:
        """A comma-separated list; empty parts are dropped."""
        parts = self.text(name, default).split(",")
        return [part.strip() for part in parts if part.strip()]

    def choice(self, name: str, *, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(choices)}.")
        return value

    def database(self, name: str) -> dict[str, Any] | None:
        """Django's database settings for a PostgreSQL URL, or None where the variable is unset."""
        url = self.text(name)
        if not url:
            return None
        try:
            config: dict[str, Any] = environ.Env.db_url_config(url)
        except Exception as error:
            raise ImproperlyConfigured(f"{name} is not a database URL: {error}") from None
        if config.get("ENGINE") != "django.db.backends.postgresql":
            raise ImproperlyConfigured(
                f"{name} does not name a PostgreSQL: it must start with postgres:// "
                "(Newscenter runs on PostgreSQL only)."
            )
        return config
