from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from PIL import Image as Pillow

from articles.imaging.uploads import inspect
from tests.factories import make_image
from tests.imaging.pictures import encoded, quartered


@pytest.fixture
def image(site):
    """As pictures were kept before their rights were: only the file knows."""
    exif = Pillow.Exif()
    exif[0x013B], exif[0x8298] = "Nguyễn Văn An".encode(), "© VNA".encode()
    inspected = inspect(ContentFile(encoded(quartered(64, 48), "JPEG", exif=exif)))
    return make_image(
        site, file=inspected.as_file(), width=64, height=48, checksum=inspected.checksum
    )


def run(*arguments):
    out = StringIO()
    call_command("reread_image_metadata", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def test_it_fills_what_is_empty_and_then_has_nothing_to_do(image):
    said = run()
    image.refresh_from_db()

    assert said == (
        "1 pictures: 1 filled, 0 complete already, 0 whose files say nothing, 0 failed."
    )
    assert (image.creator, image.copyright_notice) == ("Nguyễn Văn An", "© VNA")
    assert image.credit == "Photo desk"
    assert image.file_says == {"creator": "Nguyễn Văn An", "copyright": "© VNA"}
    assert "0 filled, 1 complete already" in run()


def test_what_somebody_wrote_stays(image):
    image.creator = "An N."
    image.save()

    run()

    image.refresh_from_db()
    assert (image.creator, image.copyright_notice) == ("An N.", "© VNA")


def test_a_dry_run_writes_nothing(image):
    assert "1 to fill" in run("--dry-run")

    image.refresh_from_db()
    assert (image.creator, image.file_says) == ("", {})


def test_a_file_that_is_gone_is_named_and_the_others_are_read(image, site):
    lost = make_image(site)
    errors = StringIO()

    with pytest.raises(CommandError, match=r"1 filled, .* 1 failed"):
        call_command("reread_image_metadata", stdout=StringIO(), stderr=errors)

    assert f"picture {lost.pk}: {lost.file.name}" in errors.getvalue()
