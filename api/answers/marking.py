"""`countersign mark`: what the document says its marking is, and what its content makes it."""

from __future__ import annotations

from typing import Any

from api.answers.places import place, places
from models.marking import MarkingVerdict, ProtectiveMarking


def mark_answer(verdict: MarkingVerdict, file: str) -> dict[str, Any]:
    """The verdict. `declared` is null where the document carries no marking."""
    return {
        "file": file,
        "outcome": verdict.outcome.value,
        "quarantine": verdict.quarantine,
        "declared": verdict.declared.as_declared if verdict.declared else None,
        "declared_detail": _detail(verdict.declared) if verdict.declared else None,
        "assessed": str(verdict.assessed),
        "proposed": str(verdict.proposed),
        "caveats": [{"kind": c.kind.value, "text": c.text} for c in verdict.proposed.caveats],
        "places": [
            {
                "text": p.text,
                "marking": p.marking.as_declared,
                "channel": p.channel.value,
                "page": p.page,
                **place(p.span),
            }
            for p in verdict.places
        ],
        "reasons": [
            {
                "code": r.code,
                "title": r.title,
                "why": r.why,
                "spans": places(r.spans),
                "calls_for": str(r.calls_for) if r.calls_for else None,
            }
            for r in verdict.reasons
        ],
        "problems": [
            {"code": p.code, "message": p.message, "remedy": p.remedy, "spans": places(p.spans)}
            for p in verdict.problems
        ],
    }


def _detail(marking: ProtectiveMarking) -> dict[str, Any]:
    return {
        "tier": marking.tier.value,
        "sensitive": marking.sensitive,
        "caveats": [{"kind": c.kind.value, "text": c.text} for c in marking.caveats],
        "when_complete": marking.when_complete,
        "legacy": marking.legacy.value if marking.legacy else None,
    }
