"""What is no XLIFF, what is hostile, and archives of files."""

import io
import itertools
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from articles.exchange.xliff import packing, reading
from articles.exchange.xliff.codes import BrokenCodes, decode, encode
from articles.exchange.xliff.importing import import_upload
from articles.exchange.xliff.packing import pack, unpack
from articles.exchange.xliff.reading import NotXliff, read_xliff
from articles.exchange.xliff.records import Piece, PieceKind, plain
from articles.exchange.xliff.report import Fate
from tests.exchange.xliff.bridge import make_bridge, written
from tests.exchange.xliff.samples import SAMPLES, sample
from tests.factories import body_of

OPEN = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
SECRET = "the content of a file"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "not well-formed"),
        (b"\x00\xff", "not well-formed"),
        (OPEN.encode(), "Line 1 is not well-formed"),
        (b"<html/>", "outermost element is “html”"),
        (b'<xliff xmlns="urn:else" version="1.2"/>', "outermost element is “xliff”"),
        (b"<xliff/>", "version “” is not known"),
        (b'<xliff version="3.0"/>', "version “3.0” is not known"),
        (b'<xliff version="1.2"/>', "holds no text"),
        (b'<?xml version="1.0" encoding="klingon"?><xliff/>', "not well-formed"),
        (f"{OPEN}&nbsp;</xliff>".encode(), "Entity 'nbsp' not defined"),
        (b"<!DOCTYPE xliff><xliff version='1.2'><file/></xliff>", "document type"),
        (("<a>" * 300 + "</a>" * 300).encode(), "not well-formed"),
    ],
)
def test_other_files_are_refused_with_a_reason(content, complaint):
    with pytest.raises(NotXliff, match=complaint):
        read_xliff(content)


def test_no_entity_is_put_in(tmp_path):
    (tmp_path / "secret").write_text(SECRET)
    for declared in (
        f'<!ENTITY x SYSTEM "file://{tmp_path}/secret">',
        f'<!ENTITY % x SYSTEM "file://{tmp_path}/secret"> %x;',
        '<!ENTITY x "aaaaaaaaaa"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">'
        + "".join(f'<!ENTITY {c}{c} "{"&x;&y;" * 9}">' for c in "abcdefgh"),
    ):
        document = f"<!DOCTYPE xliff [{declared}]>{OPEN}<file><body>&x;&hh;</body></file></xliff>"

        with pytest.raises(NotXliff) as refused:
            read_xliff(document.encode())
        assert SECRET not in str(refused.value)


def test_a_large_file_is_refused_unread(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 10)

    with pytest.raises(NotXliff, match="too large"):
        read_xliff(b"<" * 11)


def test_older_and_newer_versions_are_read():
    for version, namespace in (("1.0", ""), ("1.1", ":1.1"), ("1.2", "")):
        space = f' xmlns="urn:oasis:names:tc:xliff:document{namespace}"' if namespace else ""
        document = (
            f'<xliff version="{version}"{space}><file original="news/1/vi@2/en@3"><body>'
            "<trans-unit id='u'><source>một</source><target>one</target></trans-unit>"
            "</body></file></xliff>"
        )
        (unit,) = read_xliff(document.encode()).files[0].units
        assert plain(unit.target) == "one"
    document = (
        '<xliff version="2.2" xmlns="urn:oasis:names:tc:xliff:document:2.2" srcLang="vi">'
        '<file id="f"><unit id="u"><segment><source>một</source></segment></unit></file></xliff>'
    )
    assert read_xliff(document.encode()).files[0].units[0].target is None


# --- archives -----------------------------------------------------------------------------------


def archive(**entries):
    return pack([(name.replace("__", "/"), content) for name, content in entries.items()])


def test_an_archive_gives_its_documents_and_nothing_else():
    packed = archive(**{"a.xlf": b"1", "b__c.XLIFF": b"2", "note.txt": b"3"} | {
        "__MACOSX__._a.xlf": b"4", ".hidden.xlf": b"5"
    })  # fmt: skip

    assert list(unpack("x.zip", packed)) == [("a.xlf", b"1"), ("b/c.XLIFF", b"2")]
    assert list(unpack("x.xlf", b"<xliff/>")) == [("x.xlf", b"<xliff/>")]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"PK\x03\x04 and no more", "damaged"),
        (pack([("readme.txt", b"x")]), "holds no XLIFF file"),
        (pack([(f"{n}.xlf", b"x") for n in range(4)]), "holds too much"),
    ],
)
def test_archives_that_are_refused(monkeypatch, content, complaint):
    monkeypatch.setattr(packing, "MAX_ENTRIES", 3)

    with pytest.raises(NotXliff, match=complaint):
        list(unpack("x.zip", content))


