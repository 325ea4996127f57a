"""Names and terms that a newsroom writes in one way."""

from __future__ import annotations

from unicodedata import normalize

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.site import Site
from articles.models.translation import content_languages


class GlossaryTerm(models.Model):
    """How one term of one language is written in another; without a site, on all of them."""

    site = models.ForeignKey(
        Site,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="glossary_terms",
        verbose_name=_("site"),
        help_text=_("Empty: for all sites."),
    )
    source_language = models.CharField(
        _("language of the original"), max_length=15, choices=content_languages
    )
    source = models.CharField(_("term"), max_length=200)
    target_language = models.CharField(
        _("language of the translation"), max_length=15, choices=content_languages
    )
    target = models.CharField(_("translation"), max_length=200)
    alternatives = models.TextField(
        _("also right"), blank=True, help_text=_("Other spellings and forms, one a line.")
    )
    match_case = models.BooleanField(
        _("letter case counts"), default=False, help_text=_("For a name that is also a word.")
    )
    note = models.CharField(_("note for translators"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["source_language", "target_language", "source"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "source_language", "target_language", "source"],
                name="glossary_term_once",
                nulls_distinct=False,
                violation_error_message=_("This term is in the glossary already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(source_language=models.F("target_language")),
                name="glossary_two_languages",
                violation_error_message=_("Choose two different languages."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    def clean(self) -> None:
        """One spelling of what looks the same, so that a term stands in the glossary once."""
        self.source = _tidy(self.source)
        self.target = _tidy(self.target)
        self.note = _tidy(self.note)
        self.alternatives = "\n".join(filter(None, map(_tidy, self.alternatives.splitlines())))

    @property
    def accepted(self) -> list[str]:
        """Every spelling that is right, the preferred one first."""
        others = (line.strip() for line in self.alternatives.splitlines())
        return [self.target, *(other for other in others if other)]


def _tidy(text: str) -> str:
    return normalize("NFC", " ".join(text.split()))
