"""Every text of the public templates, in every language that public pages are promised in."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
TEXT = re.compile(r'{% translate "(?P<text>[^"]+)"(?: context "(?P<context>[^"]+)")?')
PUBLIC = [
    BASE / "templates" / "base.html",
    *(BASE / "templates" / "articles").glob("*.html"),
    *(BASE / "templates" / "components").glob("*.html"),
]


@pytest.mark.parametrize("locale", ["vi", "zh_Hans", "ar"])
def test_public_pages_are_translated(locale):
    folder = BASE / "articles" / "locale" / locale / "LC_MESSAGES"
    catalogue = {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.mofile(folder / "django.mo")
    }

    texts = {
        (match["context"], match["text"])
        for path in PUBLIC
        for match in TEXT.finditer(path.read_text())
    }
    assert len(texts) > 25
    assert [text for text in sorted(texts, key=str) if not catalogue.get(text)] == []
