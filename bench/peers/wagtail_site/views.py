"""What is not in the tree: the search, the feed."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from wagtail.rich_text import expand_db_html

from bench.peers.wagtail_site.models import PAGE, StoryPage, newest, sections

ENTRIES = 30


def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")
    found = StoryPage.objects.live().search(query) if query else StoryPage.objects.none()
    cards = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"sections": sections(), "query": query, "cards": cards}
    return render(request, "wagtail_site/search.html", context)


class Newest(Feed):
    title = "News"
    link = "/"
    description = "The newest stories"

    def items(self) -> QuerySet[StoryPage]:
        return newest().defer(None)[:ENTRIES]

    def item_title(self, item: StoryPage) -> str:
        return str(item.title)

    def item_description(self, item: StoryPage) -> str:
        """Whole, as ours and as others have it."""
        return f"<p>{escape(item.dek)}</p>{expand_db_html(item.body)}"

    def item_link(self, item: StoryPage) -> str:
        return str(item.full_url)

    def item_pubdate(self, item: StoryPage) -> datetime:
        published: datetime = item.first_published_at
        return published
