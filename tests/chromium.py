"""A real Chromium, for what only a browser does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

# The one without windows first: it is the same engine, started in half the time.
_COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

CHROMIUM = next(filter(None, map(shutil.which, _COMMANDS)), None)

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@contextmanager
def open_chromium(*args: str) -> Iterator[Browser]:
    """A browser that ends with the block.

    Playwright keeps an event loop running in this thread, and while it does, Django must be told
    that its database may be used here.
    """
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as engine:
            browser = engine.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", *args]
            )
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before
