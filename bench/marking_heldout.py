"""Markings kept back: written before any rule was looked at with them; what they showed was mended once.

First run: declared 0.962, outcome 0.976, papers assessed right 13 of 19. `marking_kept` says what the mending
was worth.

Spellings as areas, agencies and machines write them; prose that only speaks of markings; papers of known
sensitivity in other voices than those of `bench.marking`. `python -m bench.marking --held-out` measures them.
"""

from __future__ import annotations

from models.marking import ProtectiveMarking, Tier

PLAIN, OS = ProtectiveMarking(Tier.OFFICIAL), ProtectiveMarking(Tier.OFFICIAL, True)
S, TS = ProtectiveMarking(Tier.SECRET), ProtectiveMarking(Tier.TOP_SECRET)

SPELLINGS: list[tuple[str, ProtectiveMarking]] = [
    *((words, OS) for words in (
        "OFFICIAL – SENSITIVE (WHEN COMPLETE)", "OFFICIAL-SENSITIVE - PERSONAL", "OFFICIAL SENSITIVE: PERSONAL DATA",
        "OFFICIAL - SENSITIVE RECIPIENTS ONLY", "Official – Sensitive", "OFFICIAL_SENSITIVE", "OFFICIAL/SENSITIVE",
        "OFFICIAL‑SENSITIVE", "OFFICIAL—SENSITIVE", "O F F I C I A L - S E N S I T I V E", "OFFICIAL-SENSITVE",
        "OFFICIAL-SENSITIVE (PERSONAL DATA)", "OFFICIAL-SENSITIVE // RECIPIENTS ONLY",
        "OFFICIAL-SENSITIVE [RECIPIENTS ONLY]", "OFFICIAL-SENSITIVE – HMG USE ONLY – PERSONAL DATA",
        "Security marking: OFFICIAL-SENSITIVE", "GSC: OFFICIAL-SENSITIVE", "Government Security Classification: OFFICIAL SENSITIVE",
        "Protective Marking – OFFICIAL SENSITIVE", "MARKING: OFFICIAL-SENSITIVE", "<OFFICIAL-SENSITIVE>",
        "~ OFFICIAL-SENSITIVE ~", "** OFFICIAL SENSITIVE **", "OFFICIAL-SENSITIVE.", "RESTRICTED (WHEN COMPLETE)",
        "RESTRICTED – WHEN COMPLETED", "GPMS: RESTRICTED", "RESTRICTED - INVESTIGATIONS", "RESTRICTED PERSONAL",
        "CONFIDENTIAL - PERSONAL", "CONFIDENTIAL WHEN COMPLETE", "IL3 - RESTRICTED", "UK RESTRICTED", "OFFICIAL-SENSITIVE UK EYES ONLY",
        "OFFICIAL-SENSITIVE LPP", "OFFICIAL-SENSITIVE: NORTHSHIRE POLICE USE ONLY", "OFFICIAL-SENSITIVE: HR / MANAGEMENT",
        "OFFICIAL-SENSITIVE MARKET SENSITIVE", "[OFFICIAL-SENSITIVE - PERSONAL DATA]", "OFFICIAL-SENSITIVE OFFICIAL-SENSITIVE",
    )),
    *((words, PLAIN) for words in (
        "OFFICIAL.", "OFFICIAL (PUBLIC)", "OFFICIAL – FOR PUBLIC RELEASE", "NOT PROTECTIVELY MARKED.", "Not Protectively Marked",
        "PROTECT – STAFF", "PROTECT (PERSONAL)", "GSC: OFFICIAL", "Classification – OFFICIAL", "[OFFICIAL]", "UNCLASSIFIED",
    )),
    *((words, S) for words in ("SECRET – UK EYES ONLY", "UK SECRET - RECIPIENTS ONLY", "[SECRET]", "SECRET AUSCANNZUKUS EYES ONLY")),
    *((words, TS) for words in ("TOP SECRET.", "TOP SECRET – RECIPIENTS ONLY", "UK TOP SECRET – UK EYES ONLY")),
]  # fmt: skip

TRAPS = [
    "The minutes are to be held in the confidential section of the file and nowhere else.",
    "Agencies keep MAPPA minutes in their RESTRICTED files.",
    "He was told in the strictest confidence that the family had moved.",
    "The restricted patient unit was asked for its views.", "RESTRICTED PATIENTS SECTION",
    "His access to the site is restricted by licence condition 7.",
    "She kept the pregnancy a secret.", "SECRET KEEPING AND GROOMING", "Top Secret Escape Rooms, Mill Lane",
    "OFFICIAL VISITORS SCHEME", "Official Solicitor", "The Official Solicitor acts for her.",
    "The sensitive nature of the offence was explained to the panel.", "SENSITIVE ISSUES", "Victim sensitive information",
    "Protect and prevent: the police plan.", "PROTECT THE CHILDREN", "WITNESS PROTECTION", "CHILD PROTECTION",
    "Sentenced under the Official Secrets Act 1989.", "OFFICIAL SECRETS ACT", "He is unclassified as to ROSH.",
    "UNCLASSIFIED ROAD", "Confidential reporting line", "CONFIDENTIALITY", "The meeting was marked by good attendance.",
    "Documents marked SECRET must not be brought to the meeting.", "Anything above OFFICIAL-SENSITIVE is not to be sent here.",
    "Restricted", "Not restricted", "RESTRICTED DIET", "CONFIDENTIAL UNIT",
]  # fmt: skip

