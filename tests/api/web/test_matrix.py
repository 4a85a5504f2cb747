"""Every route, by role, by area, by case: what `expected` says by hand is what each of them answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from api.web import api_v1, pages
from models.review import DisclosureRequest
from storage.access import add_area, set_access
from storage.accounts import AccountRole
from storage.scope import INSTALLATION
from tests.api.web.conftest import House
from tests.api.web.expected import PUBLIC, RULES, Rule

WORDS = "2024-03-12 minutes of Ann in {case}. The fault here stands. Ann agreed."
NONE = {"document": "0" * 32, "case": "0" * 32, "job": "0" * 32, "disclosure": "0" * 32,
        "hold": "0" * 32, "disposal": "0" * 32, "batch": "0" * 16,
        "account": "account-" + "0" * 24}  # fmt: skip
KINDS = tuple(kind for kind in NONE if kind != "account")
NOT_TWICE = {"{what}", "{copy}", "{number}", "{id}/lift"}
"""Parts of an address that name something which may not be there although the thing itself is."""


@dataclass(frozen=True)
class Thing:
    """A case in an area, open or kept to its list, with one of everything that hangs on it."""

    area: str
    kept: bool
    ids: dict[str, str]
    key: str


@dataclass(frozen=True)
class Asker:
    """Somebody of the role, in an area, on the lists of its kept cases or off them."""

    area: str
    listed: bool
    client: TestClient
    id: str

    def sees(self, thing: Thing) -> bool:
        return self.area == thing.area and (self.listed or not thing.kept)


def routes() -> set[str]:
    found = [r for router in (*api_v1.ROUTERS, *pages.ROUTERS) for r in router.routes]
    return {f"{m} {r.path}" for r in found if isinstance(r, APIRoute) for m in r.methods}


def test_every_route_has_a_rule_written_down() -> None:
    assert routes() - PUBLIC - RULES.keys() == set()


def things(house: House, listed: dict[str, str]) -> list[Thing]:
    made = []
    house.keeps(1)
    service = house.shared.service
    for area in ("main", "north"):
        chair = house.add(AccountRole.CHAIR, f"Keeper of {area}", areas=[area])
        for kept in (False, True):
            case = f"{area}-{'kept' if kept else 'open'}"
            taken = service.accept(WORDS.format(case=case).encode(), f"{case}.txt", case, chair, area=area)
            while house.workshop.do_next():
                pass
            id = taken.document_id
            due = service.disposals.propose(chair, [id])[0]
            hold = service.retention.hold(chair, "A claim", date(2099, 12, 31), case_id=taken.case_id)
            opened = service.officers.open(id, "third-party", DisclosureRequest("a", "b", "c", "d"), chair)
            (finding,) = service.findings(id, chair)
            if kept:
                with house.shared.store.database.writing(INSTALLATION) as session:
                    set_access(session, taken.case_id, True, {listed[area], chair}, chair)
            job = service.jobs(document_id=id)[0].id
            ids = {
                "document": id,
                "case": taken.case_id,
                "job": job,
                "disclosure": opened.id,
                "hold": hold.id,
                "disposal": due.id,
                "batch": due.batch,
                "account": chair,
            }
            made.append(Thing(area, kept, ids, finding.key))
    return made


@dataclass(frozen=True)
class World:
    house: House
    role: AccountRole
    askers: list[Asker]
    things: list[Thing]

    def signed_in(self, asker: Asker) -> None:
        """Sign them in again where a route before ended their session."""
        if asker.client.get("/api/v1/session").status_code == 401:
            name = f"{self.role.value} of {asker.area}{' on the list' if asker.listed else ''}"
            fresh = self.house.member(self.role, name)
            asker.client.cookies.clear()
            asker.client.cookies.update(fresh.cookies)


@pytest.fixture(params=list(AccountRole))
def world(house: House, request: pytest.FixtureRequest) -> World:
    role: AccountRole = request.param
    with house.shared.store.database.writing() as session:
        add_area(session, "north", "Northshire")
    named = {}
    for area in ("main", "north"):
        for listed in (True, False):
            name = f"{role.value} of {area}{' on the list' if listed else ''}"
            named[area, listed] = (house.add(role, name, areas=[area]), name)
    found = things(house, {area: named[area, True][0] for area in ("main", "north")})
    askers = [Asker(a, on, house.member(role, name), id) for (a, on), (id, name) in named.items()]
    return World(house, role, askers, found)


def asked(asker: Asker, route: str, rule: Rule, ids: dict[str, str], key: str) -> tuple[int, str]:
    """What the route answers to somebody about that thing."""
    method, path = route.split()
    kind = rule.on if rule.on in NONE else "document"
    id = ids[kind] if "/accounts/" not in path and "/clients/" not in path else ids["account"]
    address = path.replace("{id}", id).replace("{key}", key).replace("{number}", "1")
    address = address.replace("{batch}", id)
    address = address.replace("{what}", "copy").replace("{copy}", "0" * 32)
    sent = {
        k: v.replace("{area}", asker.area) if isinstance(v, str) else v for k, v in (rule.sent or {}).items()
    }
    if rule.on == "new":
        answer = asker.client.request(method, address, data=sent, files=[("files", ("m.txt", b"New words"))])
    elif method == "GET":
        answer = asker.client.get(address, params=sent, follow_redirects=False)
    elif method == "PATCH":
        answer = asker.client.patch(address, content=b"", headers={"Upload-Offset": "0"})
    elif "/api/" in path and rule.sent is not None:
        answer = asker.client.request(method, address, json=sent)
    else:
        answer = asker.client.request(method, address, data=sent or None, follow_redirects=False)
    return answer.status_code, answer.text


def test_nobody_is_answered_otherwise_than_by_the_rule(world: World) -> None:
    """Refusals first, then what is hidden, then what may be done, what ends something last."""
    wrong: list[str] = []
    there = routes()
    rules = {route: rule for route, rule in RULES.items() if route in there}
    before = _state(world)
    for route, rule in rules.items():
        for asker in world.askers:
            if world.role.value not in rule.who:
                for thing in world.things[:1]:
                    status, _ = asked(asker, route, rule, thing.ids, thing.key)
                    if status != 403 and (status, rule.on) != (404, "nobody's"):
                        wrong.append(f"{route}: {status} for {world.role}, who may not")
            elif rule.on in NONE:
                wrong += _hidden(world, asker, route, rule)
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert _state(world) == before, "something that was refused or hidden was changed"
    for route, rule in sorted(rules.items(), key=lambda one: one[1].ends):
        if world.role.value in rule.who:
            wrong += [told for asker in world.askers for told in _allowed(world, asker, route, rule)]
    assert not wrong, "\n".join(sorted(set(wrong)))


def _hidden(world: World, asker: Asker, route: str, rule: Rule) -> Iterator[str]:
    """What they may not see answers as what is not there does, but for the id itself."""
    _, nothing = asked(asker, route, rule, NONE, "0" * 16)
    for thing in world.things:
        if rule.on == "account" and thing.area == asker.area:
            continue  # accounts hang on areas and on no case
        if rule.on != "account" and asker.sees(thing):
            continue
        status, text = asked(asker, route, rule, thing.ids, thing.key)
        if status != 404:
            yield f"{route}: {status} for {world.role} of {asker.area} on what is hidden from them"
        elif _bare(text) != _bare(nothing):
            yield f"{route}: what is hidden is told apart from what is not there"


def _allowed(world: World, asker: Asker, route: str, rule: Rule) -> Iterator[str]:
    world.signed_in(asker)
    seen = [thing for thing in world.things if asker.sees(thing)]
    if rule.on == "account":
        seen = [thing for thing in world.things if thing.area == asker.area and not thing.kept]
    if rule.on not in NONE:
        seen = seen[:1]
    for thing in seen:
        status, text = asked(asker, route, rule, thing.ids, thing.key)
        gone = any(part in route for part in NOT_TWICE) or route.startswith("DELETE ")
        missing = status == 404 and (rule.on == "nobody's" or gone)
        if (status in (401, 403, 404, 405) and not missing) or status >= 500:
            yield f"{route}: {status} for {world.role} of {asker.area}, who may: {text[:200]}"
        yield from _shown(world, asker, route, rule, text)


def _shown(world: World, asker: Asker, route: str, rule: Rule, text: str) -> Iterator[str]:
    """Whatever is answered names nothing that they may not see; a list names all that they may."""
    kinds = KINDS if rule.on != "trail" else ()
    for thing in world.things:
        if not asker.sees(thing):
            shown = [kind for kind in kinds if thing.ids[kind] in text]
            if f"{thing.area}-{'kept' if thing.kept else 'open'}" in text and rule.on != "account":
                shown.append("reference")
            if shown:
                yield f"{route}: shows {world.role} of {asker.area} the {shown} of a case hidden from them"
        elif world.role is not AccountRole.AUDITOR and thing.ids.get(_listed(rule), "") not in text:
            yield f"{route}: leaves out what {world.role} of {asker.area} may see"
    if rule.on == "list account":
        chairs = set(re.findall(r"Keeper of (\w+)", text))
        if chairs != {asker.area}:
            yield f"{route}: shows {world.role} of {asker.area} the accounts of {chairs}"
    if rule.on == "areas" and ("Northshire" in text) != (asker.area == "north"):
        yield f"{route}: areas of somebody else"


def _listed(rule: Rule) -> str:
    """The kind of thing that a list has to show, if there is one of each case."""
    kind = rule.on.removeprefix("list ") if rule.on.startswith("list ") else ""
    return "" if kind == "account" else kind


def _state(world: World) -> list[tuple[object, ...]]:
    """All that a route may have changed of these cases."""
    from sqlalchemy import select

    from storage.disclosures import ActRow, DisclosureRow
    from storage.retention import DisposalRow, HoldRow
    from storage.tables import CaseAccessRow, CaseRow, DocumentRow, JobRow

    kinds = (CaseRow, CaseAccessRow, DocumentRow, JobRow, DisclosureRow, ActRow, HoldRow, DisposalRow)
    with world.house.shared.store.reading() as (session, _):
        return [
            tuple(row)
            for kind in kinds
            for row in session.execute(select(*kind.__table__.columns).order_by(*kind.__table__.primary_key))
        ]


def _bare(text: str) -> str:
    return re.sub(r"(account-)?[0-9a-f]{24,64}|account-\w+", "", text)
