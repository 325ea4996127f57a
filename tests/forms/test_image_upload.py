import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from articles.forms.image_upload import ImageUploadField, ImageUploadFormMixin
from articles.models import Image
from tests.imaging.pictures import encoded, quartered


class PictureForm(ImageUploadFormMixin, forms.ModelForm):
    file = ImageUploadField()

    class Meta:
        model = Image
        fields = ["file", "credit"]


def upload(content=None, name="../../evil.php"):
    if content is None:
        content = encoded(quartered(640, 480), "PNG")
    return {"file": SimpleUploadedFile(name, content, content_type="text/html")}


def signed(artist):
    exif = Pillow.Exif()
    exif[0x013B] = artist.encode()
    return encoded(quartered(), "JPEG", exif=exif)


def test_a_picture_is_kept_with_its_facts(site):
    form = PictureForm({"credit": "Photo desk"}, upload(), instance=Image(site=site))

    assert form.is_valid(), form.errors
    image = form.save()

    image.refresh_from_db()
    assert (image.width, image.height, image.format) == (640, 480, "PNG")
    assert image.file.name.startswith("images/2")
    assert image.file.name.endswith(f"/{image.checksum[:16]}-640x480.png")
    with image.file.open() as file:
        assert Pillow.open(file).size == (640, 480)


def test_what_is_no_picture_is_refused_at_the_field(site):
    form = PictureForm(
        {"credit": "Photo desk"},
        upload(b"<svg onload='alert(1)'/>", "drawing.png"),
        instance=Image(site=site),
    )

    assert not form.is_valid()
    assert "SVG" in form.errors["file"][0]
    assert form.errors.as_data()["file"][0].code == "svg"


def test_an_empty_file_is_refused_and_no_file_is_asked_for(site):
    empty = PictureForm({"credit": "x"}, upload(b""), instance=Image(site=site))
    missing = PictureForm({"credit": "x"}, {}, instance=Image(site=site))

    assert empty.errors.as_data()["file"][0].code == "empty"
    assert missing.errors.as_data()["file"][0].code == "required"


def test_an_empty_credit_is_taken_from_the_file(site):
    form = PictureForm({"credit": ""}, upload(signed("Nguyễn Văn An")), instance=Image(site=site))

    assert form.is_valid(), form.errors
    assert form.save().credit == "Nguyễn Văn An"


def test_a_written_credit_wins(site):
    form = PictureForm({"credit": "VNA"}, upload(signed("Other")), instance=Image(site=site))

    assert form.is_valid()
    assert form.save().credit == "VNA"


def test_a_picture_without_any_credit_is_refused(site):
    form = PictureForm({"credit": " "}, upload(), instance=Image(site=site))

    assert not form.is_valid()
    assert form.errors.as_data()["credit"][0].code == "required"
    assert "file" not in form.errors


def test_saving_without_a_new_file_changes_no_fact(site):
    form = PictureForm({"credit": "Photo desk"}, upload(), instance=Image(site=site))
    image = form.save()
    before = (image.file.name, image.checksum, image.width)

    again = PictureForm({"credit": "Somebody else"}, {}, instance=image)

    assert again.is_valid(), again.errors
    image = again.save()
    assert (image.file.name, image.checksum, image.width) == before
    assert image.credit == "Somebody else"


@pytest.mark.parametrize("attribute", ['accept="image/jpeg,', "data-focal-file"])
def test_the_input_offers_pictures(attribute):
    assert attribute in str(PictureForm()["file"])
