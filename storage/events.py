"""What the audit trail records: event names, and for each the exact keys of its detail.

Names follow the OWASP Application Logging Vocabulary where it has one
(https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html). Details hold ids, counts
and codes, never a name, a file name or text: the trail outlives the documents.
"""

from __future__ import annotations

import re
from enum import StrEnum

MOST_CHARACTERS = 200
ACTOR = re.compile(r"[a-z0-9][a-z0-9:_-]{0,63}")


class Event(StrEnum):
    """Stable: auditors search for these."""

    UPLOAD_COMPLETE = "upload_complete"
    UPLOAD_VALIDATION = "upload_validation"
    UPLOAD_DELETE = "upload_delete"
    SENSITIVE_CREATE = "sensitive_create"
    SENSITIVE_READ = "sensitive_read"
    SENSITIVE_UPDATE = "sensitive_update"
    SENSITIVE_DELETE = "sensitive_delete"
    AUTHN_LOGIN_SUCCESS = "authn_login_success"
    AUTHN_LOGIN_FAIL = "authn_login_fail"
    AUTHN_LOGIN_LOCK = "authn_login_lock"
    AUTHN_TOKEN_CREATED = "authn_token_created"  # noqa: S105 - an event's name
    AUTHN_TOKEN_REVOKED = "authn_token_revoked"  # noqa: S105 - an event's name
    AUTHZ_FAIL = "authz_fail"
    SESSION_EXPIRED = "session_expired"
    EXCESS_RATE_LIMIT_EXCEEDED = "excess_rate_limit_exceeded"
    INPUT_VALIDATION_FAIL = "input_validation_fail"
    SYS_STARTUP = "sys_startup"
    SYS_SHUTDOWN = "sys_shutdown"
    JOB_RETRY = "job_retry"  # from here on our own: the vocabulary has no word for them
    JOB_CANCEL = "job_cancel"
    MARKING_SETTLED = "marking_settled"
    ANSWER_GIVEN = "answer_given"
    ANSWER_WITHDRAWN = "answer_withdrawn"
    KEYS_ROTATED = "keys_rotated"
    DISCLOSURE_OPENED = "disclosure_opened"
    DISCLOSURE_ACT = "disclosure_act"
    DISCLOSURE_UNDONE = "disclosure_undone"
    DISCLOSURE_MOVED = "disclosure_moved"
    DISCLOSURE_FETCHED = "disclosure_fetched"
    COPY_RELEASED = "copy_released"
    COPY_STOPPED = "copy_stopped"
    HOLD_PLACED = "hold_placed"
    HOLD_LIFTED = "hold_lifted"
    CASE_END_STATED = "case_end_stated"
    DISPOSAL_PROPOSED = "disposal_proposed"
    DISPOSAL_WITHDRAWN = "disposal_withdrawn"
    DISPOSAL_CONFIRMED = "disposal_confirmed"
    DISPOSAL_STOPPED = "disposal_stopped"
    DISPOSAL_DESTROYED = "disposal_destroyed"  # the keys are gone
    DISPOSAL_COMPLETE = "disposal_complete"  # and so is what they opened; certified
    DISPOSAL_AGAIN = "disposal_again"  # a back-up had brought it back
    SYS_BACKUP = "sys_backup"
    SYS_RESTORE = "sys_restore"


