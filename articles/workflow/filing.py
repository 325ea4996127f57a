"""Which section of its own site a story belongs to."""

from __future__ import annotations

from django.db import transaction

from articles import permissions
from articles.enums import Verb
from articles.models import Category, Story, User
from articles.workflow.log import record


@transaction.atomic
def file_under(story: Story, section: Category, *, actor: User | None) -> bool:
    """Give the story another section, for what is published next; whether it had another.

    What readers see stays where it was placed. The log keeps both sections; no revision is made,
    because no text says where it stands.
    """
    stored = (
        Story.objects.select_for_update(of=("self",)).select_related("section").get(pk=story.pk)
    )
    story.section = section
    if stored.section_id == section.pk:
        return False
    permissions.require(actor, Verb.WRITE, story.origin)
    story.save(update_fields=["section"])
    record(
        Verb.WRITE,
        story,
        actor=actor,
        site=story.origin,
        section={"from": stored.section.key, "to": section.key},
    )
    return True
