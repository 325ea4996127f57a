"""Throwing away a story that readers never saw."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb
from articles.models import Publication, Story, User
from articles.workflow.errors import Objection, PublicationRefused
from articles.workflow.log import record


@transaction.atomic
def discard(story: Story, *, actor: User | None) -> None:
    """Delete a story with its texts and revisions; the log keeps who did it, and its title.

    Refused for what was published at any time, even if taken down since: its address answers.
    Whoever is limited to some languages may not throw away the text of another.
    """
    Story.objects.select_for_update().get(pk=story.pk)
    codes = list(story.translations.values_list("language_code", flat=True))
    permissions.require(actor, Verb.DELETE, story.origin, codes or [None])
    if Publication.objects.filter(story=story).exists():
        raise PublicationRefused([Objection("", _("It was published: take it down instead."))])
    record(Verb.DELETE, story, actor=actor, site=story.origin, title=str(story))
    story.delete()
