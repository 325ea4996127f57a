"""What readers may ask for. Fixed words come before sections: a section may not take them."""

from django.urls import path, re_path

from articles.views import archive, front, listings, story, stylesheet

LANGUAGE = r"^(?P<language_code>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)/"

urlpatterns = [
    re_path(r"^-/(?P<name>site-[0-9a-f]{16}\.css)$", stylesheet.stylesheet, name="stylesheet"),
    path("-/error.css", stylesheet.error_stylesheet, name="error_stylesheet"),
    path("", front.choose_edition, name="choose_edition"),
    re_path(rf"{LANGUAGE}$", front.home, name="home"),
    re_path(rf"{LANGUAGE}archive/$", archive.archive, name="archive"),
    re_path(
        rf"{LANGUAGE}archive/(?P<year>\d{{4}})/(?:(?P<month>\d\d)/(?:(?P<day>\d\d)/)?)?$",
        archive.period,
        name="archive_period",
    ),
    re_path(rf"{LANGUAGE}author/(?P<slug>[^/]+)/$", listings.author, name="author"),
    re_path(rf"{LANGUAGE}tag/(?P<slug>[^/]+)/$", listings.tag, name="tag"),
    re_path(rf"{LANGUAGE}(?P<slug>[^/]+)/$", listings.section, name="section"),
    re_path(
        rf"{LANGUAGE}(?P<section>[^/]+)/(?P<slug>[^/]*)-(?P<story_id>\d{{1,18}})/$",
        story.story,
        name="story",
    ),
]
