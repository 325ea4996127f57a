import io
import os
import stat
import subprocess
import sys
import threading

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from articles.imaging import addresses, renditions
from articles.imaging.formats import AVIF, JPEG, WEBP
from articles.imaging.sizes import BODY, CARD, LEAD, SIZES, SOCIAL, THUMB
from tests.imaging.pictures import COLOURS, encoded, quartered

RED = (220, 20, 20)


def rendered(image, size, width, served=JPEG):
    [(_, content)] = renditions.make(image, [addresses.address(image, size, width, served)])
    return Image.open(io.BytesIO(content))


def near(pixel, wanted, tolerance=14):
    return max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) <= tolerance


def difference(one, other):
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).rms) / 3


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("size", SIZES.values(), ids=lambda size: size.name)
def test_every_offered_rendition_has_its_size_and_format(picture_of, size):
    image = picture_of(encoded(quartered(1300, 1000), "JPEG"))
    wanted = [
        addresses.address(image, size, width, served)
        for width in size.offered_widths(1300, 1000)
        for served in (AVIF, WEBP, JPEG)
    ]

    made = dict(renditions.make(image, wanted))

    assert set(made) == set(wanted)
    for address, content in made.items():
        picture = Image.open(io.BytesIO(content))
        assert picture.format == address.format.name
        assert picture.size == (address.width, size.height_at(address.width, 1300, 1000))
        assert picture.mode == "RGB"


@pytest.mark.parametrize(
    ("focal", "subject"),
    [
        ((0.1, 0.1), (0.06, 0.06, 0.14, 0.14)),
        ((0.9, 0.5), (0.86, 0.46, 0.94, 0.54)),
        ((0.5, 0.93), (0.46, 0.89, 0.54, 0.97)),
        ((0.3, 0.7), (0.26, 0.66, 0.34, 0.74)),
    ],
)
@pytest.mark.parametrize("shape", [(2400, 1200), (1200, 2400), (1500, 1500)])
def test_the_subject_is_in_the_crop_at_every_size(picture_of, focal, subject, shape):
    width, height = shape
    scene = Image.new("RGB", shape, (90, 140, 200))
    block = (subject[0] * width, subject[1] * height, subject[2] * width, subject[3] * height)
    ImageDraw.Draw(scene).rectangle(block, fill=RED)
    image = picture_of(encoded(scene, "JPEG", quality=95), focal)
    whole = (block[2] - block[0]) * (block[3] - block[1])

    for size in SIZES.values():
        offered = size.offered_widths(*shape)[-1]
        cut = rendered(image, size, offered)

        red = ImageChops.difference(cut, Image.new("RGB", cut.size, RED)).convert("L")
        shown = sum(red.histogram()[:30])
        crop_width = min(width, height * size.ratio[0] / size.ratio[1]) if size.ratio else width
        expected = whole * (offered / crop_width) ** 2
        assert shown == pytest.approx(expected, rel=0.1), size.name


@pytest.mark.parametrize("turned", range(1, 9))
def test_phone_photos_stand_upright_and_are_cut_upright(picture_of, turned):
    upright = quartered(600, 400)
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose, inverse of each turn
    stored = upright.transpose(Image.Transpose(undo[turned])) if turned in undo else upright
    exif = Image.Exif()
    exif[0x0112] = turned
    image = picture_of(encoded(stored, "JPEG", exif=exif, quality=95), focal=(0.0, 0.0))

    whole, thumb = rendered(image, BODY, 480), rendered(image, THUMB, 384)

    assert (image.width, image.height) == (600, 400)
    assert whole.size == (480, 320)
    spots = [(120, 80), (360, 80), (120, 240), (360, 240)]
    for spot, colour in zip(spots, COLOURS, strict=True):
        assert near(whole.getpixel(spot), colour)
    # The left 400 of 600 pixels: the right-hand quarters begin at three quarters of the crop.
    assert near(thumb.getpixel((270, 90)), COLOURS[0])
    assert near(thumb.getpixel((310, 90)), COLOURS[1])
    assert not whole.getexif()


