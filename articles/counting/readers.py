"""Whether a request is a reader who looks at a page. Pure functions over its environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# What names itself: crawlers, makers of link previews, monitors, programs that fetch. Where a part
# of a name could also stand in a browser's or a phone's (Cubot makes phones, Telegram and Yandex
# have browsers in their apps), the pattern leaves those alone.
AUTOMATA = re.compile(
    r"""
    (?<!cu)bots?(?:\b|[_\d]) | crawl | spider | slurp | scrapy | scraper | archiver | nutch
    | httrack | fetch(?:er)?\b | feed(?:ly|burner|parser) | https?://
    | headless | phantomjs | selenium | lighthouse | pagespeed | pingdom | uptime | monitor
    | validator | facebookexternalhit | facebookcatalog | meta-external | skypeuripreview
    | bingpreview | embedly | mediapartners-google | google-(?:read-aloud|inspectiontool|extended)
    | googleother | yandex(?:images|media|metrika|news|video|webmaster)
    | anthropic-ai | cohere-ai | (?:chatgpt|claude|perplexity|mistralai)-(?:user|web)
    | ^(?:whatsapp|curl|wget|python|java|go-http|okhttp|apache-httpclient|libwww|lwp|perl|ruby|php
        |axios|node|undici|got|httpie|guzzle|postman|insomnia|aiohttp|dart|winhttp)\b
    | ^python-
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What a browser says when it loads a page before, or without, anybody looking at it.
AHEAD = {
    "HTTP_SEC_PURPOSE": ("prefetch", "prerender", "preview"),
    "HTTP_PURPOSE": ("prefetch", "prerender", "preview"),
    "HTTP_X_PURPOSE": ("prefetch", "prerender", "preview"),
    "HTTP_X_MOZ": ("prefetch",),
}
# Names of browsers are shorter; longer ones are looked at anew each time, and not remembered.
REMEMBERED_LENGTH = 500


def is_automatic(user_agent: str) -> bool:
    """Whether a program other than a reader's browser says so, or says nothing about itself."""
    if len(user_agent) > REMEMBERED_LENGTH:
        return _names_a_program(user_agent)
    return _remembered(user_agent)


def is_ahead_of_reading(environ: Mapping[str, Any]) -> bool:
    """Whether the page was asked for in case somebody may look at it."""
    for name, purposes in AHEAD.items():
        # A loop, because it is most often empty: `any` would first make a generator.
        if name in environ and any(purpose in environ[name].lower() for purpose in purposes):
            return True
    return False


def _names_a_program(user_agent: str) -> bool:
    return not user_agent.strip() or AUTOMATA.search(user_agent) is not None


# The search took longer than all else that a view needs of this process.
_remembered = lru_cache(maxsize=4096)(_names_a_program)
