"""What things are called where a person chooses among them."""

from __future__ import annotations

from django.db.models import Expression, F, Model, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.translation import get_language

from articles.models import Image, Tag


def label_of(thing: Model) -> str:
    """A tag by its name, a picture by what it shows, all else as it calls itself.

    In the language of the admin where there is a text in it. Costs a query for a tag or picture
    whose translations are not prefetched.
    """
    if isinstance(thing, Tag):
        names = {text.language_code: text.name for text in thing.translations.all()}
        return _best(names) or thing.key
    if isinstance(thing, Image):
        alts = {text.language_code: text.alt for text in thing.translations.all()}
        return _best(alts) or str(thing)
    return str(thing)


def _best(names: dict[str, str]) -> str:
    return names.get(get_language() or "") or next(iter(names.values()), "")


def person_name(path: str) -> Expression:
    """In a query, what `str()` makes of the user at that path."""
    full = Trim(Concat(f"{path}__first_name", Value(" "), f"{path}__last_name"))
    return Coalesce(NullIf(full, Value("")), F(f"{path}__username"))
