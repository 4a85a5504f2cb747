"""Cases, documents and what was found in them: every read and write of their rows and sealed pieces.

An `Archive` lives for one transaction. Bytes go to the store before the row that names them is committed, so
that a row never names bytes that are not there; bytes that no row names are swept (`integrity.sweep`).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.case import JobState, Stage
from models.codec import from_json, to_json
from models.errors import CountersignError
from models.finding import Finding
from storage.answers import Answers
from storage.blobs import Blobs
from storage.disclosures import Disclosures
from storage.keys import KeyProvider, WrappedKey
from storage.retention import Retention
from storage.scope import scope_of
from storage.sealing import Seal, owner_of
from storage.succession import next_number
from storage.tables import FIRST_AREA, AreaRow, CaseRow, DocumentRow, FindingRow, ResultRow
from storage.wording import Wording


class NoSuchDocument(CountersignError):
    """There is no document of that id, or it was destroyed."""


class WhichArea(CountersignError):
    """A case that could be of more than one area, or of none; say which."""


class NotForYou(CountersignError):
    """A case that whoever asks may not send anything to."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A new document before its row: its id, its seal, and the name of its encrypted original."""

    id: str
    version: int
    seal: Seal
    wrapped: WrappedKey
    original: str
    sha256: str
    size: int


