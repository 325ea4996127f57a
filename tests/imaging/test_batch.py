import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.storage.memory import InMemoryStorage

from articles.imaging import addresses
from articles.imaging.batch import Report, forget, make_missing, remove_outdated
from tests.imaging.pictures import encoded, quartered


@pytest.fixture
def image(picture_of):
    return picture_of(encoded(quartered(400, 300), "JPEG"))


def made_of(image):
    return {address.path for address in addresses.addresses(image)}


def stored(media):
    return {str(path.relative_to(media)) for path in (media / "r").rglob("*") if path.is_file()}


def test_makes_all_that_pages_name_and_nothing_twice(image, media):
    first, second = Report(), Report()

    make_missing(image, first)
    make_missing(image, second)

    assert stored(media) == made_of(image)
    assert (first.made, first.present) == (len(made_of(image)), 0)
    assert (second.made, second.present) == (0, len(made_of(image)))


def test_makes_only_what_is_missing(image, media):
    make_missing(image, Report())
    gone = Path(media / min(made_of(image)))
    gone.unlink()
    report = Report()

    make_missing(image, report)

    assert report.made == 1
    assert gone.exists()


def test_what_a_killed_writer_left_goes_with_the_next_run(image, media):
    make_missing(image, Report())
    folder = Path(media / min(made_of(image))).parent
    abandoned, current = folder / ".a.jpg.0", folder / ".a.jpg.1"
    abandoned.write_bytes(b"half")
    current.write_bytes(b"half")
    os.utime(abandoned, (0, 0))

    make_missing(image, Report(), dry_run=True)
    assert abandoned.exists()
    make_missing(image, Report())

    assert not abandoned.exists()
    assert current.exists()


def test_dry_run_counts_and_writes_nothing(image, media):
    report = Report()

    make_missing(image, report, dry_run=True)

    assert report.made == len(made_of(image))
    assert stored(media) == set()


def test_a_lost_original_is_reported(image, media):
    (media / image.file.name).unlink()
    report = Report()

    make_missing(image, report)

    assert (report.made, report.pictures) == (0, 1)
    assert report.failed[0].startswith(f"picture 7: {image.file.name}")


def test_removes_the_past_of_a_picture_and_nothing_else(image, picture_of, media):
    neighbour = picture_of(encoded(quartered(320, 320), "PNG"), pk=8)
    make_missing(image, Report())
    make_missing(neighbour, Report())
    image.focal_x = 0.1
    make_missing(image, Report())
    dry, wet = Report(), Report()

    remove_outdated([image], dry, dry_run=True)
    remove_outdated([image], wet)

    assert dry.removed == wet.removed == len(made_of(image))
    assert stored(media) == made_of(image) | made_of(neighbour)
    assert len(list((media / "r" / "0").iterdir())) == 2
    assert (media / image.file.name).exists()


def test_forget_removes_every_rendition_of_one_picture(image, picture_of, media):
    neighbour = picture_of(encoded(quartered(320, 320), "PNG"), pk=77)
    make_missing(image, Report())
    make_missing(neighbour, Report())

    assert forget(7) == len(made_of(image))
    assert forget(7) == 0
    assert stored(media) == made_of(neighbour)


def test_object_storages_are_served_alike(settings, picture_of):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    }
    image = picture_of(encoded(quartered(400, 300), "JPEG"))
    make_missing(image, Report())
    again = Report()
    make_missing(image, again)

    assert isinstance(default_storage, InMemoryStorage)
    assert again.present == len(made_of(image))
    assert forget(7) == again.present
