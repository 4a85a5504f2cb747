"""How long what is kept, for people: the dry run, disposals that two people decide on, certificates.

Nothing is decided here that `pipeline.retention` does not decide: a page that is out of date destroys
nothing. Holds are placed and lifted in `api.web.pages.holding`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import Response

from api.web.attachments import attachment
from api.web.names import names_by_id
from api.web.pages.entrance import go
from api.web.pages.holding import told, wrong
from api.web.paging import Cursor, following, start
from api.web.permissions import Permission, needs
from api.web.problems import as_problem
from api.web.rendering import page
from api.web.state import actor_of, shared
from models.errors import CountersignError
from pipeline.retention import Disposal, Fate, Hold
from storage.retention import DisposalState, NoSuchDisposal

router = APIRouter()

SHOWN = 50
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Batch = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
Chosen = Annotated[list[Annotated[str, Form(max_length=32)]], Form(max_length=SHOWN)]
Shown = Annotated[Literal["", "due", "review", "held", "unjudged", "kept"], Query()]

FATES = {
    Fate.DUE: ("May go", "high"),
    Fate.REVIEW: ("To be looked at", "medium"),
    Fate.HELD: ("Held", "low"),
    Fate.UNJUDGED: ("Cannot be judged", "plain"),
    Fate.KEPT: ("Kept", "good"),
}
"""What each fate is called, and the kind of tag that shows it."""
STEPS = {
    DisposalState.PROPOSED: ("Proposed", "medium"),
    DisposalState.CONFIRMED: ("Confirmed, being carried out", "high"),
    DisposalState.DESTROYED: ("Destroyed, being cleared away", "high"),
    DisposalState.DONE: ("Done", "good"),
    DisposalState.WITHDRAWN: ("Withdrawn", "plain"),
    DisposalState.STOPPED: ("Stopped", "medium"),
}
"""The same for disposals."""


@router.get("/retention")
@needs(Permission.RETENTION)
def dry_run(request: Request, fate: Shown = "", cursor: Cursor = "") -> Response:
    """What may go, what is held and what cannot be judged, each with why. Nothing is changed by looking."""
    return _dry_run(request, fate, start(cursor))


@router.post("/retention/proposals")
@needs(Permission.RETENTION)
def propose(request: Request, documents: Chosen = []) -> Response:  # noqa: B006
    """Propose the documents chosen, with what came in the same e-mail or archive."""
    if not documents:
        return _dry_run(request, "", 0, [wrong("documents", "Choose what is to be proposed.")])
    try:
        shared(request).service.disposals.propose(actor_of(request), documents)
    except CountersignError as fault:
        return _dry_run(request, "", 0, [told("documents", fault)], as_problem(fault).status)
    return go("/retention/disposals")


@router.get("/retention/disposals")
@needs(Permission.RETENTION)
def disposals(request: Request, cursor: Cursor = "") -> Response:
    """What was proposed, what became of it, and the buttons to confirm and to withdraw."""
    return _disposals(request, start(cursor))


@router.post("/retention/proposals/{batch}/confirm")
@needs(Permission.DISPOSE)
def confirm(request: Request, batch: Batch) -> Response:
    """Confirm what somebody else proposed: it is destroyed before this answers."""
    return _decided(request, batch, shared(request).service.disposals.confirm)


@router.post("/retention/proposals/{batch}/withdraw")
@needs(Permission.RETENTION)
def withdraw(request: Request, batch: Batch) -> Response:
    """Take a proposal back."""
    return _decided(request, batch, shared(request).service.disposals.withdraw)


def _decided(request: Request, batch: str, decide: Callable[[str, str], object]) -> Response:
    """The disposals after the decision, or with why it could not be taken."""
    try:
        decide(actor_of(request), batch)
    except NoSuchDisposal:
        raise
    except CountersignError as fault:
        return _disposals(request, 0, [told(f"batch-{batch}", fault)], as_problem(fault).status)
    return go("/retention/disposals")


@router.get("/retention/certificates")
@needs(Permission.CERTIFICATES)
def certificates(request: Request, cursor: Cursor = "") -> Response:
    """The disposals that are certified, those proposed last first: ids and dates, no content."""
    begin = start(cursor)
    found = [d for d in shared(request).service.disposals.disposals(actor_of(request)) if d.certified]
    after = following(begin, SHOWN, len(found) - begin)
    found = found[begin : begin + SHOWN]
    return page(
        request,
        "retention_certificates.html.j2",
        found=found,
        names=_names(request, found),
        first=begin == 0,
        more=urlencode({"cursor": after}) if after else "",
    )


@router.get("/retention/certificates/{id}")
@needs(Permission.CERTIFICATES)
def certificate(request: Request, id: Id) -> Response:
    """One certificate, to be saved: it is signed as it stands."""
    words = shared(request).service.disposals.certificate(actor_of(request), id)
    return attachment(words.encode(), f"disposal-{id}.json")


def _dry_run(
    request: Request,
    fate: str,
    begin: int,
    errors: list[dict[str, str]] | None = None,
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> Response:
    here, actor = shared(request), actor_of(request)
    found = here.service.retention.standings(actor)
    wanted = [s for s in found if not fate or s.judgement.fate.value == fate]
    after = following(begin, SHOWN, len(wanted) - begin)
    underway = here.service.disposals.disposals(actor, unfinished=True)
    filters = {"fate": fate} if fate else {}
    return page(
        request,
        "retention.html.j2",
        status=status if errors else HTTPStatus.OK,
        marking=here.settings.ceiling,
        found=wanted[begin : begin + SHOWN],
        counts=Counter(s.judgement.fate for s in found),
        why_held=_by_what(here.service.retention.holds(actor)),
        underway={d.document_id for d in underway},
        fate=fate,
        fates=FATES,
        errors=errors or [],
        first=begin == 0,
        again=urlencode(filters),
        more=urlencode({**filters, "cursor": after}) if after else "",
    )


def _disposals(
    request: Request,
    begin: int,
    errors: list[dict[str, str]] | None = None,
    status: HTTPStatus = HTTPStatus.CONFLICT,
) -> Response:
    """Batches whole, however many documents the last one of a page has. Documents are named while kept."""
    here, actor = shared(request), actor_of(request)
    batches: dict[str, list[Disposal]] = {}
    for one in here.service.disposals.disposals(actor):
        batches.setdefault(one.batch, []).append(one)
    listed = sorted(batches.items(), key=lambda b: b[1][0].state is not DisposalState.PROPOSED)
    after = following(begin, SHOWN, len(listed) - begin)
    shown = listed[begin : begin + SHOWN]
    return page(
        request,
        "retention_disposals.html.j2",
        status=status if errors else HTTPStatus.OK,
        marking=here.settings.ceiling,
        batches=shown,
        kept={s.judgement.document_id: s for s in here.service.retention.standings(actor)},
        fates=FATES,
        steps=STEPS,
        names=names_by_id(
            request, [by for _, b in shown for d in b for by in (d.proposed_by, d.confirmed_by)]
        ),
        own={batch for batch, rows in shown if actor in {d.proposed_by for d in rows}},
        errors=errors or [],
        first=begin == 0,
        more=urlencode({"cursor": after}) if after else "",
    )


def _names(request: Request, found: list[Disposal]) -> dict[str, str]:
    return names_by_id(request, [by for d in found for by in (d.proposed_by, d.confirmed_by)])


def _by_what(holds: list[Hold]) -> dict[str, list[Hold]]:
    """Holds by the document, or the case, that they are on."""
    found: dict[str, list[Hold]] = {}
    for hold in holds:
        found.setdefault(hold.document_id or hold.case_id, []).append(hold)
    return found
