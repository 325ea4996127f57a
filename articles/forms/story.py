"""What belongs to a story in all its languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from articles.forms.meeting import Began, BeganField, clash, meet_sets
from articles.models import Edition, Story, Tag
from articles.queries.names import label_of

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Story]
else:
    ModelForm = forms.ModelForm


class StoryForm(ModelForm):
    """Site and original language are chosen once, as everything written later builds on them."""

    # What the writer began from: what others have changed since is theirs, and stays.
    began = BeganField(required=False)
    reason = forms.CharField(
        required=False,
        max_length=200,
        label=_("What you changed"),
        help_text=_("Kept in the history beside your name. May stay empty."),
    )

    class Meta:
        model = Story
        fields = [
            "origin",
            "original_language",
            "section",
            "tags",
            "lead_image",
            "source",
        ]

    # Names of the fields that somebody else has changed meanwhile, and that are as they left them
    # or hold both changes.
    met: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The admin has locked the story before a change, so this is what stands until it is saved.
        self.now: Began = {
            "section": self.instance.section_id,
            "lead_image": self.instance.lead_image_id,
            "source": self.instance.source_id,
            "tags": sorted(tag.pk for tag in self.initial.get("tags", ())),
        }
        self.initial["began"] = self.now
        for name in ("section", "lead_image", "source"):
            current = getattr(self.instance, f"{name}_id")
            field = self.fields.get(name)
            if current and isinstance(field, forms.ModelChoiceField):
                # What a colleague of another site chose may stay.
                offered: Any = field.queryset
                field.queryset = offered | offered.model.objects.filter(pk=current)
        if languages := self.fields.get("original_language"):
            self._offer_languages(languages)

    def _offer_languages(self, field: forms.Field) -> None:
        sites = self.fields["origin"].queryset  # type: ignore[attr-defined]
        codes = set(Edition.objects.filter(site__in=sites).values_list("language_code", flat=True))
        field.choices = [  # type: ignore[attr-defined]
            (code, name)
            for code, name in field.choices  # type: ignore[attr-defined]
            if code in codes or not code
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.instance.pk and self.cleaned_data.get("began"):
            self._meet(self.cleaned_data["began"])
        data = self.cleaned_data
        origin = data.get("origin") or (self.instance.origin if self.instance.pk else None)
        section = data.get("section")
        if origin and section and section.site_id != origin.pk:
            self.add_error("section", _("This section belongs to another site than the story."))
        language_code = data.get("original_language")
        if origin and language_code:
            editions = origin.editions.values_list("language_code", flat=True)
            if language_code not in set(editions):
                raise ValidationError(
                    {"original_language": _("The site has no edition in this language.")}
                )
        return data

    def _meet(self, began: Began) -> None:
        """Bring together what the writer and others did since the page was opened.

        A page that comes back shows what came of it, and begins from what is stored.
        """
        named = [name for name in self.now if name in self.fields and name in self.cleaned_data]
        posted: Any = self.data
        posted = posted.copy()
        self.met = []
        for name in named:
            chosen, base, theirs = self.cleaned_data[name], began[name], self.now[name]
            if name == "tags":
                tags = sorted(tag.pk for tag in chosen)
                both = meet_sets(base, tags, theirs)
                if both != tags:
                    self.cleaned_data["tags"] = Tag.objects.filter(pk__in=both)
                    posted.setlist("tags", both)
                    self.met.append(name)
                continue
            mine = chosen.pk if chosen else None
            if theirs in (base, mine):
                continue
            stored = getattr(self.instance, name)
            if mine == base:
                self.cleaned_data[name] = stored
                posted[name] = "" if theirs is None else theirs
                self.met.append(name)
            else:
                self.add_error(name, clash(mine=_named(chosen), theirs=_named(stored)))
        posted["began"] = self.fields["began"].prepare_value(
            began | {name: self.now[name] for name in named}
        )
        self.data = posted


def _named(thing: Model | None) -> str:
    return "–" if thing is None else label_of(thing)
