"""Papers for the tests of marking."""

from __future__ import annotations

from dataclasses import replace

from ingest.structure import structure
from marking import classify
from models.document import Channel, Document, Page, PageState, Provenance, ReadProblem
from models.marking import MarkingVerdict
from tests.building import build

MINUTES = """MAPPA C
Minutes of MAPPA Level 2 meeting
Date of meeting: 4 March 2024
Name of offender: Ivor Example
Date of birth: 03/04/1985
# 1. Attendance
Ann Archer, Senior Probation Officer, Probation Service
# 2. Risk assessment
He is assessed as posing a high risk of serious harm to children.
# 3. Victim issues
Jane Invented wants a wider exclusion zone.
# 4. Actions
1. Ann Archer to visit by 12 April 2024.
"""
BLANK = """MAPPA A
Referral to MAPPA
Name of offender:
# 1. Offence
# 2. Risk assessment
Please describe the risk.
# 3. Victim issues
# 4. Risk management plan
"""
NOTICE = """Room bookings from May
The large meeting room may be booked by every team.
Chairs are to be put back. The kettle is to be emptied at night.
Car parking is at the rear; the barrier closes at seven.
Lost property is kept at the desk for a month.
Ask at reception.
"""
OLD_MINUTES = MINUTES.replace("2024", "2012")


def paper(body: str = MINUTES, header: str = "", footer: str = "", label: str = "") -> Document:
    """These words under this header and footer."""
    lines = [body.strip()]
    lines += [f"HEADER: {header}"] * bool(header)
    lines += [f"FOOTER: {footer}"] * bool(footer)
    lines += [f"PROPERTY: {label}"] * bool(label)
    return structure(build("\n".join(lines)))


def verdict(body: str = MINUTES, header: str = "", footer: str = "", label: str = "") -> MarkingVerdict:
    """What marking says of such a paper."""
    return classify(paper(body, header, footer, label))


def marked(header: str, body: str = MINUTES) -> MarkingVerdict:
    """The same words top and bottom."""
    return verdict(body, header, header)


def paged(document: Document, marked_pages: int) -> Document:
    """The document as pages of one block each, the header repeated on the first few."""
    text, blocks, pages = "", [], []
    body = [b for b in document.blocks if b.channel is Channel.BODY]
    head = [document.content(b) for b in document.blocks if b.channel is Channel.HEADER]
    for number, block in enumerate(body, 1):
        words = document.content(block) + "\n"
        blocks.append(
            replace(block, start=len(text), end=len(text) + len(words), provenance=Provenance(page=number))
        )
        text += words
        pages.append(Page(number, 595, 842))
    for number in range(1, marked_pages + 1):
        words = head[0] + "\n"
        blocks.append(
            replace(
                body[0],
                start=len(text),
                end=len(text) + len(words),
                channel=Channel.HEADER,
                provenance=Provenance(page=number),
            )
        )
        text += words
    return structure(replace(document, text=text, blocks=tuple(blocks), pages=tuple(pages)))


def unread(document: Document) -> Document:
    """The document with a page that nobody could read."""
    page = Page(1, 595, 842, PageState.NOT_READ)
    return replace(
        document,
        pages=(page,),
        problems=(ReadProblem("page-not-read", "Page 1 is a picture.", 1, blocks_release=True),),
    )
