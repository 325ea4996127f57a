"""Choosing a section, by name and under its site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import get_language

from articles.models import Category

if TYPE_CHECKING:
    ModelChoiceField = forms.ModelChoiceField[Any]
    ChoiceIterator = ModelChoiceIterator[Any]
else:
    ModelChoiceField = forms.ModelChoiceField
    ChoiceIterator = ModelChoiceIterator


class SectionsBySite(ChoiceIterator):
    """Groups of one site each, in the order of its menu, children set in under their parents."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = self.queryset.select_related("site").prefetch_related("translations")
        by_site: dict[Any, list[Category]] = {}
        for section in rows.order_by("site", "position", "pk"):
            by_site.setdefault(section.site, []).append(section)
        for site, sections in by_site.items():
            choices = [
                (self.field.prepare_value(section), "\u2003" * depth + name_of(section))
                for section, depth in in_tree_order(sections)
            ]
            if len(by_site) == 1:
                yield from choices
            else:
                yield str(site), choices


class SectionField(ModelChoiceField):
    """A section among those that its queryset allows."""

    iterator = SectionsBySite

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


def name_of(section: Category) -> str:
    """In the language of the admin, else in the site's first."""
    names = {text.language_code: text.name for text in section.translations.all()}
    return names.get(get_language() or "") or next(iter(names.values()), section.key)


def in_tree_order(sections: list[Category]) -> Iterator[tuple[Category, int]]:
    """Each section with its depth, parents before children; a parent elsewhere makes a root."""
    here = {section.pk for section in sections}
    children: dict[int | None, list[Category]] = {}
    for section in sections:
        parent = section.parent_id if section.parent_id in here else None
        children.setdefault(parent, []).append(section)

    def walk(parent: int | None, depth: int) -> Iterator[tuple[Category, int]]:
        for section in children.get(parent, []):
            yield section, depth
            yield from walk(section.pk, depth + 1)

    return walk(None, 0)
