"""Files that lie beside the checkout, in `../shared`, and not in every clone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_file(name: str) -> Path:
    """The file of that name; skips the test where there is none.

    `NEWSCENTER_SHARED` names the folder if it is elsewhere.
    """
    given = os.environ.get("NEWSCENTER_SHARED")
    folders = [Path(given)] if given else [parent / "shared" for parent in ROOT.parents[:2]]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    pytest.skip(f"{name} is not in {' or '.join(map(str, folders))}; set NEWSCENTER_SHARED")
