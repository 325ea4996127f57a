from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FileField

from articles.imaging.uploads import inspect
from articles.models.image import RIGHTS


@pytest.fixture
def media(settings):
    """The media folder of this test, behind the real storage."""
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def picture_of(media):
    """Keep a picture as an upload would and return what imaging needs to know of it."""

    def keep(content, focal=(0.5, 0.5), pk=7, **rights):
        inspected = inspect(ContentFile(content))
        image = SimpleNamespace(pk=pk, width=inspected.width, height=inspected.height)
        image.checksum, (image.focal_x, image.focal_y) = inspected.checksum, focal
        image.rights_digest, image.rights_until = "", None
        for field in RIGHTS:
            setattr(image, field, rights.get(field, ""))
        name = default_storage.save(f"images/{inspected.name}", ContentFile(inspected.content))
        image.file = FileField().attr_class(image, FileField(), name)
        return image

    return keep
