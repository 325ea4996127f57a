import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from articles.stylesheets.desk import desk_stylesheet

ADMIN = Path(settings.BASE_DIR) / "static" / "css" / "admin"


def bare(css):
    """Without comments and white space."""
    return re.sub(r"/\*.*?\*/|\s", "", css, flags=re.DOTALL)


def test_every_file_that_the_desk_imports_is_joined_in_its_order():
    css = desk_stylesheet().content.decode()

    main = (ADMIN / "desk.css").read_text()
    imported = re.findall(r'@import url\("([^"]+)"\);', main)
    files = [bare((ADMIN / name).read_text()) for name in imported]
    own = bare(re.sub("@import.*", "", main))
    assert len(imported) > 10
    assert bare(css) == "".join([*files, own])


def test_pages_of_the_desk_link_it_and_it_is_kept_for_good(client, admin):
    client.force_login(admin)
    page = client.get(reverse("admin:index"), HTTP_HOST="localhost").content.decode()

    name = desk_stylesheet().name
    assert f'href="/-/{name}"' in page
    assert "css/admin/desk.css" not in page
    sheet = client.get(f"/-/{name}", HTTP_HOST="localhost")
    assert sheet.status_code == 200
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet["Cache-Control"]
    assert sheet.content == desk_stylesheet().content


@pytest.mark.parametrize("host", ["localhost", "news.example"])
def test_an_older_name_brings_the_newest_sheet_for_a_minute(client, site, host):
    sheet = client.get("/-/desk-0123456789abcdef.css", HTTP_HOST=host)

    assert sheet.content == desk_stylesheet().content
    assert sheet["Cache-Control"] == "public, max-age=60"