MEETING = """Multi-Agency Public Protection Panel
Minutes, Level 3
Held on 9 October 2023
Subject: Gwil Sample, born 11 January 1971
Those present
Insp Okafor, Northshire Police
Tamsin Vane, Probation Service
Discussion
The panel heard that he has been seen near the leisure centre twice.
Risk is very high to adult women he does not know.
Plan
Curfew from nine to seven. Polygraph in November.
"""
EMPTY_FORM = """MAPPA C
Minutes of MAPPA meeting
Date of meeting:
Chair:
Name:
Date of birth:
Present

Apologies

Summary of risk
(Record the level and who is at risk.)
Victim
(Record contact with victims.)
Actions
"""
HEALTH = """Letter to the duty worker
Thank you for seeing Bram Pretend on the ward. He was sectioned on 2 May under section 3.
His diagnosis is paranoid schizophrenia and he has refused his depot injection.
His blood tests of last week are attached. He is also under treatment for hepatitis C.
"""
REFUGE = """Safety note
Lena Fictional and both of her children are in a refuge in another county since Saturday.
Her husband does not know where. The younger, aged 3, starts nursery on Monday under another surname.
Please do not ring the old number.
"""
SCHOOL = """From the head teacher
I write about Otis Fable in year four. He came in with bruises to his arm on Tuesday and said that his
mother's friend did it. His sister in reception was upset as well. The social worker has been told.
"""
STATEMENT = """Witness statement
I am Pia Untrue. I saw the man in the green coat follow the girl from the bus stop at about four.
I do not want my address to be known to him. I am willing to go to court with a screen.
"""
INFORMANT = MEETING + (
    "Police update\nA covert human intelligence source has reported that he is trying to buy a firearm from "
    "members of an organised crime group.\n"
)
TERRORISM = MEETING + (
    "Police update\nCounter-terrorism policing shared intelligence on his contact with a proscribed "
    "organisation; the operation is live and sources are at risk.\n"
)
PROTECTED = MEETING + (
    "Police update\nHis former partner has been given a new identity by the UK protected persons service "
    "and lives under it at a place known to two officers.\n"
)
SURVEILLED = MEETING + "Police update\nHe will be under directed surveillance from Friday until the review.\n"
STALKING = """Referral
Name: Cai Notreal, 14/02/1990
Why this is referred: convicted of stalking Una Madeup, who has changed her work and her telephone.
Risk to: Una Madeup and her new partner. Likelihood: high. He said in the group that he will find her.
"""
LIST = "Cases for the next panel\n" + "\n".join(
    f"{name}, born {day:02}/03/19{year}, registered sexual offender, level 2"
    for day, (name, year) in enumerate(
        (("Abel Mock", 61), ("Bryn Sham", 72), ("Colm False", 83), ("Dov Unreal", 79)), 1
    )
)
THREAT = MEETING + (
    "Police update\nAn Osman warning was given to the victim's father after the threat on Sunday. The murder "
    "trial begins in March.\n"
)
NO_TERRORISM = MEETING + (
    "Police update\nNothing is held by the counter-terrorism unit. The Prevent lead has no concern. Firearms "
    "intelligence is nil.\n"
)
CANTEEN = """Canteen hours
From Monday the canteen opens at half past seven. Hot food is served until two.
Please take trays back. The coffee machine takes cards.
"""
TRAINING = """Training day on risk
What is meant by imminence? In groups of four, set out how likelihood and imminence differ.
Victim contact officers will speak about the charter. Children's services explain thresholds.
Lunch at noon. Bring the guidance.
"""
STATISTICS = """Quarter three in figures
Level 2 meetings: 41. Level 3 meetings: 6. Minutes out within ten days: 78 per cent.
Attendance by health rose by four points. No names are given in this paper.
"""
ADDRESS = """Change of address
Accommodation for Ewan Nobody, released on Friday: 3 Bramble Yard, bedsit 2. The landlord has been told of
the licence. The hostel on Salt Lane was refused because a victim works next door.
"""
DEATH = """Serious case note
The baby, four months old, died in hospital on Thursday. Her parents have been arrested. Two older children
are with foster carers. The coroner has opened an inquest.
"""

CONTENT: list[tuple[str, str, ProtectiveMarking]] = [
    ("a panel's minutes", MEETING, OS), ("an empty form", EMPTY_FORM, PLAIN), ("a ward's letter", HEALTH, OS),
    ("a refuge", REFUGE, OS), ("a head teacher's letter", SCHOOL, OS), ("a witness", STATEMENT, OS),
    ("a covert source", INFORMANT, S), ("live counter-terrorism work", TERRORISM, S), ("a protected person", PROTECTED, S),
    ("directed surveillance alone", SURVEILLED, OS), ("stalking", STALKING, OS), ("a list of offenders", LIST, OS),
    ("a threat to life", THREAT, OS), ("nothing held on terrorism", NO_TERRORISM, OS), ("a canteen", CANTEEN, PLAIN),
    ("a training day", TRAINING, PLAIN), ("figures", STATISTICS, PLAIN), ("a change of address", ADDRESS, OS),
    ("a child's death", DEATH, OS),
]  # fmt: skip
"""Name, paper, and the marking that it calls for. Those with victims' or children's data must not come out lower."""
