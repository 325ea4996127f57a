"""What readers may ask for. Fixed words come before sections: a section may not take them."""

import re

from django.urls import include, path, re_path

from articles.feeds.formats import FORMATS
from articles.views import (
    archive,
    beacon,
    corrections,
    feeds,
    front,
    icon,
    listings,
    most_read,
    preview_link,
    search,
    sitemaps,
    story,
    stylesheet,
)

FORM = "(?P<form>" + "|".join(re.escape(one.file_name) for one in FORMATS) + ")"
# No language, though it has the letters of one.
API = "api/v1/"
LANGUAGE = rf"^(?P<language_code>(?!{API})[A-Za-z]{{2,3}}(?:[-_][A-Za-z0-9]{{2,8}})*)/"

DATE = r"(?P<year>[1-9]\d{3})/(?:(?P<month>0[1-9]|1[0-2])/(?:(?P<day>0[1-9]|[12]\d|3[01])/)?)?"

# Found by what follows the language, which is looked for once.
in_language = [
    # First, because it is asked for most; but these words are no sections.
    re_path(
        r"^(?!(?:author|tag)/)"
        r"(?P<section>[^/]+)/(?P<slug>[^/]*)-(?P<story_id>\d{1,18})/$",
        story.story,
        name="story",
    ),
    path("", front.home, name="home"),
    path("archive/", archive.archive, name="archive"),
    re_path(
        rf"^archive/{DATE}$",
        archive.period,
        name="archive_period",
    ),
    path("corrections/", corrections.corrections, name="corrections"),
    path("most-read/", most_read.most_read_page, name="most_read"),
    re_path(
        r"^most-read/(?P<kind>hour|week|trending)/$",
        most_read.most_read_page,
        name="most_read_in",
    ),
    re_path(
        r"^most-read/(?P<kind>hour|day|week|trending)/(?P<slug>[^/]+)/$",
        most_read.most_read_page,
        name="most_read_of_section",
    ),
    path("rss/", feeds.feed_map, name="feed_map"),
    path("sitemap/", sitemaps.site_map, name="site_map"),
    re_path(rf"^feeds/{FORM}$", feeds.feed, name="feed"),
    re_path(
        rf"^feeds/(?P<kind>section|tag|author)/(?P<slug>[^/]+)/{FORM}$",
        feeds.feed,
        name="subject_feed",
    ),
    path("search/", search.results, name="search"),
    re_path(r"^author/(?P<slug>[^/]+)/$", listings.author, name="author"),
    re_path(r"^tag/(?P<slug>[^/]+)/$", listings.tag, name="tag"),
    re_path(r"^(?P<slug>[^/]+)/$", listings.section, name="section"),
]

urlpatterns = [
    re_path(LANGUAGE, include(in_language)),
    re_path(r"^-/(?P<name>site-[0-9a-f]{16}\.css)$", stylesheet.stylesheet, name="stylesheet"),
    re_path(r"^-/(?P<name>desk-[0-9a-f]{16}\.css)$", stylesheet.desk, name="desk_stylesheet"),
    path("-/error.css", stylesheet.error_stylesheet, name="error_stylesheet"),
    path("-/view", beacon.view, name="view"),
    path("-/view.gif", beacon.pixel, name="view_pixel"),
    # A token of any length, so that every guess gets the same answer.
    re_path(
        r"^-/preview/(?P<token>[A-Za-z0-9_-]+)/$", preview_link.preview_link, name="preview_link"
    ),
    path("favicon.svg", icon.svg, name="icon_svg"),
    path("favicon.ico", icon.ico, name="icon_ico"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(
        r"^sitemaps/news-(?P<language_code>[a-z-]{2,15})\.xml$", sitemaps.news, name="sitemap_news"
    ),
    path("sitemaps/stories-<int:number>.xml", sitemaps.stories, name="sitemap_stories"),
    path("", front.choose_edition, name="choose_edition"),
]
