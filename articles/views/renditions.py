"""Serve pictures: renditions made on their first request, and originals while developing.

A picture whose rights have ended answers 410 from that moment, to all but those who keep it.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponseRedirect,
)
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from django.views.static import serve

from articles.caching.entry import PROXY_LIMIT, proxy_limit
from articles.enums import Verb
from articles.imaging import addresses, renditions
from articles.imaging.addresses import Address
from articles.imaging.formats import BY_EXTENSION
from articles.models import Image, User
from articles.permissions import can

logger = logging.getLogger(__name__)

# A rendition never changes under its address.
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"
# Rights that end some day may also end earlier than agreed.
TIMED_SECONDS = 3600
# How long nginx keeps a picture that it cannot find on its own disk.
PROXY_SECONDS = "60"
# In seconds.
RETRY_AFTER = 5


@require_safe
def rendition(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """One rendition by its signed address. Where it is stored, nothing is asked of the database,
    unless the rights in the picture end some day.

    A web server in front may answer from the storage folder `r/` itself and pass on only misses.
    """
    asked = f"{folder}/{path}"
    address = addresses.parse(asked)
    if address is None:
        return _not_found()
    try:
        return _rendition(request, asked, address)
    except OSError:
        # Of an object storage, or of a disk: readers and indexes come again.
        logger.warning("Rendition %s cannot be read", asked, exc_info=True)
        return _away()


def _rendition(request: HttpRequest, asked: str, address: Address) -> HttpResponseBase:
    content = renditions.read(address) if not address.timed and address.path == asked else None
    if content is not None:
        response: HttpResponseBase = _picture(request, address, content, FOREVER)
    else:
        response = _of_picture(request, asked, address)
    if settings.BEHIND_PROXY:
        name, value = _asked_again(address)
        response[name] = value
    return response


def _asked_again(address: Address) -> tuple[str, str]:
    """For nginx, which would keep a picture for as long as its readers may.

    Each second where rights end some day, as they may end earlier than they would have. And where
    it hears "not modified" with `max-age=0`, it goes on with the time that it was told before.
    Others may be deleted, or get an end: then their renditions are gone, and another minute later
    so is what nginx has.
    """
    return proxy_limit(time.time()) if address.timed else (PROXY_LIMIT, PROXY_SECONDS)


def _of_picture(request: HttpRequest, asked: str, address: Address) -> HttpResponseBase:
    """What the picture allows as it is now."""
    image = Image.objects.filter(pk=address.image_id).first()
    if image is None:
        return _not_found()
    at = timezone.now()
    kept = FOREVER if image.rights_until is None else _until(image.rights_until, at)
    if not image.may_be_shown(at):
        if not _keeps(request, image):
            return _gone()
        kept = "private, no-store"
    current = addresses.nearest(image, address.size, address.width, address.format)
    if current.path != asked:
        return _moved(current)
    try:
        return _picture(request, current, renditions.ensure(image, current), kept)
    except renditions.UnreadableOriginalError:
        logger.exception("Picture %s cannot be shown", image.pk)
        return _not_found()


@require_safe
def original(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored file, for the development server only; what is no picture is only downloaded."""
    if settings.MEDIA_STORAGE:
        try:
            response: HttpResponseBase = HttpResponse(default_storage.open(path).read())
        except FileNotFoundError:
            raise Http404 from None
    else:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    known = BY_EXTENSION.get(path.rpartition(".")[2])
    response["Content-Type"] = known.mime if known else "application/octet-stream"
    response["Content-Disposition"] = "inline" if known else "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _until(moment: datetime, at: datetime) -> str:
    """How long others may keep a picture whose rights end."""
    seconds = min(TIMED_SECONDS, int((moment - at).total_seconds()))
    return f"public, max-age={max(0, seconds)}, must-revalidate"


def _keeps(request: HttpRequest, image: Image) -> bool:
    """Whether the person who asks may see the picture in the archive of its desk."""
    user = request.user
    return isinstance(user, User) and can(user, Verb.VIEW, image.site)


def _picture(request: HttpRequest, address: Address, content: bytes, kept: str) -> HttpResponseBase:
    etag = quote_etag(f"{address.version}-{address.size.name}-{address.width}")
    response = HttpResponse(content, content_type=address.format.mime)
    response["Cache-Control"] = kept
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _moved(current: Address) -> HttpResponse:
    """The file, the focal point or the key has changed since this address was given out."""
    response = HttpResponseRedirect(current.url)
    response["Cache-Control"] = BRIEFLY
    return response


def _gone() -> HttpResponse:
    response = HttpResponse(
        "The rights in this picture have ended.",
        status=410,
        content_type="text/plain; charset=utf-8",
    )
    response["Cache-Control"] = BRIEFLY
    return response


def _away() -> HttpResponse:
    response = HttpResponse(
        "The pictures are away for a moment.",
        status=503,
        content_type="text/plain; charset=utf-8",
    )
    response["Cache-Control"] = "no-store"
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _not_found() -> HttpResponse:
    """Plain text: nobody reads the site's own 404 page in the place of a picture."""
    response = HttpResponseNotFound("No such picture.", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = BRIEFLY
    return response
