"""What a person fills in when they ask for one of the verbs of `articles.workflow`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.sections import SectionField
from articles.models import Category, Publication, Site, Story
from articles.text.languages import native_name

NOW, LATER = "now", "later"
MOMENT = "%Y-%m-%dT%H:%M"


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a local date and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MOMENT)


class SiteMoment(forms.DateTimeField):
    """A date and time as the clocks of one site show it."""

    widget = MomentInput

    def __init__(self, site: Site, **kwargs: Any) -> None:
        self.site = site
        super().__init__(input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.localtime(value, self.site.tzinfo).replace(tzinfo=None)
        return value

    def clean(self, value: Any) -> datetime | None:
        """Refuses an hour that the site's clocks skip or show twice."""
        with timezone.override(self.site.tzinfo):
            moment: datetime | None = super().clean(value)
        return moment


def language_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, native_name(code)) for code in codes]


class PlacementForm(forms.Form):
    """One site: which languages, in which section, from when to when."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), widget=forms.CheckboxSelectMultiple, required=False
    )
    section = SectionField(queryset=Category.objects.none(), label=_("Section"))
    when = forms.ChoiceField(
        label=_("When"),
        widget=forms.RadioSelect,
        choices=[(NOW, _("Now")), (LATER, _("At a time"))],
        initial=NOW,
    )
    override_reason = forms.CharField(
        label=_("Why it is right all the same"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Publishes in spite of findings. Your name and this reason are kept."),
    )

    def __init__(
        self,
        *args: Any,
        site: Site,
        story: Story,
        languages: Iterable[str],
        placed: Mapping[str, Publication],
        may_override: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **({"prefix": site.key} | kwargs))
        codes = list(languages)
        self.site = site
        self.fields["languages"].choices = language_choices(codes)  # type: ignore[attr-defined]
        sections: Any = self.fields["section"]
        sections.queryset = Category.objects.filter(site=site)
        earlier = next(iter(placed.values()), None)
        sections.initial = earlier.section_id if earlier else self._default_section(story)
        self.fields["publish_at"] = SiteMoment(site, label=_("From"), required=False)
        self.fields["expire_at"] = SiteMoment(
            site, label=_("Until"), help_text=_("Empty: for good."), required=False
        )
        if earlier is not None:
            self.fields["expire_at"].initial = earlier.expire_at
            if earlier.publish_at > timezone.now() and earlier.withdrawn_at is None:
                self.fields["when"].initial = LATER
                self.fields["publish_at"].initial = earlier.publish_at
        for code in codes:
            self.fields[f"headline-{code}"] = forms.CharField(
                label=_("Headline on this site"),
                required=False,
                max_length=250,
                initial=placed[code].headline if code in placed else "",
                help_text=_("Empty: the title of the story."),
                widget=forms.TextInput(attrs={"lang": code}),
            )
        if not may_override:
            del self.fields["override_reason"]

    def _default_section(self, story: Story) -> int | None:
        return story.section_id if story.origin_id == self.site.pk else None

    def clean_languages(self) -> list[str]:
        codes: list[str] = self.cleaned_data["languages"]
        if not codes:
            raise ValidationError(_("Choose at least one language."))
        return codes

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("when") == LATER and not data.get("publish_at") and "publish_at" in data:
            self.add_error("publish_at", _("Say from when."))
        return data

    def placement(self) -> dict[str, Any]:
        """Arguments of `workflow.publish`."""
        data = self.cleaned_data
        return {
            "site": self.site,
            "languages": data["languages"],
            "section": data["section"],
            "publish_at": data["publish_at"] if data["when"] == LATER else None,
            "expire_at": data["expire_at"],
            "headlines": {code: data[f"headline-{code}"] for code in data["languages"]},
            "override_reason": data.get("override_reason", ""),
        }


class TimesForm(forms.Form):
    """From when to when readers see one publication, by the clocks of its site."""

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish_at"] = SiteMoment(site, label=_("From"))
        self.fields["expire_at"] = SiteMoment(
            site, label=_("Until"), help_text=_("Empty: for good."), required=False
        )


class LanguagesForm(forms.Form):
    """Some languages of one story, and a word about why."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = list(languages)
        field: Any = self.fields["languages"]
        field.choices = language_choices(codes)
        field.initial = codes


class SubmitForm(LanguagesForm):
    """Handing texts to the editors."""


class ReturnForm(LanguagesForm):
    """Handing them back."""

    comment = forms.CharField(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The writer reads this on the page of the story."),
    )


class TakeDownForm(forms.Form):
    """What readers shall not see any more."""

    publications = forms.ModelMultipleChoiceField(
        label=_("Take down"),
        queryset=Publication.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what to take down.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the log. Readers are not shown it."),
    )

    def __init__(self, *args: Any, publications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["publications"]
        field.queryset = publications
        field.label_from_instance = publication_label


def publication_label(publication: Publication) -> str:
    """Site, language and title."""
    title = publication.headline or publication.revision.title
    return f"{publication.site} · {native_name(publication.language_code)}: {title}"
