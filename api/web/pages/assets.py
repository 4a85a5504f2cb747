"""The scripts of the pages: files of our own, for everybody, and nothing that is not on this list."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from api.web.permissions import public
from api.web.problems import not_found
from api.web.rendering import script

router = APIRouter()

SCRIPTS = ("govuk.js", "desk.js", "upload.js")


@router.get("/static/{name}")
@public
def asset(name: Annotated[str, Path(max_length=40)]) -> Response:
    """One script. Pages work without any of them."""
    if name not in SCRIPTS:
        raise not_found()
    return Response(script(name), media_type="text/javascript", headers={"Cache-Control": "max-age=300"})
