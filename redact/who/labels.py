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
            rf"{JOB}|attendees?|present|apologies|in attendance|in the room|"
            r"(?<=\| )(?:to|from|cc|lead|agency)(?=$| \|)|action owner|owner|responsible|"
            r"chaired|representative|prepared by|"
            r"completed by|referrer|referred by|countersigned|author|line manager|officer|approved|"
            r"distribution|(?:taken|submitted|authorised) by",
        ),
        (
            Role.VICTIM,
            r"victims?(?:['’]s)?(?! (?:liaison|contact|support|services?|unit))|complainant|injured party",
        ),
        (
            Role.CHILD,
            r"child(?:ren)?(?!['’]?s? (?:services?|social|safeguarding|protection|cent|home|depart|trust))|"
            r"son|daughter|siblings?|pupil",
        ),
        (Role.FAMILY, FAMILY + r"|next of kin|relatives?|family(?: members?)?|emergency contact"),
        (Role.WITNESS, r"witness(?:es)?|informant"),
        (Role.ASSOCIATE, r"associates?|friends?|co-?defendants?"),
        (Role.PUBLIC, r"neighbours?|landlord|employer|members? of (?:the )?public"),
        (
            Role.SUBJECT,
            r"(?<=\| )re(?=$| \|)|offender|subject(?! to)|perpetrator|defendant|nominal|alias(?:es)?|"
            r"known as|"
            r"name of (?:the )?(?:offender|subject|individual|client|person|service user)|"
            r"meeting$|minutes of",
        ),
    )
)
