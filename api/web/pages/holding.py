"""Legal holds, for people: placed on a case or a document from its page, listed, lifted.

A hold is about one case or document and no list of them: who places it has looked at what it is on.
"""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response

from api.web.names import names_by_id
from api.web.pages.entrance import go
from api.web.paging import Cursor, following, start
from api.web.permissions import Permission, needs
from api.web.rendering import page
from api.web.state import actor_of, shared
from models.errors import CountersignError
from storage.archive import NoSuchDocument
from storage.retention import LONGEST_REASON, NoSuchHold

router = APIRouter()

SHOWN = 50
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Words = Annotated[str, Form(max_length=2 * LONGEST_REASON)]
"""More than a reason may have, so that one that is too long is answered in words."""


@router.get("/retention/holds")
@needs(Permission.RETENTION)
def holds(request: Request, cursor: Cursor = "") -> Response:
    """The holds that stand, those to be reviewed first, and the forms to lift them."""
    return _holds(request, start(cursor))


@router.post("/retention/holds/{id}/lift")
@needs(Permission.RETENTION)
def lift(request: Request, id: Id, reason: Words = "") -> Response:
    """Lift a hold, with a reason."""
    try:
        shared(request).service.retention.lift(actor_of(request), id, reason)
    except NoSuchHold:
        raise
    except CountersignError as fault:
        return _holds(request, 0, [told(f"reason-{id}", fault)], reason)
    return go("/retention/holds")


@router.get("/cases/{id}/hold")
@needs(Permission.RETENTION)
def case_hold_form(request: Request, id: Id) -> Response:
    """The form that places a hold on a whole case."""
    return _hold_form(request, _case_of(request, id), f"/cases/{id}")


@router.post("/cases/{id}/hold")
@needs(Permission.RETENTION)
def hold_case(request: Request, id: Id, reason: Words = "", review: Words = "") -> Response:
    """Place a hold on everything that the case holds, and on what comes into it."""
    return _placed(request, _case_of(request, id), f"/cases/{id}", reason, review, case_id=id)


@router.get("/documents/{id}/hold")
@needs(Permission.RETENTION)
def document_hold_form(request: Request, id: Id) -> Response:
    """The form that places a hold on one document."""
    return _hold_form(request, _document_of(request, id), f"/documents/{id}")


@router.post("/documents/{id}/hold")
@needs(Permission.RETENTION)
def hold_document(request: Request, id: Id, reason: Words = "", review: Words = "") -> Response:
    """Place a hold on one document."""
    return _placed(request, _document_of(request, id), f"/documents/{id}", reason, review, document_id=id)


def _placed(request: Request, what: str, address: str, reason: str, review: str, **whose: str) -> Response:
    """The holds after one was placed on the case or the document of that id, or the form with why not."""
    try:
        shared(request).service.retention.hold(actor_of(request), reason, _day(review), **whose)
    except NoSuchDocument:
        raise
    except CountersignError as fault:
        return _hold_form(request, what, address, fault, reason, review)
    return go("/retention/holds")


def _holds(
    request: Request, begin: int, errors: list[dict[str, str]] | None = None, reason: str = ""
) -> Response:
    here = shared(request)
    found = here.service.retention.holds(actor_of(request))
    after = following(begin, SHOWN, len(found) - begin)
    shown = found[begin : begin + SHOWN]
    return page(
        request,
        "retention_holds.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        marking=here.settings.ceiling,
        found=shown,
        names=names_by_id(request, [h.placed_by for h in shown]),
        most=LONGEST_REASON,
        reason=reason,
        errors=errors or [],
        first=begin == 0,
        more=urlencode({"cursor": after}) if after else "",
    )


def _hold_form(
    request: Request,
    what: str,
    address: str,
    fault: CountersignError | None = None,
    reason: str = "",
    review: str = "",
) -> Response:
    field = "reason" if fault is not None and "reason" in fault.message else "review"
    return page(
        request,
        "retention_hold.html.j2",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        marking=shared(request).settings.ceiling,
        what=what,
        address=address,
        reason=reason,
        review=review,
        most=LONGEST_REASON,
        errors=[told(field, fault)] if fault else [],
    )


def _case_of(request: Request, id: str) -> str:
    reference, _, _ = shared(request).service.access_book.of(id)
    return f"case {reference}"


def _document_of(request: Request, id: str) -> str:
    entry = shared(request).service.document(id, actor_of(request))
    return f"{entry.filename or 'a document that is not kept'}, case {entry.case}"


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise CountersignError(
            "A hold has a day on which it is looked at again.", "Give the day, as 2031-03-12."
        ) from None


def told(field: str, fault: CountersignError) -> dict[str, str]:
    """A fault for the summary at the top of a page, leading to that field."""
    return wrong(field, f"{fault.message} {fault.remedy}".strip())


def wrong(field: str, message: str) -> dict[str, str]:
    """The same, in words of the page's own."""
    return {"field": field, "message": message}
