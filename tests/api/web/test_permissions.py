from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.web import api_v1, pages
from api.web.permissions import PUBLIC, Permission, declared
from storage.accounts import AccountRole
from tests.api.web.conftest import House

ID = "0" * 32

PUBLIC_ROUTES = {
    "GET /", "GET /static/countersign.css", "GET /static/desk.js", "GET /static/{name}", "GET /favicon.ico",
    "GET /set-up", "POST /set-up",
    "GET /sign-in", "POST /sign-in",
    "POST /api/v1/session", "GET /api/v1/openapi.json", "GET /health", "GET /ready",
    "GET /received/{secret}", "GET /received/{secret}/{what}",
    "POST /api/v1/oauth/token", "POST /api/v1/oauth/revoke",
}  # fmt: skip
"""The whole list: a route that is not here needs an account."""

SEEING = {
    "GET /disclosures", "GET /disclosures/{id}", "GET /disclosures/{id}/status",
    "GET /disclosures/{id}/summary",
    "GET /disclosures/{id}/preview", "GET /disclosures/{id}/preview/{what}",
    "GET /disclosures/{id}/files/{what}", "GET /api/v1/disclosures", "GET /api/v1/disclosures/{id}",
    "GET /api/v1/disclosures/{id}/summary", "GET /api/v1/disclosures/{id}/preview/{what}",
    "GET /api/v1/disclosures/{id}/files/{what}",
}  # fmt: skip
DISCLOSING = {
    "GET /documents/{id}/disclosures/new", "POST /documents/{id}/disclosures", "POST /disclosures/{id}/steps",
    "POST /disclosures/{id}/release", "POST /disclosures/{id}/acts", "POST /disclosures/{id}/undo",
    "POST /disclosures/{id}/confirm", "GET /disclosures/{id}/search", "POST /disclosures/{id}/summary",
    "POST /disclosures/{id}/summary/draft", "POST /api/v1/documents/{id}/disclosures",
    "GET /api/v1/disclosures/{id}/search", "POST /api/v1/disclosures/{id}/acts",
    "POST /api/v1/disclosures/{id}/acts/{number}/confirm", "DELETE /api/v1/disclosures/{id}/acts/{number}",
    "POST /api/v1/disclosures/{id}/summary", "PUT /api/v1/disclosures/{id}/summary",
    "DELETE /api/v1/disclosures/{id}/summary", "POST /api/v1/disclosures/{id}/steps",
    "POST /api/v1/disclosures/{id}/acts/{number}/redo",
    "POST /api/v1/disclosures/{id}/release",
}  # fmt: skip
PEOPLE = {
    "GET /accounts", "POST /accounts", "POST /accounts/{id}/active",
    "GET /api/v1/accounts", "POST /api/v1/accounts", "GET /api/v1/accounts/{id}", "PUT /api/v1/accounts/{id}",
    "GET /api/v1/clients", "POST /api/v1/clients", "POST /api/v1/clients/{id}/secret",
    "DELETE /api/v1/clients/{id}",
}  # fmt: skip
FIGURES = {"GET /figures", "GET /figures.csv", "GET /api/v1/figures"}
APPROVING = {"POST /disclosures/{id}/approval", "POST /api/v1/disclosures/{id}/approval"}

ANSWERING = {
    "POST /api/v1/documents/{id}/findings/{key}/answer",
    "DELETE /api/v1/documents/{id}/findings/{key}/answer",
    "POST /documents/{id}/findings/{key}/answer",
}  # fmt: skip

