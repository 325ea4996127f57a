"""The archive's pictures as JSON, for the dialog in which an editor chooses one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from articles import permissions
from articles.enums import Verb
from articles.imaging.picture import rendition
from articles.imaging.sizes import THUMB
from articles.models import Image, ImageTranslation, User
from articles.models.image import ImageQuerySet

PER_PAGE = 24
THUMB_WIDTH = 192


@require_safe
def image_picker(request: HttpRequest) -> JsonResponse:
    """`?q=` words, all of which must occur; `?page=`; `?id=` one picture; `?language=` for texts.

    Answers `{"images": […], "next": page or null}`, newest first, or 403 to anybody but staff.
    """
    user = request.user
    if not isinstance(user, User) or not permissions.can(user, Verb.VIEW):
        return _answer({"error": "forbidden"}, status=403)
    images = _readable(user)
    if (number := request.GET.get("id", "")).isascii() and number.isdigit():
        images = images.filter(pk=int(number[:18]))
    else:
        # None to choose from whose rights have ended; one that stands in a text is still known.
        images = images.showable(timezone.now())
    for word in request.GET.get("q", "").split()[:8]:
        images = _with_word(images, word)
    page = Paginator(images.prefetch_related("translations"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    language_code = request.GET.get("language", "").lower()
    return _answer(
        {
            "images": [_entry(image, language_code) for image in page],
            "next": page.next_page_number() if page.has_next() else None,
        }
    )


def _readable(user: User) -> ImageQuerySet:
    sites = permissions.sites_where(user, Verb.VIEW)
    images: Any = Image.objects.all()
    own: ImageQuerySet = images if sites is None else images.filter(site__in=sites)
    return own


def _with_word(images: ImageQuerySet, word: str) -> ImageQuerySet:
    texts = ImageTranslation.objects.filter(
        Q(alt__icontains=word) | Q(caption__icontains=word), master=OuterRef("pk")
    )
    found: ImageQuerySet = images.filter(
        Q(credit__icontains=word) | Q(file__icontains=word) | Exists(texts)
    )
    return found


def _entry(image: Image, language_code: str) -> dict[str, object]:
    """What the dialog shows; texts only in the language asked for, for none stands in for it."""
    texts = {text.language_code: text for text in image.translations.all()}
    text = texts.get(language_code)
    thumb = rendition(image, THUMB.name, THUMB_WIDTH)
    return {
        "id": image.pk,
        "thumbnail": thumb.url,
        "width": thumb.width,
        "height": thumb.height,
        "name": str(image),
        "credit": image.credit,
        "alt": text.alt if text else "",
        "caption": text.caption if text else "",
    }


def _answer(content: dict[str, object], status: int = 200) -> JsonResponse:
    response = JsonResponse(content, status=status)
    add_never_cache_headers(response)
    return response