KEYS: dict[Event, frozenset[str]] = {
    Event.UPLOAD_COMPLETE: frozenset({"document", "case", "job", "size", "version"}),
    Event.UPLOAD_VALIDATION: frozenset({"document", "job", "outcome", "code", "attempts"}),
    Event.UPLOAD_DELETE: frozenset({"document", "why"}),
    Event.SENSITIVE_CREATE: frozenset({"document", "what"}),
    Event.SENSITIVE_READ: frozenset({"document", "what"}),
    Event.SENSITIVE_UPDATE: frozenset({"document", "what"}),
    Event.SENSITIVE_DELETE: frozenset({"document", "what"}),
    Event.AUTHN_LOGIN_SUCCESS: frozenset(),
    Event.AUTHN_LOGIN_FAIL: frozenset({"why"}),
    Event.AUTHN_LOGIN_LOCK: frozenset({"why"}),
    Event.AUTHN_TOKEN_CREATED: frozenset({"scopes"}),
    Event.AUTHN_TOKEN_REVOKED: frozenset({"client"}),
    Event.AUTHZ_FAIL: frozenset({"resource"}),
    Event.SESSION_EXPIRED: frozenset(),
    Event.EXCESS_RATE_LIMIT_EXCEEDED: frozenset({"most"}),
    Event.INPUT_VALIDATION_FAIL: frozenset({"field"}),
    Event.SYS_STARTUP: frozenset({"version", "part"}),
    Event.SYS_SHUTDOWN: frozenset({"part"}),
    Event.JOB_RETRY: frozenset({"job", "document"}),
    Event.JOB_CANCEL: frozenset({"job", "document"}),
    Event.MARKING_SETTLED: frozenset({"document", "marking"}),
    Event.ANSWER_GIVEN: frozenset({"document", "code", "finding", "answer"}),
    Event.ANSWER_WITHDRAWN: frozenset({"document", "code", "finding"}),
    Event.KEYS_ROTATED: frozenset({"key", "rewrapped", "retired"}),
    Event.DISCLOSURE_OPENED: frozenset({"document", "disclosure", "policy", "policy_version", "proposed"}),
    Event.DISCLOSURE_ACT: frozenset({"disclosure", "number", "act", "places"}),
    Event.DISCLOSURE_UNDONE: frozenset({"disclosure", "number", "undone"}),
    Event.DISCLOSURE_MOVED: frozenset({"disclosure", "document", "to"}),
    Event.DISCLOSURE_FETCHED: frozenset({"disclosure", "document", "what", "sha256"}),
    Event.COPY_RELEASED: frozenset({"document", "policy", "policy_version", "sha256", "removed"}),
    Event.COPY_STOPPED: frozenset({"document", "policy"}),
    Event.HOLD_PLACED: frozenset({"hold", "case", "document", "review"}),
    Event.HOLD_LIFTED: frozenset({"hold", "case", "document"}),
    Event.CASE_END_STATED: frozenset({"case", "ended"}),
    Event.DISPOSAL_PROPOSED: frozenset({"disposal", "document", "schedule"}),
    Event.DISPOSAL_WITHDRAWN: frozenset({"disposal", "document"}),
    Event.DISPOSAL_CONFIRMED: frozenset({"disposal", "document", "proposed_by"}),
    Event.DISPOSAL_STOPPED: frozenset({"disposal", "document", "why"}),
    Event.DISPOSAL_DESTROYED: frozenset({"disposal", "document", "data_keys", "pieces"}),
    Event.DISPOSAL_COMPLETE: frozenset({"disposal", "document", "certificate"}),
    Event.DISPOSAL_AGAIN: frozenset({"disposal", "document"}),
    Event.SYS_BACKUP: frozenset({"pieces", "bytes", "missing"}),
    Event.SYS_RESTORE: frozenset({"made", "pieces", "disposed_again"}),
}


def fits(event: Event, actor: str, detail: dict[str, str | int]) -> None:
    """Raise `ValueError` where an event is not written as the table says: a fault of the calling code."""
    if not ACTOR.fullmatch(actor):
        raise ValueError("an actor is an account's id, not a name: lower-case letters, digits, ':', '_', '-'")
    if detail.keys() != KEYS[event]:
        raise ValueError(f"{event} has the keys {sorted(KEYS[event])}, not {sorted(detail)}")
    for key, value in detail.items():
        if isinstance(value, str) and (len(value) > MOST_CHARACTERS or not value.isprintable()):
            raise ValueError(f"{event}: {key} is too long or not plain text")