@pytest.mark.parametrize(
    ("mode", "format_name"),
    [("CMYK", "JPEG"), ("RGBA", "PNG"), ("P", "PNG"), ("RGB", "AVIF"), ("RGB", "WEBP")],
)
def test_colours_survive_every_mode(picture_of, mode, format_name):
    image = picture_of(encoded(quartered(mode=mode), format_name))

    cut = rendered(image, CARD, 320)

    for x, y, colour in zip((80, 240) * 2, (50, 50, 160, 160), COLOURS, strict=True):
        assert near(cut.getpixel((x, y)), colour, 30)


def test_sixteen_bit_greys_are_not_washed_out(picture_of):
    picture = Image.new("I;16", (640, 480), 0x4000)
    image = picture_of(encoded(picture, "PNG"))

    assert near(rendered(image, CARD, 320).getpixel((9, 9)), (0x40, 0x40, 0x40), 3)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_parts_become_paper_white(picture_of, mode):
    picture = Image.new("RGBA", (640, 480), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 319, 479), fill=(30, 30, 30, 255))
    stored = picture.quantize(8) if mode == "P" else picture.convert(mode)
    image = picture_of(encoded(stored, "PNG"))

    for served in (AVIF, WEBP, JPEG):
        cut = rendered(image, CARD, 320, served).convert("RGB")

        assert near(cut.getpixel((40, 100)), (30, 30, 30))
        assert near(cut.getpixel((280, 100)), (255, 255, 255), 4)


def wide_gamut_profile():
    """A profile whose green is another green: its XYZ column is exchanged with the red's."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


def test_colours_are_converted_to_srgb_and_the_profile_left_out(picture_of):
    profile = wide_gamut_profile()
    content = encoded(Image.new("RGB", (640, 480), (255, 0, 0)), "JPEG", icc_profile=profile)
    image = picture_of(content)

    for served in (AVIF, WEBP, JPEG):
        cut = rendered(image, CARD, 320, served)

        assert near(cut.convert("RGB").getpixel((9, 9)), (0, 255, 0), 10)
        assert "icc_profile" not in cut.info


def test_a_profile_for_other_pictures_is_ignored(picture_of):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = picture_of(encoded(quartered(), "JPEG", icc_profile=profile))

    assert near(rendered(image, CARD, 320).getpixel((80, 50)), COLOURS[0])


def test_scaling_from_a_reduced_decode_looks_like_scaling_the_whole(picture_of):
    noise = Image.effect_noise((400, 300), 60).resize((3200, 2400), Image.Resampling.BICUBIC)
    scene = Image.blend(noise.convert("RGB"), quartered(3200, 2400), 0.7)
    image = picture_of(encoded(scene, "JPEG", quality=92))

    small = rendered(image, BODY, 480)

    reference = scene.resize((480, 360), Image.Resampling.LANCZOS)
    packed = Image.open(io.BytesIO(encoded(reference, "JPEG", quality=80)))
    assert difference(small, reference) < 1.3 * difference(packed, reference)


def test_ensure_makes_once_and_then_reads(picture_of, media, monkeypatch):
    image = picture_of(encoded(quartered(), "JPEG"))
    address = addresses.address(image, CARD, 320, WEBP)
    assert not renditions.is_stored(address)

    first = renditions.ensure(image, address)
    monkeypatch.setattr(renditions, "make", None)
    second = renditions.ensure(image, address)

    assert first == second == (media / address.path).read_bytes()
    assert renditions.is_stored(address)


def test_stored_files_can_be_read_by_a_web_server(picture_of, media):
    image = picture_of(encoded(quartered(), "JPEG"))
    address = addresses.address(image, CARD, 320, WEBP)

    renditions.ensure(image, address)

    assert stat.S_IMODE((media / address.path).stat().st_mode) == 0o644


def test_a_write_that_fails_leaves_nothing(picture_of, media, monkeypatch):
    image = picture_of(encoded(quartered(), "JPEG"))
    before = files_in(media)

    def full_disk(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        renditions.store(addresses.address(image, CARD, 320, WEBP), b"a rendition")

    assert files_in(media) == before


def test_object_storages_need_no_paths(picture_of, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    }
    image = picture_of(encoded(quartered(), "JPEG"))
    address = addresses.address(image, CARD, 320, WEBP)

    content = renditions.ensure(image, address)
    renditions.store(address, content)

    assert default_storage.open(address.path).read() == content
    assert isinstance(image.file.storage._wrapped, InMemoryStorage)
    folder, name = address.path.rsplit("/", 1)
    assert default_storage.listdir(folder) == ([], [name])


def test_a_missing_original_is_said(picture_of, media):
    image = picture_of(encoded(quartered(), "JPEG"))
    (media / image.file.name).unlink()

    with pytest.raises(renditions.UnreadableOriginalError, match="FileNotFoundError"):
        renditions.ensure(image, addresses.address(image, CARD, 320, WEBP))


def test_a_damaged_original_is_said(picture_of, media):
    image = picture_of(encoded(quartered(), "JPEG"))
    path = media / image.file.name
    path.write_bytes(path.read_bytes()[:2000])

    with pytest.raises(renditions.UnreadableOriginalError, match="truncated"):
        renditions.ensure(image, addresses.address(image, CARD, 320, WEBP))


def test_threads_that_ask_at_once_get_the_same_whole_picture(picture_of, media):
    image = picture_of(encoded(quartered(1600, 1200), "JPEG"))
    wanted = [addresses.address(image, LEAD, width, JPEG) for width in (480, 768, 1080)]
    gate, answers = threading.Barrier(6), []

    def ask(address):
        gate.wait()
        answers.append((address, renditions.ensure(image, address)))

    threads = [threading.Thread(target=ask, args=(address,)) for address in wanted * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 6
    for address, content in answers:
        assert (media / address.path).read_bytes() == content
        Image.open(io.BytesIO(content)).load()
    assert len(files_in(media / "r")) == 3


MAKER = """
import sys
from types import SimpleNamespace
import django
django.setup()
from django.core.files.storage import default_storage
from articles.imaging import addresses, renditions
from articles.models.image import RIGHTS
name, checksum = sys.argv[1:]
file = SimpleNamespace(name=name, storage=default_storage)
image = SimpleNamespace(pk=7, width=1000, height=750, checksum=checksum, rights_digest="",
                        rights_until=None, focal_x=0.5, focal_y=0.5, file=file,
                        **dict.fromkeys(RIGHTS, ""))
