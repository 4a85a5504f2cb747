"""What the copy says of itself: its title, the note at its head, and its marking."""

from __future__ import annotations

from collections.abc import Iterable

from models.disclosure import Decision, Verdict
from models.marking import ProtectiveMarking

TITLE = "Redacted copy"
LANGUAGE = "en-GB"

SET_WRONGLY = (
    "Some writing in this copy cannot be shown as it should be: a character that its typefaces lack stands "
    "as a box, and Arabic or Hebrew runs from the left. The same copy as a Word document shows it."
)


def cover_note(decisions: Iterable[Decision]) -> list[str]:
    """The paragraphs at the head of the copy."""
    decisions = tuple(decisions)
    policies = sorted({(d.policy, d.policy_version) for d in decisions})
    under = " and ".join(f"{name}, version {version}" for name, version in policies)
    made = f"This copy was made under the disclosure policy {under}." if under else "This is a copy."
    if not any(d.verdict is Verdict.REMOVE for d in decisions):
        return [f"{made} Nothing in its text had to be removed."]
    return [
        f"{made} It holds only what its recipient is given.",
        "Words in square brackets stand where something was removed: they show what sort of thing it was, "
        "and nothing of its length. A numbered person is the same person throughout this copy; the numbers "
        "have no meaning outside it.",
    ]


def marking_line(marking: ProtectiveMarking) -> str:
    """The marking as it stands at the top and the bottom of every page."""
    return str(marking).upper()
