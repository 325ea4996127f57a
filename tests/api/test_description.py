"""The OpenAPI document is right in itself, and says what the code answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import fastjsonschema
import pytest
from django.test import Client

from articles.api.operations import OPERATIONS
from articles.api.shapes import read
from tests.api.door import Program
from tests.factories import make_image, make_live_story, make_source, write_text

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture
def described(db):
    return Client().get(DOCUMENT).json()


def inlined(schema, schemas):
    """The schema with what it refers to put in place, as the validator wants it."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return inlined(schemas[schema["$ref"].rpartition("/")[2]], schemas)
        return {key: inlined(value, schemas) for key, value in schema.items()}
    return [inlined(item, schemas) for item in schema] if isinstance(schema, list) else schema


def judge(described, path, method, answer):
    """Hold one answer against what the document says of it."""
    responses = described["paths"][path][method]["responses"]
    said = responses[str(answer.status_code)]["content"]
    ((media, content),) = said.items()
    assert answer["Content-Type"] == media
    schema = inlined(content["schema"], described["components"]["schemas"])
    fastjsonschema.validate(schema, answer.json())


def test_document_is_for_everybody_and_complete(described):
    assert described["openapi"].startswith("3.1")
    found = {
        (method.upper(), path, each["operationId"])
        for path, methods in described["paths"].items()
        for method, each in methods.items()
    }
    assert found == {(one.method, one.path, one.name) for one in OPERATIONS}


def test_document_has_what_the_standard_demands(described):
    """Every reference leads somewhere; parameters of paths are those in the path; ids are once."""
    schemas = described["components"]["schemas"]
    text = Client().get(DOCUMENT).content.decode()
    names = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert names <= set(schemas)
    assert names | {"Problem"} >= set(schemas) - {"Fault"}
    identities = []
    for path, methods in described["paths"].items():
        for operation in methods.values():
            identities.append(operation["operationId"])
            inside = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
            assert inside == set(re.findall(r"\{(\w+)\}", path))
            assert all(p["required"] for p in operation["parameters"] if p["in"] == "path")
            assert all("description" in each for each in operation["responses"].values())
    assert len(identities) == len(set(identities))
    for name, schema in schemas.items():
        assert set(schema["required"]) <= set(schema["properties"]), name
        fastjsonschema.compile(inlined(schema, schemas))


def test_answers_are_as_described(site, section, chief, described):
    story = make_live_story(
        site, ("vi", "en"), section=section, lead_image=make_image(site), source=make_source()
    )
    write_text(story, "vi", title="Mới")
    ask = Program(chief)
    at, text = "/stories/{story}", "/stories/{story}/texts/{language}"
    own = f"/stories/{story.pk}"
    tag = ask.get(f"{own}/texts/vi")["ETag"]
    words = {"title": "Tựa", "body": "<p>Chữ.</p>"}
    old, news = {"if-match": '"r1"'}, {"site": "news"}

    for path, method, answer in [
        ("/me", "get", ask.get("/me")),
        ("/stories", "get", ask.get("/stories")),
        ("/stories", "get", ask.get("/stories?limit=x")),
        (at, "get", ask.get(own)),
        (at, "get", ask.get("/stories/999999")),
        (text, "get", ask.get(f"{own}/texts/vi")),
        (text, "put", ask.put(f"{own}/texts/vi", words)),
        (text, "put", ask.put(f"{own}/texts/vi", words, **old)),
        (text, "put", ask.put(f"{own}/texts/vi", words, **{"if-match": tag})),
        (f"{text}/submit", "post", ask.post(f"{own}/texts/vi/submit")),
        (f"{text}/return", "post", ask.post(f"{own}/texts/vi/return", {"comment": "x"})),
        (f"{text}/approve", "post", ask.post(f"{own}/texts/vi/approve")),
        (f"{at}/publish", "post", ask.post(f"{own}/publish", news | {"languages": ["ar"]})),
        (f"{at}/publish", "post", ask.post(f"{own}/publish", news | {"languages": ["vi"]})),
        ("/editions/{site}/{language}/items", "get", ask.get("/editions/news/vi/items")),
        (f"{at}/take-down", "post", ask.post(f"{own}/take-down", {"reason": "x"})),
        ("/me", "get", Program(None).get("/me")),
    ]:  # fmt: skip
        judge(described, path, method, answer)


def test_examples_of_the_manual_are_operations_that_there_are():
    """Each curl line of docs/api.md names an address and a method of the table."""
    manual = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    lines = [line for line in manual.replace("\\\n", " ").splitlines() if line.startswith("curl ")]
    calls = [
        (method[1] if (method := re.search(r"-X (\w+)", line)) else "GET", path[1])
        for line in lines
        if (path := re.search(r"\$NEWS/api/v1(/[^\s\"'?]*)", line))
    ]
    assert len(calls) == len(lines) >= 8
    for method, path in calls:
        found = [one for one in OPERATIONS if one.pattern.fullmatch(path)]
        assert method in {one.method for one in found}, (method, path)
        sent = next((line for line in lines if path in line and "-d '" in line), "")
        operation = next(one for one in found if one.method == method)
        if operation.body is not None:
            read(operation.body, json.loads(sent.split("-d '")[1].split("'")[0]))
