"""Where a server keeps its things, and what to do where its account cannot go."""

import contextlib
import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from newscenter.postgres.account import Account
from newscenter.postgres.errors import ServerUnavailableError

SHARED = Path("/var/lib/newscenter")
SOCKET_NAME = ".s.PGSQL.5432"
# The kernel's limit for the path of a socket, less its closing zero byte.
SOCKET_PATH_BYTES = 103 if sys.platform == "darwin" else 107


@dataclass(frozen=True)
class Places:
    """The paths of one server, all under `home`."""

    home: Path

    @classmethod
    def for_account(cls, wanted: Path, account: Account) -> Self:
        """`wanted`, or a folder under /var/lib where the account cannot get into `wanted`."""
        wanted = wanted.absolute()
        if account.can_reach(wanted.parent):
            return cls(wanted)
        return cls(SHARED / short_hash(str(wanted)))

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def lock(self) -> Path:
        """Held while a process looks at, makes, starts or stops the server."""
        return self.home / "lock"

    @property
    def users(self) -> Path:
        """Held, shared, by every process that uses the server."""
        return self.home / "users"

    @property
    def keep(self) -> Path:
        """Exists where the server shall go on running without users."""
        return self.home / "keep"

    def make(self, account: Account) -> None:
        """Make the home folder, closed to everyone but the server's account."""
        try:
            self.home.parent.mkdir(parents=True, exist_ok=True)
            self.home.mkdir(mode=0o700, exist_ok=True)
            if self.home.stat().st_uid == os.geteuid():
                account.own(self.home)
            owner = self.home.stat().st_uid
        except OSError as error:
            raise ServerUnavailableError(
                f"The database folder {self.home} cannot be made or used: {error.strerror}. "
                "Set DATA_DIR to a folder of your own, or DATABASE_URL to another server."
            ) from error
        if owner != account.uid:
            raise ServerUnavailableError(
                f"The database folder {self.home} belongs to another user (uid {owner}): run as "
                "that user, or set DATA_DIR to a folder of your own."
            )

    def make_socket_directory(self, account: Account) -> Path:
        """The data directory, or a private temporary folder where that path cannot be a host.

        It may be too long for the kernel, or have a comma, which divides hosts. The folder's
        owner is checked: nobody else may stand in for the server.
        """
        fits = len(bytes(self.data / SOCKET_NAME)) <= SOCKET_PATH_BYTES
        if fits and "," not in str(self.data):
            return self.data
        name = f"nc-pg-{account.uid}-{short_hash(str(self.data))}"
        directory = Path(tempfile.gettempdir()) / name
        try:
            directory.mkdir(mode=0o700)
            account.own(directory)
        except FileExistsError:
            status = directory.lstat()
            if directory.is_symlink() or status.st_uid != account.uid or status.st_mode & 0o077:
                raise ServerUnavailableError(
                    f"{directory} is needed for the database's socket but belongs to somebody "
                    "else: remove it."
                ) from None
        return directory

    def remove_socket_directory(self, directory: Path) -> None:
        """Remove a temporary folder of `make_socket_directory`; anything else stays."""
        if directory != self.data:
            with contextlib.suppress(OSError):
                directory.rmdir()


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
