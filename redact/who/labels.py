"""What the label or the table heading over a name says of the person's part in the case."""

from __future__ import annotations

import re

from models.people import Role
from redact.who.vocabulary import FAMILY, JOB

LABELS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"(?:^|\W)(?:{words})(?:$|\W)", re.IGNORECASE))
    for role, words in (
        (
            Role.PROFESSIONAL,
            rf"{JOB}(?!['’]s)|attendees?|present|apologies|staff(?: on(?: duty| shift)?)?|on "
            r"(?:duty|shift)|in attendance|in the room|dialled in|who came|"
            r"who (?:was|is) (?:there|here)|around the table|taking part|sederunt|circulation|"
            r"(?<=\| )(?:to|from|cc|lead|agency|who|by)(?=$| \|)|action owner|owner|responsible|"
            r"chaired|representative|prepared by|minutes (?:by|of)|"
            r"completed by|referrer|referred by|countersigned|author|line manager|officer|approved|"
            r"distribution|(?:taken|submitted|authorised|signed|minuted|received|reported|assessed|"
            r"compiled) by",
        ),
        (
            Role.VICTIM,
            r"victims?(?:['’]s)?(?: ?\d)?(?! (?:liaison|contact|support|services?|unit|issues))|vic ?\d?|"
            r"ap|ip|"
            r"complainant|injured party|aggrieved(?: party)?|(?:persons?|people|adults?|those) at risk|"
            r"persons? harmed",
        ),
        (
            Role.CHILD,
            r"child(?:ren|\(ren\))?(?!['’]?s? (?:services?|social|safeguarding|protection|cent|home|depart|"
            r"trust))|"
            r"son|daughter|siblings?|pupil|baby",
        ),
        (
            Role.FAMILY,
            FAMILY + r"|next of kin|nok|relatives?|family(?: members?)?|emergency contact|parent/carer|carer",
        ),
        (Role.WITNESS, r"witness(?:es)?|wit ?\d?|informant|statement of"),
        (Role.ASSOCIATE, r"associates?|friends?|co-?defendants?|intel(?:ligence)?"),
        (Role.PUBLIC, r"neighbours?|landlord|landlady|employer|members? of (?:the )?public"),
        (
            Role.SUBJECT,
            r"(?<=\| )(?:re|about|discussed|case)(?=$| \|)|offender|subject(?! to)|perpetrator|perp|"
            r"defendant|"
            r"nominal|nom|sus(?:pect)?|prisoner|young person|service user|alias(?:es)?|"
            r"(?:individual|person|adult) (?:under review|discussed|of concern)|"
            r"known as|"
            r"name of (?:the )?(?:offender|subject|individual|client|person|service user)|"
            r"meeting$|minutes of",
        ),
    )
)

_OWN_WORDS = re.compile(r"['’]s (?:note|notes|comments?|views?|report|update)\b", re.IGNORECASE)
"""What somebody wrote: the names in it are of those written about ("Housing officer's note: ...")."""


def of_label(label: str) -> list[Role]:
    """Every role that a label speaks of; where a job is one of them, the job is what counts.

    Of a column's heading, a row's and the line's own ("Name | Discussed"), the nearest that says a role does.
    """
    for part in reversed(label.split(" | ")):
        if _OWN_WORDS.search(part):
            continue
        roles = [role for role, pattern in LABELS if pattern.search(f"| {part}")]
        if roles:
            return [Role.PROFESSIONAL] if Role.PROFESSIONAL in roles else roles
    return []
