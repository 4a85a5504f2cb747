"""The last set of markings: written after `marking_heldout` was measured and before anything was mended by it.

First run, when that mending was over: declared 0.946, outcome 0.979, papers assessed right 9 of 12, none that holds
victims' or children's data too low. That is the figure to go by; what it showed was mended afterwards.
`python -m bench.marking --kept`
"""

from __future__ import annotations

from models.marking import ProtectiveMarking, Tier

PLAIN, OS = ProtectiveMarking(Tier.OFFICIAL), ProtectiveMarking(Tier.OFFICIAL, True)
S, TS = ProtectiveMarking(Tier.SECRET), ProtectiveMarking(Tier.TOP_SECRET)

SPELLINGS: list[tuple[str, ProtectiveMarking]] = [
    *((words, OS) for words in (
        "OFFICIAL SENSITIVE - WHEN COMPLETED", "OFFICIAL: SENSITIVE (PERSONAL DATA)", "MAPPA DOCUMENT MARKING: OFFICIAL SENSITIVE",
        "OFFICIAL–SENSITIVE–RECIPIENTS ONLY", "OFFICIAL-SENSITIVE; RECIPIENTS ONLY", "Document classification: Official-Sensitive",
        "OFFICIAL-SENSITIVE: PROBATION SERVICE USE ONLY", "(OFFICIAL-SENSITIVE)", "\"OFFICIAL-SENSITIVE\"", "OFFICAIL-SENSITIVE",
        "RESTRICTED: STAFF", "RESTRICTED, PERSONAL", "IL3 RESTRICTED WHEN COMPLETE", "CONFIDENTIAL: INVESTIGATIONS",
        "GPMS marking: CONFIDENTIAL", "OFFICIAL-SENSITIVE | PERSONAL DATA", "OFFICIAL-SENSITIVE 3",
    )),
    *((words, PLAIN) for words in ("OFFICIAL - PERSONAL", "UK OFFICIAL.", "NOT PROTECTIVELY MARKED WHEN BLANK", "PROTECT: PERSONAL")),
    *((words, S) for words in ("SECRET: RECIPIENTS ONLY", "GSC: SECRET")),
]  # fmt: skip

TRAPS = [
    "Restricted visits were imposed in June.", "The secretary took the minutes.", "CONFIDENTIAL WASTE", "Confidential waste bins are locked.",
    "His official address is the approved premises.", "An officially sensitive matter, said the chair.", "SENSITIVE TOPICS IN SUPERVISION",
    "The family is protected by a non-molestation order.", "PROTECTED CHARACTERISTICS", "Top of the list: secret meetings with the boy.",
    "TERRORISM", "ORGANISED CRIME", "Papers marked RESTRICTED before 2014 keep their words.", "Marked improvement was seen.",
]  # fmt: skip

CONFERENCE = """Multi-agency risk assessment conference
Date: 6 February 2025
Case 4 of 11
Suki Invention (34) and her partner Dale Phantom. Two children at home.
IDVA: she wants to leave and is afraid that he will follow. He has broken her jaw before.
Agreed: housing to offer a move out of county. Police to flag the address.
"""
TEXTS = """Messages passed on by the duty desk
14:02 Rufus Nonesuch's mum rang. He is eight and did not come home from school.
14:40 Found at his gran's. Says that he will not go back to his dad's house and will not say why.
15:10 Told the duty social worker.
"""
PRISON = """Security report
Wing staff say that Axel Nomen has been writing to a girl of thirteen under another name. Two letters were kept.
He told his cell mate where she goes to school. Public protection measures to be looked at.
"""
HOSPITAL = """Discharge note
Mr Thom Cipher leaves the ward on Thursday. He hears voices telling him to hurt his neighbour. He has had six
weeks of clozapine. The community team will see him twice a week.
"""
SUPPORT = """Visit note
Saw Greta Blank at her sister's. She is sleeping badly since the trial. She still will not go out alone. She asked
when he gets out and whether anyone will tell her. I said that I would find out.
"""
EXCLUSION = """Exclusion zone, for the licence
The area between Oak Street, the railway and the park, because Mina Paper works at the bakery there and the two
boys walk through it to school.
"""
CELL = """Note to the chair, not for the minutes
The source run by the covert policing unit says that members of the organised crime group will be at his flat on
Friday. The operation has not gone overt and must not be spoken of at the table.
"""
SPY = """Annex for cleared members
MI5 assess that he is in touch with a known attack planner abroad and have an interest in him until further notice.
"""
RELOCATED = """Note
The witness and her son were relocated under the protected persons arrangements and have new names. Her evidence is to
be given by link.
"""
BOILER = """Boiler works
The heating will be off on the second floor on the 9th and 10th. Bring a jumper. Portable heaters are in the store room.
"""
PROTOCOL = """Information sharing protocol
Agencies share what is needed and no more. Each names a person to whom requests go. Victims' wishes are sought before
contact. Children are heard. The protocol is looked at every two years.
"""
MINUTES_OF_STAFF = """Team meeting
Present: the team. Apologies: two. The rota for August was agreed. The printer is mended. New starters have their passes.
Leave is to be in the calendar by Friday.
"""

CONTENT: list[tuple[str, str, ProtectiveMarking]] = [
    ("a conference", CONFERENCE, OS), ("messages about a boy", TEXTS, OS), ("a wing's report", PRISON, OS),
    ("a discharge", HOSPITAL, OS), ("a visit to a victim", SUPPORT, OS), ("an exclusion zone", EXCLUSION, OS),
    ("a covert operation", CELL, S), ("the security service", SPY, S), ("a relocated witness", RELOCATED, S),
    ("boiler works", BOILER, PLAIN), ("a protocol", PROTOCOL, PLAIN), ("a team meeting", MINUTES_OF_STAFF, PLAIN),
]  # fmt: skip
