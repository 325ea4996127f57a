"""Documents that we write: the standards' rules, and what a reader makes of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from articles.exchange.xliff.codes import encode
from articles.exchange.xliff.reading import read_xliff
from articles.exchange.xliff.records import (
    Address,
    Piece,
    PieceKind,
    StoryFile,
    TargetState,
    Unit,
    joined,
)
from articles.exchange.xliff.writing import write_xliff
from articles.richtext.sanitizer import sanitize
from articles.text.languages import language_tag
from articles.text.segments import cut_body
from tests.exchange.xliff.rules import faults
from tests.exchange.xliff.strategies import rich_paragraphs

VERSIONS = ("1.2", "2.0")
HASH = "0123456789abcdef" * 2
ENGLISH = '<em>It</em> is <a href="/b">b</a><br><a href="/own"><strong>c</strong></a> &amp; d'
VIETNAMESE = 'Nó <em>là</em> <a href="/b">b</a><br><strong>c</strong> &amp; d'


def unit(number=0, source=VIETNAMESE, target=ENGLISH, **fields):
    encoded = encode(source, target or "")
    fields = {"state": TargetState.TRANSLATED, "kind": "paragraph", "base": HASH} | fields
    return Unit(
        id=f"{HASH}-{number}",
        source=encoded.source,
        target=encoded.target if target else None,
        **fields,
    )


def file(*units, story=12, source="vi", target="en", **fields):
    return StoryFile(
        address=Address("news", story, source, 501, target, 502),
        source_language=language_tag(source),
        target_language=language_tag(target),
        units=units,
        **{"notes": ("“Cầu mới”, story 12", "]]> & <b>")} | fields,
    )


ALL_STATES = file(
    unit(0, state=TargetState.INITIAL, target=None, base=""),
    unit(1, state=TargetState.NEEDS_REVIEW, notes=("It said before: “<b>”", "two")),
    unit(2, state=TargetState.NEEDS_REVIEW, machine=True),
    unit(3, state=TargetState.TRANSLATED),
    unit(4, state=TargetState.REVIEWED, kind="alt"),
    unit(5, state=TargetState.FINAL, base=None),
)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "files",
    [
        [ALL_STATES],
        [file(unit()), file(unit(), story=13)],
        [file(unit(source="桥长420米。", target="يبلغ طول الجسر"), source="zh-hans", target="ar")],
        [file(unit(source="\x01a\x0c\ufffe\x01", target="b\x07"), notes=("\x01",))],
    ],
    ids=["states", "two stories", "Chinese into Arabic", "characters XML cannot hold"],
)
def test_documents_keep_the_rules_and_are_read_as_written(version, files):
    written = write_xliff(files, version)

    assert faults(written) == []
    read = read_xliff(written)
    assert read.version == version
    expected = [f if f.notes != ("\x01",) else file(*f.units, notes=("",)) for f in files]
    assert read.files == tuple(expected)
    assert write_xliff(files, version) == written


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('id="0123456789abcdef0123456789abcdef-1"', 'id="0123456789abcdef0123456789abcdef-0"'),
         "is there twice"),
        (("<source", "<note/><source"), "holds"),
        (('id="em1"', 'id="a1"'), "code a1 is there twice"),
        ((' original="news', ' origin="news'), "origin"),
        (("translated", "done"), "done"),
        (("</xliff>", "<file/></xliff>"), "has no"),
    ],
)  # fmt: skip
def test_the_rules_find_faults(version, change, complaint):
    broken = write_xliff([ALL_STATES], version).decode().replace(*change)

    assert complaint in " ".join(faults(broken.encode()))


def test_a_document_of_version_2_has_one_pair_of_languages():
    with pytest.raises(ValueError, match="one source and one target"):
        write_xliff([file(unit()), file(unit(), target="ar")], "2.0")

    assert faults(write_xliff([file(unit()), file(unit(), target="ar")], "1.2")) == []


def test_version_1_2_says_state_space_and_language():
    root = etree.fromstring(write_xliff([ALL_STATES], "1.2"))
    ns = {"x": "urn:oasis:names:tc:xliff:document:1.2"}

    states = root.xpath("//x:target/@state", namespaces=ns)
    assert states == [
        "needs-translation",
        "needs-review-translation",
        "needs-review-translation",
        "translated",
        "signed-off",
        "final",
    ]
    assert root.xpath("//x:target/@state-qualifier", namespaces=ns) == ["mt-suggestion"]
    assert root.xpath("//x:trans-unit/@approved", namespaces=ns) == ["no"] * 5 + ["yes"]
    assert set(root.xpath("//x:trans-unit/@xml:space", namespaces=ns)) == {"preserve"}
    assert set(root.xpath("//x:source/@xml:lang", namespaces=ns)) == {"vi"}


def test_version_2_0_says_state_direction_and_what_codes_stand_for():
    arabic = file(unit(), source="zh-hans", target="ar")
    root = etree.fromstring(write_xliff([arabic], "2.0"))
    ns = {"x": "urn:oasis:names:tc:xliff:document:2.0"}

    assert (root.get("srcLang"), root.get("trgLang")) == ("zh-Hans", "ar")
    assert root.xpath("//x:file/@trgDir", namespaces=ns) == ["rtl"]
    data = {one.get("id"): one.text for one in root.iterfind(".//x:data", ns)}
    link = root.xpath("//x:target//x:pc[@id='a1']", namespaces=ns)[0]
    assert (data[link.get("dataRefStart")], data[link.get("dataRefEnd")]) == (
        '<a href="/b">',
        "</a>",
    )
    states = etree.fromstring(write_xliff([ALL_STATES], "2.0"))
    found = [(s.get("state"), s.get("subState")) for s in states.iterfind(".//x:segment", ns)]
    assert found == [
        ("initial", None),
        ("initial", "newscenter:needs-review"),
        ("initial", "newscenter:machine"),
        ("translated", None),
        ("reviewed", None),
        ("final", None),
    ]


def test_an_address_of_a_link_stands_in_no_text_to_translate():
    for version in VERSIONS:
        root = etree.fromstring(write_xliff([ALL_STATES], version))
        for side in root.iterfind(".//{*}source"):
            assert "href" not in "".join(side.itertext())


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(VERSIONS),
    st.sampled_from(("vi", "en", "zh-hans", "ar")),
    rich_paragraphs(),
    rich_paragraphs(),
)
def test_any_segment_is_written_and_read_as_it_was(version, language, source, target):
    sources, targets = cut_body(sanitize(source)), cut_body(sanitize(target))
    units = [
        unit(number, one.html, other.html)
        for number, (one, other) in enumerate(zip(sources, targets, strict=False))
    ]
    if units:
        story = file(*units, source="fr", target=language)
        written = write_xliff([story], version)

        assert faults(written) == []
        assert read_xliff(written).files == (story,)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(VERSIONS),
    st.lists(
        st.tuples(st.sampled_from(PieceKind), st.sampled_from(["a1", "b1", "c1"])), max_size=8
    ),
)
def test_codes_that_overlap_are_written_and_read_as_they_were(version, drawn):
    """Whatever a tool has made of them: codes open once and close once."""
    pieces, state = [], {}
    for kind, name in drawn:
        expected = {PieceKind.OPEN: None, PieceKind.CLOSE: PieceKind.OPEN}.get(kind, kind)
        if kind in {PieceKind.OPEN, PieceKind.CLOSE}:
            if state.get(name) is not expected:
                continue
            state[name] = kind
        pieces.append(Piece(kind, f"x{len(pieces)}" if kind is PieceKind.ALONE else name))
    pieces += [Piece(PieceKind.CLOSE, n) for n, kind in state.items() if kind is PieceKind.OPEN]
    mine = Unit(id=f"{HASH}-0", source=joined(pieces), base="")

    written = write_xliff([file(mine)], version)

    assert faults(written) == []
    assert read_xliff(written).files[0].units == (mine,)


def test_spaces_between_elements_are_layout_only():
    written = write_xliff([file(unit(source=" a <em> b</em> ", target=None))], "1.2").decode()

    assert re.search(r'> a <g id="em1" ctype="italic"> b</g> </source>\n', written)
