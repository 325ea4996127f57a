"""A file of terms on its way into the glossary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Site

MAX_UPLOAD = 5_000_000


class GlossaryFileForm(forms.Form):
    """The upload, and whose terms they are where the file does not say so."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        help_text=_(
            "CSV in UTF-8, as spreadsheets save it. Columns: source_language, term, "
            "target_language, translation, and if you like site, also_right, match_case, note."
        ),
    )
    site = forms.ModelChoiceField(
        Site.objects.none(),
        label=_("site"),
        help_text=_("Where the file has no column “site”."),
    )

    def __init__(
        self, *args: Any, sites: QuerySet[Site], may_keep_all: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["site"]
        field.queryset = sites
        field.required = not may_keep_all
        field.empty_label = _("All sites") if may_keep_all else None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise ValidationError(
                _("The file is too large for this page: an administrator can import it.")
            )
        return file