class Archive:
    """The questions that may be asked, in one transaction."""

    def __init__(self, session: Session, keys: KeyProvider, blobs: Blobs) -> None:
        self.session, self._keys, self._blobs = session, keys, blobs

    # cases

    def case(self, reference: str, create: bool = False, area: str | None = None) -> str | None:
        """The id of the case with that reference; its capitals and outer spaces do not count.

        Of that area, where one is named; raises `WhichArea` where it stands in several of those that may be
        seen, or where a new case could go into several.
        """
        found = self.cases_of(reference, area)
        if len(found) > 1:
            raise WhichArea("There is a case of that reference in more than one area.", "Say in which area.")
        if found or not create:
            return found[0] if found else None
        return self._new_case(reference, self._area_for_new(area))

    def cases_of(self, reference: str, area: str | None = None) -> Sequence[str]:
        """The ids of the cases with that reference, in that area or in every one that may be seen."""
        areas = [area] if area is not None else self.areas()
        keys = [self._reference_key(reference, a) for a in areas]
        return self.session.scalars(select(CaseRow.id).where(CaseRow.reference_key.in_(keys))).all()

    def areas(self) -> list[str]:
        """The areas that may be seen, in order."""
        scope = scope_of(self.session)
        if not scope.everything:
            return sorted(scope.areas)
        return list(self.session.scalars(select(AreaRow.id).order_by(AreaRow.id)))

    def _area_for_new(self, area: str | None) -> str:
        areas = self.areas()
        if area is not None and area in areas:
            return area
        if area is not None or not areas:
            raise WhichArea("There is no such area.", "Choose one of the areas that you work in.")
        if scope_of(self.session).everything and FIRST_AREA in areas:
            return FIRST_AREA
        if len(areas) > 1:
            raise WhichArea("A new case belongs to one area.", "Say in which area.")
        return areas[0]

    def _new_case(self, reference: str, area: str) -> str:
        id = secrets.token_hex(16)
        seal, wrapped = Seal.new(self._keys, f"case {id}")
        row = CaseRow(
            id=id,
            reference_key=self._reference_key(reference, area),
            sealed_reference=seal.close("reference", reference.strip().encode()),
            key_id=wrapped.key_id,
            wrapped_key=wrapped.wrapped,
            created=datetime.now(UTC),
            area=area,
            restricted=False,
        )
        try:
            with self.session.begin_nested():
                self.session.add(row)
        except IntegrityError:  # somebody else made it just now, or it is kept to named people
            found = self.cases_of(reference, area)
            if not found:
                raise NotForYou(
                    "Nothing can be sent to that case.", "Ask whoever coordinates the area's cases."
                ) from None
            return found[0]
        return id

    def _reference_key(self, reference: str, area: str) -> str:
        """In each area a reference stands for another case; the first area's are as they were before any."""
        said = " ".join(reference.casefold().split())
        return self._keyed("case", said if area == FIRST_AREA else f"{area}\n{said}")

    def cases(self) -> list[tuple[str, str]]:
        """Ids and references of all cases."""
        kept = select(CaseRow).where(CaseRow.wrapped_key != b"")
        return [(row.id, self._reference(row)) for row in self.session.scalars(kept)]

    def case_reference(self, id: str) -> str:
        """The reference of a case, empty where there is no such case or its key was destroyed."""
        row = self.session.get(CaseRow, id)
        return self._reference(row) if row else ""

    def case_row(self, id: str) -> CaseRow:
        """The case's row; raises `NoSuchDocument`."""
        row = self.session.get(CaseRow, id)
        if row is None:
            raise NoSuchDocument("There is no such case.", "Check the id.")
        return row

    def forget_case(self, id: str) -> None:
        """Destroy the case's key, and with it its reference, once no document of it is kept any more.

        A later document of the same reference begins another case.
        """
        kept = select(DocumentRow.id).where(DocumentRow.case_id == id, DocumentRow.wrapped_key != b"")
        row = self.case_row(id)
        if row.wrapped_key and self.session.scalar(kept.limit(1)) is None:
            row.key_id, row.wrapped_key, row.sealed_reference = "", b"", b""
            row.reference_key = f"gone {id}"

    # documents

    def version_after(self, earlier: str) -> int:
        """The number of the version that follows that document, which must be the latest one."""
        row = self.row(earlier)
        if row.superseded_by:
            raise CountersignError(
                "There is a newer version of that document already.",
                "Send the file as the next version of the newest one.",
            )
        return next_number(self.session, row)

    def add(
        self,
        new: Sealed,
        case_id: str,
        filename: str,
        actor: str,
        supersedes: str | None = None,
        part_of: tuple[str, int] | None = None,
    ) -> DocumentRow:
        """The row of a document whose original is in the store; `part_of` says what it came in, and where."""
        earlier = self.row(supersedes) if supersedes else None
        row = DocumentRow(
            id=new.id,
            case_id=case_id,
            series=earlier.series if earlier else new.id,
            version=new.version,
            duplicate_of=self._same_bytes(new.sha256, case_id) if new.size else None,
            part_of=part_of[0] if part_of else None,
            part_number=part_of[1] if part_of else None,
            sha256=new.sha256,
            size=new.size,
            state=JobState.QUEUED.value,
            received=datetime.now(UTC),
            received_by=actor,
            key_id=new.wrapped.key_id,
            wrapped_key=new.wrapped.wrapped,
            sealed_filename=new.seal.close("filename", filename.encode("utf-8", "surrogatepass")),
            original=new.original,
        )
        self.session.add(row)
        if earlier:
            earlier.superseded_by = new.id
        self.session.flush()
        return row

    def row(self, id: str) -> DocumentRow:
        """The document's row; raises `NoSuchDocument`."""
        found = self.session.scalar(self.visible().where(DocumentRow.id == id))
        if found is None:
            raise NoSuchDocument("There is no such document.", "Check the id.")
        return found

    def rows(
        self,
        case_id: str | None = None,
        state: JobState | None = None,
        most: int = 200,
        skip: int = 0,
        part_of: str | None = None,
    ) -> Sequence[DocumentRow]:
        """Documents, those received last first; with `part_of`, those that came in that one."""
        wanted = self.visible().order_by(DocumentRow.received.desc(), DocumentRow.id)
        if case_id is not None:
            wanted = wanted.where(DocumentRow.case_id == case_id)
        if state is not None:
            wanted = wanted.where(DocumentRow.state == state.value)
        if part_of is not None:
            wanted = wanted.where(DocumentRow.part_of == part_of)
        return self.session.scalars(wanted.limit(most).offset(skip)).all()

    def parts(self, ids: Sequence[str]) -> dict[str, dict[str, int]]:
        """Of each of these documents, how many came inside it, by their states; none for most of them."""
        found: dict[str, dict[str, int]] = {}
        asked = self.session.execute(
            select(DocumentRow.part_of, DocumentRow.state, func.count())
            .where(DocumentRow.part_of.in_(ids))
            .group_by(DocumentRow.part_of, DocumentRow.state)
        )
        for id, state, number in asked:
            found.setdefault(str(id), {})[state] = int(number)
        return found

    def cases_named(self, ids: Collection[str]) -> Sequence[CaseRow]:
        """These cases, asked for at once: for as long as they are held, `case_reference` asks no more."""
        return self.session.scalars(select(CaseRow).where(CaseRow.id.in_(ids))).all()

    def seal(self, row: DocumentRow) -> Seal:
        """What opens the document's pieces; raises `NoSuchDocument` once its key was destroyed."""
        if not row.wrapped_key:
            raise NoSuchDocument("The content of this document was not kept.", "Ask whoever sent it for it.")
        return Seal.of(self._keys, owner_of(row.id, row.version), WrappedKey(row.key_id, row.wrapped_key))

    def filename(self, row: DocumentRow) -> str:
        """The name the file came with, empty once the document's key was destroyed."""
        if not row.wrapped_key:
            return ""
        return self.seal(row).open("filename", row.sealed_filename).decode("utf-8", "surrogatepass")

    def original(self, row: DocumentRow) -> bytes:
        """The bytes as they were received; raises `NoSuchDocument` where they are no longer kept."""
        if not row.original:
            raise NoSuchDocument(
                "The file as it was received was not kept: something in it may not be held here.",
                "Ask whoever sent it for it.",
            )
        return self.seal(row).open("original", self._blobs.get(row.original))

    def forget_around(self, row: DocumentRow) -> dict[str, str]:
        """Forget the originals of the files that this one came in: their ids, with the blobs to be removed.

        What was read of an e-mail stays: only its bytes, which hold the attachment, go.
        """
        if row.part_of is None:
            return {}
        name = self.filename(row)
        family = self.visible().where(or_(DocumentRow.id == row.part_of, DocumentRow.part_of == row.part_of))
        around = [
            other
            for other in self.session.scalars(family)
            if other.original and other.wrapped_key and name.startswith(f"{self.filename(other)} > ")
        ]
        forgotten = {other.id: other.original for other in around}
        for other in around:
            other.original = ""
        return forgotten

    def destroy(self, row: DocumentRow) -> list[str]:
        """Destroy the document's key and forget its pieces; remove the blobs it names after the commit."""
        results = self.session.scalars(select(ResultRow).where(ResultRow.document_id == row.id)).all()
        names = [row.original, *(r.blob for r in results)]
        for table in (ResultRow, FindingRow):
            self.session.execute(delete(table).where(table.document_id == row.id))
        self.wording.forget(row.id)
        self.answers.forget(row.id)
        names += self.disclosures.forget(row.id)
        row.key_id, row.wrapped_key, row.sealed_filename, row.original = "", b"", b"", ""
        row.form = row.declared = row.proposed = row.faults = ""
        return [n for n in names if n]

    # what the stages made of it

    def store_result(self, row: DocumentRow, stage: Stage, value: object) -> str:
        """Seal a result into the store; the name is for `note_result`. Safe outside any transaction."""
        what = f"{stage.value}-result"
        return self._blobs.put(row.id, what, self.seal(row).close(what, to_json(value), pack=True))

    def note_result(self, row: DocumentRow, stage: Stage, version: int, blob: str) -> None:
        """Make a stored result the one of its stage, in place of what was there."""
        self.session.execute(
            delete(ResultRow).where(ResultRow.document_id == row.id, ResultRow.stage == stage.value)
        )
        self.session.add(
            ResultRow(
                id=secrets.token_hex(16),
                document_id=row.id,
                stage=stage.value,
                version=version,
                blob=blob,
                created=datetime.now(UTC),
            )
        )
        self.session.flush()

    def result(self, kind: type[T], row: DocumentRow, stage: Stage, version: int | None = None) -> T | None:
        """What the stage made of the document, if it has; of that version, if one is asked for."""
        wanted = select(ResultRow).where(ResultRow.document_id == row.id, ResultRow.stage == stage.value)
        if version is not None:
            wanted = wanted.where(ResultRow.version == version)
        found = self.session.scalar(wanted)
        if found is None:
            return None
        return from_json(kind, self.seal(row).open(f"{stage.value}-result", self._blobs.get(found.blob)))

    def keep_findings(self, row: DocumentRow, findings: Sequence[Finding]) -> None:
        """Replace the document's findings and their counts."""
        self.session.execute(delete(FindingRow).where(FindingRow.document_id == row.id))
        seal = self.seal(row)
        for number, finding in enumerate(findings):
            self.session.add(
                FindingRow(
                    id=secrets.token_hex(16),
                    document_id=row.id,
                    number=number,
                    code=finding.code,
                    severity=finding.severity.value,
                    confidence=finding.confidence.value,
                    key=self._keyed("finding", finding.key),
                    sealed=seal.close(f"finding {number}", to_json(finding), pack=True),
                )
            )
        counts = Counter(f.severity.value for f in findings)
        row.blocking, row.high = counts["block"], counts["high"]
        row.medium, row.low = counts["medium"], counts["low"]
        placed = {f"{f.code}@{f.section}" for f in findings if f.section and " " not in f.section}
        row.faults = " ".join(sorted({f.code for f in findings} | placed))

    def findings(self, row: DocumentRow) -> list[Finding]:
        """The document's findings, in order."""
        seal = self.seal(row)
        kept = self.session.scalars(
            select(FindingRow).where(FindingRow.document_id == row.id).order_by(FindingRow.number)
        )
        return [from_json(Finding, seal.open(f"finding {k.number}", k.sealed)) for k in kept]

    @property
    def answers(self) -> Answers:
        """What was said to findings."""
        return Answers(self.session, self.seal, partial(self._keyed, "finding"))

    @property
    def disclosures(self) -> Disclosures:
        """What was asked for, decided and given out."""
        return Disclosures(self.session, self._keys, self._blobs)

    @property
    def wording(self) -> Wording:
        """The index of what has stood where."""
        return Wording(self.session)

    def visible(self) -> Select[DocumentRow]:
        """The one statement that every read of documents begins with."""
        return select(DocumentRow)

    def _same_bytes(self, sha256: str, case_id: str) -> str | None:
        """The first document with the same bytes, in this case rather than another."""
        return self.session.scalar(
            select(DocumentRow.id)
            .where(DocumentRow.sha256 == sha256)
            .order_by(DocumentRow.case_id != case_id, DocumentRow.received)
            .limit(1)
        )

    @property
    def retention(self) -> Retention:
        """Holds and disposals."""
        return Retention(self.session, self.seal, self._case_seal)

    def _reference(self, row: CaseRow) -> str:
        if not row.wrapped_key:
            return ""
        return self._case_seal(row).open("reference", row.sealed_reference).decode()

    def _case_seal(self, row: CaseRow) -> Seal:
        return Seal.of(self._keys, f"case {row.id}", WrappedKey(row.key_id, row.wrapped_key))

    def _keyed(self, purpose: str, value: str) -> str:
        return hmac.new(self._keys.secret(purpose), value.encode(), hashlib.sha256).hexdigest()


def seal_original(
    keys: KeyProvider, blobs: Blobs, data: bytes, version: int = 1, id: str | None = None
) -> Sealed:
    """Encrypt a new original under a key of its own and put it in the store."""
    id = id or secrets.token_hex(16)
    seal, wrapped = Seal.new(keys, owner_of(id, version))
    name = blobs.put(id, "original", seal.close("original", data))
    return Sealed(id, version, seal, wrapped, name, hashlib.sha256(data).hexdigest(), len(data))
