"""How well markings are read and weighed, over every spelling, place and trap.

    python -m bench.marking            the table
    python -m bench.marking --misses   with what came out otherwise than it should
    python -m bench.marking --held-out the same over a second set, mended against once
    python -m bench.marking --kept     the same over a third, written before that and never mended against

Three parts. Spellings in places: each way of writing each marking, in each place where one may stand, and
the same in places where none may. Traps: prose that speaks of markings. Content: invented papers of known
sensitivity, with the marking that fits, one too low, one too high, two that differ, and none. Quarantined in
vain counts papers that were in order and would have been held.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench import marking_heldout, marking_kept
from ingest.structure import structure
from marking import classify
from models.document import Block, BlockKind, Channel, Document, FileFormat, Page, Provenance
from models.marking import MarkingOutcome, ProtectiveMarking, Tier

PLAIN, OS = ProtectiveMarking(Tier.OFFICIAL), ProtectiveMarking(Tier.OFFICIAL, True)
S, TS = ProtectiveMarking(Tier.SECRET), ProtectiveMarking(Tier.TOP_SECRET)

SPELLINGS: list[tuple[str, ProtectiveMarking]] = [
    *((words, OS) for words in (
        "OFFICIAL-SENSITIVE", "OFFICIAL SENSITIVE", "OFFICIAL – SENSITIVE",
        "OFFICIAL – SENSITIVE – PERSONAL DATA", "OFFICIAL: SENSITIVE", "OFFICIAL: Sensitive",
        "Official-Sensitive", "Official (Sensitive)", "OFFICIAL (SENSITIVE)",
        "OFFICIAL-SENSITIVE WHEN COMPLETE", "OFFICIAL SENSITIVE WHEN COMPLETED",
        "OFFICIAL-SENSITIVE (WHEN COMPLETE)", "UK OFFICIAL-SENSITIVE",
        "OFFICIAL-SENSITIVE - RECIPIENTS ONLY", "OFFICIAL-SENSITIVE [HMPPS USE ONLY]",
        "OFFICIAL-SENSITIVE LEGAL / LPP",
        "OFFICIAL-SENSITIVE - HMG USE ONLY", "OFFICIAL-SENSITIVE - EMBARGOED UNTIL 09:00 3 MAY 2024",
        "OFFICIAL-SENSITIVE: INVESTIGATION", "OFFICIAL-SENSITIVE LOCSEN", "[OFFICIAL-SENSITIVE]",
        "*OFFICIAL-SENSITIVE*", "Protective marking: OFFICIAL-SENSITIVE",
        "Classification: OFFICIAL-SENSITIVE", "RESTRICTED", "RESTRICTED WHEN COMPLETE",
        "Restricted when completed", "RESTRICTED - STAFF",
        "IL3 REST*", "IL3 RESTRICTED", "CONFIDENTIAL", "OFFICAL-SENSITIVE",
    )),
    *((words, PLAIN) for words in ("OFFICIAL", "UK OFFICIAL", "OFFICIAL - COMMERCIAL",
        "NOT PROTECTIVELY MARKED", "NPM", "PROTECT", "PROTECT - PERSONAL", "UNCLASSIFIED",
        "OFFICIAL FOR PUBLIC RELEASE")),
    *((words, S) for words in ("SECRET", "UK SECRET", "SECRET - UK EYES ONLY", "SECRET CANUKUS EYES ONLY")),
    *((words, TS) for words in ("TOP SECRET", "TOP SECRET - UK EYES ONLY", "UK TOP SECRET")),
]  # fmt: skip
TRAPS = [
    "Keep these minutes in the RESTRICTED or CONFIDENTIAL section of agency files.",
    "He is a restricted patient under section 41.", "She told the officer in confidence.",
    "The relationship was kept secret from his mother.", "This is a top secret, he told the child.",
    "All attendees must treat the discussion as confidential.",
    "Confidentiality statement", "Confidential information must not be passed on.", "RESTRICTED PATIENT",
    "CONFIDENTIALITY AND DIVERSITY STATEMENT", "PRIVATE AND CONFIDENTIAL",
    "The official visit was sensitive.", "Official visitors attend each month.",
    "Restricted zone: Mill Lane.", "SECRET TUNNEL PUBLIC HOUSE", "Protect the victim.", "PROTECTIVE FACTORS",
    "RESTRICTIVE FACTORS", "Restricted access to the internet", "Confidential", "Secret", "Official",
    "Restricted",
]  # fmt: skip
FORM = """MAPPA C
Minutes of MAPPA Level 2 meeting
Date of meeting: 4 March 2024
Name of offender: Ivor Example
Date of birth: 03/04/1985
1. Attendance
Ann Archer, Senior Probation Officer, Probation Service
DS Bell, Detective Sergeant, Northshire Police
2. Risk assessment
He is assessed as posing a high risk of serious harm to children.
3. Victim issues
Jane Invented wants a wider exclusion zone.
4. Disclosure
Disclosure to the school was made because he lives near it.
5. Actions
1. DS Bell to visit by 12 April 2024."""
BLANK = """MAPPA A
Referral to MAPPA
Name of offender:
Date of birth:
1. Offence

