"""The Nu HTML checker, which `.ci/run` fetches; another one is named by `VNU_JAR`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

VNU_JAR = Path(os.environ.get("VNU_JAR", settings.BASE_DIR / ".cache" / "vnu.jar"))
JAVA = shutil.which("java")


def needs_nu(test):
    """Skip the test where the checker cannot run, and say why."""
    for condition, reason in (
        (JAVA is None, "no java on this machine"),
        (not VNU_JAR.is_file(), f"no Nu HTML checker at {VNU_JAR} (VNU_JAR)"),
    ):
        test = pytest.mark.skipif(condition, reason=reason)(test)
    return test


def nu_complaints(folder: Path) -> list[str]:
    """What the checker says of the HTML files in the folder, warnings included."""
    checked = subprocess.run(
        [JAVA, "-jar", VNU_JAR, "--format", "json", *sorted(folder.glob("*.html"))],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{Path(each['url']).name}:{each.get('lastLine')}: {each['message']}"
        for each in json.loads(checked.stderr)["messages"]
    ]
