import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.integrity.hrefs import hrefs, read_address
from articles.integrity.rules.links import LostLink
from tests.integrity.rules.comparing import hits, translated


def link(address, text="here"):
    return f'<a href="{address}">{text}</a>'


def pair(*addresses, into=()):
    return (
        "Nguồn " + " ".join(link(one, "đây") for one in addresses),
        "Source " + " ".join(map(link, into)),
    )


def lost(*pairs, languages=("vi", "en")):
    return [detail for _text, detail in hits(LostLink(), translated(pairs, languages))]


def test_a_link_that_is_gone():
    address = "https://example.org/report"

    [detail] = lost(pair(address))

    assert detail == {"address": address}
    assert LostLink().message(detail) == "The link to https://example.org/report is missing."


def test_a_link_that_leads_elsewhere_names_both():
    [detail] = lost(pair("https://example.org/a", into=["https://example.com/b"]))

    assert detail == {"address": "https://example.org/a", "instead": "https://example.com/b"}
    assert "https://example.com/b" in LostLink().message(detail)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://www.example.org/a/", "https://example.org/a?utm_source=x#top"),
        ("https://example.org/vi/the-thao/tin-12/", "https://example.org/en/sport/news-12/"),
        ("/vi/the-thao/tin-12/", "/en/sport/news-12/"),
        ("https://vi.wikipedia.org/wiki/Hà_Nội", "https://en.wikipedia.org/wiki/Hanoi"),
        ("https://example.org/a?hl=vi", "https://example.org/a?hl=en"),
        ("https://example.org/a", "https://example.org/en-us/a"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("#note", "#another"),
    ],
)
def test_the_same_page_in_another_language(source, target):
    assert lost(pair(source, into=[target])) == []


@pytest.mark.parametrize(
    ("languages", "address"),
    [
        (("vi", "zh-hans"), "https://example.org/zh-cn/news/"),
        (("vi", "zh-hant"), "https://zh.example.org/news/"),
        (("vi", "ar"), "https://example.org/ar/news/"),
        (("vi", "ar"), "https://example.org/en/news/"),
    ],
)
def test_regions_of_the_language_and_english_where_there_is_nothing_else(languages, address):
    source = "https://example.org/vi/tin/"

    assert lost(pair(source, into=[address]), languages=languages) == []


def test_a_page_in_a_third_language_is_another_page():
    [detail] = lost(
        pair("https://example.org/vi/tin/", into=["https://example.org/fr/nouvelles/"]),
        languages=("vi", "ar"),
    )

    assert detail["instead"] == "https://example.org/fr/nouvelles/"


def test_a_link_may_stand_in_another_paragraph():
    address = "https://example.org/a"

    assert lost(pair(address), pair(into=[address])) == []


def test_one_counterpart_stands_for_one_link():
    wiki = [f"https://vi.wikipedia.org/wiki/{name}" for name in ("Huế", "Vinh")]

    found = lost(pair(*wiki, into=["https://en.wikipedia.org/wiki/Hue"]))

    assert found == [{"address": wiki[1]}]


def test_more_links_than_the_original_are_the_translators_choice():
    assert lost(pair(into=["https://example.org/a"])) == []


def test_escaped_addresses_are_read():
    assert hrefs('<a href="https://e.org/?a=1&amp;b=2" rel="nofollow">x</a>') == [
        "https://e.org/?a=1&b=2"
    ]


@given(st.text())
def test_any_address_can_be_read(text):
    assert read_address(text).is_same_page(read_address(text), "en")
