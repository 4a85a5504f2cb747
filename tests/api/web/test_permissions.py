from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.web import api_v1, pages
from api.web.permissions import PUBLIC, Permission, declared
from storage.accounts import AccountRole
from tests.api.web.conftest import House
from tests.api.web.expected import PUBLIC as OPEN
from tests.api.web.expected import RULES

ID = "0" * 32


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
    assert {f"{m} {p}" for m, p, r in routes() if declared(r.endpoint) == PUBLIC} == OPEN


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
        if route in OPEN:
            assert status not in (403,), route
        else:
            assert status == (401 if "/api/" in route else 303), route


@pytest.mark.parametrize("role", list(AccountRole))
def test_each_role_is_refused_exactly_what_it_has_no_right_to(house: House, role: AccountRole) -> None:
    found = asked(house, role)
    refused = {route for route, status in found.items() if status == 403}
    assert refused == {route for route in found if route in RULES and role.value not in RULES[route].who}


def test_being_refused_is_in_the_audit_trail(house: House) -> None:
    chair = house.member(AccountRole.CHAIR)
    chair.get("/accounts")
    assert house.events()[-1][:2] == ("authz_fail", chair.get("/api/v1/session").json()["id"])


def test_no_route_gets_at_the_installation_past_the_guard() -> None:
    """What a route shares comes from `shared`, which the guard has narrowed to whoever asks."""
    web = Path(api_v1.__file__).parents[1]
    opens = {"state.py", "app.py", "server.py"}
    found = {
        module.name
        for module in web.rglob("*.py")
        if re.search(r"app\.state\.shared|Store\.open|Service\.open|INSTALLATION", module.read_text("utf-8"))
    }
    assert found <= opens | {"about.py"}  # readiness counts what waits, whosever it is
