"""Which process runs which test (`-p tests.scheduling`): a file's tests stay together.

What they share, a demo, an archive of twenty thousand stories, a server, is then made once and not
in each process. Files are taken in their order, because the longest are not among the last.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# Their tests share across files.
TOGETHER = ("tests/conformance/",)


class ByFile(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        together = next((folder for folder in TOGETHER if nodeid.startswith(folder)), "")
        return together or nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    config.option.loadscopereorder = False
    return ByFile(config, log)
