"""The API described as OpenAPI 3.1, from the table that makes it."""

from __future__ import annotations

from typing import Any

from articles.api.calls import PATTERNS, Operation
from articles.api.operations import OPERATIONS
from articles.api.problems import TITLES, Problem
from articles.api.shapes import Schema, parameters_of, schema_of, shapes_in

# What any call may meet.
ALWAYS = ("unreadable", "unauthenticated", "forbidden", "too-many-failures")
PATHS = {
    "story": "The number of a story.",
    "language": "The code of a language, such as vi or zh-hans.",
    "site": "The key of a site.",
}
ABOUT = (
    "For programs of the newsroom. A token acts as the person who made it, with that person's "
    "rights; every change is a verb of the desk, and is refused here as it is there. Words in "
    "answers are in the language of Accept-Language: vi, en or zh-Hans."
)


def document(server: str) -> Schema:
    """The whole document; `server` is the address that paths are below."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Newscenter", "version": "1", "description": ABOUT},
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _schemas() -> Schema:
    shapes = {Problem}
    for operation in OPERATIONS:
        shapes |= {shape for shape in (operation.answer, operation.body) if shape is not None}
    all_of = {inner for shape in shapes for inner in shapes_in(shape)}
    return {shape.__name__: schema_of(shape) for shape in sorted(all_of, key=lambda s: s.__name__)}


def _described(operation: Operation) -> Schema:
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": PATHS[name],
            "schema": {"type": "string", "pattern": f"^{PATTERNS[name]}$"},
        }
        for name in operation.pattern.groupindex
    ]
    if operation.query is not None:
        parameters += parameters_of(operation.query)
    if operation.needs_revision:
        parameters.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": False,
                "description": "The ETag of the text that you began from; not for a new text.",
                "schema": {"type": "string"},
            }
        )
    described: Schema = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "Done.",
                "content": {"application/json": {"schema": _named(operation.answer)}},
            },
            **_problems(operation),
        },
    }
    if operation.body is not None:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _named(operation.body)}},
        }
    return described


def _problems(operation: Operation) -> Schema:
    kinds = [*ALWAYS, *operation.problems]
    if operation.body is not None:
        kinds += ["too-large", "not-json"]
    return {
        str(TITLES[kind][0]): {
            "description": kind,
            "content": {"application/problem+json": {"schema": _named(Problem)}},
        }
        for kind in kinds
    }


def _named(shape: type[Any]) -> Schema:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}