2. Risk assessment
Please describe the risk.
3. Victim issues

4. Risk management plan

5. Disclosure
N/A"""
NOTICE = """Room bookings from May
The large meeting room may be booked by every team from the first of May.
Chairs are to be put back. The kettle is to be emptied at night.
Car parking is at the rear; the barrier closes at seven.
Lost property is kept at the front desk for a month."""
POLICY = """Working with victims
Every referral says how victims are to be kept safe and who will speak to them.
Children's services are told six weeks before release. Witnesses are asked what they fear.
Staff who hold records of health keep them apart from the case file.
The policy is read again each year."""
LETTER = """Note of a call
The victim, Jane Invented, rang at nine. She has moved to 14 Quince Road with her son Idris, aged 6.
She asks that her former partner is told neither the road nor the school.
She was told that the liaison officer would ring back.
The call ended at half past nine."""
CHILD = """Record of concern
Maya Invented, aged 7, told her teacher that she is afraid at home.
Her brother Theo is two. Their mother was told on the same day.
Date of birth 02/03/2017, of 9 Larch Close.
The school nurse was told."""
TERROR = (
    FORM
    + "\n6. Updates\nIntelligence received from the counter-terrorism unit shows that he met a subject of "
    "interest in April."
)
WITNESS = (
    FORM
    + "\n6. Updates\nHis former wife is a protected witness and was moved by the protected persons service."
)
MURDER = (
    FORM
    + "\n6. Updates\nHe was convicted of murder. A threat to life warning was given to his brother in 2019."
)
CATEGORY4 = (
    FORM + "\n6. Updates\nHe is a category 4 offender under the Terrorism Act. There is no intelligence from "
    "the counter-terrorism unit. Is there any CT concern? None known."
)

CLEAR = (
    FORM
    + """
