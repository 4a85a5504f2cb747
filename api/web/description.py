"""The API's description in OpenAPI 3.1: what the framework writes by itself, and what it does not know.

Added are the shape of problems, the two ways to come in, the header that makes a POST safe to send again, the
tags of answers, and the kinds of the files that go out.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from api.web.attachments import TYPES
from api.web.bearer import SCOPES
from api.web.examples import EXAMPLES
from api.web.once import HEADER
from api.web.permissions import PUBLIC, Permission, declared
from api.web.problems import PROBLEM
from api.web.shapes import ProblemDetails

ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "What is wrong, and what to do", "content": {PROBLEM: {}}},
    "5XX": {"description": "The service is at fault, or busy", "content": {PROBLEM: {}}},
}
"""What every operation may answer besides."""
_SCOPED = {
    Permission.READ: "see documents, findings, markings and cases",
    Permission.UPLOAD: "send documents in",
    Permission.ORIGINAL: "fetch files as they were received",
    Permission.COPY: "make and fetch redacted copies",
    Permission.DISCLOSURES: "see disclosures and their files",
    Permission.DISCLOSE: "open disclosures, decide, submit and release",
    Permission.JOBS: "retry and cancel jobs",
    Permission.FIGURES: "counts over all documents",
    Permission.AUDIT: "the audit trail",
}
_REPEAT = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "A key of the client's own, new for each request: sent again, the request is done once.",
    "schema": {
        "type": "string",
        "pattern": "^[!-~]{1,255}$",
        "examples": ["5f0c1f0e-8f6e-4c55-9d0c-6a2f8a1b7c3d"],
    },
}
_TAG = {
    "description": "The state that the answer shows: for `If-None-Match`, and `If-Match` where there is one.",
    "schema": {"type": "string", "pattern": '^"[^"]*"$'},
}
_FILE = {"schema": {"type": "string", "format": "binary"}}


def describe(app: FastAPI) -> None:
    """Have the application describe itself so, once."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema:
            return app.openapi_schema
        schema = plain()
        _put_problems(schema)
        _put_ways_in(schema)
        for name, example in EXAMPLES.items():
            schema["components"]["schemas"][name]["examples"] = [example]
        wanted = {
            (path, method.lower()): declared(route.endpoint)
            for route in app.state.routes
            for path in (route.path,)
            for method in route.methods
        }
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                _complete(method, operation, wanted.get((path, method)))
        return schema

    app.openapi = described  # type: ignore[method-assign]


def _without_null(parameter: dict[str, Any]) -> None:
    """A parameter is there or not: there is no null in a header, a path or a query."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    if len(kinds) == 1:
        schema.update(kinds[0])


def _complete(method: str, operation: dict[str, Any], wanted: str | None) -> None:
    for status in ("4XX", "5XX", "422"):
        if status in operation["responses"]:
            operation["responses"][status]["content"] = {
                PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
            }
    for parameter in operation.get("parameters", ()):
        _without_null(parameter)
    if wanted == PUBLIC:
        operation["security"] = []
    else:
        scoped = wanted in {scope.value for scope in SCOPES}
        operation["security"] = [{"session": []}, {"system": [wanted] if scoped else []}]
        if method == "post":
            operation.setdefault("parameters", []).append(_REPEAT)
    done = operation["responses"].get("200")
    if method == "get" and done is not None:
        if "content" not in done:
            kinds = [*(kind.partition(";")[0] for kind in TYPES.values()), "application/octet-stream"]
            done["content"] = dict.fromkeys(kinds, _FILE)
        elif "application/json" in done["content"]:
            done.setdefault("headers", {})["ETag"] = _TAG
            operation["responses"]["304"] = {"description": "The reader has it already: see `If-None-Match`"}


def _put_problems(schema: dict[str, Any]) -> None:
    shape = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = schema["components"]["schemas"]
    parts.update(shape.pop("$defs", {}))
    parts["ProblemDetails"] = shape
    for unused in ("HTTPValidationError", "ValidationError"):
        parts.pop(unused, None)


def _put_ways_in(schema: dict[str, Any]) -> None:
    schema["components"]["securitySchemes"] = {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "countersign",
            "description": "What signing in sets; over HTTPS it is called `__Host-countersign`.",
        },
        "system": {
            "type": "oauth2",
            "description": "A token for a system that an administrator let in.",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "/api/v1/oauth/token",
                    "scopes": {scope.value: words for scope, words in _SCOPED.items()},
                }
            },
        },
    }
