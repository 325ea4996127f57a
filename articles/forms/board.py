"""What a person asks of the board: the filters above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.forms.sections import in_tree_order, name_of
from articles.models import Category, Site
from articles.queries.board import BoardQuery, CellState, Cursor, Desk, Order
from articles.text.languages import native_name


class BoardForm(forms.Form):
    """For sites with their editions. What was chosen of another site before is passed over."""

    site = forms.ChoiceField(label=_("Site"))
    section = forms.TypedChoiceField(
        label=_("Section"), required=False, coerce=int, empty_value=None
    )
    desk = forms.ChoiceField(
        label=_("Desk"), required=False, choices=[("", _("All stories")), *Desk.choices]
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any")), *CellState.choices]
    )
    order = forms.ChoiceField(label=_("First comes"), choices=Order.choices, initial=Order.CHANGED)
    mine = forms.BooleanField(label=_("Only what I wrote or work on"), required=False)
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, sites: Sequence[Site], home: Site) -> None:
        """`home` is the site of somebody who has not chosen one."""
        given = {"site": home.key, "order": Order.CHANGED.value} | dict(data.items())
        self.chosen = next((site for site in sites if site.key == given["site"]), home)
        sections = Category.objects.filter(site=self.chosen).prefetch_related("translations")
        self.tree = list(in_tree_order(list(sections.order_by("position", "pk"))))
        self.languages = [edition.language_code for edition in self.chosen.editions.all()]
        names = [(str(one.pk), "\u2003" * depth + name_of(one)) for one, depth in self.tree]
        codes = [(code, native_name(code)) for code in self.languages]
        for name, choices in (("section", names), ("language", codes)):
            if given.get(name) not in dict(choices):
                given.pop(name, None)
        super().__init__(given)
        self._choices("site", [(site.key, str(site)) for site in sites])
        self._choices("section", [("", _("All")), *names])
        self._choices("language", [("", _("Any")), *codes])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_after(self) -> Cursor | None:
        text = self.cleaned_data["after"]
        cursor = Cursor.parse(text) if text else None
        if text and cursor is None:
            raise ValidationError(_("There is no such page: begin with the first."))
        return cursor

    def query(self, user_id: int) -> BoardQuery:
        """Of a valid form."""
        given = self.cleaned_data
        return BoardQuery(
            site_id=self.chosen.pk,
            languages=tuple(self.languages),
            order=Order(given["order"]),
            desk=Desk(given["desk"]) if given["desk"] else None,
            section_ids=self._with_those_below(given["section"]),
            language_code=given["language"],
            state=CellState(given["state"]) if given["state"] else None,
            mine=user_id if given["mine"] else None,
            after=given["after"],
        )

    def _with_those_below(self, section_id: int | None) -> tuple[int, ...]:
        """Parents come before their children in the tree."""
        below = {section_id} if section_id else set()
        for section, _depth in self.tree:
            if section.parent_id in below:
                below.add(section.pk)
        return tuple(pk for pk in below if pk)
