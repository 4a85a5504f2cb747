from __future__ import annotations

import re
from pathlib import Path

import jsonschema

from api.web import api_v1
from tests.api.web.conftest import House

DOCS = Path(__file__).parents[3] / "docs" / "api.md"


def test_openapi_describes_every_route_of_the_api_and_no_page(house: House) -> None:
    described = house.visitor().get("/api/v1/openapi.json").json()
    told = {(m.upper(), p) for p, operations in described["paths"].items() for m in operations}
    there = {(m, r.path) for router in api_v1.ROUTERS for r in router.routes for m in r.methods}
    assert told == there
    assert all("/api/" in p or p in ("/health", "/ready") for _, p in told)


def test_every_operation_says_what_it_is_for_and_how_it_fails(house: House) -> None:
    described = house.visitor().get("/api/v1/openapi.json").json()
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            failed = operation["responses"]["4XX"]["content"]["application/problem+json"]
            assert failed["schema"]["$ref"].endswith("/ProblemDetails")


def test_every_example_has_the_shape_that_it_stands_at(house: House) -> None:
    described = house.visitor().get("/api/v1/openapi.json").json()
    parts = described["components"]["schemas"]
    shown = {name: part["examples"] for name, part in parts.items() if "examples" in part}
    assert {"JobOut", "Uploaded", "DisclosureOut", "TokenOut"} <= shown.keys()
    for name, examples in shown.items():
        shape = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        for example in examples:
            jsonschema.validate(example, shape, format_checker=jsonschema.FormatChecker())


def test_the_guide_names_every_endpoint_and_none_that_is_not_there(house: House) -> None:
    described = house.visitor().get("/api/v1/openapi.json").json()
    there = {(m.upper(), p) for p, operations in described["paths"].items() for m in operations}
    named = set(
        re.findall(r"^\| `(GET|HEAD|OPTIONS|PATCH|POST|PUT|DELETE) (/[^`]*)`", DOCS.read_text(), re.M)
    )
    assert named == there


def test_every_address_in_an_example_of_the_guide_is_one_of_the_api(house: House) -> None:
    described = house.visitor().get("/api/v1/openapi.json").json()
    patterns = [re.sub(r"\{\w+\}", "[^/]+", path) for path in described["paths"]]
    used = re.findall(r"\$HERE(/[^\s\"'?]*)", DOCS.read_text())
    assert len(used) > 8
    for address in used:
        assert any(re.fullmatch(pattern, address) for pattern in patterns), address
