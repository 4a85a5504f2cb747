"""How a job's end is written down: its state, its document's, and one record in the audit trail, together."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.case import JobState
from models.errors import RefusalCode
from models.marking import ProtectiveMarking
from pipeline.order import own_date
from pipeline.stages import Processed
from pipeline.tally import Tally
from storage import audit, jobs
from storage.archive import Archive
from storage.events import Event
from storage.jobs import Lease, Task
from storage.keys import KeyProvider
from storage.measures import Measures
from storage.succession import give_back

_NOT_KEPT = (RefusalCode.ABOVE_CEILING.value, RefusalCode.INFECTED.value)
SYSTEM = "system"
"""The actor of what nobody asked for at that moment."""


class Endings:
    """Writes ends in the caller's transaction: all of one is there, or nothing."""

    def __init__(self, keys: KeyProvider, tally: Tally) -> None:
        self._keys, self._tally = keys, tally

    def write(
        self,
        session: Session,
        archive: Archive,
        lease: Lease,
        state: JobState,
        code: str,
        reason: str,
        remedy: str,
    ) -> list[str]:
        """Refused, failed, or quarantined unread; the names of the bytes to be removed after the commit.

        What is above the ceiling or infected is destroyed. Raises `LeaseLost`.
        """
        gone: list[str] = []
        jobs.finish(session, lease, state, code, reason, remedy)
        if lease.task is Task.PROCESS:
            row = archive.row(lease.document_id)
            row.state = state.value
            if state in (JobState.REFUSED, JobState.FAILED):
                give_back(session, row)
            if code in _NOT_KEPT:
                around = archive.forget_around(row)
                gone = [*around.values(), *archive.destroy(row)]
                for id in around:
                    why = f"holds-{code}"
                    audit.append(session, self._keys, Event.UPLOAD_DELETE, SYSTEM, document=id, why=why)
        self.note(session, lease, state, code)
        return gone

    def note(self, session: Session, lease: Lease, state: JobState, code: str) -> None:
        """The record of an end, last in its transaction."""
        if lease.task is Task.PROCESS:
            self._tally.add("ended", state.value)
            if state is JobState.REFUSED:
                self._tally.add("refused", code)
        audit.append(
            session,
            self._keys,
            Event.UPLOAD_VALIDATION,
            SYSTEM,
            document=lease.document_id,
            job=lease.job_id,
            outcome=state.value,
            code=code,
            attempts=lease.attempt,
        )


def measures_of(done: Processed) -> Measures:
    """What a finished document's plain columns say."""
    document, marking = done.document, done.marking
    return Measures(
        format=document.format.value,
        form=document.form.name,
        kind=document.form.kind.value,
        held=own_date(document),
        declared=_bare(marking.declared) if marking.declared else "",
        proposed=_bare(marking.proposed),
        outcome=marking.outcome.value,
        not_assessed=len(done.report.not_assessed),
        mentions=len(done.detection.mentions),
        people=len(done.detection.people),
    )


def _bare(marking: ProtectiveMarking) -> str:
    """Tier and -SENSITIVE alone: a caveat may name a recipient."""
    return f"{marking.tier}-SENSITIVE" if marking.sensitive else str(marking.tier)
