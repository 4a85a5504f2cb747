"""`countersign detect`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from api.answers.detection import detect_answer
from api.cli.faults import Exit
from api.cli.reading import document_at, readers
from api.cli.terminal import console, emit, named, safe, table
from models.people import Detection


def detect_command(file: Path, as_json: bool) -> int:
    """Find people and identifiers in one file."""
    from pipeline.settings import load_settings
    from pipeline.stages import detect

    settings = load_settings()
    with readers(settings) as pool:
        document = document_at(file, pool, settings)
    detection = detect(document, settings)
    if as_json:
        emit(detect_answer(document, detection, named(file)))
    else:
        _show(detection)
    return Exit.DONE


def _show(detection: Detection) -> None:
    out = console()
    people = table("People", "Id", "Name", "Role", "Agency", "Mentions", "Why")
    times = Counter(m.person for m in detection.mentions)
    for p in detection.people:
        role = ", ".join([p.role.value, *(r.value for r in p.also)])
        people.add_row(p.id, safe(p.name), role, safe(p.agency), str(times[p.id]), safe("; ".join(p.why)))
    out.print(people)
    kinds = table("Mentions", "Kind", "Number")
    for kind, number in Counter(m.type.value for m in detection.mentions).most_common():
        kinds.add_row(kind, str(number))
    out.print(kinds)
