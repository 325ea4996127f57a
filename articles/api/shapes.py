"""Dataclasses as JSON: written, read with every fault named, and described as a schema.

One declaration serves all three, so that what the API takes and answers is what its OpenAPI
document says.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

from django.db.models import Choices
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

Schema = dict[str, Any]
# Where a text has no limit of its own.
LONGEST = 1_000
MOST_ITEMS = 100
MOST_INTEGER = 2**63 - 1


def about(
    description: str,
    *,
    default: Any = MISSING,
    longest: int = LONGEST,
    least: int | None = None,
    most: int | None = None,
    left_out: bool = False,
) -> Any:
    """A field and what its readers are told; one that is empty may be left out of an answer."""
    metadata = {
        "description": description,
        "longest": longest,
        "least": least,
        "most": most,
        "left_out": left_out,
    }
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what was sent."""

    field: str = about("Where it is, such as headlines.vi or texts[0]; empty for the whole.")
    message: str = about("What to do about it, in the language of Accept-Language.")


class Invalid(Exception):
    """What was sent cannot be read; `faults` says all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))


# --- writing ---------------------------------------------------------------------------------


def to_json(value: Any) -> Any:
    """Plain data for `json.dumps`; times with an offset, to the microsecond."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: to_json(getattr(value, one.name))
            for one in fields(value)
            if not (one.metadata.get("left_out") and getattr(value, one.name) in (None, "", ()))
        }
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    # Lazy translations.
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


# --- reading ---------------------------------------------------------------------------------


def read(shape: type[Any], data: object, place: str = "") -> Any:
    """An instance of the dataclass from parsed JSON; raises Invalid."""
    faults: list[Fault] = []
    made = _object(shape, data, place, faults)
    if faults:
        raise Invalid(faults)
    return made


def read_words(shape: type[Any], words: Mapping[str, str]) -> Any:
    """An instance from texts, such as the parameters of an address; raises Invalid."""
    kinds = types_of(shape)
    faults: list[Fault] = []
    data: dict[str, object] = {}
    for name, word in words.items():
        kind = _bare(kinds[name]) if name in kinds else str
        if kind is int:
            if word.isascii() and word.isdecimal() and len(word) < 19:
                data[name] = int(word)
            else:
                faults.append(Fault(name, _("This must be a whole number.")))
        else:
            data[name] = word
    if faults:
        raise Invalid(faults)
    return read(shape, data)


def _object(shape: type[Any], data: object, place: str, faults: list[Fault]) -> Any:
    if not isinstance(data, dict):
        faults.append(Fault(place, _("This must be an object.")))
        return None
    kinds = types_of(shape)
    before = len(faults)
    made: dict[str, Any] = {}
    for one in fields(shape):
        at = f"{place}.{one.name}" if place else one.name
        if one.name in data:
            made[one.name] = _value(kinds[one.name], data[one.name], at, one, faults)
        elif one.default is MISSING:
            faults.append(Fault(at, _("This is needed.")))
    known = {one.name for one in fields(shape)}
    for name in sorted(str(name) for name in set(data) - known):
        at = f"{place}.{name}" if place else name
        faults.append(Fault(_printable(at), _("There is no such field.")))
    return shape(**made) if len(faults) == before else None


def _value(kind: Any, data: object, place: str, one: Field[Any], faults: list[Fault]) -> Any:
    if data is None and _takes_none(kind):
        return None
    kind = _bare(kind)
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _items(kind, data, place, one, faults)
    if origin is dict:
        return _texts(data, place, one, faults)
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, data, place, faults)
    readers = {str: _text, int: _integer, bool: _boolean, datetime: _moment}
    fault, value = readers[kind](data, one) if kind in readers else _choice(kind, data)
    if fault:
        faults.append(Fault(place, fault))
    return value


def _items(kind: Any, data: object, place: str, one: Field[Any], faults: list[Fault]) -> Any:
    if not isinstance(data, list) or len(data) > MOST_ITEMS:
        faults.append(
            Fault(place, _("This must be a list of at most %(most)d.") % {"most": MOST_ITEMS})
        )
        return ()
    inner = typing.get_args(kind)[0]
    return tuple(
        _value(inner, item, f"{place}[{number}]", one, faults) for number, item in enumerate(data)
    )


def _texts(data: object, place: str, one: Field[Any], faults: list[Fault]) -> dict[str, str]:
    if not isinstance(data, dict) or len(data) > MOST_ITEMS:
        faults.append(Fault(place, _("This must be an object.")))
        return {}
    made = {}
    for name, item in data.items():
        fault, value = _text(item, one)
        if fault:
            faults.append(Fault(_printable(f"{place}.{name}"), fault))
        made[name] = value
    return made


