"""Every feed of the demo, held against its standard."""

from __future__ import annotations

import json

import fastjsonschema
import feedparser
import pytest
from lxml import etree

from tests.conformance import atom_rules, rss_profile
from tests.conformance.readers import ATOM
from tests.conformance.schemas import relax_ng, schema_text

pytestmark = pytest.mark.django_db

FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def test_each_subject_is_there_in_every_format(crawled):
    subjects = [
        {answer.url.rpartition("/")[0] for answer in crawled.of_type(media_type)}
        for media_type in FEEDS
    ]

    assert subjects[0] == subjects[1] == subjects[2]
    assert len(subjects[0]) > 150


def test_rss_is_what_the_profile_asks_for(crawled):
    feeds = crawled.of_type("application/rss+xml")

    assert {
        feed.url: found for feed in feeds if (found := rss_profile.complaints(feed.xml, feed.url))
    } == {}


def test_atom_is_valid(crawled):
    schema = relax_ng("atom.rng")
    for feed in crawled.of_type("application/atom+xml"):
        schema.assertValid(feed.xml)

        assert atom_rules.complaints(feed.xml, feed.url) == [], feed.url


def test_json_feed_is_valid(crawled):
    validate = fastjsonschema.compile(json.loads(schema_text("json-feed.json")))
    for feed in crawled.of_type("application/feed+json"):
        document = json.loads(feed.text)
        validate(document)

        ids = [item["id"] for item in document["items"]]
        assert document["feed_url"] == feed.url
        assert len(set(ids)) == len(ids)
        for item in document["items"]:
            assert item["date_published"] <= item["date_modified"]


def test_a_common_reader_understands_every_feed(crawled):
    for answer in crawled.of_type(*FEEDS[:2]):
        read = feedparser.parse(answer.body, response_headers=answer.headers)

        assert not read.bozo, (answer.url, read.get("bozo_exception"))
        assert read.version == ("rss20" if answer.url.endswith("rss.xml") else "atom10")
        for entry in read.entries:
            assert entry.title
            assert entry.link in crawled.answers
            assert entry.published_parsed
            assert entry.author


def test_the_formats_say_the_same(crawled):
    for answer in crawled.of_type("application/feed+json"):
        folder = answer.url.rpartition("/")[0]
        items = json.loads(answer.text)["items"]
        rss = crawled.answers[f"{folder}/rss.xml"].xml.findall("channel/item")
        atom = crawled.answers[f"{folder}/atom.xml"].xml.findall(f"{ATOM}entry")

        ids = [item["id"] for item in items]
        assert [item.findtext("guid") for item in rss] == ids
        assert [entry.findtext(f"{ATOM}id") for entry in atom] == ids
        titles = [item["title"] for item in items]
        assert [item.findtext("title") for item in rss] == titles
        assert [entry.findtext(f"{ATOM}title") for entry in atom] == titles


def test_a_feed_says_the_language_of_its_edition(crawled):
    for answer in crawled.of_type("application/rss+xml"):
        page = crawled.answers[answer.xml.findtext("channel/link")]

        assert answer.xml.findtext("channel/language") == page.value("/html/@lang")
        assert page.values(f"//link[@type='application/rss+xml'][@href='{answer.url}']")


RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title><link>http://news.example/</link><description>What happened.</description>
<atom:link href="http://news.example/rss.xml" rel="self" type="application/rss+xml"/>
<language>zh-Hans</language><lastBuildDate>Mon, 23 Nov 2026 18:32:41 +0700</lastBuildDate>
<item><title>A bridge &amp; a road</title><link>http://news.example/1/</link>
<guid isPermaLink="false">tag:news.example,2026:1</guid>
<pubDate>Mon, 23 Nov 2026 18:32:41 +0700</pubDate>
<content:encoded>&lt;p&gt;It is &lt;a href="http://a.example/"&gt;new&lt;/a&gt;.&lt;/p&gt;</content:encoded>
</item></channel></rss>"""


def test_the_checker_of_rss_accepts_what_is_right():
    assert rss_profile.complaints(etree.fromstring(RSS), "http://news.example/rss.xml") == []


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('version="2.0"', 'version="0.91"', "not rss 2.0"),
        ("<title>News</title>", "", "no title"),
        ("<title>News</title>", "<title>A</title><title>B</title>", "title stands 2 times"),
        ("<title>News</title>", "<titel>News</titel>", "unknown element titel"),
        ("http://news.example/</link>", "/</link>", "link is no full address"),
        ('rel="self"', 'rel="alternate"', "no atom:link to itself"),
        ("/rss.xml", "/other.xml", "no atom:link to itself"),
        ("zh-Hans", "Chinese", "language 'Chinese'"),
        ("Mon, 23 Nov 2026", "Tue, 23 Nov 2026", "is no date"),
        ("Nov 2026", "Nov 26", "is no date"),
        ("+0700", "ICT", "is no date"),
        ("A bridge &amp; a road", "A &lt;b&gt;bridge&lt;/b&gt;", "title has markup"),
        ("A bridge &amp; a road", "A bridge &amp;amp; a road", "title has markup"),
        (' isPermaLink="false"', "", "guid is no permanent link"),
        ("<pubDate>", "<author>Jo</author><pubDate>", "author is no e-mail address"),
        ("<pubDate>", "<category/><pubDate>", "empty element category"),
        ('"http://a.example/"', '"/a/"', "relative address in the text"),
        ("It is", "&lt;script&gt;1&lt;/script&gt;It is", "script in the text"),
        ("&lt;p&gt;", '&lt;p style="x"&gt;', "attribute style in the text"),
        ("</item>", "</item><ttl>60</ttl>", "elements among or after the items"),
    ],
)
def test_the_checker_of_rss_accuses_what_is_wrong(right, wrong, complaint):
    assert right in RSS
    document = etree.fromstring(RSS.replace(right, wrong))

    found = rss_profile.complaints(document, "http://news.example/rss.xml")

    assert any(complaint in each for each in found), found


ATOM_FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><title>News</title>
<link href="http://news.example/" rel="alternate"/><author><name>Desk</name></author>
<link href="http://news.example/atom.xml" rel="self" type="application/atom+xml"/>
<id>http://news.example/</id><updated>2026-11-23T18:32:41.97+07:00</updated>
<entry><title>A bridge</title><id>tag:news.example,2026:1</id>
<link href="http://news.example/1/" rel="alternate"/>
<published>2026-11-23T18:32:41+07:00</published><updated>2026-11-23T18:32:41+07:00</updated>
<category term="roads"/><content type="html">&lt;p&gt;New.&lt;/p&gt;</content>
<x:note xmlns:x="http://x.example/" a="b"><x:deep/></x:note></entry></feed>"""


def test_the_schema_of_atom_accepts_what_is_right():
    document = etree.fromstring(ATOM_FEED)

    relax_ng("atom.rng").assertValid(document)
    assert atom_rules.complaints(document, "http://news.example/atom.xml") == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<title>News</title>", ""),
        ("<title>A bridge</title>", "<title>A</title><title>B</title>"),
        ("<id>tag:news.example,2026:1</id>", ""),
        ("<published>2026-11-23T18:32:41+07:00", "<published>2026-11-23 18:32"),
        ("<published>2026-11-23T18:32:41+07:00", "<published>2026-11-23T18:32:41"),
        ("<category term=", "<category name="),
        ("<name>Desk</name>", "Desk"),
        ("<name>Desk</name>", "<name/>"),
        ('type="html"', 'type="markdown"'),
        ('term="roads"', 'term="roads" colour="red"'),
        ('xml:lang="vi"', 'xml:lang="vi_VN"'),
        ("</entry>", "<headline>A</headline></entry>"),
        ('"http://news.example/1/"', '"http://news.example/a b%"'),
    ],
)
def test_the_schema_of_atom_refuses_what_is_wrong(right, wrong):
    assert right in ATOM_FEED

    assert not relax_ng("atom.rng").validate(etree.fromstring(ATOM_FEED.replace(right, wrong)))


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('rel="self"', 'rel="via"', "no link to itself"),
        ("<author><name>Desk</name></author>", "", "without an author"),
        ("tag:news.example,2026:1", "http://news.example/", "stands 2 times"),
        ("<published>2026", "<published>2027", "updated before it was published"),
        ("41.97", "41", None),
        ("<updated>2026-11-23T18:32:41.97", "<updated>2025-11-23T18:32:41", "older than"),
        ("</entry>", '<link href="http://b.example/" rel="alternate"/></entry>', "2 alternates"),
        ("&lt;p&gt;", '&lt;p&gt;&lt;img src="/x.jpg"&gt;', "relative address"),
    ],
)
def test_the_rules_of_atom_beyond_the_schema(right, wrong, complaint):
    assert right in ATOM_FEED
    document = etree.fromstring(ATOM_FEED.replace(right, wrong))

    found = atom_rules.complaints(document, "http://news.example/atom.xml")

    assert (found == []) if complaint is None else any(complaint in each for each in found)
