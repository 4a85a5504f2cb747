"""The approver's side: other eyes than those that made the disclosure.

Threat: one person alone lets something out. Rule: whoever opened, changed or submitted a disclosure cannot
approve it, whatever their role; what is approved is what was submitted, made into files and verified at that
moment. Residual risk: two people who agree.
"""

from __future__ import annotations

from models.review import DisclosureState
from pipeline.disclosing.guards import in_words, other_eyes, submitted, unchanged
from pipeline.disclosing.room import Room
from pipeline.disclosing.views import NotNow, Overview


class Approvers(Room):
    """What approvers do. Safe to share between threads; `actor` is always an account's id."""

    def approve(self, id: str, actor: str, remark: str = "") -> Overview:
        """Make the files of what was submitted. Raises `FourEyes`, `NotNow`, `VerificationFailed`."""
        with self._store.reading() as (_, archive):
            row = submitted(archive.disclosures.row(id))
            other_eyes(archive, row, actor)
            changed = row.changed
            copy, summary = self._made(archive, row, look=True)
            names = [archive.disclosures.put_file(row, "copy", copy.copy)]
            if summary is not None:
                names.append(archive.disclosures.put_file(row, "summary", summary.copy))
        with self._store.writing() as (session, archive):
            row = unchanged(submitted(self._to_change(archive, id)), changed)
            other_eyes(archive, row, actor)
            row.copy_blob, row.summary_blob = names[0], (names[1] if len(names) > 1 else "")
            row.decided_by = actor
            if remark.strip():
                archive.disclosures.remark(row, in_words("remark", remark), actor)
            return self._move(session, archive, row, DisclosureState.APPROVED, actor)

    def send_back(self, id: str, remark: str, actor: str) -> Overview:
        """Return it to the officer, with what is to be changed."""
        if not remark.strip():
            raise NotNow("A disclosure is sent back with a remark.", "Say what is to be changed.")
        with self._store.writing() as (session, archive):
            row = submitted(self._to_change(archive, id))
            archive.disclosures.remark(row, in_words("remark", remark), actor)
            row.decided_by = actor
            return self._move(session, archive, row, DisclosureState.RETURNED, actor)