def _text(data: object, one: Field[Any]) -> tuple[str, str]:
    longest = one.metadata["longest"]
    if not isinstance(data, str):
        return _("This must be text."), ""
    if len(data) > longest:
        return _("This must be at most %(longest)d characters long.") % {"longest": longest}, ""
    if "\0" in data or _printable(data) != data:
        return _("This holds characters that no text has."), ""
    return "", data


def _printable(text: str) -> str:
    """Without halves of characters, which JSON can write and nothing can store."""
    return text.encode("utf-8", "replace").decode()


def _integer(data: object, one: Field[Any]) -> tuple[str, int]:
    if type(data) is not int or abs(data) > MOST_INTEGER:
        return _("This must be a whole number."), 0
    least, most = one.metadata["least"], one.metadata["most"]
    if (least is not None and data < least) or (most is not None and data > most):
        return _("This must be from %(least)s to %(most)s.") % {"least": least, "most": most}, 0
    return "", data


def _boolean(data: object, one: Field[Any]) -> tuple[str, bool]:
    return ("", data) if isinstance(data, bool) else (_("This must be true or false."), False)


def _moment(data: object, one: Field[Any]) -> tuple[str, datetime | None]:
    try:
        at = parse_datetime(data) if isinstance(data, str) else None
        # Where a place's offset leads out of the calendar, nobody can tell the time.
        if at is not None and timezone.is_aware(at):
            return "", at.astimezone(timezone.get_default_timezone())
    except (ValueError, OverflowError):
        pass
    return _("This must be a time with an offset, such as 2026-11-23T18:00:00+07:00."), None


def _choice(kind: Any, data: object) -> tuple[str, Any]:
    allowed = [str(value) for value in kind.values]
    if not isinstance(data, str) or data not in allowed:
        return _("This must be one of: %(choices)s.") % {"choices": ", ".join(allowed)}, None
    return "", kind(data)


# --- describing ------------------------------------------------------------------------------


@cache
def _types_of(shape: Any) -> dict[str, Any]:
    return typing.get_type_hints(shape)


def types_of(shape: type[Any]) -> dict[str, Any]:
    """The type of each field."""
    # The checker takes a class for something without a hash.
    key: Any = shape
    return _types_of(key)


def schema_of(shape: type[Any]) -> Schema:
    """The dataclass as JSON Schema 2020-12; others that it holds are named by reference."""
    kinds = types_of(shape)
    properties, required = {}, []
    for one in fields(shape):
        properties[one.name] = _described(kinds[one.name], one)
        if one.default is MISSING and not one.metadata.get("left_out"):
            required.append(one.name)
    return {
        "type": "object",
        "description": " ".join((shape.__doc__ or "").split()),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def parameters_of(shape: type[Any]) -> list[Schema]:
    """The fields of a dataclass as parameters in the query of an address."""
    kinds = types_of(shape)
    return [
        {
            "name": one.name,
            "in": "query",
            "description": one.metadata["description"],
            "required": one.default is MISSING,
            "schema": {
                key: value
                for key, value in _described(_bare(kinds[one.name]), one).items()
                if key != "description"
            },
        }
        for one in fields(shape)
    ]


def shapes_in(shape: type[Any]) -> Iterator[type[Any]]:
    """The dataclass and all that it holds."""
    yield shape
    for kind in types_of(shape).values():
        bare = _bare(kind)
        for inner in (bare, *typing.get_args(bare)):
            if is_dataclass(inner) and isinstance(inner, type) and inner is not shape:
                yield from shapes_in(inner)


def _described(kind: Any, one: Field[Any]) -> Schema:
    schema = _kind(_bare(kind), one)
    if _takes_none(kind):
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "description": one.metadata["description"]}


def _kind(kind: Any, one: Field[Any]) -> Schema:  # noqa: PLR0911
    origin = typing.get_origin(kind)
    if origin is tuple:
        return {"type": "array", "items": _kind(typing.get_args(kind)[0], one)}
    if origin is dict:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if is_dataclass(kind) and isinstance(kind, type):
        return {"$ref": f"#/components/schemas/{kind.__name__}"}
    if isinstance(kind, type) and issubclass(kind, Choices):
        return {"type": "string", "enum": [str(value) for value in kind.values]}
    if kind is datetime:
        return {"type": "string", "format": "date-time"}
    if kind is int:
        limits = {"minimum": one.metadata["least"], "maximum": one.metadata["most"]}
        return {"type": "integer"} | {k: v for k, v in limits.items() if v is not None}
    return {"type": {str: "string", bool: "boolean"}[kind]}


def _takes_none(kind: Any) -> bool:
    return types.NoneType in typing.get_args(kind)


def _bare(kind: Any) -> Any:
    """Without None."""
    if not _takes_none(kind):
        return kind
    return next(one for one in typing.get_args(kind) if one is not types.NoneType)
