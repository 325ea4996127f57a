"""What pictures say of their rights: read from every kind of file, and written into renditions."""

import io
import struct
import warnings
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.imaging import iim, xmp
from articles.imaging.attribution import Attribution, attribution_of, embedded, read_attribution
from articles.imaging.containers import jpeg_segment
from articles.imaging.uploads import inspect
from tests.imaging.pictures import encoded, png_chunk, quartered

# As an agency's tools write it: attributes, lists, languages, a structure.
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    photoshop:Credit="Reuters" photoshop:Instructions="EDITORIAL USE ONLY"/>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
    xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
   <xmpMM:Pantry><rdf:Bag><rdf:li><rdf:Description><dc:source>elsewhere</dc:source>
     <xmpRights:UsageTerms>of another picture</xmpRights:UsageTerms>
   </rdf:Description></rdf:li></rdf:Bag></xmpMM:Pantry>
   <dc:creator><rdf:Seq><rdf:li>Nguyễn Văn An</rdf:li>
     <rdf:li>Lê Thị Bình</rdf:li></rdf:Seq></dc:creator>
   <dc:rights><rdf:Alt><rdf:li xml:lang="de">alle Rechte</rdf:li>
     <rdf:li xml:lang="x-default">© 2026 Reuters &amp; Co</rdf:li></rdf:Alt></dc:rights>
   <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Once, in print</rdf:li></rdf:Alt>
   </xmpRights:UsageTerms>
   <xmpRights:WebStatement>https://example.org/licence</xmpRights:WebStatement>
   <plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">
     <plus:LicensorName>Desk</plus:LicensorName>
     <plus:LicensorURL>https://example.org/buy?id=7&amp;x=1</plus:LicensorURL>
   </rdf:li></rdf:Seq></plus:Licensor>
   <Iptc4xmpExt:DigitalSourceType
   >http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta><?xpacket end="w"?>""".encode()
TOLD = Attribution(
    creator="Nguyễn Văn An, Lê Thị Bình",
    credit="Reuters",
    copyright="© 2026 Reuters & Co",
    usage_terms="Once, in print",
    licence_url="https://example.org/licence",
    licensor_url="https://example.org/buy?id=7&x=1",
    digital_source="trainedAlgorithmicMedia",
    instructions="EDITORIAL USE ONLY",
)
OURS = Attribution(
    creator="Hồ Thanh Tùng",
    credit='Ảnh: Hồ Thanh Tùng / "VNA" <b>',
    copyright="© 2026 Thông tấn xã Việt Nam",
    usage_terms="Chỉ dùng cho báo chí",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    licensor_url="https://example.org/anh?số=1&b=2",
    digital_source="humanEdits",
)


def with_photoshop(block, digest=None):
    """A JPEG with an IIM block, and the digest of the one that its writer saw."""
    parts = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(block)) + block + b"\0" * (len(block) % 2)
    if digest is not None:
        parts += b"8BIM" + struct.pack(">HHI", 0x0425, 0, 16) + digest
    return jpeg_segment(0xED, b"Photoshop 3.0\0" + parts)


def told(content):
    return inspect(io.BytesIO(content)).attribution


@pytest.mark.parametrize("format_name", ["JPEG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_format(format_name):
    assert told(encoded(quartered(), format_name, xmp=PACKET)) == TOLD


def png_with_exif():
    """Of such a PNG Pillow reads nothing behind the pixels before it is decoded."""
    exif = Image.Exif()
    exif[0x0112] = 1
    return encoded(quartered(), "PNG", exif=exif)


@pytest.mark.parametrize("behind", [True, False], ids=["behind the pixels", "before them"])
@pytest.mark.parametrize("compressed", [True, False])
def test_xmp_is_read_from_a_png(behind, compressed):
    png = png_with_exif()
    text = zlib.compress(PACKET) if compressed else PACKET
    head = b"XML:com.adobe.xmp\0" + bytes((compressed, 0)) + b"\0\0"
    chunk = png_chunk(b"iTXt", head + text)
    at = len(png) - 12 if behind else 33

    assert told(png[:at] + chunk + png[at:]) == TOLD


def test_a_png_whose_packet_unpacks_to_megabytes_says_nothing():
    bomb = zlib.compress(b"<x>" + b" " * 60_000_000 + b"</x>")
    chunk = png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0" + bomb)
    png = png_with_exif()

    assert told(png[:-12] + chunk + png[-12:]) == Attribution()


def test_xmp_goes_before_iim_and_iim_before_exif():
    exif = Image.Exif()
    exif[0x013B], exif[0x8298] = b"OWNER OF CAMERA", b"of Exif"
    exif[0x010E] = b"Exif caption"
    block = iim.write(
        {iim.BYLINE: "iim", iim.COPYRIGHT: "of IIM", iim.SOURCE: "VNA", (2, 120): "IIM caption"}
    )
    packet = xmp.write({xmp.CREATOR: "xmp"})
    extra = with_photoshop(block)

    said = told(encoded(quartered(), "JPEG", xmp=packet, extra=extra, exif=exif))

    assert (said.creator, said.copyright, said.source) == ("xmp", "of IIM", "VNA")
    assert said.caption == "IIM caption"
    assert told(encoded(quartered(), "JPEG", exif=exif)).creator == "OWNER OF CAMERA"


@pytest.mark.parametrize(
    ("digest", "creator"),
    [(b"\1" * 16, "iim"), (b"\0" * 16, "xmp"), (None, "xmp"), ("right", "xmp")],
    ids=["of another block", "empty", "none", "of this block"],
)
def test_iim_changed_after_the_xmp_goes_first(digest, creator):
    block = iim.write({iim.BYLINE: "iim"})
    extra = (
        jpeg_segment(0xED, iim.resources(block))
        if digest == "right"
        else with_photoshop(block, digest)
    )
    packet = xmp.write({xmp.CREATOR: "xmp"})

    assert told(encoded(quartered(), "JPEG", xmp=packet, extra=extra)).creator == creator


def dataset(number, value, record=2):
    return bytes((0x1C, record, number)) + len(value).to_bytes(2) + value


@pytest.mark.parametrize(
    "block",
    [
        dataset(90, b"\x1b%G", record=1) + dataset(80, "Ánh Lê".encode()),
        dataset(80, "Ánh Lê".encode()),
        dataset(80, "Ánh Lê".encode("cp1252")),
        dataset(80, "Ánh Lê".encode()) + dataset(110, b"cut")[:-1],
        bytes((0x1C, 2, 80, 0x80, 4)) + len("Ánh Lê".encode()).to_bytes(4) + "Ánh Lê".encode(),
    ],
    ids=["declared", "undeclared UTF-8", "Latin-1", "damaged behind it", "extended"],
)
def test_iim_is_read_as_it_was_written(block):
    assert told(encoded(quartered(), "JPEG", extra=with_photoshop(block))) == Attribution(
        creator="Ánh Lê"
    )


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("javascript:alert(1)", ""),
        ("www.example.org", ""),
        ("https://example.org/" + "a" * 300, ""),
        ("http://example.org/terms", "http://example.org/terms"),
    ],
)
def test_only_web_addresses_are_taken_for_one(given, read):
    packet = xmp.write({xmp.WEB_STATEMENT: given, xmp.LICENSOR_URL: given})
    said = told(encoded(quartered(), "JPEG", xmp=packet))

    assert (said.licence_url, said.licensor_url) == (read, read)


def test_a_creative_commons_licence_is_the_page_of_the_licence():
    packet = (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description '
        'xmlns:cc="http://creativecommons.org/ns#"><cc:license '
        'r:resource="https://creativecommons.org/licenses/by/4.0/"/></r:Description></r:RDF>'
    )
    said = told(encoded(quartered(), "JPEG", xmp=packet.encode()))

    assert said.licence_url == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("term", "read"),
    [
        ("digsrctype:trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("http://cv.iptc.org/newscodes/digitalsourcetype/softwareImage", "digitalCreation"),
        ("http://cv.iptc.org/newscodes/digitalsourcetype/somethingNew", ""),
    ],
)
def test_only_known_terms_say_how_it_was_made(term, read):
    packet = xmp.write({xmp.DIGITAL_SOURCE: term})

    assert told(encoded(quartered(), "JPEG", xmp=packet)).digital_source == read


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"<x:xmpmeta",
        b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><r>&e;</r>',
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>',
        b"<r>" + b" " * xmp.LARGEST + b"</r>",
        b"<r>" * 5_000,
    ],
    ids=["empty", "torn", "outside entity", "entities", "too large", "deep"],
)
def test_a_packet_that_means_harm_says_nothing_and_fetches_nothing(packet):
    with pytest.raises(xmp.NotXmp):
        xmp.read(packet)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_reader_of_iim(block):
    for texts in iim.read(block).values():
        assert all(isinstance(text, str) for text in texts)


def broken_files():
    """Files whose blocks were damaged somewhere."""
    block = iim.write({iim.BYLINE: "An", iim.COPYRIGHT: "© VNA"})
    return {
        "iim": with_photoshop(block, b"\1" * 16),
        "xmp": jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PACKET),
        "exif": jpeg_segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\x01\0\x3b\x01\x02\0\x03\0\0\0An\0\0"),
    }


@given(st.sampled_from(sorted(broken_files())), st.integers(4), st.binary(min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_no_damage_to_a_block_breaks_the_reader(kind, at, junk):
    segment = bytearray(broken_files()[kind])
    at = 4 + at % (len(segment) - 4)
    segment[at : at + len(junk)] = junk[: len(segment) - at]
    jpeg = encoded(quartered(32, 32), "JPEG")
    content = jpeg[:2] + bytes(segment) + jpeg[2:]

    with warnings.catch_warnings():
        # Pillow tells of damage so, and goes on.
        warnings.simplefilter("ignore")
        said = read_attribution(Image.open(io.BytesIO(content)), content)

    assert all(text.isprintable() for text in said.said().values())


@given(
    st.builds(
        Attribution,
        creator=st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=60),
        credit=st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=60),
        copyright=st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=60),
    ),
    st.sampled_from(["JPEG", "WEBP"]),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_is_read_again(attribution, format_name):
    content = encoded(quartered(32, 32), format_name, **embedded(attribution, format_name))

    assert read_attribution(Image.open(io.BytesIO(content)), content) == attribution


@pytest.mark.parametrize("format_name", ["JPEG", "WEBP", "AVIF"])
def test_rights_go_round(format_name):
    content = encoded(quartered(), format_name, **embedded(OURS, format_name))

    assert read_attribution(Image.open(io.BytesIO(content)), content) == OURS


def test_a_jpeg_says_it_to_old_programs_too():
    content = encoded(quartered(), "JPEG", **embedded(OURS, "JPEG"))
    photoshop = Image.open(io.BytesIO(content)).info["photoshop"]

    assert iim.read(photoshop[iim.RESOURCE]) == {
        (2, 0): ["\0\4"],
        iim.BYLINE: [OURS.creator],
        iim.CREDIT: [OURS.credit],
        iim.COPYRIGHT: [OURS.copyright],
    }
    assert not iim.was_changed_alone(photoshop)


def test_what_is_written_is_small_and_repeats():
    bare = encoded(quartered(), "JPEG")
    full = encoded(quartered(), "JPEG", **embedded(OURS, "JPEG"))

    assert len(full) - len(bare) < 1_500
    assert embedded(OURS, "JPEG") == embedded(OURS, "JPEG")


def test_nothing_is_written_where_nothing_is_said():
    assert embedded(Attribution(caption="A caption", instructions="x"), "JPEG") == {}


def test_every_word_of_the_picture_is_handed_on(site):
    from tests.factories import make_image

    image = make_image(
        site,
        creator=OURS.creator,
        credit=OURS.credit,
        copyright_notice=OURS.copyright,
        usage_terms=OURS.usage_terms,
        licence_url=OURS.licence_url,
        licensor_url="https://example.org/",
        digital_source=OURS.digital_source,
    )

    assert attribution_of(image).said() == OURS.said() | {"licensor_url": "https://example.org/"}