def test_an_archive_that_unpacks_to_more_than_it_says_is_cut(monkeypatch):
    monkeypatch.setattr(packing, "MAX_BYTES", 1000)
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)

    (report,) = import_upload("x.zip", archive(**{"a.xlf": b" " * 9000}), actor=None, dry_run=True)

    assert "too large" in report.refusal


def test_a_damaged_entry_does_not_keep_the_others_out(site, section):
    story = make_bridge(site)
    document = written(story, "1.2").replace("Two years of work", "In two years").encode()
    packed = bytearray(pack([("bad.xlf", document), ("good.xlf", document)]))
    packed[60] ^= 0xFF

    reports = import_upload("x.zip", bytes(packed), actor=None, dry_run=False)

    assert [bool(report.refusal) for report in reports] == [True, False]
    assert reports[0].name == "x.zip: bad.xlf"
    assert "In two years" in body_of(story)


def test_an_archive_with_a_password_is_named():
    packed = bytearray(archive(**{"a.xlf": b"secret"}))
    # The flag of encryption, in the entry and in the directory.
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    assert zipfile.ZipFile(io.BytesIO(packed)).infolist()[0].flag_bits & 1

    ((_name, content),) = unpack("x.zip", bytes(packed))

    assert "password" in str(content)


# --- what tools and people do to files --------------------------------------------------------


def pieces():
    names = st.sampled_from(["a1", "strong1", "br1", "t-a1", "x", ""])
    codes = st.builds(Piece, st.sampled_from(list(PieceKind)[1:]), names)
    text = st.builds(Piece, st.just(PieceKind.TEXT), st.sampled_from(["a", " ", "<", "\x01", "ệ"]))
    return st.lists(st.one_of(codes, text), max_size=12)


@settings(max_examples=150, deadline=None)
@given(pieces())
def test_any_codes_are_put_back_or_refused(drawn):
    codes = encode('<a href="/x"><strong>b</strong></a><br>', '<a href="/y">c</a>').codes

    try:
        decoded = decode(tuple(drawn), codes, ["a1"])
    except BrokenCodes:
        return
    again = encode(decoded.html)
    assert decode(again.source, again.codes).html == decoded.html


CHANGES = st.sampled_from(
    ["drop", "double", "empty", "move", "unname", "rename", "text", "attribute", "unwrap"]
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(CHANGES, st.integers(0, 200)), max_size=6))
def test_documents_that_tools_changed_are_read_or_refused(name, changes):
    root = etree.fromstring(sample(name))
    for change, number in changes:
        _change(root, change, number)

    try:
        document = read_xliff(etree.tostring(root))
    except NotXliff:
        return
    for file, unit in ((f, u) for f in document.files for u in f.units):
        assert isinstance(plain(unit.source) + plain(unit.target or ()), str)
        assert file.address is None or file.address.story == 12


def _change(root, change, number):
    """One thing that a tool, or somebody with an editor, may do."""
    elements = [e for e in root.iter() if isinstance(e.tag, str) and e is not root]
    if not elements:
        return
    one, other = elements[number % len(elements)], elements[(number * 7) % len(elements)]
    if change == "drop":
        one.getparent().remove(one)
    elif change == "double":
        one.addnext(etree.fromstring(etree.tostring(one, with_tail=False)))
    elif change == "empty":
        del one[:]
    elif change == "move" and one not in list(itertools.chain([other], other.iterancestors())):
        other.append(one)
    elif change == "unname":
        one.attrib.pop("id", None)
    elif change == "rename":
        one.set("id", "0")
    elif change == "text":
        one.text = "\u200b \u202eا&<\n"
    elif change == "attribute":
        for key in list(one.attrib):
            one.set(key, "")
    elif change == "unwrap":
        etree.strip_tags(one.getparent(), one.tag)


def test_a_tool_that_changes_everything_never_breaks_the_import(site, section):
    """The whole way into the story, over changes drawn with a fixed seed."""
    story = make_bridge(site)
    fates = set()
    for version, number in itertools.product(("1.2", "2.0"), range(12)):
        root = etree.fromstring(written(story, version).encode())
        for step, change in enumerate(["double", "text", "move", "rename", "drop", "unwrap"]):
            _change(root, change, number * 17 + step * 5)
        for report in import_upload("x", etree.tostring(root), actor=None, dry_run=True):
            fates.update(entry.fate for entry in report.entries)
            fates.add(bool(report.refusal))

    assert {Fate.REJECTED, Fate.UNTRANSLATED, Fate.UNCHANGED, False} <= fates
