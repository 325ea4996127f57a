"""The kinds of pages of the tree."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

CARDS, PAGE, RELATED = 30, 20, 4


class HomePage(Page):
    template = "wagtail_site/home.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"sections": sections(), "cards": newest()[:CARDS]}


class SectionPage(Page):
    template = "wagtail_site/section.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = Paginator(newest().child_of(self), PAGE)
        cards = pages.get_page(request.GET.get("page"))
        return context | {"sections": sections(), "cards": cards}


class StoryPage(Page):
    template = "wagtail_site/story.html"
    dek = models.TextField(blank=True)
    body = RichTextField()

    search_fields = [*Page.search_fields, index.SearchField("dek"), index.SearchField("body")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        section = self.get_parent()
        related = newest().child_of(section).exclude(pk=self.pk)[:RELATED]
        return context | {"sections": sections(), "section": section, "cards": related}


def sections() -> QuerySet[SectionPage]:
    return SectionPage.objects.live().in_menu()


def newest() -> QuerySet[StoryPage]:
    """A card shows no body, which is most of a row."""
    return StoryPage.objects.live().defer("body").order_by("-first_published_at")