print("ready", flush=True)
sys.stdin.readline()
for address, content in renditions.make(image, addresses.addresses(image)):
    renditions.store(address, content)
"""


def test_processes_that_make_at_once_never_show_half_a_file(picture_of, media):
    image = picture_of(encoded(quartered(1000, 750), "JPEG"))
    environment = os.environ | {"MEDIA_ROOT": str(media)}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", MAKER, image.file.name, image.checksum],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for maker in makers:
        assert maker.stdout.readline() == "ready\n"

    for maker in makers:
        maker.stdin.write("go\n")
        maker.stdin.flush()
    seen = set()
    while any(maker.poll() is None for maker in makers):
        for path in (media / "r").rglob("*-*.*") if (media / "r").exists() else ():
            if path.is_file() and not path.name.startswith("."):
                Image.open(io.BytesIO(path.read_bytes())).load()
                seen.add(path.name)
    for maker in makers:
        maker.communicate()

    assert [maker.returncode for maker in makers] == [0, 0]
    expected = {address.path for address in addresses.addresses(image)}
    assert {str(path.relative_to(media)) for path in files_in(media / "r")} == expected
    assert seen


def test_smaller_pictures_and_better_formats_weigh_less(picture_of):
    soft = Image.effect_noise((200, 150), 60).resize((1600, 1200), Image.Resampling.BICUBIC)
    image = picture_of(encoded(Image.blend(soft.convert("RGB"), quartered(1600, 1200), 0.7), "PNG"))
    wanted = [
        addresses.address(image, LEAD, width, served)
        for width in (480, 1600)
        for served in (AVIF, WEBP, JPEG)
    ]

    weights = {
        (address.width, address.format.name): len(content)
        for address, content in renditions.make(image, wanted)
    }

    for width in (480, 1600):
        assert weights[width, "AVIF"] < weights[width, "WEBP"] < weights[width, "JPEG"]
    for served in ("AVIF", "WEBP", "JPEG"):
        assert weights[480, served] < weights[1600, served] / 2


def test_social_picture_is_the_size_services_ask_for(picture_of):
    image = picture_of(encoded(quartered(2000, 2000), "JPEG"))

    assert rendered(image, SOCIAL, 1200).size == (1200, 630)