REFUSED: dict[AccountRole, set[str]] = {
    AccountRole.ADMINISTRATOR: {
        "GET /audit", "GET /api/v1/audit",
        "PUT /api/v1/documents/{id}/marking", "POST /documents/{id}/marking", *ANSWERING,
        *SEEING, *DISCLOSING, *APPROVING, *FIGURES,
    },
    AccountRole.CHAIR: {
        *DISCLOSING,
        "GET /audit", "GET /api/v1/audit", *PEOPLE,
        "POST /api/v1/documents/{id}/copies", "GET /api/v1/documents/{id}/copies/{copy}",
        "GET /api/v1/documents/{id}/copies/{copy}/log", "POST /documents/{id}/copies",
        "GET /documents/{id}/copies/{copy}", "GET /documents/{id}/copies/{copy}/file",
        "GET /documents/{id}/copies/{copy}/log",
    },
    AccountRole.DISCLOSURE_OFFICER: {
        "GET /audit", "GET /api/v1/audit", *PEOPLE,
        "PUT /api/v1/documents/{id}/marking", "POST /documents/{id}/marking", "POST /documents/{id}/retry",
        "POST /upload/retry", "POST /documents/{id}/cancel", "POST /api/v1/jobs/{id}/retry",
        "POST /api/v1/jobs/{id}/cancel",
        *ANSWERING, *APPROVING, *FIGURES,
    },
}  # fmt: skip
REFUSED[AccountRole.COORDINATOR] = (REFUSED[AccountRole.CHAIR] | REFUSED[AccountRole.DISCLOSURE_OFFICER]) - {
    "POST /documents/{id}/retry",
    "POST /documents/{id}/cancel",
    "POST /upload/retry",
    "POST /api/v1/jobs/{id}/retry",
    "POST /api/v1/jobs/{id}/cancel",
    *FIGURES,
} | {
    *SEEING, "GET /documents/{id}/original", "GET /api/v1/documents/{id}/original",
    "GET /documents/{id}/annotated", "GET /api/v1/documents/{id}/annotated",
}  # fmt: skip
AUDITOR_MAY = {
    "GET /audit", "GET /api/v1/audit", "GET /documents", "POST /sign-out", "GET /password", "POST /password",
    "GET /api/v1/session", "PUT /api/v1/session/password", "DELETE /api/v1/session",
    "GET /api/v1/session/all", "DELETE /api/v1/session/all/{id}",
}  # fmt: skip


def routes() -> Iterator[tuple[str, str, APIRoute]]:
    """Method, path and route of everything that the application answers."""
    for router in (*api_v1.ROUTERS, *pages.ROUTERS):
        for route in router.routes:
            assert isinstance(route, APIRoute), "a route that the guard does not stand before"
            for method in route.methods:
                yield method, route.path, route


def asked(house: House, role: AccountRole | None) -> dict[str, int]:
    """The status of every route for somebody of that role, or for nobody."""
    found = {}
    client = house.visitor()
    for method, path, _ in routes():
        if role and client.get("/api/v1/session").status_code == 401:  # a route before has ended the session
            client = house.member(role)
        of_people = path.removeprefix("/api/v1").startswith(("/accounts", "/clients"))
        account = "account-" + "0" * 24 if of_people else ID
        address = re.sub(r"\{\w+\}", account, path.replace("{key}", ID[:16]))
        found[f"{method} {path}"] = client.request(method, address, follow_redirects=False).status_code
    return found


def test_the_application_has_no_route_beside_these(house: House) -> None:
    assert len(house.app.routes) == len(api_v1.ROUTERS) + len(pages.ROUTERS)


def test_every_route_declares_what_it_asks_for() -> None:
    known = {PUBLIC, *Permission}
    assert [path for _, path, route in routes() if declared(route.endpoint) not in known] == []


def test_the_routes_open_to_everybody_are_these_and_no_others() -> None:
    assert {f"{m} {p}" for m, p, r in routes() if declared(r.endpoint) == PUBLIC} == PUBLIC_ROUTES


def test_a_route_that_declares_nothing_refuses_even_an_administrator(house: House) -> None:
    app: FastAPI = house.app
    client = house.member(AccountRole.ADMINISTRATOR)

    @app.get("/api/v1/forgotten")
    def forgotten() -> dict[str, str]:
        return {"said": "too much"}

    answer = client.get("/api/v1/forgotten")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert house.visitor().get("/api/v1/forgotten").status_code == 403


def test_nothing_but_the_open_routes_answers_somebody_who_is_not_signed_in(house: House) -> None:
    house.add(AccountRole.ADMINISTRATOR)
    for route, status in asked(house, None).items():
        if route in PUBLIC_ROUTES:
            assert status not in (403,), route
        else:
            assert status == (401 if "/api/" in route else 303), route


@pytest.mark.parametrize("role", list(AccountRole))
def test_each_role_is_refused_exactly_what_it_has_no_right_to(house: House, role: AccountRole) -> None:
    found = asked(house, role)
    refused = {route for route, status in found.items() if status == 403}
    if role is AccountRole.AUDITOR:
        assert refused == found.keys() - AUDITOR_MAY - PUBLIC_ROUTES
    else:
        assert refused == REFUSED[role]


def test_being_refused_is_in_the_audit_trail(house: House) -> None:
    chair = house.member(AccountRole.CHAIR)
    chair.get("/accounts")
    assert house.events()[-1][:2] == ("authz_fail", chair.get("/api/v1/session").json()["id"])