6. Updates
Intelligence checks with the counter-terrorism unit came back negative.
The CTU intelligence officer sent apologies.
Witness protection was considered and is not needed. There are no protected witnesses.
The OCG in the town is under investigation by others."""
)
ORGANISED = (
    FORM + "\n6. Updates\nThe covert operation against the organised crime group is to go on until May."
)

CONTENT: list[tuple[str, str, ProtectiveMarking]] = [
    ("completed minutes", FORM, OS), ("blank form", BLANK, PLAIN), ("notice", NOTICE, PLAIN),
    ("policy on victims", POLICY, PLAIN), ("a victim's call", LETTER, OS),
    ("a child's record", CHILD, OS), ("counter-terrorism intelligence", TERROR, S),
    ("protected witness", WITNESS, S), ("murder, threat to life", MURDER, OS),
    ("category 4, nothing above", CATEGORY4, OS), ("checked and clear", CLEAR, OS),
    ("covert work on organised crime", ORGANISED, S),
]  # fmt: skip


def paper(
    body: str,
    header: str = "",
    footer: str = "",
    label: str = "",
    pages: int = 1,
    bare: int = 0,
    kind: FileFormat = FileFormat.DOCX,
) -> Document:
    """A paper with these words; the last `bare` of its pages bear no header or footer."""
    text, blocks = "", []

    def put(words: str, channel: Channel, page: int | None, style: BlockKind = BlockKind.PARAGRAPH) -> None:
        nonlocal text
        start = len(text)
        text += words + "\n"
        blocks.append(Block(start, len(text), style, channel, Provenance(page=page)))

    lines = body.split("\n")
    share = -(-len(lines) // pages)
    for at, line in enumerate(lines):
        put(line, Channel.BODY, at // share + 1 if pages > 1 else None)
    for page in range(1, pages + 1 - bare):
        for words, channel in ((header, Channel.HEADER), (footer, Channel.FOOTER)):
            if words:
                put(words, channel, page if pages > 1 else None)
    if label:
        put(label, Channel.PROPERTY, None)
    sheets = tuple(Page(n, 595, 842) for n in range(1, pages + 1)) if pages > 1 else ()
    return structure(
        Document(
            "paper.docx",
            hashlib.sha256(text.encode()).hexdigest(),
            kind,
            text,
            tuple(blocks),
            sheets,
            reader="bench",
        )
    )


@dataclass(frozen=True)
class Case:
    """One paper, and what should come of it."""

    group: str
    name: str
    document: Document
    declared: ProtectiveMarking | None
    outcome: MarkingOutcome | None = None
    assessed: ProtectiveMarking | None = None


def spellings() -> Iterator[Case]:
    """Every spelling in every place."""
    for words, meant in SPELLINGS:
        yield Case("spelling in header", words, paper(FORM, header=words), meant)
        yield Case("spelling in footer", words, paper(FORM, footer=words), meant)
        yield Case(
            "spelling beside a page number", words, paper(FORM, header=f"{words}    Page 2 of 7"), meant
        )
        yield Case(
            "spelling as first line",
            words,
            paper(f"{words}\n{FORM}"),
            meant if words == words.upper() or len(words.split()) > 1 or "-" in words else None,
        )
        yield Case(
            "spelling as last line",
            words,
            paper(f"{FORM}\n{words}"),
            meant if words == words.upper() or len(words.split()) > 1 or "-" in words else None,
        )
        yield Case("spelling in properties", words, paper(FORM, label=words), meant)
        if words == words.upper() and ":" not in words:
            mail = paper(f"Subject: {words}: minutes of 4 March\n{FORM}", kind=FileFormat.EMAIL)
            yield Case("spelling in a mail's subject", words, mail, meant)
    yield Case(
        "spelling beside a title",
        "caps",
        paper(FORM, header="Northshire MAPPA minutes OFFICIAL-SENSITIVE"),
        OS,
    )
    yield Case(
        "spelling beside a title", "tab", paper(FORM, header="Northshire MAPPA\tRESTRICTED\tPage 2"), OS
    )


def traps() -> Iterator[Case]:
    """Words that are no marking, in the running text; the header's marking must stand alone."""
    for words in TRAPS:
        middle = FORM.replace("2. Risk assessment", f"2. Risk assessment\n{words}")
        yield Case(
            "trap in the text",
            words,
            paper(middle, header="OFFICIAL-SENSITIVE", footer="OFFICIAL-SENSITIVE"),
            OS,
            MarkingOutcome.AGREED,
        )
        yield Case("trap, nothing declared", words, paper(middle), None, MarkingOutcome.UNMARKED)


def contents() -> Iterator[Case]:
    """Papers of known sensitivity under each marking."""
    for name, body, needs in CONTENT:
        for words, declared in (("OFFICIAL", PLAIN), ("OFFICIAL-SENSITIVE", OS), ("", None)):
            document = paper(body, header=words, footer=words)
            yield Case(
                "content",
                f"{name} / {words or 'unmarked'}",
                document,
                declared,
                _expected(name, declared, needs),
                needs,
            )
        yield Case(
            "above the ceiling",
            name,
            paper(body, header="SECRET", footer="SECRET"),
            S,
            MarkingOutcome.ABOVE_CEILING,
            needs,
        )


def _expected(name: str, declared: ProtectiveMarking | None, needs: ProtectiveMarking) -> MarkingOutcome:
    if declared is None:
        return MarkingOutcome.AGREED if name in ("blank form", "an empty form") else MarkingOutcome.UNMARKED
    if declared.rank < needs.rank:
        return MarkingOutcome.UNDER_MARKED
    return MarkingOutcome.OVER_MARKED if declared.rank > needs.rank else MarkingOutcome.AGREED


