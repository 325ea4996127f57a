"""What a person fills in about a release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.forms.desk_verbs import SiteMoment, language_choices
from articles.forms.sections import SectionField
from articles.models import Category, Publication, Release, ReleaseItem, Site, Story

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Release]
else:
    ModelForm = forms.ModelForm


class NewReleaseForm(ModelForm):
    """An empty release of one site."""

    class Meta:
        model = Release
        fields = ("name", "site")


class ReleaseTimeForm(forms.Form):
    """When a release goes out, by the clocks of its site; nothing is asked for now."""

    publish_at = forms.DateTimeField(required=False)
    override_reason = forms.CharField(
        label=_("Why it is right all the same"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Publishes in spite of findings. Your name and this reason are kept."),
    )

    def __init__(self, *args: Any, site: Site, must_say_when: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish_at"] = SiteMoment(site, label=_("From"), required=must_say_when)
        self.fields["publish_at"].error_messages["required"] = _("Say from when.")


class CancelReleaseForm(forms.Form):
    """Giving a release up."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the log. Readers are not shown it."),
    )


class PartsForm(forms.Form):
    """One story on one site in a release: which languages, in which section, until when."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), widget=forms.CheckboxSelectMultiple, required=False
    )
    section = SectionField(
        queryset=Category.objects.none(),
        label=_("Section"),
        required=False,
        empty_label=_("Choose it later"),
    )

    def __init__(
        self,
        *args: Any,
        site: Site,
        story: Story,
        languages: Iterable[str],
        parts: Sequence[ReleaseItem],
        placed: Mapping[str, Publication],
        ticked: Sequence[str],
        **kwargs: Any,
    ) -> None:
        """`parts` are those of this story on this site that the release has already."""
        super().__init__(*args, **({"prefix": site.key} | kwargs))
        self.site = site
        self.codes = list(languages)
        choices: Any = self.fields["languages"]
        choices.choices = language_choices(self.codes)
        choices.initial = list(ticked)
        known = {part.language_code: part for part in parts}
        first = next(iter(known.values()), None)
        earlier = next(iter(placed.values()), None)
        sections: Any = self.fields["section"]
        sections.queryset = Category.objects.filter(site=site)
        if first is not None:
            sections.initial = first.section_id
        elif earlier is not None:
            sections.initial = earlier.section_id
        elif story.origin_id == site.pk:
            sections.initial = story.section_id
        self.fields["expire_at"] = SiteMoment(
            site,
            label=_("Until"),
            help_text=_("Empty: for good."),
            required=False,
            initial=first.expire_at if first else earlier.expire_at if earlier else None,
        )
        for code in self.codes:
            before = known.get(code) or placed.get(code)
            self.fields[f"headline-{code}"] = forms.CharField(
                label=_("Headline on this site"),
                required=False,
                max_length=250,
                initial=before.headline if before else "",
                help_text=_("Empty: the title of the story."),
                widget=forms.TextInput(attrs={"lang": code}),
            )

    def part(self) -> dict[str, Any]:
        """Arguments of `workflow.add_to_release`."""
        data = self.cleaned_data
        return {
            "site": self.site,
            "languages": data["languages"],
            "section": data["section"],
            "expire_at": data["expire_at"],
            "headlines": {code: data[f"headline-{code}"] for code in data["languages"]},
        }


class ChooseReleaseForm(forms.Form):
    """Which release a story joins: one that is planned, or a new one."""

    release = forms.ModelChoiceField(
        label=_("Release"),
        queryset=Release.objects.none(),
        required=False,
        empty_label=_("A new release"),
    )
    name = forms.CharField(
        label=_("Name of the new release"),
        required=False,
        max_length=120,
        help_text=_("For the desk; readers never see it."),
    )

    def __init__(self, *args: Any, releases: Any, may_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["release"]
        field.queryset = releases
        field.label_from_instance = release_label
        if not may_plan:
            field.empty_label = None
            field.required = True
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        chosen, name = data.get("release"), (data.get("name") or "").strip()
        if "name" in self.fields and "release" in data and bool(chosen) == bool(name):
            raise ValidationError(
                _("Choose a release, or give the new one a name: one of the two.")
            )
        return data


def release_label(release: Release) -> str:
    """With its site, as two sites may have an election night."""
    return f"{release.name} ({release.site})"
