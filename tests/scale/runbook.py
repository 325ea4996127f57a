"""The commands of docs/failover.md, run as they stand there."""

import os
import re
import subprocess
from pathlib import Path

from newscenter.postgres.account import Account
from newscenter.postgres.binaries import Binaries, clean_environment

RUNBOOK = Path(__file__).resolve().parents[2] / "docs" / "failover.md"
BOX = re.compile(
    r"<!-- tried: (?P<name>[\w ]+) -->\n```sh\n(?P<commands>.*?)^```$", re.DOTALL | re.MULTILINE
)

ACCOUNT = Account.for_server()
BINARIES = Binaries.find("", ACCOUNT)


def commands(name):
    """Those of the box with that name; fails where the page has none, or two."""
    (found,) = [box["commands"] for box in BOX.finditer(RUNBOOK.read_text("utf-8"))
                if box["name"] == name]  # fmt: skip
    return found


def follow(name, **variables):
    """Run a box of the runbook as PostgreSQL's own account; what it says."""
    return run(["/bin/sh", "-eu", "-c", commands(name)], **variables)


def run(command, **variables):
    environment = clean_environment() | variables
    environment["PATH"] = f"{BINARIES.directory}:{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        start_new_session=True,
        user=None if ACCOUNT.is_ours else ACCOUNT.uid,
        group=None if ACCOUNT.is_ours else ACCOUNT.gid,
        extra_groups=None if ACCOUNT.is_ours else [],
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout
