import re
from types import SimpleNamespace

import pytest

from articles.imaging import addresses
from articles.imaging.formats import AVIF, JPEG, WEBP
from articles.imaging.sizes import CARD, SIZES, THUMB


def image(**changed):
    fields = {"pk": 4321, "width": 3000, "height": 2000, "checksum": "ab" * 32}
    fields |= {"focal_x": 0.5, "focal_y": 0.25, "rights_digest": "", "rights_until": None}
    return SimpleNamespace(**(fields | changed))


def test_address_says_what_it_is():
    address = addresses.address(image(), CARD, 640, AVIF)

    assert re.fullmatch(r"r/4/4321-[0-9a-f]{10}-[0-9a-f]{16}/card-640\.avif", address.path)
    assert address.url == f"/media/{address.path}"


@pytest.mark.parametrize("pk", [1, 999, 1000, 123_456_789])
@pytest.mark.parametrize("served", [AVIF, WEBP, JPEG])
def test_parse_reads_what_was_written(pk, served):
    for size in SIZES.values():
        address = addresses.address(image(pk=pk), size, 480, served)

        assert addresses.parse(address.path) == address


@pytest.mark.parametrize(
    "changed", [{"pk": 4322}, {"checksum": "cd" * 32}, {"focal_x": 0.51}, {"focal_y": 0.0}]
)
def test_address_changes_with_the_picture(changed):
    before = addresses.address(image(), CARD, 640, AVIF)
    after = addresses.address(image(**changed), CARD, 640, AVIF)

    assert before.path != after.path


def test_address_changes_with_the_recipe(monkeypatch):
    before = addresses.address(image(), CARD, 640, AVIF).path
    monkeypatch.setattr(addresses, "RECIPE", addresses.RECIPE + 1)
    addresses._version.cache_clear()

    assert addresses.address(image(), CARD, 640, AVIF).path != before

    addresses._version.cache_clear()


def test_address_stays_when_nothing_changed():
    assert addresses.address(image(), CARD, 640, AVIF) == addresses.address(
        image(), CARD, 640, AVIF
    )


def other_hex(letter):
    return "0" if letter != "0" else "1"


def test_no_letter_of_id_version_or_signature_can_be_changed():
    path = addresses.address(image(), CARD, 640, AVIF).path
    folder = path[: path.rindex("/")]
    assert addresses.parse(path)

    for at in range(2, len(folder)):
        if path[at] not in "/-":
            forged = path[:at] + other_hex(path[at]) + path[at + 1 :]
            assert addresses.parse(forged) is None, forged


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("card-640.avif", "card-640.png"),
        ("card-640.avif", "poster-640.avif"),
        ("card-640.avif", "card-0640.avif"),
        ("card-640.avif", "card-0.avif"),
        ("card-640.avif", "card-640640.avif"),
        ("card-640.avif", "card-640.avif/"),
        ("card-640.avif", "card-640.avif\n"),
        ("card-640.avif", "../card-640.avif"),
        ("card-640.avif", "card-٦٤٠.avif"),
        ("r/4/", "r/04/"),
        ("r/4/", "r/5/"),
        ("r/4/", "r//4/"),
        ("r/4/", "R/4/"),
    ],
)
def test_only_the_one_spelling_is_an_address(old, new):
    path = addresses.address(image(), CARD, 640, AVIF).path

    assert addresses.parse(path)
    assert addresses.parse(path.replace(old, new)) is None


def test_addresses_outlive_a_change_of_the_secret_key(settings):
    settings.SECRET_KEY = "the first key"
    before = addresses.address(image(), CARD, 640, AVIF)
    path_before = before.path

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    parsed = addresses.parse(path_before)

    assert parsed == before
    assert parsed.path != path_before
    settings.SECRET_KEY_FALLBACKS = []
    assert addresses.parse(path_before) is None


def test_nearest_is_the_narrowest_wide_enough():
    def width(wanted, **changed):
        return addresses.nearest(image(**changed), CARD, wanted, JPEG).width

    assert [width(1), width(320), width(321), width(960), width(5000)] == [320, 320, 480, 960, 960]
    assert width(960, width=600, height=400) == 600


def test_a_picture_has_a_bounded_number_of_renditions():
    all_paths = {address.path for address in addresses.addresses(image(width=9000, height=9000))}

    assert len(all_paths) == sum(len(size.widths) for size in SIZES.values()) * 3 == 60
    assert len({path.rpartition("/")[0] for path in all_paths}) == 1


def test_thumb_of_a_strip_keeps_its_pixels():
    offered = [
        address.width
        for address in addresses.addresses(image(width=1000, height=100))
        if address.size == THUMB and address.format == JPEG
    ]

    assert offered == [96, 100]
