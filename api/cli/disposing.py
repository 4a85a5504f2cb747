"""`countersign dispose`: propose, confirm by somebody else, carry out, and fetch the certificates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.faults import Exit, usage
from api.cli.terminal import console, emit

if TYPE_CHECKING:
    from pipeline.retention import Disposal
    from pipeline.service import Service


def dispose_command(
    propose: list[str],
    due: bool,
    confirm: str | None,
    withdraw: str | None,
    resume: bool,
    certificates: Path | None,
    account: str | None,
    as_json: bool,
) -> int:
    """One step of a disposal, or the list; exits 4 where one was stopped or is not over."""
    from api.cli.signing import installed, signed_in, told
    from api.web.permissions import Permission
    from pipeline.retention import Fate
    from pipeline.service import Service
    from pipeline.settings import load_settings
    from storage.retention import DisposalState

    settings = load_settings()
    installed(settings)
    decisions = [bool(propose) or due, confirm is not None, withdraw is not None]
    if sum([*decisions, resume, certificates is not None]) > 1:
        raise usage("One step at a time.", "Propose; have somebody else confirm; fetch the certificates.")
    # opening it goes on with what was not over
    with told(), Service.open(settings, part="dispose") as service:
        if any(decisions):
            if account is None:
                raise usage("A disposal is somebody's decision.", "Give --account NAME.")
            wanted = Permission.DISPOSE if confirm is not None else Permission.RETENTION
            who = signed_in(service, settings, account, wanted)
            asked = service.seen_by(who.scope)
            if confirm is not None:
                found = asked.disposals.confirm(who.id, confirm)
            elif withdraw is not None:
                found = asked.disposals.withdraw(who.id, withdraw)
            else:
                ids = list(propose)
                if due:
                    standings = asked.retention.standings(who.id)
                    ids += [s.judgement.document_id for s in standings if s.judgement.fate is Fate.DUE]
                found = asked.disposals.propose(who.id, ids) if ids else []
        else:
            found = service.disposals.disposals("system")
        written = _write(service, found, certificates) if certificates is not None else 0
    if as_json:
        emit(
            {
                "disposals": [
                    {
                        "disposal": d.id,
                        "batch": d.batch,
                        "document": d.document_id,
                        "state": d.state.value,
                        "schedule": d.schedule,
                        "due": d.due,
                        "proposed": d.proposed.isoformat(),
                        "proposed_by": d.proposed_by,
                        "confirmed": d.confirmed.isoformat() if d.confirmed else None,
                        "confirmed_by": d.confirmed_by or None,
                        "certified": d.certified,
                    }
                    for d in found
                ],
                "certificates": written,
            }
        )
    else:
        out = console()
        for d in found:
            out.print(f"{d.state.value:10} {d.document_id}  by schedule {d.schedule}, batch {d.batch}")
        if certificates is not None:
            out.print(f"{written} certificates were written.")
        elif not found:
            out.print("Nothing is due." if due else "There are no disposals.")
        elif any(d.state is DisposalState.PROPOSED for d in found):
            out.print("Somebody else confirms: countersign dispose --confirm BATCH --account NAME")
    unfinished = (DisposalState.STOPPED, DisposalState.CONFIRMED, DisposalState.DESTROYED)
    wrong = (confirm is not None or resume) and any(d.state in unfinished[bool(resume) :] for d in found)
    return Exit.UNVERIFIED if wrong else Exit.DONE


def _write(service: Service, found: Sequence[Disposal], folder: Path) -> int:
    """A file for each certificate that is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for disposal in found:
        path = folder / f"disposal-{disposal.id}.json"
        if disposal.certified and not path.exists():
            path.write_text(service.disposals.certificate("system", disposal.id), encoding="utf-8")
            written += 1
    return written
