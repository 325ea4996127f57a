"""Serve pictures: renditions made on their first request, and originals while developing."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponseRedirect,
)
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from django.views.static import serve

from articles.imaging import addresses, renditions
from articles.imaging.addresses import FOLDER, Address
from articles.imaging.formats import BY_EXTENSION
from articles.models import Image

logger = logging.getLogger(__name__)

# A rendition never changes under its address.
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """One rendition by its signed address. Where it is stored, nothing is asked of the database.

    A web server in front may answer from the storage folder itself and pass on only misses.
    """
    asked = FOLDER + path
    address = addresses.parse(asked)
    if address is None:
        return _not_found()
    if address.path == asked and (content := renditions.read(address)) is not None:
        return _picture(request, address, content)
    image = Image.objects.filter(pk=address.image_id).first()
    if image is None:
        return _not_found()
    current = addresses.nearest(image, address.size, address.width, address.format)
    if current.path != asked:
        return _moved(current)
    try:
        return _picture(request, current, renditions.ensure(image, current))
    except renditions.UnreadableOriginalError:
        logger.exception("Picture %s cannot be shown", image.pk)
        return _not_found()


@require_safe
def original(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored file, for the development server only; what is no picture is only downloaded."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    known = BY_EXTENSION.get(path.rpartition(".")[2])
    response["Content-Type"] = known.mime if known else "application/octet-stream"
    response["Content-Disposition"] = "inline" if known else "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _picture(request: HttpRequest, address: Address, content: bytes) -> HttpResponseBase:
    etag = quote_etag(f"{address.version}-{address.size.name}-{address.width}")
    response = HttpResponse(content, content_type=address.format.mime)
    response["Cache-Control"] = FOREVER
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _moved(current: Address) -> HttpResponse:
    """The file, the focal point or the key has changed since this address was given out."""
    response = HttpResponseRedirect(current.url)
    response["Cache-Control"] = BRIEFLY
    return response


def _not_found() -> HttpResponse:
    """Plain text: nobody reads the site's own 404 page in the place of a picture."""
    response = HttpResponseNotFound("No such picture.", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = BRIEFLY
    return response
