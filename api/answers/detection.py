"""`countersign detect`: who and what identifies somebody, where, and why it is thought so."""

from __future__ import annotations

from typing import Any

from models.document import Document
from models.people import Detection


def detect_answer(document: Document, detection: Detection, file: str) -> dict[str, Any]:
    """Mentions in order of place, and the people they come to. `person` is an id of `people`, or null."""
    roles = {person.id: person.role.value for person in detection.people}
    return {
        "file": file,
        "mentions": [
            {
                "start": m.start,
                "end": m.end,
                "text": document.quote(m.span),
                "type": m.type.value,
                "person": m.person or None,
                "role": roles.get(m.person),
                "score": round(m.score, 3),
                "why": m.why,
                "recogniser": m.recogniser,
            }
            for m in detection.mentions
        ],
        "people": [
            {
                "id": p.id,
                "name": p.name,
                "names": list(p.names),
                "role": p.role.value,
                "also": [role.value for role in p.also],
                "agency": p.agency,
                "why": list(p.why),
            }
            for p in detection.people
        ],
    }
