"""A set of forms with one form for each language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import User, content_languages
from articles.text.languages import direction, language_tag, native_name
from articles.text.slugs import slugify

if TYPE_CHECKING:
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    ModelForm = forms.ModelForm[Any]
else:
    BaseInlineFormSet = forms.BaseInlineFormSet
    ModelForm = forms.ModelForm


class LanguageField(forms.ChoiceField):
    """Which language a form is about. An offered language that nobody wrote in is no change."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class TranslationForm(ModelForm):
    """One language of something."""

    language_code = LanguageField(choices=content_languages)

    @property
    def code(self) -> str:
        """The language, in Django's spelling; empty in the template for new forms."""
        if self.instance.pk:
            return str(self.instance.language_code)
        return str(self["language_code"].value() or "")

    @property
    def language_name(self) -> str:
        return native_name(self.code)

    @property
    def language_tag(self) -> str:
        return language_tag(self.code)

    @property
    def direction(self) -> str:
        return direction(self.code)

    @property
    def is_missing(self) -> bool:
        """Whether nothing is stored in this language."""
        return not self.instance.pk


class SluggedForm(TranslationForm):
    """One language with an address: an empty slug is made from the title or name."""

    slug_from = "name"

    def slug_fallback(self) -> str:
        """What to use where the title has no letters."""
        return str(self.instance.master.key)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        words = data.get("slug") or data.get(self.slug_from)
        if words:
            data["slug"] = slugify(words, self.code, self.slug_fallback())
        return data


class LanguageFormSet(BaseInlineFormSet):
    """The languages that are there, then those that are offered, in the order of the offer."""

    # Whether an object without any text is refused.
    needs_one = False

    def __init__(self, *args: Any, user: User, offered: Sequence[str], **kwargs: Any) -> None:
        self.user = user
        self.offered = list(offered)
        super().__init__(*args, **kwargs)

    def __iter__(self) -> Iterator[Any]:
        return iter(sorted(self.forms, key=lambda form: self.rank(form.code)))

    def rank(self, code: str) -> tuple[int, int]:
        """Where a language stands in the set."""
        place = self.offered.index(code) if code in self.offered else len(self.offered)
        return (0, place)

    @cached_property
    def stored(self) -> dict[str, Any]:
        """What the database holds now, by language."""
        return {text.language_code: text for text in self.get_queryset()}

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        # Somebody else may have added the language while this form was open.
        posted = self.data.get(f"{self.add_prefix(i)}-language_code") if self.is_bound else None
        if i >= self.initial_form_count() and posted in self.stored:
            kwargs["instance"] = self.stored[posted]
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if not form.instance.pk:
            # Forms ask for the object itself, saved or not: its key, its site.
            form.instance.master = self.instance
        field = form.fields["language_code"]
        if form.instance.pk:
            # The id of a form says which language it is; what else is posted does not count.
            field.disabled = True
        else:
            field.choices = [(code, code) for code in self.offered]
        return form

    def clean(self) -> None:
        super().clean()
        written = [f for f in self.forms if f.instance.pk or f.has_changed()]
        if self.needs_one and not written:
            raise ValidationError(_("Write it in at least one language."))
        codes = [form.code for form in written]
        if len(codes) > len(set(codes)):
            raise ValidationError(_("Two forms are about the same language."))


class NeededLanguageFormSet(LanguageFormSet):
    """Of things that cannot be shown without any text."""

    needs_one = True
