"""Make `.venv` and `.env`: `python3 scripts/bootstrap.py base|dev`, before anything is installed.

Uses the standard library only, and syntax that an old Python understands well enough to say that
it is too old. A second run sees from a stamp that there is nothing to do.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
# What each environment contains: the tests need everything that the site needs.
LOCKS = {"base": ["base"], "dev": ["base", "dev"]}


class BootstrapError(Exception):
    """Something that the person at the keyboard has to put right; the message says how."""


def main(arguments: list[str]) -> int:
    if arguments not in (["base"], ["dev"]):
        say("usage: python3 scripts/bootstrap.py base|dev")
        return 2
    try:
        if sys.version_info < OLDEST:
            return run_again_with(newer_python(), arguments)
        make_environment(ROOT, arguments[0])
        make_env_file(ROOT / ".env")
    except BootstrapError as error:
        say(str(error))
        return 1
    return 0


def newer_python() -> str:
    for name in NEWER:
        found = shutil.which(name)
        if found:
            return found
    version = ".".join(str(part) for part in sys.version_info[:2])
    raise BootstrapError(
        f"Newscenter needs Python 3.11 or newer, and {sys.executable} is {version}. Install a "
        "newer one, or name it: make PYTHON=/path/to/python3.12 …"
    )


def run_again_with(python: str, arguments: list[str]) -> int:
    return subprocess.call([python, __file__, *arguments])  # noqa: S603


def make_environment(root: Path, name: str) -> None:
    """Install the locked packages into `.venv`, unless its stamp says that they are there."""
    venv = root / ".venv"
    python = venv / "bin" / "python"
    stamp = venv / f"newscenter-{name}.stamp"
    lock = root / "requirements" / f"{name}.txt"
    if not works(python):
        make_venv(venv)
    elif stamp.is_file() and stamp.read_text() == fingerprint(lock):
        return
    say(f"Installing the packages of {lock.relative_to(root)} into .venv (about a minute, once) …")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(  # noqa: S603
        [*command, "--require-hashes", "--requirement", str(lock)], check=False
    )
    if done.returncode != 0:
        raise BootstrapError(
            "The packages could not be installed (see above); nothing is broken, so repair the "
            "cause and run the same command again."
        )
    for covered in LOCKS[name]:
        covered_lock = lock.with_name(f"{covered}.txt")
        stamp.with_name(f"newscenter-{covered}.stamp").write_text(fingerprint(covered_lock))


def works(python: Path) -> bool:
    """Whether the environment's Python starts; it does not once its own Python has moved away."""
    if not python.is_file():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    done = subprocess.run(  # noqa: S603
        [str(python), "-c", check],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode == 0


def make_venv(venv: Path) -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise BootstrapError(
            f"{sys.executable} has no venv module. On Debian and Ubuntu: apt install python3-venv."
        )
    say("Making a Python environment in .venv …")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", "--clear", str(venv)], check=False
    )
    if done.returncode != 0:
        raise BootstrapError(f"{venv} could not be made (see above).")


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def make_env_file(path: Path) -> None:
    """Write settings for development with a key of their own; never over a file that exists."""
    text = (
        "# Made for development; .env.example explains every variable.\n"
        f"DEBUG=true\nSECRET_KEY={secrets.token_urlsafe(50)}\n"
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    say("Wrote .env with settings for development.")


def say(message: str) -> None:
    sys.stderr.write(message + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
