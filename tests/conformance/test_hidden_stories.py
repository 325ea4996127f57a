"""What is scheduled, withdrawn, in review or a draft is nowhere."""

from __future__ import annotations

import json
from html import escape, unescape
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.enums import PublicState
from articles.models import Publication
from tests.conformance.crawler import ask
from tests.conformance.public import STORY, address, hidden_texts, live_addresses

pytestmark = pytest.mark.django_db


def test_the_demo_has_something_to_hide():
    states = {each.public_state(timezone.now()) for each in Publication.objects.all()}

    assert {PublicState.SCHEDULED, PublicState.WITHDRAWN} <= states
    assert len(hidden_texts()) >= 5


def test_no_hidden_title_is_in_any_answer(crawled):
    documents = {
        answer.url: _readable(answer)
        for answer in crawled.answers.values()
        if answer.media_type.startswith(("text/html", "application/"))
    }
    shown = next(url for url in live_addresses() if "/en/" in url)
    (known_title,) = crawled.answers[shown].document.iter("h1")

    found = [
        (title, url)
        for _story, _language, title in hidden_texts()
        for url, text in documents.items()
        if title in text
    ]

    assert found == []
    assert sum(known_title.text_content() in text for text in documents.values()) > 5


def test_no_hidden_address_is_named_anywhere(crawled):
    named = {link.target for link in crawled.links if STORY.search(link.target)}

    assert named == live_addresses()


def test_hidden_addresses_do_not_answer(visitor):
    at = timezone.now()
    expected = {PublicState.SCHEDULED: 404, PublicState.WITHDRAWN: 410, PublicState.EXPIRED: 410}
    for publication in Publication.objects.all():
        if (state := publication.public_state(at)) in expected:
            answer = ask(visitor, address(publication))

            assert answer.status == expected[state]
            assert escape(publication.revision.title) not in answer.text


def test_search_does_not_find_them(visitor):
    for story_id, language_code, title in hidden_texts():
        for host in ("newscenter.localhost", "sports.localhost"):
            url = f"http://{host}/{language_code}/search/?{urlencode({'q': title})}"
            answer = ask(visitor, url)
            if answer.status == 404:  # The site has no such edition.
                continue
            links = answer.values("//main//a/@href")

            assert answer.status == 200
            assert not [link for link in links if link.endswith(f"-{story_id}/")]


def test_search_finds_what_is_live(visitor):
    for url in sorted(live_addresses())[::7]:
        page = ask(visitor, url)
        (heading,) = page.document.iter("h1")
        query = urlencode({"q": heading.text_content()})
        answer = ask(visitor, f"http://{page.host}/{page.language_code}/search/?{query}")

        assert page.path in answer.values("//main//a/@href")


def _readable(answer):
    if answer.media_type == "application/feed+json":
        return json.dumps(json.loads(answer.text), ensure_ascii=False)
    # JSON-LD escapes what HTML would read as markup; feeds escape their HTML twice.
    return unescape(unescape(answer.text))
