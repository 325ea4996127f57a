"""Environment variables, read once at start.

django-environ reads the env file and database URLs; what it lets through silently (a line it
does not understand, a URL of another database) is refused here with a message naming the place.
"""

import os
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
LINE = re.compile(r"(#.*|(export )?[A-Za-z_0-9]+=.*)?")
HOST = re.compile(r"\*|\[[0-9a-fA-F:.]+\]|\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
# As the library of the object storage reads it: no underscores, brackets around IPv6.
ENDPOINT = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d+)?")


class Environment:
    """Typed readers over ``os.environ`` and, where it exists, an env file (which never wins).

    An empty value counts as none, so that a compose file may pass variables on that nobody set.
    """

    def __init__(self, env_file: Path) -> None:
        self.base = env_file.parent
        if env_file.is_file():
            _check_lines(env_file)
            environ.Env.read_env(env_file)

    def text(self, name: str, default: str = "") -> str:
        # Not through django-environ, which takes a value that begins with $ for a variable's name.
        return os.environ.get(name, "").strip() or default

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

    def hosts(self, name: str) -> list[str]:
        """Host names as ALLOWED_HOSTS has them: no scheme, no port."""
        hosts = self.listing(name)
        for host in hosts:
            if not HOST.fullmatch(host):
                raise ImproperlyConfigured(
                    f"{name} has {host!r}: write host names without scheme, port or path, such as "
                    "news.example.org or .example.org."
                )
        return hosts

    def folder(self, name: str, default: Path) -> Path:
        """A folder, which need not exist yet; a relative one is beside the env file."""
        value = self.text(name)
        folder = self.base / Path(value).expanduser() if value else default
        if folder.exists() and not folder.is_dir():
            raise ImproperlyConfigured(f"{name} is {value!r}, which is a file: name a folder.")
        return folder

    def url(self, name: str, schemes: tuple[str, ...]) -> str:
        value = self.text(name)
        if value and urlsplit(value).scheme not in schemes:
            starts = " or ".join(f"{scheme}://" for scheme in schemes)
            raise ImproperlyConfigured(f"{name} is no such URL: it must start with {starts}.")
        return value

    def object_storage(self, name: str) -> dict[str, Any] | None:
        """A bucket: `s3://KEY:SECRET@HOST[:PORT]/BUCKET[/FOLDER][?region=…&tls=no]`, or None.

        The answer is the options of `MediaStorage`. Messages never repeat the address, which has
        a secret in it.
        """
        url = self.url(name, ("s3",))
        if not url:
            return None
        form = (
            "s3://KEY:SECRET@host/bucket, with what is special in the secret written %2F and so on"
        )
        try:
            parts = urlsplit(url)
            endpoint = parts.netloc.rpartition("@")[2].lower() if parts.port != 0 else ""
        except ValueError:
            raise ImproperlyConfigured(f"{name} has no such host or port: write {form}.") from None
        bucket, _, prefix = unquote(parts.path).strip("/").partition("/")
        if not (parts.username and parts.password and parts.hostname and bucket):
            raise ImproperlyConfigured(f"{name} is not complete: write {form}.")
        options = dict(parse_qsl(parts.query))
        tls = options.pop("tls", "yes")
        region = options.pop("region", "us-east-1")
        if options or tls not in {"yes", "no"} or parts.fragment:
            raise ImproperlyConfigured(
                f"{name} has options that there are not: only region=NAME and tls=no may follow "
                "the question mark; a ? or # in the secret is written %3F or %23."
            )
        if not ENDPOINT.fullmatch(endpoint):
            raise ImproperlyConfigured(
                f"{name} has no such host or port: a host has letters, digits, hyphens and dots."
            )
        if not (find_spec("storages") and find_spec("boto3")):
            raise ImproperlyConfigured(
                f"{name} is set, and the packages for it are not installed: install "
                "requirements/s3.txt (the extra newscenter[s3]), or unset it."
            )
        return {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "endpoint_url": f"{'https' if tls == 'yes' else 'http'}://{endpoint}",
            "bucket_name": bucket,
            "location": prefix,
            "region_name": region,
        }

    def choice(self, name: str, *, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(choices)}.")
        return value

    def mail(self, name: str) -> dict[str, Any]:
        """Django's settings of a mail server; empty where the variable is unset."""
        url = self.text(name)
        if not url:
            return {}
        known = ("smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail")
        self.url(name, known)
        try:
            config: dict[str, Any] = environ.Env.email_url_config(url)
        except Exception as error:
            raise ImproperlyConfigured(f"{name} is no URL of a mail server: {error}") from None
        return config

    def database(self, name: str) -> dict[str, Any] | None:
        """Django's database settings for a PostgreSQL URL, or None where the variable is unset."""
        url = self.text(name)
        return _database(name, url) if url else None

    def databases(self, name: str) -> list[dict[str, Any]]:
        """The same for several, with commas between; a comma in a password is written %2C."""
        urls = self.listing(name)
        found = [
            _database(f"{name} (number {number})", url) for number, url in enumerate(urls, start=1)
        ]
        for number, (url, config) in enumerate(zip(urls, found, strict=True), start=1):
            if not config.get("HOST") or not config.get("NAME"):
                raise ImproperlyConfigured(
                    f"{name} (number {number}) names no host or no database: write "
                    "postgres://name:password@host:5432/database."
                )
            if url in urls[: number - 1]:
                raise ImproperlyConfigured(f"{name} (number {number}) is there twice.")
        return found


def _database(name: str, url: str) -> dict[str, Any]:
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


def _check_lines(env_file: Path) -> None:
    try:
        lines = env_file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{env_file} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not LINE.fullmatch(line):
            raise ImproperlyConfigured(f"{env_file}, line {number}: write NAME=value.")
