"""`countersign redact`: what left the document, what stayed, and how the copy was verified."""

from __future__ import annotations

from typing import Any

from models.disclosure import Decision, DisclosureLog, LogEntry, Verdict, Verification


def redact_answer(
    file: str, out: str, decisions: tuple[Decision, ...], log: DisclosureLog, verification: Verification
) -> dict[str, Any]:
    """The release of one copy. `removed` and `kept` count mentions, not people."""
    return {
        "file": file,
        "policy": log.policy,
        "policy_version": log.policy_version,
        "out": out,
        "removed": sum(1 for d in decisions if d.verdict is Verdict.REMOVE),
        "kept": sum(1 for d in decisions if d.verdict is Verdict.KEEP),
        "verification": verification_answer(verification),
        "log": log_answer(log),
    }


def verification_answer(verification: Verification) -> dict[str, Any]:
    """What the verifier did. A leak is told by the removal's number and the place, never by the text."""
    return {
        "clean": verification.clean,
        "readers": list(verification.readers),
        "searched": verification.searched,
        "leaks": [{"removal": k.removal, "where": k.where, "how": k.how} for k in verification.leaks],
        "notes": list(verification.notes),
    }


def log_answer(log: DisclosureLog) -> dict[str, Any]:
    """The log that goes with a copy."""
    return {
        "policy": log.policy,
        "policy_version": log.policy_version,
        "original_sha256": log.original_sha256,
        "copy_sha256": log.copy_sha256,
        "marking": log.marking,
        "made": log.made,
        "removed": [_entry(entry) for entry in log.removed],
        "kept": [_entry(entry) for entry in log.kept],
        "reasons": [{"code": code, "words": words} for code, words in log.reasons],
    }


def _entry(entry: LogEntry) -> dict[str, Any]:
    return {
        "label": entry.label,
        "type": entry.type.value,
        "role": entry.role.value,
        "reason": entry.reason,
        "why": entry.why,
        "count": entry.count,
        "sections": list(entry.sections),
    }
