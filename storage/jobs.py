"""The job table: what is to be done, who is doing it, and what became of it.

A worker leases a job for some seconds and says again and again that it is alive. One that falls silent loses
the lease, and with it the right to change anything: every change names the lease's token. A job that was
started as often as allowed and never ended is failed, in plain sight, so that a document that kills its
worker does not do so for ever.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from models.case import Job, JobState, Stage
from models.errors import CountersignError, RefusalCode, Refused
from storage.tables import JobRow

BACK_OFF_SECONDS = 2.0
"""After a failed attempt a job waits this long, doubled with each further attempt."""


class Priority(IntEnum):
    """Who waits: a person at the screen comes before a bulk load, that before work nobody waits for."""

    LATER = 0
    BULK = 10
    WAITING = 20


class Task(StrEnum):
    """What a job does."""

    PROCESS = "process"
    CHECK_AGAIN = "check-again"  # an earlier document of its case came in after it


AGAIN = (JobState.FAILED.value, JobState.REFUSED.value, JobState.CANCELLED.value)
"""How a job ends that brought nothing in and can be tried again."""


class LeaseLost(CountersignError):
    """The job is somebody else's by now, or was cancelled: what this worker found is not kept."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job until it expires. `attempt` counts from 1; `age` is the job's seconds.

    `fresh` is true where no stage was entered before, so that there is no result to look for.
    """

    job_id: str
    document_id: str
    task: Task
    attempt: int
    token: str
    age: float = 0.0
    fresh: bool = False


def enqueue(session: Session, document_id: str, priority: Priority, task: Task = Task.PROCESS) -> str:
    """A new job for the document; its id."""
    now = datetime.now(UTC)
    row = JobRow(
        id=secrets.token_hex(16),
        document_id=document_id,
        task=task.value,
        state=JobState.QUEUED.value,
        stage=(Stage.RECEIVE if task is Task.PROCESS else Stage.CHECK).value,
        priority=int(priority),
        created=now,
        updated=now,
    )
    session.add(row)
    return row.id


def enqueue_refused(session: Session, document_id: str, why: Refused) -> str:
    """A job that ended before it began, for a file that could not be taken out of another; its id."""
    row = session.get_one(JobRow, enqueue(session, document_id, Priority.LATER))
    row.state, row.code, row.reason, row.remedy = (
        JobState.REFUSED.value,
        why.code.value,
        why.message,
        why.remedy,
    )
    return row.id


def waiting(session: Session) -> int:
    """How many jobs are not finished."""
    open_states = [JobState.QUEUED.value, JobState.RUNNING.value]
    return session.scalar(select(func.count()).select_from(JobRow).where(JobRow.state.in_(open_states))) or 0


def states(session: Session) -> dict[str, int]:
    """How many jobs are in each state."""
    found = session.execute(select(JobRow.state, func.count()).group_by(JobRow.state))
    return {state: int(number) for state, number in found}


@dataclass(frozen=True, slots=True)
class Queue:
    """Jobs that wait for a worker: how many, and how many seconds the oldest has."""

    depth: int
    oldest: float


def queue(session: Session) -> Queue:
    """What waits."""
    wanted = select(func.count(), func.min(JobRow.created)).where(JobRow.state == JobState.QUEUED.value)
    depth, first = session.execute(wanted).one()
    return Queue(depth, (datetime.now(UTC) - first).total_seconds() if first else 0.0)


def lease(
    session: Session, owner: str, now: float, seconds: float, job_id: str | None = None
) -> Lease | None:
    """The next job that is due (or that very job, if it is due), now this owner's; None where there is none.

    The caller looks at `attempt`: past the number allowed, the job is to be failed and not done.
    """
    due = or_(
        and_(JobRow.state == JobState.QUEUED.value, JobRow.not_before <= now),
        and_(JobRow.state == JobState.RUNNING.value, JobRow.lease_until < now),
    )
    wanted = select(JobRow).where(due).order_by(JobRow.priority.desc(), JobRow.created, JobRow.id).limit(1)
    if job_id is not None:
        wanted = wanted.where(JobRow.id == job_id)
    row = session.scalar(wanted.with_for_update(skip_locked=True))
    if row is None:
        return None
    row.state = JobState.RUNNING.value
    row.attempts += 1
    row.lease_owner, row.lease_token, row.lease_until = owner, secrets.token_hex(16), now + seconds
    row.updated = datetime.now(UTC)
    fresh = row.stage == Stage.RECEIVE.value
    if fresh:
        row.stage = Stage.READ.value  # said here, in one transaction with the lease
    age = (row.updated - row.created).total_seconds()
    return Lease(row.id, row.document_id, Task(row.task), row.attempts, row.lease_token, age, fresh)


def extend(session: Session, held: Lease, now: float, seconds: float) -> None:
    """Say that the worker is alive; raises `LeaseLost`."""
    _change(session, held, lease_until=now + seconds)


def enter(session: Session, held: Lease, stage: Stage) -> None:
    """Say which stage the job is in; raises `LeaseLost`."""
    _change(session, held, stage=stage.value)


def finish(
    session: Session,
    held: Lease,
    state: JobState,
    code: str = "",
    reason: str = "",
    remedy: str = "",
    stage: Stage | None = None,
) -> None:
    """Bring the job to its end; raises `LeaseLost`, and then the caller's whole transaction is undone.

    `stage` is the one it came to, where that was not said before.
    """
    _change(
        session,
        held,
        **({"stage": stage.value} if stage else {}),
        state=state.value,
        lease_until=0.0,
        lease_token="",
        code=code,
        reason=reason,
        remedy=remedy,
    )


def give_back(session: Session, held: Lease, now: float, reason: str, wait: bool = True) -> None:
    """Let the job be tried again, after a while; raises `LeaseLost`."""
    pause = BACK_OFF_SECONDS * 2 ** (held.attempt - 1) if wait else 0.0
    _change(
        session,
        held,
        state=JobState.QUEUED.value,
        lease_until=0.0,
        lease_token="",
        not_before=now + pause,
        reason=reason,
    )


def put_off(session: Session, held: Lease, until: float, reason: str) -> None:
    """Let the job be tried again from then on, this attempt not counted; raises `LeaseLost`."""
    _change(
        session,
        held,
        state=JobState.QUEUED.value,
        attempts=held.attempt - 1,
        lease_until=0.0,
        lease_token="",
        not_before=until,
        reason=reason,
    )


def retry(session: Session, job_id: str) -> JobRow | None:
    """Queue a job that failed, was refused or cancelled, or could not be scanned, from where it stopped.

    None where it is none of these.
    """
    row = session.scalar(select(JobRow).where(JobRow.id == job_id).with_for_update())
    if row is None:
        return None
    unscanned = row.state == JobState.QUARANTINED.value and row.code == RefusalCode.SCANNER.value
    if row.state not in AGAIN and not unscanned:
        return None
    row.state, row.attempts, row.not_before = JobState.QUEUED.value, 0, 0.0
    row.code = row.reason = row.remedy = ""
    row.updated = datetime.now(UTC)
    return row


def cancel(session: Session, job_id: str) -> JobRow | None:
    """End a job that has not ended; None where it had ended.

    One that waits ends here and now. One that runs ends too: its worker has lost the lease, finds that out
    at the end of the stage it is in, and keeps nothing of it. What earlier stages made stays, for a retry.
    """
    row = session.scalar(select(JobRow).where(JobRow.id == job_id).with_for_update())
    if row is None or JobState(row.state).terminal:
        return None
    row.state, row.lease_token, row.lease_until = JobState.CANCELLED.value, "", 0.0
    row.code, row.reason, row.remedy = "cancelled", "It was cancelled.", "Try it again if that was a mistake."
    row.updated = datetime.now(UTC)
    return row


def has_open(session: Session, document_id: str) -> bool:
    """Whether some job of the document is not finished."""
    open_states = [JobState.QUEUED.value, JobState.RUNNING.value]
    found = select(JobRow.id).where(JobRow.document_id == document_id, JobRow.state.in_(open_states)).limit(1)
    return session.scalar(found) is not None


def listed(session: Session, state: JobState | None, document_id: str | None, most: int) -> list[Job]:
    """Jobs, the newest first."""
    wanted = select(JobRow).order_by(JobRow.created.desc(), JobRow.id).limit(most)
    if state is not None:
        wanted = wanted.where(JobRow.state == state.value)
    if document_id is not None:
        wanted = wanted.where(JobRow.document_id == document_id)
    return [seen(row) for row in session.scalars(wanted)]


def seen(row: JobRow) -> Job:
    """The row in the vocabulary's words."""
    return Job(
        row.id,
        row.document_id,
        JobState(row.state),
        Stage(row.stage),
        row.attempts,
        row.created,
        row.updated,
        row.reason,
        row.remedy,
    )


def _change(session: Session, held: Lease, **values: str | float) -> None:
    changed = session.execute(
        update(JobRow)
        .where(
            JobRow.id == held.job_id,
            JobRow.lease_token == held.token,
            JobRow.state == JobState.RUNNING.value,
        )
        .values(updated=datetime.now(UTC), **values)
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)  # the row is not held by the session
    ).all()
    if not changed:
        raise LeaseLost("The job's lease is held by another worker by now, or the job was cancelled.")
