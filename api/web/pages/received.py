"""What a recipient finds behind their link: the files, and nothing else of this service.

Threat: a guessed link; a scanner of mail that opens the link and is taken for the recipient. Rule: a link
holds 256 bits of chance; the page names nobody, and a file is fetched by an address of its own, so that
opening the link fetches nothing; an address that leads nowhere says the same whatever the reason. Residual
risk: whoever holds the link has the file.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from api.web.attachments import attachment
from api.web.permissions import public
from api.web.problems import not_found
from api.web.rendering import page
from api.web.state import shared
from models.marking import ProtectiveMarking
from pipeline.disclosing import File, NotNow

router = APIRouter(prefix="/received")

Secret = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{43}$")]


@router.get("/{secret}")
@public
def received_page(request: Request, secret: Secret) -> Response:
    """The files that were released to whoever holds the link."""
    here = shared(request)
    try:
        overview = here.service.counter.behind_link(secret)
    except NotNow:
        raise not_found() from None
    marking: ProtectiveMarking = here.settings.ceiling
    return page(request, "received.html.j2", marking=marking, overview=overview, secret=secret)


@router.get("/{secret}/{what}")
@public
def received_file(request: Request, secret: Secret, what: File) -> Response:
    """One of the files, to be saved."""
    here = shared(request)
    try:
        data = here.service.counter.received(secret, what)
    except NotNow:
        raise not_found() from None
    kind = "pdf" if data.startswith(b"%PDF") else "docx"
    return attachment(data, f"{what}.{kind}", kind)
