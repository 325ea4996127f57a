"""The system account the server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from newscenter.postgres.errors import ServerUnavailableError

SUBSTITUTES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user and group of this machine."""

    uid: int
    gid: int

    @classmethod
    def ourselves(cls) -> Self:
        return cls(os.geteuid(), os.getegid())

    @classmethod
    def for_server(cls) -> Self:
        """Ourselves, or for root the first of `SUBSTITUTES` that exists; none is ever created."""
        if os.geteuid() != 0:
            return cls.ourselves()
        for name in SUBSTITUTES:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise ServerUnavailableError(
            "PostgreSQL does not run as root, and this machine has no user "
            f"{' or '.join(SUBSTITUTES)}: run as another user, or set DATABASE_URL."
        )

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def own(self, path: Path) -> None:
        """Hand a file or folder of ours to this account."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        """Whether every existing part of the path lets this account through."""
        if self.is_ours:
            return True
        return all(self._may_enter(part) for part in (path, *path.parents) if part.exists())

    def _may_enter(self, path: Path) -> bool:
        status = path.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)
