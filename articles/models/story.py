"""Stories and their texts: the working copy that the desk edits.

What readers see is `Publication`, which points at a `Revision` of one of these texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from parler.fields import TranslatedField, TranslationsForeignKey

from articles import permissions
from articles.enums import DeliveryState, Verb, WorkflowState
from articles.models.author import Author, Source
from articles.models.image import Image
from articles.models.site import Site
from articles.models.taxonomy import Category, Tag
from articles.models.translation import (
    TranslatableManager,
    TranslatableModel,
    TranslatableQuerySet,
    Translation,
    content_languages,
)
from articles.richtext.field import RichTextField
from articles.text.slugs import slugify

if TYPE_CHECKING:
    from articles.models.user import User


class StoryQuerySet(TranslatableQuerySet):
    """What the desk asks of stories."""

    def for_user(self, user: User, verb: Verb = Verb.VIEW) -> Self:
        """Stories that the user may read: of their sites, carried by them, or offered to them.

        With another verb, their sites are those where they may do that.
        """
        sites = permissions.sites_where(user, verb)
        if sites is None:
            return self
        carried = models.Exists(
            Story.publications.rel.related_model.objects.filter(
                story=models.OuterRef("pk"), site__in=sites
            )
        )
        offered = models.Exists(
            Story.deliveries.rel.related_model.objects.filter(
                story=models.OuterRef("pk"), to_site__in=sites, state=DeliveryState.OFFERED
            )
        )
        return self.filter(models.Q(origin__in=sites) | carried | offered)


class Story(TranslatableModel):
    """One piece of journalism, whatever its languages."""

    origin = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        related_name="stories",
        db_index=False,
        verbose_name=_("site"),
        help_text=_("The site whose desk owns the story."),
    )
    original_language = models.CharField(
        _("original language"), max_length=15, choices=content_languages
    )
    section = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        related_name="stories",
        verbose_name=_("section"),
        help_text=_("On its own site; other sites that carry the story choose theirs."),
    )
    lead_image = models.ForeignKey(
        Image,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("lead picture"),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("source"),
        help_text=_("The wire or partner that is credited under the story."),
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="stories", verbose_name=_("tags"))
    authors = models.ManyToManyField(
        Author, through="Byline", related_name="stories", verbose_name=_("authors")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    title = TranslatedField(any_language=True)
    dek = TranslatedField()
    body = TranslatedField()
    slug = TranslatedField()

    objects = TranslatableManager.from_queryset(StoryQuerySet)()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(fields=["origin", "-updated_at"], name="story_desk"),
            models.Index(fields=["-updated_at", "-id"], name="story_newest_change"),
        ]

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"

    def translation(self, language_code: str) -> StoryTranslation | None:
        """The text in this language, or None; uses prefetched translations where there are."""
        return next(
            (text for text in self.translations.all() if text.language_code == language_code), None
        )

    def original(self) -> StoryTranslation | None:
        """The text in the original language, or None before it is written."""
        return self.translation(self.original_language)


class StoryTranslation(Translation):
    """The story's text in one language, as the desk sees it."""

    master = TranslationsForeignKey(
        Story, on_delete=models.CASCADE, related_name="translations", editable=False, db_index=False
    )
    title = models.CharField(_("title"), max_length=250)
    dek = models.TextField(
        _("dek"), blank=True, help_text=_("One or two sentences under the title, and in lists.")
    )
    body = RichTextField(_("body"), blank=True)
    slug = models.CharField(
        _("slug"),
        max_length=80,
        blank=True,
        help_text=_("The words in the address. Empty: made from the title."),
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=WorkflowState.choices,
        default=WorkflowState.DRAFT,
        editable=False,
    )
    # The newest snapshot of this text; None only between the first save and its revision. That it
    # is one, and this text's own, is a foreign key of several columns.
    head = models.ForeignKey(
        "articles.Revision",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        db_constraint=False,
    )
    # How it stands beside the original, kept by `workflow.saving` for lists: segments that
    # changed since, that have no translation, and that no person has confirmed.
    stale_segments = models.PositiveIntegerField(_("stale segments"), default=0, editable=False)
    missing_segments = models.PositiveIntegerField(_("missing segments"), default=0, editable=False)
    unconfirmed_segments = models.PositiveIntegerField(
        _("unconfirmed segments"), default=0, editable=False
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["master", "language_code"], name="story_one_translation"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=WorkflowState.values), name="story_known_state"
            ),
            models.CheckConstraint(condition=~models.Q(slug=""), name="story_slug_not_empty"),
        ]
        indexes = [
            models.Index(fields=["state", "-changed_at"], name="story_text_by_state"),
            # What is rare in an archive, for the board.
            models.Index(
                fields=["language_code", "master"],
                condition=models.Q(stale_segments__gt=0) | models.Q(missing_segments__gt=0),
                name="story_text_behind",
            ),
            models.Index(
                fields=["language_code", "master"],
                condition=models.Q(unconfirmed_segments__gt=0),
                name="story_text_unconfirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill the slug from the title."""
        self.slug = self.slug or slugify(self.title, self.language_code, "story")
        super().save(*args, **kwargs)

    @property
    def is_original(self) -> bool:
        """Whether this is the language in which the story was written."""
        return self.language_code == self.master.original_language

    @property
    def segments_behind(self) -> int:
        """Segments of the original that this text does not say, or no longer says."""
        return self.stale_segments + self.missing_segments


class Byline(models.Model):
    """An author of a story, in the order of the byline."""

    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, related_name="bylines", db_index=False
    )
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [models.UniqueConstraint(fields=["story", "author"], name="byline_once")]

    def __str__(self) -> str:
        return str(self.author)
