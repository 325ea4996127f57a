"""Every text of the public templates, in every language that public pages are promised in."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

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


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "لا أخبار"),
        (1, "خبر واحد"),
        (2, "خبران"),
        (3, "3 أخبار"),
        (10, "10 أخبار"),
        (11, "11 خبرًا"),
        (99, "99 خبرًا"),
        (100, "100 خبر"),
        (102, "102 خبر"),
        (103, "103 أخبار"),
    ],
)
def test_arabic_counts_in_its_six_forms(count, shown):
    with translation.override("ar"):
        assert ngettext("%(count)s story", "%(count)s stories", count) % {"count": count} == shown


@pytest.mark.parametrize(("language_code", "shown"), [("vi", "1 bài"), ("zh-hans", "1篇报道")])
def test_vietnamese_and_chinese_count_in_one_form(language_code, shown):
    with translation.override(language_code):
        assert ngettext("%(count)s story", "%(count)s stories", 1) % {"count": 1} == shown
