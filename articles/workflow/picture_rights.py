"""Keeping pictures, and holding what is published to the rights in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb
from articles.imaging.batch import Report, forget, remove_outdated
from articles.models import Image, Revision, Site, User
from articles.queries.names import label_of
from articles.queries.picture_rights import pictures_in, with_an_end
from articles.workflow.errors import Objection
from articles.workflow.licensing import Place


@transaction.atomic
def keep_picture(image: Image, *, actor: User | None) -> Image:
    """Store a picture with its rights, for a person who keeps pictures of its site.

    Once that is done, the renditions of what it was before are removed, so that no web server
    goes on to answer with them: with old words in them, or as if the rights did not end.
    """
    permissions.require(actor, Verb.KEEP_IMAGES, image.site)
    image.save()
    image.refresh_from_db(fields=["rights_digest"])
    # A storage that fails then must not undo what the person saved; the command makes it good.
    transaction.on_commit(lambda: remove_outdated([image], Report()), robust=True)
    return image


@transaction.atomic
def delete_picture(image: Image, *, actor: User | None) -> None:
    """Delete a picture that no text has as its lead, and everything that readers could still see
    of it: a rendition is answered by its address alone.
    """
    permissions.require(actor, Verb.KEEP_IMAGES, image.site)
    image_id = image.pk
    image.delete()
    # As above; what is left over then is logged, and `forget` may be called again.
    transaction.on_commit(lambda: forget(image_id), robust=True)


def pictures_with_an_end(revisions: Iterable[Revision]) -> dict[int, list[Image]]:
    """By revision, the pictures that it shows and whose rights end. Two queries at most."""
    shown = {one.pk: pictures_in(one.lead_image_id, one.body) for one in revisions}
    ending = with_an_end({pk for ids in shown.values() for pk in ids})
    return {revision: [ending[pk] for pk in ids if pk in ending] for revision, ids in shown.items()}


def object_to_pictures(place: Place, ending: Mapping[int, list[Image]]) -> Iterator[Objection]:
    """Pictures in a text that readers would never see there."""
    begin = max(place.publish_at, timezone.now())
    for image in ending.get(place.revision.pk, ()):
        if not image.may_be_shown(begin):
            yield Objection(place.revision.language_code, _words(image, place.site))


def _words(image: Image, site: Site) -> str:
    assert image.rights_until is not None
    end = timezone.localtime(image.rights_until, site.tzinfo)
    return _(
        "The rights in the picture “%(picture)s” end on %(end)s: take another picture, or write "
        "down a later end if there is one."
    ) % {"picture": label_of(image), "end": date_format(end, "SHORT_DATETIME_FORMAT")}
