import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from articles.forms.image_upload import ImageUploadField, ImageUploadFormMixin
from articles.imaging import xmp
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


# --- rights, of which the file may tell --------------------------------------------------------

PACKET = xmp.write(
    {
        xmp.CREATOR: "Nguyễn Văn An",
        xmp.CREDIT: "Reuters",
        xmp.RIGHTS: "© 2026 Reuters",
        xmp.USAGE_TERMS: "Once, in print",
        xmp.WEB_STATEMENT: "https://example.org/licence",
        xmp.DIGITAL_SOURCE: "humanEdits",
        xmp.INSTRUCTIONS: "NO ARCHIVE",
    }
)
RIGHTS = {
    "credit": "Nguyễn Văn An / Reuters",
    "creator": "Nguyễn Văn An",
    "copyright_notice": "© 2026 Reuters",
    "usage_terms": "Once, in print",
    "licence_url": "https://example.org/licence",
    "licensor_url": "",
    "digital_source": "humanEdits",
}


class RightsForm(ImageUploadFormMixin, forms.ModelForm):
    file = ImageUploadField()
    licence_url = forms.URLField(required=False, assume_scheme="https")
    licensor_url = forms.URLField(required=False, assume_scheme="https")

    class Meta:
        model = Image
        fields = ["file", *RIGHTS]


def wire_photo(packet=PACKET):
    return encoded(quartered(), "JPEG", xmp=packet)


def rights_of(image):
    image.refresh_from_db()
    return {name: getattr(image, name) for name in RIGHTS}


def saved(form):
    assert form.is_valid(), form.errors
    return form.save()


def test_rights_left_empty_are_taken_from_the_file(site):
    form = RightsForm({}, upload(wire_photo()), instance=Image(site=site))
    image = saved(form)

    assert rights_of(image) == RIGHTS
    assert set(form.taken_from_file) == set(RIGHTS) - {"licensor_url"}
    assert image.file_says["instructions"] == "NO ARCHIVE"


def test_what_a_person_writes_stays_beside_what_the_file_says(site):
    written = {"credit": "VNA", "copyright_notice": "© VNA", "usage_terms": ""}
    image = saved(RightsForm(written, upload(wire_photo()), instance=Image(site=site)))
    changed = rights_of(image) | {"usage_terms": "", "creator": "An N."}

    form = RightsForm(changed, {}, instance=image)
    help_texts = {name: str(form.fields[name].help_text) for name in RIGHTS}
    image = saved(form)

    assert rights_of(image) == changed
    assert form.taken_from_file == []
    assert "<bdi>© 2026 Reuters</bdi>" in help_texts["copyright_notice"]
    assert "The file says" not in help_texts["licensor_url"]


def test_a_new_file_replaces_what_only_the_old_one_said(site):
    image = saved(
        RightsForm({"copyright_notice": "© VNA"}, upload(wire_photo()), instance=Image(site=site))
    )
    packet = xmp.write({xmp.CREATOR: "Lê Bình", xmp.RIGHTS: "© AFP", xmp.USAGE_TERMS: "Twice"})

    image = saved(RightsForm(rights_of(image), upload(wire_photo(packet)), instance=image))

    kept = {"copyright_notice": "© VNA"}
    new = {"creator": "Lê Bình", "credit": "Lê Bình", "usage_terms": "Twice"}
    assert rights_of(image) == RIGHTS | new | kept


def test_what_a_file_says_is_no_markup_in_the_form(site):
    packet = xmp.write({xmp.CREATOR: "<script>alert(1)</script>"})
    image = saved(RightsForm({}, upload(wire_photo(packet)), instance=Image(site=site)))

    shown = str(RightsForm(instance=image).fields["creator"].help_text)

    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_texts_longer_than_their_fields_are_cut_and_saved(site):
    packet = xmp.write({xmp.CREATOR: "An " * 300, xmp.USAGE_TERMS: "x" * 5_000})

    image = saved(RightsForm({}, upload(wire_photo(packet)), instance=Image(site=site)))

    assert len(image.creator) == 200
    assert len(image.usage_terms) == 500
