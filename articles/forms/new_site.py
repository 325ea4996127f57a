"""What a new site needs to be a working news site at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Site, SiteHost
from articles.models.site import hex_colour, host_name, known_time_zone
from articles.sites.beginnings import STARTERS, starter_sections
from articles.text.languages import native_name
from articles.workflow.site_making import SitePlan

# How many languages, in the order of the settings, are shown without being asked for.
SHOWN = 5


class NewSiteForm(forms.Form):
    """A key, host names, a name in each language; all else can be set afterwards."""

    key = forms.SlugField(
        label=gettext_lazy("Key"),
        max_length=50,
        help_text=gettext_lazy("The name that commands use: --site=…"),
    )
    hosts = forms.CharField(
        label=gettext_lazy("Host names"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One a line, without https://. The first is the primary; others lead to it."
        ),
    )
    default_language = forms.ChoiceField(
        label=gettext_lazy("Default edition"),
        help_text=gettext_lazy("For readers whose languages the site lacks."),
    )
    publisher = forms.CharField(
        label=gettext_lazy("Publisher"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The legal name. Empty: the name in the default edition."),
    )
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=64,
        validators=[known_time_zone],
        help_text=gettext_lazy("Such as Asia/Ho_Chi_Minh."),
    )
    accent = forms.CharField(
        label=gettext_lazy("Accent colour"),
        max_length=7,
        validators=[hex_colour],
        initial="#1a4d7a",
    )
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Sections to begin with"),
        choices=list(STARTERS.items()),
        initial=list(STARTERS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "Named in each language of the site. In languages that the interface does not speak "
            "they begin in English: change them under Sections."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = list(settings.CONTENT_LANGUAGES)
        chooser: Any = self.fields["default_language"]
        chooser.choices = [(code, native_name(code)) for code in codes]
        for code in codes:
            self.fields[f"name-{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": native_name(code)},
                max_length=120,
                required=False,
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )
        self.order_fields(["key", "hosts", *(f"name-{code}" for code in codes)])

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self._more]

    @property
    def more_names(self) -> list[forms.BoundField]:
        """The names in the other languages that stories may be written in."""
        return [self[name] for name in self._more]

    @property
    def wants_more(self) -> bool:
        """Whether something stands in them, or is wrong."""
        return any(field.value() or field.errors for field in self.more_names)

    @property
    def _more(self) -> list[str]:
        return [f"name-{code}" for code in settings.CONTENT_LANGUAGES[SHOWN:]]

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if Site.objects.filter(key=key).exists():
            raise ValidationError(_("There is a site with this key already."))
        return key

    def clean_hosts(self) -> list[str]:
        hosts = list(dict.fromkeys(self.cleaned_data["hosts"].lower().split()))
        for host in hosts:
            host_name(host)
        taken = SiteHost.objects.filter(host__in=hosts).select_related("site").first()
        if taken is not None:
            raise ValidationError(
                _("The host name %(host)s belongs to the site %(site)s."),
                params={"host": taken.host, "site": taken.site.key},
            )
        return hosts

    def clean(self) -> dict[str, Any]:
        super().clean()
        code = self.cleaned_data.get("default_language")
        if code and not self.cleaned_data.get(f"name-{code}"):
            self.add_error(f"name-{code}", _("The default edition needs a name."))
        return self.cleaned_data

    def plan(self) -> SitePlan:
        """Of a valid form; the default edition comes first."""
        data = self.cleaned_data
        names = {
            code: data[f"name-{code}"]
            for code in settings.CONTENT_LANGUAGES
            if data[f"name-{code}"]
        }
        default = data["default_language"]
        editions = {default: names.pop(default)} | names
        return SitePlan(
            key=data["key"],
            hosts=data["hosts"],
            editions=editions,
            publisher=data["publisher"],
            time_zone=data["time_zone"],
            sections=starter_sections(data["sections"], editions),
            settings={"accent": data["accent"].lower()},
        )
