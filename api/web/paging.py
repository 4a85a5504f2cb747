"""Pages of a list. A cursor is opaque to clients, so that what it holds can change."""

from __future__ import annotations

import base64
from http import HTTPStatus
from typing import Annotated

from fastapi import Query

from api.web.problems import Problem

MOST = 200
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[str, Query(max_length=64, description="`next` of the page before; empty for the first.")]
_LAST = 10_000_000


def start(cursor: str) -> int:
    """How many items come before; raises `Problem` for a cursor that is none of ours."""
    if not cursor:
        return 0
    try:
        kind, _, number = base64.urlsafe_b64decode(cursor.encode("ascii")).decode("ascii").partition(":")
        if kind == "after" and number.isdecimal() and int(number) <= _LAST:
            return int(number)
    except ValueError:
        pass
    raise Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        "That is no cursor.",
        "Use `next` of the page before as it is.",
        errors=[{"field": "cursor", "message": "Not a cursor of this service."}],
    )


def following(begin: int, limit: int, found: int) -> str | None:
    """The cursor of the next page, where one more than `limit` was found."""
    if found <= limit:
        return None
    return base64.urlsafe_b64encode(f"after:{begin + limit}".encode()).decode()
