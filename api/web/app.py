"""The application: routes, the guard before them, the protection around them."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import cast

from fastapi import Depends, FastAPI

from api.web import api_v1, pages, problems
from api.web.attempts import Attempts
from api.web.description import ERRORS, describe
from api.web.hosts import Hosts
from api.web.identity import guard
from api.web.once import KeepsAnswers, Replayed, once
from api.web.pace import Pace, paced
from api.web.protection import Protection
from api.web.provider import Provider
from api.web.shelf import Shelf
from api.web.state import FirstRun, Shared, new_setup_code
from api.web.tags import Tagged
from api.web.watching import Watchers
from pipeline.service import Service
from pipeline.settings import Settings
from storage.accounts import Accounts
from storage.events import Event
from storage.row_security import above_policies
from storage.store import Store

log = logging.getLogger("countersign.web")

_SUMMARY = "Send in referrals and minutes, follow them, read what is wrong with them, fetch redacted copies."


def create_app(settings: Settings, names: Iterable[str] = ()) -> FastAPI:
    """The service of one installation, its database and keys open. It starts no workers: `server` does.

    `names` are hosts that it answers to besides those in the settings. While nobody has an account,
    `app.state.shared.setup_code` holds the code that lets the first one be made.
    """
    shared = _open(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        shared.service.record(Event.SYS_SHUTDOWN, "system", part="server")
        shared.shelf.close()
        shared.service.close()

    app = FastAPI(
        title="Countersign",
        summary=_SUMMARY,
        version=version("countersign"),
        generate_unique_id_function=lambda route: "_".join([*map(str, route.tags[:1]), route.name]),
        dependencies=[Depends(guard), Depends(paced), Depends(once)],
        responses=ERRORS,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # those redirects are made from the Host header, which anybody may choose
        lifespan=lifespan,
    )
    app.state.shared = shared
    for router in api_v1.ROUTERS:
        app.include_router(router)
    for router in pages.ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.state.routes = [r for router in (*api_v1.ROUTERS, *pages.ROUTERS) for r in router.routes]
    problems.install(app)
    app.add_exception_handler(Replayed, lambda _, known: cast(Replayed, known).response)
    app.add_middleware(KeepsAnswers)
    app.add_middleware(Tagged)
    app.add_middleware(Protection, hosts=Hosts([*settings.hosts.split(","), *names]))
    describe(app)
    return app


def _open(settings: Settings) -> Shared:
    store = Store.open(settings.database, settings.store, settings.keys)
    service = Service(store, settings)
    service.begin("server")
    with store.database.engine.connect() as connection:
        if above_policies(connection):
            log.warning("the database's role is above row-level security: use one that is no superuser")
    with store.database.reading() as session:
        nobody = not Accounts(session, store.keys).any()
    pace, first = Pace(settings.requests_per_minute), FirstRun(new_setup_code() if nobody else "")
    provider = Provider(settings, store.keys)
    return Shared(settings, store, service, Shelf(), Attempts(), pace, Watchers(), first, provider)
