"""Making a redacted copy and putting it on the shelf: the same for the API and the pages."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request

from api.web.problems import Problem
from api.web.shelf import Kept
from api.web.state import actor_of, shared
from pipeline.naming import copy_name
from storage.archive import NoSuchDocument
from storage.events import Event


def make(request: Request, document_id: str, policy: str | None) -> Kept:
    """Have the copy made and verified, and keep it for a while."""
    here, actor = shared(request), actor_of(request)
    entry = here.service.document(document_id, actor)
    name = policy or here.settings.policy
    _known(name)
    release = here.service.make_copy(document_id, name, actor)
    extension = "pdf" if entry.format == "pdf" else "docx"
    filename = copy_name(entry.filename, extension, entry.held)
    return here.shelf.put(
        document_id, actor, filename, release.copy, release.decisions, release.log, release.verification
    )


def find(request: Request, document_id: str, copy_id: str) -> Kept:
    """The copy, where it is there, whoever asks had it made, and they may still see its document."""
    here = shared(request)
    kept = here.shelf.find(copy_id, document_id, actor_of(request))
    if kept is None:
        raise gone()
    with here.store.reading() as (_, archive):
        try:
            archive.row(document_id)
        except NoSuchDocument:
            raise gone() from None
    return kept


def fetch(request: Request, document_id: str, copy_id: str) -> tuple[Kept, bytes]:
    """The copy and its bytes; that it was fetched is recorded first."""
    kept = find(request, document_id, copy_id)
    here = shared(request)
    here.service.record(Event.SENSITIVE_READ, actor_of(request), document=document_id, what="copy")
    try:
        return kept, here.shelf.read(kept)
    except KeyError:
        raise gone() from None


def log_file(kept: Kept) -> bytes:
    """The log that goes with the copy, as plain text."""
    from redact.log import log_in_words  # the room takes seconds to load, and the server starts without it

    return log_in_words(kept.log).encode()


def gone() -> Problem:
    """The copy is not there, not any more, or somebody else's."""
    return Problem(
        HTTPStatus.NOT_FOUND,
        "no-such-copy",
        "There is no such copy, or it is no longer kept.",
        "Make it again from the document.",
    )


def _known(name: str) -> None:
    """Only policies by name: a path from outside is never opened."""
    from redact import policy_names

    if name not in policy_names():
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "invalid",
            "There is no disclosure policy of that name.",
            f"Use one of: {', '.join(policy_names())}.",
            errors=[{"field": "policy", "message": "Not the name of a policy."}],
        )
