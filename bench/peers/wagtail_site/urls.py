from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.contrib.sitemaps.views import sitemap

from bench.peers.wagtail_site.views import Newest, search

urlpatterns = [
    path("search/", search),
    path("rss.xml", Newest()),
    path("sitemap.xml", sitemap),
    path("", include(wagtail_urls)),
]
