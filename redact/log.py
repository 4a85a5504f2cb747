"""The log that goes with a copy: what was removed and kept, why, by which policy, without repeating it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from models.disclosure import Decision, DisclosureLog, DisclosurePolicy, LogEntry, Verdict
from models.document import VISIBLE, Document
from models.marking import ProtectiveMarking


def disclosure_log(
    document: Document,
    decisions: Iterable[Decision],
    policy: DisclosurePolicy,
    copy: bytes,
    marking: ProtectiveMarking,
    made: datetime | None = None,
) -> DisclosureLog:
    """The log of one copy. `made` is now unless given; sections are named as the form names them.

    A removal of something that stood outside the page counts under the section "not on the page".
    """
    decisions = tuple(decisions)
    return DisclosureLog(
        policy.name,
        policy.version,
        document.sha256,
        hashlib.sha256(copy).hexdigest(),
        str(marking),
        (made or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        _entries(document, (d for d in decisions if d.verdict is Verdict.REMOVE)),
        _entries(document, (d for d in decisions if d.verdict is Verdict.KEEP)),
        policy.reasons,
    )


def _entries(document: Document, decisions: Iterable[Decision]) -> tuple[LogEntry, ...]:
    groups: defaultdict[tuple[str, str, str, str, str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        label = decision.label if decision.verdict is Verdict.REMOVE else ""
        groups[label, decision.type.value, decision.role.value, decision.reason, decision.why].append(
            decision
        )
    return tuple(
        LogEntry(
            key[0],
            group[0].type,
            group[0].role,
            key[3],
            key[4],
            len(group),
            tuple(dict.fromkeys(_section(document, d) for d in group)),
        )
        for key, group in sorted(groups.items(), key=lambda item: (item[0][1], item[0][0], item[0][3]))
    )


def _section(document: Document, decision: Decision) -> str:
    block = next(iter(document.blocks_in(decision.span)), None)
    if block is not None and block.channel not in VISIBLE:
        return "not on the page"
    inside = [s for s in document.sections if s.span is not None and s.span.overlaps(decision.span)]
    if not inside:
        return "elsewhere in the document"
    return min(inside, key=lambda s: len(s.span) if s.span else 0).name.replace("_", " ")


def log_in_words(log: DisclosureLog) -> str:
    """The log as plain text, fit to hand over with the copy."""
    words = dict(log.reasons)
    lines = [
        f"Policy: {log.policy}, version {log.policy_version}",
        f"Marking of the copy: {log.marking}",
        f"Made: {log.made}",
        f"Original (SHA-256): {log.original_sha256}",
        f"Copy (SHA-256): {log.copy_sha256}",
        "",
        "Removed",
    ]
    for entry in log.removed:
        lines.append(f"  {entry.label}: {entry.count} in {', '.join(entry.sections)}")
        lines.append(f"    {entry.why} {words.get(entry.reason, entry.reason)}")
    if not log.removed:
        lines.append("  Nothing.")
    return "\n".join(lines) + "\n"
