"""Uploads that arrive in part."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from api.web.shapes.base import Given


class UploadOut(Given):
    """How far an upload is. `document_id` and `job_id` are there once it was accepted.

    Where it was refused, `code`, `message` and `remedy` say why and what to do.
    """

    id: str
    filename: str
    case: str
    length: int
    received: int
    expires: datetime
    state: Literal["open", "accepted", "refused"]
    document_id: str | None
    job_id: str | None
    code: str
    message: str
    remedy: str
