"""manage.py with an environment of its own, and what the settings read from one."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY = "k3y-0f-a-test-which-is-l0ng-and-not-repeated-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRODUCTION = {"DEBUG": "false", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "news.example.org"}


def variables_read():
    """The names that settings.py asks its environment for."""
    tree = ast.parse((ROOT / "newscenter" / "settings.py").read_text())
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    }


def manage(*arguments, **environment):
    """Run manage.py with these variables and none of the test run's own."""
    names = {*variables_read(), "DJANGO_SETTINGS_MODULE"}
    rest = {name: value for name, value in os.environ.items() if name not in names}
    # Empty, not absent: a developer's .env must not fill them in.
    empty = dict.fromkeys(variables_read(), "")
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**rest, **empty, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