def conflicts() -> Iterator[Case]:
    """Markings that are missing in places, differ, or are out of date."""
    agreed, torn = MarkingOutcome.AGREED, MarkingOutcome.CONFLICTING
    yield Case(
        "places", "every page", paper(FORM, "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE", pages=3), OS, agreed
    )
    yield Case(
        "places",
        "missing on the last page",
        paper(FORM, "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE", pages=3, bare=1),
        OS,
        agreed,
    )
    yield Case("places", "header against footer", paper(FORM, "OFFICIAL-SENSITIVE", "OFFICIAL"), OS, torn)
    yield Case(
        "places",
        "old word against new, same level",
        paper(FORM, "OFFICIAL-SENSITIVE", "RESTRICTED"),
        OS,
        agreed,
    )
    yield Case(
        "places",
        "label higher than page",
        paper(FORM, "OFFICIAL", "OFFICIAL", "OFFICIAL-SENSITIVE"),
        PLAIN,
        torn,
    )
    yield Case(
        "places",
        "label lower than page",
        paper(FORM, "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE", "OFFICIAL"),
        OS,
        agreed,
    )
    yield Case(
        "places",
        "one line SECRET in the text",
        paper(FORM.replace("4. Disclosure", "SECRET\n4. Disclosure"), "OFFICIAL-SENSITIVE"),
        S,
        MarkingOutcome.ABOVE_CEILING,
    )
    old = FORM.replace("4 March 2024", "4 March 2012").replace("12 April 2024", "12 April 2012")
    yield Case("places", "RESTRICTED of 2012", paper(old, "RESTRICTED", "RESTRICTED"), OS, agreed)
    yield Case("places", "RESTRICTED of 2024", paper(FORM, "RESTRICTED", "RESTRICTED"), OS, agreed)
    yield Case(
        "places", "PROTECT on minutes", paper(old, "PROTECT", "PROTECT"), PLAIN, MarkingOutcome.UNDER_MARKED
    )
    yield Case(
        "places", "blank form, when complete", paper(BLANK, "OFFICIAL-SENSITIVE WHEN COMPLETE"), OS, agreed
    )


def judge(case: Case) -> tuple[bool, bool, bool, str]:
    """Whether declared, outcome and assessed are right, and what came out."""
    verdict = classify(case.document)
    declared = (verdict.declared.rank if verdict.declared else None) == (
        case.declared.rank if case.declared else None
    )
    outcome = case.outcome is None or verdict.outcome is case.outcome
    assessed = case.assessed is None or verdict.assessed.rank == case.assessed.rank
    told = (
        f"declared {verdict.declared}, assessed {verdict.assessed}, {verdict.outcome} for "
        f"{[r.code for r in verdict.reasons]}"
    )
    return declared, outcome, assessed, told


def main() -> None:
    """Judge every case and print the table."""
    parser = argparse.ArgumentParser(description="Markings over every spelling, place and trap.")
    parser.add_argument("--misses", action="store_true", help="print the cases that came out otherwise")
    parser.add_argument("--held-out", action="store_true", help="the set of bench/marking_heldout.py")
    parser.add_argument("--kept", action="store_true", help="the set of bench/marking_kept.py")
    chosen = parser.parse_args()
    misses = chosen.misses
    if chosen.held_out or chosen.kept:
        other = marking_kept if chosen.kept else marking_heldout
        SPELLINGS[:], TRAPS[:], CONTENT[:] = other.SPELLINGS, other.TRAPS, other.CONTENT
    table: dict[str, list[int]] = {}
    wrong: list[str] = []
    vain = under = 0
    began, spent = time.perf_counter(), 0.0
    cases = [*spellings(), *traps(), *contents(), *conflicts()]
    began = time.perf_counter()
    for case in cases:
        declared, outcome, assessed, told = judge(case)
        row = table.setdefault(case.group, [0, 0, 0, 0])
        for column, right in enumerate((True, declared, outcome, assessed)):
            row[column] += right
        if not (declared and outcome and assessed):
            wrong.append(
                f"{case.group}: {case.name}: {told}; wanted {case.declared}, {case.assessed}, {case.outcome}"
            )
        held = classify(case.document).quarantine
        vain += bool(case.outcome in (MarkingOutcome.AGREED, MarkingOutcome.OVER_MARKED) and held)
        under += bool(case.assessed and classify(case.document).assessed.rank < case.assessed.rank)
    spent = time.perf_counter() - began
    print(f"{'group':<34}{'cases':>7}{'declared':>10}{'outcome':>10}{'assessed':>10}")
    for group, (count, declared_right, outcome_right, assessed_right) in table.items():
        shares = (declared_right / count, outcome_right / count, assessed_right / count)
        print(f"{group:<34}{count:>7}" + "".join(f"{share:>10.3f}" for share in shares))
    total = [sum(row[i] for row in table.values()) for i in range(4)]
    print(f"{'all':<34}{total[0]:>7}" + "".join(f"{right / total[0]:>10.3f}" for right in total[1:]))
    print(
        f"quarantined in vain {vain}; assessed too low {under}; {spent / len(cases) / 3 * 1000:.1f} ms a "
        f"verdict"
    )
    if misses:
        print("\n".join(wrong))


if __name__ == "__main__":
    main()
