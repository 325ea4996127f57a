"""A site's settings, with what it does about each rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.enums import RuleAction, Severity
from articles.forms.languages import ModelForm
from articles.integrity.base import Rule
from articles.integrity.registry import RULES
from articles.models import FindingPolicy, Site

_PREFIX = "policy_"
POLICY_FIELDS = tuple(f"{_PREFIX}{rule.id}" for rule in RULES)


class SiteForm(ModelForm):
    """A site, and one choice for every rule there is: `form_with_policies` adds them."""

    class Meta:
        model = Site
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = dict(self._policies().values_list("rule", "action"))
        for rule in RULES:
            field: Any = self.fields.get(_PREFIX + rule.id)
            if field is not None:
                own = Severity(rule.severity).label
                field.choices = [("", _("As the rule says: %s") % own), *RuleAction.choices]
                self.initial[_PREFIX + rule.id] = stored.get(rule.id, "")

    def clean_logo(self) -> Any:
        """The database holds to it, too."""
        logo = self.cleaned_data["logo"]
        if logo is not None and logo.site_id != self.instance.pk:
            raise ValidationError(_("The picture belongs to another site."))
        return logo

    def save_policies(self) -> None:
        """Keep what was chosen, once the site itself is saved. Call it inside a transaction."""
        for name in self.changed_data:
            # What was not on the page is no choice.
            if name.startswith(_PREFIX) and self.add_prefix(name) in self.data:
                self._set(name.removeprefix(_PREFIX), self.cleaned_data[name])

    def _set(self, rule: str, action: str) -> None:
        if action:
            FindingPolicy.objects.update_or_create(
                site=self.instance, rule=rule, defaults={"action": action}
            )
        else:
            self._policies().filter(rule=rule).delete()

    def _policies(self) -> Any:
        return FindingPolicy.objects.filter(site=self.instance.pk or 0)


def form_with_policies() -> type[SiteForm]:
    """The form with a field for every rule; Django's admin must see them on the class."""
    fields = {_PREFIX + rule.id: _choice(rule) for rule in RULES}
    return type("SiteForm", (SiteForm,), fields)


def _choice(rule: Rule) -> forms.ChoiceField:
    texts: dict[str, Any] = {"label": rule.name, "help_text": rule.explanation}
    return forms.ChoiceField(required=False, **texts)
