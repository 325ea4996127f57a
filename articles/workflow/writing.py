"""Writing a whole text of one language, by whoever knows which revision they began from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from articles import permissions
from articles.enums import Verb
from articles.models import Revision, Story, StoryTranslation, User
from articles.text.slugs import slugify
from articles.workflow.saving import keep


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What the writer wants to stand; without a slug it is made from the title."""

    title: str
    dek: str
    body: str
    slug: str = ""


class TextChanged(Exception):
    """Somebody else has saved since; `theirs` is what stands, None where nothing does."""

    def __init__(self, mine: WrittenText, theirs: Revision | None) -> None:
        self.mine, self.theirs = mine, theirs
        super().__init__()


@transaction.atomic
def write_text(
    story: Story,
    language_code: str,
    text: WrittenText,
    *,
    actor: User | None,
    base: int | None,
    reason: str = "",
) -> StoryTranslation:
    """Write or change one language, and keep the revision.

    `base` is the revision that the writer began from, None for a text that was not there. Raises
    PermissionDenied, and TextChanged where another revision stands: then nothing was written.
    """
    Story.objects.select_for_update().get(pk=story.pk)
    verb = Verb.WRITE if language_code == story.original_language else Verb.TRANSLATE
    permissions.require(actor, verb, story.origin, [language_code])
    stored: StoryTranslation | None = (
        story.translations.filter(language_code=language_code)
        .select_related("head__created_by")
        .first()
    )
    head = stored.head if stored is not None else None
    if (head.pk if head is not None else None) != base:
        raise TextChanged(text, head)
    if stored is None:
        stored = StoryTranslation(master=story, language_code=language_code)
    for name in ("title", "dek", "body"):
        setattr(stored, name, getattr(text, name))
    stored.slug = slugify(text.slug or text.title, language_code, "story")
    stored.save()
    keep(story, actor=actor, reason=reason)
    stored.refresh_from_db()
    return stored
