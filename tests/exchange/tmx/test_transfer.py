"""TMX: what is read, what is refused and where, and that nothing is lost on the way."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from lxml import etree

from articles.exchange.tmx.records import NotTmx
from articles.exchange.tmx.transfer import exported, import_tmx
from articles.exchange.tmx.writing import write_tmx
from articles.models import MemoryUnit
from articles.translation.remembering import Pair, remember

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def tmx(*units, header='srclang="vi" datatype="html"', before=""):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', before + '<tmx version="1.4">']
    lines += [f"<header {header}/>", "<body>", *units, "</body></tmx>"]
    return "\n".join(lines).encode()


def tu(vi="Cầu", en="Bridge", attributes="", langs=("vi", "en")):
    return (
        f'<tu {attributes}><tuv xml:lang="{langs[0]}"><seg>{vi}</seg></tuv>'
        f'<tuv xml:lang="{langs[1]}"><seg>{en}</seg></tuv></tu>'
    )


def imported(content, **options):
    counts = import_tmx(BytesIO(content), **options)
    return tuple(counts[name] for name in ("created", "updated", "unchanged", "skipped"))


def known():
    return list(
        MemoryUnit.objects.order_by("target_html").values_list(
            "source_language", "target_language", "source_html", "target_html"
        )
    )


def test_units_are_remembered_with_date_and_site(site):
    unit = tu(attributes='changedate="20250301T101500Z"')

    assert imported(tmx(unit), site=site) == (1, 0, 0, 0)

    stored = MemoryUnit.objects.get()
    assert known() == [("vi", "en", "Cầu", "Bridge")]
    assert (stored.site, stored.story, stored.written_by) == (site, None, None)
    assert stored.written_at == datetime(2025, 3, 1, 10, 15, tzinfo=UTC)
    assert imported(tmx(unit)) == (0, 0, 1, 0)


def test_newer_file_updates_and_older_one_does_not(db):
    imported(tmx(tu(attributes='changedate="20250301T101500Z"')))

    older = imported(tmx(tu("Cầu", "<ph>&lt;br&gt;</ph>Bridge", 'changedate="20240101T000000Z"')))
    newer = imported(tmx(tu("Cầu", "<it>&lt;b&gt;</it>Bridge", 'changedate="20260101T000000Z"')))

    assert older == (0, 0, 1, 0)
    assert newer == (0, 1, 0, 0)
    assert known() == [("vi", "en", "Cầu", "<strong>Bridge</strong>")]


@pytest.mark.parametrize(
    ("segment", "html"),
    [
        ("5 &lt; 7 &amp; more", "5 &lt; 7 &amp; more"),
        (
            '<bpt i="1">&lt;strong&gt;</bpt>New<ept i="1">&lt;/strong&gt;</ept> bridge',
            "<strong>New</strong> bridge",
        ),
        ("<hi>New</hi> bridge", "New bridge"),
        ('<bpt i="1">&lt;script&gt;</bpt>x<ept i="1">&lt;/script&gt;</ept>bridge', "bridge"),
        ('A <ph>&lt;img src="x" onerror="y"&gt;</ph>bridge', "A bridge"),
        ("<!-- note -->Bridge", "Bridge"),
        ("  New\n   bridge ", "New bridge"),
    ],
)
def test_codes_of_html_are_sanitised_html(db, segment, html):
    imported(tmx(tu(en=segment)))

    (unit,) = MemoryUnit.objects.all()
    assert " ".join(unit.target_html.split()) == html


def test_codes_of_other_formats_are_left_out(db):
    segment = r'<bpt i="1">{\b </bpt>New<ept i="1">}</ept> bridge<ph>\par <sub>note</sub></ph>'

    imported(tmx(tu(en=segment), header='srclang="vi" datatype="rtf"'))

    assert known() == [("vi", "en", "Cầu", "New bridge")]


@pytest.mark.parametrize(
    ("langs", "header", "pairs"),
    [
        (("vi-VN", "en-GB"), 'srclang="VI"', [("vi", "en")]),
        (("vi", "zh-CN"), 'srclang="vi"', [("vi", "zh-hans")]),
        (("vi", "en"), 'srclang="*all*"', [("vi", "en"), ("en", "vi")]),
        (("vi", "en"), 'srclang="en"', [("en", "vi")]),
        (("vi", "tlh"), 'srclang="vi"', []),
        (("fr-FR", "en"), 'srclang="xx"', []),
        (("vi", "vi-VN"), 'srclang="vi"', []),
    ],
)
def test_languages_are_ours_whatever_their_spelling(db, langs, header, pairs):
    counts = imported(tmx(tu(langs=langs), header=header))

    assert [row[:2] for row in known()] == pairs
    assert counts == (len(pairs), 0, 0, 0 if pairs else 1)


@pytest.mark.parametrize("unit", [tu(en=""), tu(vi="42", en="42"), tu(en="<ph>&lt;br&gt;</ph>")])
def test_units_without_words_are_skipped(db, unit):
    assert imported(tmx(unit)) == (0, 0, 0, 1)


def test_old_spelling_of_the_language_and_utf_16_are_read(db):
    content = tmx(tu()).decode().replace("xml:lang", "lang").replace("UTF-8", "UTF-16")

    assert imported(content.encode("utf-16")) == (1, 0, 0, 0)


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
FETCH = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", None, "this is not XML"),
        (b"PK\x03\x04", 1, "this is not XML"),
        (b"<html/>", 1, "begins with <tmx>, this one with <html>"),
        (tmx(tu(), "<tu></tu>"), 6, "this <tu> has no <tuv>"),
        (tmx(tu(), "<tu>\n<tuv><seg>x</seg></tuv></tu>"), 7, "does not say its language"),
        (tmx('<tu>\n<tuv xml:lang="vi"/></tu>'), 6, "needs one <seg>"),
        (tmx(tu(attributes='changedate="yesterday"')), 5, "changedate is “yesterday”; a date is"),
        (tmx(tu(), tu())[:-20], 6, "this is not XML"),
        (tmx(tu(en="&b;"), before=BOMB), 5, "the entity &b; is not read"),
        (tmx(tu(en="&a;"), before=FETCH), 5, "the entity &a; is not read"),
        (tmx(tu(), tu(en="x" * 1_000_001)), 6, "characters"),
    ],
)
def test_fault_is_named_with_its_line_and_nothing_is_kept(db, content, line, message):
    with pytest.raises(NotTmx, match=message) as refused:
        imported(content)

    assert refused.value.line == line
    assert not MemoryUnit.objects.exists()


def test_a_document_type_is_not_fetched(db):
    assert imported(tmx(tu(), before='<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/x.dtd">')) == (
        *(1, 0, 0),
        0,
    )


def test_what_is_written_is_read_again_unchanged(site):
    texts = [
        ("Cầu &amp; đường", "Bridges &lt;&amp;&gt; roads"),
        ("<strong>Cầu <em>mới</em></strong>,<br>dài", "A <strong>new <em>one</em></strong><br>x"),
        ('<a href="https://x.example/?a=1&amp;b=2">Cầu</a>', '“<span lang="fr">Pont</span>”'),
        ("桥", "جسر\u200f"),
    ]
    remember(
        Pair("vi", "zh-hans", f"nguồn {n}", source, f"to {n}", target, AT, site_id=site.pk)
        for n, (source, target) in enumerate(texts)
    )
    before, file = known(), BytesIO()

    written = write_tmx(exported().iterator(), file)

    MemoryUnit.objects.all().delete()
    assert imported(file.getvalue(), site=site) == (len(texts), 0, 0, 0)
    assert known() == before
    assert written == len(texts)
    assert set(MemoryUnit.objects.values_list("written_at", flat=True)) == {AT}


def test_what_is_written_is_tmx(site):
    imported(tmx(tu(en="A <hi>bridge</hi>"), tu("Cầu", "<ph>&lt;b&gt;</ph>X")), site=site)
    file = BytesIO()

    write_tmx(exported(source_language="vi"), file)

    document = etree.fromstring(file.getvalue())
    assert (document.tag, document.get("version")) == ("tmx", "1.4")
    assert document.find("header").get("segtype") == "paragraph"
    assert document.findtext("body/tu/prop") == "news"
    tags = [tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in document.iter("tuv")]
    assert tags == ["vi", "en"] * 2
    assert {(code.tag, code.text) for code in document.iter("bpt", "ept")} == {
        ("bpt", "<strong>"),
        ("ept", "</strong>"),
    }


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 2),
        ({"source_language": "vi"}, 1),
        ({"target_language": "vi"}, 1),
        ({"source_language": "vi", "target_language": "ar"}, 0),
    ],
)
def test_a_part_may_be_written(site, other_site, asked, count):
    imported(tmx(tu(), header='srclang="*all*"'), site=site)

    assert exported(**asked).count() == count
    assert exported(site=site, **asked).count() == count
    assert exported(site=other_site, **asked).count() == 0
