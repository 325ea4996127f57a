from urllib.parse import quote

import pytest
from django.urls import resolve, reverse

from articles.sites import addresses


@pytest.mark.parametrize(
    ("path", "name", "arguments"),
    [
        (addresses.edition_path("vi"), "home", {}),
        (addresses.section_path("zh-hans", "时事"), "section", {"slug": "时事"}),
        (
            addresses.story_path("vi", "thoi-su", "cau-moi", 7),
            "story",
            {"section": "thoi-su", "slug": "cau-moi", "story_id": "7"},
        ),
        (addresses.author_path("vi", "linh"), "author", {"slug": "linh"}),
        (addresses.tag_path("ar", "جسور"), "tag", {"slug": "جسور"}),
        (addresses.archive_path("vi"), "archive", {}),
        (addresses.archive_path("vi", 2025), "archive_period", {"year": "2025"}),
        (addresses.archive_path("vi", 2025, 2), "archive_period", {"year": "2025", "month": "02"}),
        (
            addresses.archive_path("vi", 2025, 2, 3),
            "archive_period",
            {"year": "2025", "month": "02", "day": "03"},
        ),
        (addresses.search_path("vi"), "search", {}),
    ],
)
def test_addresses_are_those_of_the_url_patterns(path, name, arguments):
    language_code = path.split("/")[1]

    assert reverse(name, kwargs={"language_code": language_code, **arguments}) == path
    from urllib.parse import unquote

    assert resolve(unquote(path)).url_name == name


@pytest.mark.parametrize(
    ("scheme", "port", "origin"),
    [
        ("http", 0, "http://news.example"),
        ("http", 80, "http://news.example"),
        ("http", 8000, "http://news.example:8000"),
        ("https", 443, "https://news.example"),
        ("https", 80, "https://news.example:80"),
    ],
)
def test_a_port_is_named_only_where_it_is_not_the_schemes_own(settings, scheme, port, origin):
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = scheme, port

    assert addresses.origin("news.example") == origin


def test_paths_are_percent_encoded():
    assert addresses.section_path("zh-hans", "时事") == f"/zh-hans/{quote('时事')}/"
