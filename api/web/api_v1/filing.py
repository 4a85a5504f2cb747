"""Documents that came in without a case."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.web.api_v1.documents import Id
from api.web.paging import Limit
from api.web.permissions import Permission, needs
from api.web.shapes import reading as shapes
from api.web.state import actor_of, shared
from pipeline.filing import FilingDesk

router = APIRouter(prefix="/api/v1", tags=["documents"])


@router.get("/filing", summary="Documents without a case")
@needs(Permission.UPLOAD)
def waiting(request: Request, limit: Limit = 50) -> shapes.UnfiledList:
    """Those that have waited longest, each with the cases that its words point to."""
    here = shared(request)
    found = FilingDesk(here.store, here.settings).waiting(actor_of(request), limit)
    items = [
        shapes.UnfiledOut(
            document_id=one.entry.id,
            filename=one.entry.filename,
            state=one.entry.state,
            proposals=[shapes.ProposalOut.model_validate(p) for p in one.proposals],
        )
        for one in found
    ]
    return shapes.UnfiledList(items=items)


@router.put("/documents/{id}/case", summary="File a document under a case")
@needs(Permission.UPLOAD)
def file(request: Request, id: Id, sent: shapes.NewPlace) -> shapes.Filed:
    """Only one that came without a case, and has been read: 409 for any other."""
    here = shared(request)
    case_id = FilingDesk(here.store, here.settings).file(id, sent.case, actor_of(request))
    return shapes.Filed(document_id=id, case_id=case_id)
