"""Whether a request is a reader who looks at a page. Pure functions over its headers."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    "Sec-Purpose": ("prefetch", "prerender", "preview"),
    "Purpose": ("prefetch", "prerender", "preview"),
    "X-Purpose": ("prefetch", "prerender", "preview"),
    "X-Moz": ("prefetch",),
}


def is_automatic(user_agent: str) -> bool:
    """Whether a program other than a reader's browser says so, or says nothing about itself."""
    return not user_agent.strip() or AUTOMATA.search(user_agent) is not None


def is_ahead_of_reading(headers: Mapping[str, str]) -> bool:
    """Whether the page was asked for in case somebody may look at it."""
    return any(
        purpose in headers.get(name, "").lower()
        for name, purposes in AHEAD.items()
        for purpose in purposes
    )
