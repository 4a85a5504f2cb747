"""`countersign retention` and `countersign hold`: what may go, and what is held against going."""

from __future__ import annotations

from collections import Counter
from datetime import date

from api.cli.faults import Exit, usage
from api.cli.terminal import console, emit, safe


def retention_command(case: str | None, ended: str | None, account: str | None, as_json: bool) -> int:
    """The dry run, or with `ended` the day on which management of a case ended."""
    from api.cli.signing import installed, signed_in, told
    from api.web.permissions import Permission
    from pipeline.service import Service
    from pipeline.settings import load_settings

    settings = load_settings()
    installed(settings)
    with told(), Service.open(settings, part="retention") as service:
        if ended is not None:
            if case is None or account is None:
                raise usage("The end of a case is somebody's statement.", "Give --case and --account.")
            who = signed_in(service, settings, account, Permission.RETENTION)
            service.seen_by(who.scope).retention.state_case_end(who.id, case, day_of(ended))
        found = service.retention.standings("system", case)
    rows = [
        {
            "document": s.judgement.document_id,
            "file": s.filename,
            "case": s.case,
            "fate": s.judgement.fate.value,
            "why": s.judgement.why,
            "schedule": s.judgement.schedule.name if s.judgement.schedule else None,
            "due": s.judgement.due.isoformat() if s.judgement.due else None,
            "form": s.form,
            "held": s.held.isoformat() if s.held else None,
            "received": s.received.isoformat(),
        }
        for s in found
    ]
    counts = Counter(s.judgement.fate.value for s in found)
    if as_json:
        emit({"documents": rows, "totals": dict(counts)})
        return Exit.DONE
    out = console()
    for standing in found:
        judgement = standing.judgement
        out.print(
            f"{judgement.fate.value.upper():9} {judgement.document_id}  {safe(standing.case)}  "
            f"{safe(standing.filename)}\n          {safe(judgement.why)}"
        )
    totals = ", ".join(f"{number} {fate}" for fate, number in sorted(counts.items())) or "no documents"
    out.print(f"{totals}. Nothing was changed.")
    return Exit.DONE


def hold_command(
    case: str | None,
    document: str | None,
    reason: str | None,
    review: str | None,
    lift: str | None,
    account: str | None,
    as_json: bool,
) -> int:
    """Place a hold, lift one, or list those that stand."""
    from api.cli.signing import installed, signed_in, told
    from api.web.permissions import Permission
    from pipeline.service import Service
    from pipeline.settings import load_settings

    settings = load_settings()
    installed(settings)
    changing = case is not None or document is not None or lift is not None
    if changing and (reason is None or account is None):
        raise usage("A hold is somebody's, with a reason.", "Give --reason and --account.")
    if sum(option is not None for option in (case, document, lift)) > 1:
        raise usage("One thing at a time.", "Give one of --case, --document and --lift.")
    if changing and lift is None and review is None:
        raise usage("A hold has a day on which it is looked at again.", "Give --review YYYY-MM-DD.")
    with told(), Service.open(settings, part="hold") as service:
        book = service.retention
        if changing:
            assert account is not None
            assert reason is not None
            who = signed_in(service, settings, account, Permission.RETENTION)
            book = service.seen_by(who.scope).retention
            if lift is not None:
                book.lift(who.id, lift, reason)
            else:
                assert review is not None
                book.hold(who.id, reason, day_of(review), case or "", document or "")
        found = book.holds("system")
    if as_json:
        emit(
            {
                "holds": [
                    {
                        "hold": h.id,
                        "case": h.case,
                        "document": h.document_id,
                        "file": h.filename or None,
                        "reason": h.reason,
                        "review": h.review.isoformat(),
                        "overdue": h.overdue,
                        "placed": h.placed.isoformat(),
                        "placed_by": h.placed_by,
                    }
                    for h in found
                ]
            }
        )
        return Exit.DONE
    out = console()
    for h in found:
        what = f"document {h.document_id} ({safe(h.filename)})" if h.document_id else "the whole case"
        late = " (its review is overdue)" if h.overdue else ""
        out.print(f"{h.id}  {safe(h.case)}, {what}: {safe(h.reason)}. To be reviewed on {h.review}{late}.")
    out.print(f"{len(found)} holds stand.")
    return Exit.DONE


def day_of(words: str) -> date:
    """A date as it is typed; raises a fault of usage."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise usage(f"'{words}' is no date.", "Write it as 2027-03-31.") from None
