"""Host names, editions and footer lines of a site: what must hold between the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.forms.languages import ModelForm
from articles.models import Publication
from articles.text.languages import native_name

if TYPE_CHECKING:
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    BaseInlineFormSet = forms.BaseInlineFormSet


class PartForm(ModelForm):
    """One row; that one row of the site is the first is asked of all rows together."""

    def _get_validation_exclusions(self) -> set[str]:
        # Judged by itself, a row could never take the place of the one that is chosen now.
        return {*super()._get_validation_exclusions(), "site"}  # type: ignore[misc]


class EditionForm(PartForm):
    """One language, which stays what it is: stories stand in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "language_code" in self.fields:
            self.fields["language_code"].disabled = True


class OneChosenFormSet(BaseInlineFormSet):
    """Rows of which exactly one is the first of the site."""

    chosen = ""
    none_left: Any = ""
    not_one: Any = ""

    def kept(self) -> list[Any]:
        """The forms whose rows there are after saving."""
        return [
            form
            for form in self.forms
            if not self._should_delete_form(form)  # type: ignore[attr-defined]
            and (form.instance.pk or form.has_changed())
        ]

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = self.kept()
        if not kept:
            raise ValidationError(self.none_left)
        if sum(bool(form.cleaned_data.get(self.chosen)) for form in kept) != 1:
            raise ValidationError(self.not_one)

    def save(self, commit: bool = True) -> Any:
        """Make room for another chosen row first: the database knows one at any moment."""
        moves = any(
            form.cleaned_data.get(self.chosen) and self.chosen in form.changed_data
            for form in self.kept()
        )
        if moves and self.instance.pk:
            model: Any = self.model
            model._default_manager.filter(site=self.instance).update(**{self.chosen: False})
        return super().save(commit=commit)


class HostFormSet(OneChosenFormSet):
    chosen = "is_primary"
    none_left = _("A site needs a host name.")
    not_one = _("Choose exactly one host name as the primary one.")


class EditionFormSet(OneChosenFormSet):
    chosen = "is_default"
    none_left = _("A site needs an edition.")
    not_one = _("Choose exactly one edition as the default.")

    def clean(self) -> None:
        gone = [
            form.instance.language_code
            for form in self.forms
            if form.instance.pk and self._should_delete_form(form)  # type: ignore[attr-defined]
        ]
        used = Publication.objects.filter(site=self.instance, language_code__in=gone)
        for code in used.values_list("language_code", flat=True).distinct() if gone else ():
            raise ValidationError(
                _(
                    "%(language)s stays: stories were published in this edition, and their "
                    "addresses answer for good."
                ),
                params={"language": native_name(code)},
            )
        self._refuse_twins()
        super().clean()

    def _refuse_twins(self) -> None:
        """At the field: two rows of one language."""
        seen: set[str] = set()
        for form in self.kept():
            code = form.cleaned_data.get("language_code") if hasattr(form, "cleaned_data") else None
            if code in seen:
                form.add_error("language_code", _("The site has this edition already."))
            seen.add(code or "")
