"""What tests read out of a page."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from lxml import html

from articles.models import Publication, Story


def address(story: Story, language_code: str = "vi") -> str:
    """The canonical path of a story, spelled out from its rows (ASCII slugs only)."""
    publication = Publication.objects.get(story=story, language_code=language_code)
    section = publication.section.translations.get(language_code=language_code)
    return f"/{language_code}/{section.slug}/{publication.revision.slug}-{story.pk}/"


def tree(response: HttpResponse) -> Any:
    return html.document_fromstring(response.content)


def texts(response: HttpResponse, xpath: str) -> list[str]:
    """The text of each element, white space collapsed."""
    return [" ".join(found.text_content().split()) for found in tree(response).xpath(xpath)]


def headlines(response: HttpResponse) -> list[str]:
    return texts(response, "//*[contains(@class, 'card-title')]")


def links(response: HttpResponse, xpath: str) -> list[str]:
    return [found.get("href") for found in tree(response).xpath(xpath)]


def alternates(response: HttpResponse) -> dict[str, str]:
    found = tree(response).xpath("//head/link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in found}


def canonical(response: HttpResponse) -> str:
    (found,) = links(response, "//head/link[@rel='canonical']")
    return found


def meta(response: HttpResponse, name: str) -> list[str]:
    found = tree(response).xpath(f"//head/meta[@property='{name}' or @name='{name}']")
    return [element.get("content") for element in found]


def json_ld(response: HttpResponse) -> dict[str, Any]:
    """The documents of the page by type."""
    found = tree(response).xpath("//script[@type='application/ld+json']")
    documents = [json.loads(script.text) for script in found]
    return {document["@type"]: document for document in documents}
