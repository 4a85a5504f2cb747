"""Upper Vale, 2009: a fire-setter on the local PP1 and PP2 forms of that time, marked under the older scheme
(referral DOCX, minutes DOCX and PDF). Here the marking itself goes wrong: the last minutes say one thing at the
head of the page and another at its foot, and are quarantined.
"""

from __future__ import annotations

from bench.examples.paper import Look, Paper

CASE = "uppervale-mapp-118"
LOOK = Look(font="Times New Roman", size=11, numbered=False)

SUBJECT = """
## Details of offender
: Surname | SKELTON
: Forenames | Carol-Anne
: Known as | Caz
: Date of birth | 27.09.1974
: Gender | Female
: PNC number | 87/20415N
: CRO number | 204157/93X
: Address | 6 Fellside Cottages, Brackendale, UV3 6QP
: Telephone | 0114 496 0058
"""

REFERRAL = Paper(
    CASE,
    "PP1 Skelton 4 Feb 2009.docx",
    "PP1 Referral to Multi-Agency Public Protection Panel",
    "RESTRICTED",
    "RESTRICTED",
    f"""
    : Area | Upper Vale
    : Date of referral | 4 February 2009
    : Referred by | Malcolm Dunnett, Probation Officer, Brackendale
    : Level proposed | Level 2
    {SUBJECT}
    # Category of offender
    Category 2: violent and other sexual offender. Category 3: other dangerous offender.

    # Offence details
    Convicted of arson being reckless as to whether life was endangered, Upper Vale Crown Court, 12 May 2006. Sentenced to four years' imprisonment; released on licence on 9 May 2008. She set fire to a bin store below the flat of her sister, Denise Skelton, who was asleep inside with her two children, Aaron (5) and Chloe (2).
    Earlier: criminal damage by fire, 1999 and 2003, each within a week of a death or an anniversary in the family.

    # Relevant dates
    : Sentence | 12 May 2006
    : Release | 9 May 2008
    : Licence expires | 8 May 2009
    : Sentence expires | 11 May 2010

    # Reasons for referral
    Her licence ends in May and with it the requirement to live at Fellside. Her sister has moved back to Brackendale. Her community nurse is the only person she trusts and has asked for the agencies to meet: housing must decide on the tenancy, the fire service has advice to give, and no one agency holds the whole of it.

    # Risk assessment
    : OASys risk of harm | High
    : Likelihood of reoffending | Medium, OGRS 41
    : Risk Matrix 2000 | Medium
    The risk is to her sister and the two children and to neighbours, by fire, in the weeks round 2 June, the date on which her son Kieran died in 1998. Serious harm is not imminent at present and would become so if she stopped her medication or began to collect lighters.
    Past fires were set with what came to hand; the last was planned, with a can of white spirit.

    # Victim issues
    Denise Skelton has asked not to be approached at home or at work. Victim contact is with Yvonne Prior, Victim Liaison Unit.

    # Risk management plan
    Malcolm Dunnett will see her weekly until the licence ends and visit her at home each month. Sister Maeve Corrigan, community psychiatric nurse, will see her fortnightly and tell police and probation if she misses a dose.

    # Agencies to be invited
    | Agency | Person | Why | Telephone |
    | Police | DS Robert Hallam, Public Protection | Intelligence and home visits | 0114 496 0011 |
    | Health | Sister Maeve Corrigan, community psychiatric nurse | Treats her | 0114 496 0022 |
    | Housing | Parveen Akhtar, tenancy officer, Dales Homes | Decides on the tenancy | 0114 496 0033 |
    | Fire service | Watch manager Ian Stobbart | Fire safety at both addresses | 0114 496 0044 |

    # Reports attached
    Pre-sentence psychiatric report and OASys are attached.

    # Diversity
    She has a diagnosis of recurrent depression and is partly deaf in the left ear. Meetings with her are held in a quiet room.

    # Countersigned by line manager
    : Name | Barbara Whitlow, Senior Probation Officer
    : Date | 5 February 2009
    """,
    author="M Dunnett",
    look=LOOK,
)

PLAN = """
# Risk management plan
(a) Other agencies: Police Public Protection, Upper Vale Mental Health Trust, Dales Homes and the fire service each have a part, set out below.
(b) Existing support and controls: licence to 8 May 2009 with a condition to live at 6 Fellside Cottages and not to approach Denise Skelton; depot injection each fortnight.
(c) Added measures: Ian Stobbart, fire service, will fit linked alarms at Fellside and at Denise Skelton's new address and tell the control room to send two pumps to either.
(d) Who and by when: as in the actions below.
(e) Additional conditions: none can be added before the licence ends.
(f) Level of contact: Malcolm Dunnett weekly at the office and at home on the first Monday of each month; Sister Corrigan fortnightly at home; DS Hallam one visit in each month, unannounced.
Contingency: if she misses an injection, Sister Corrigan will ring DS Hallam the same day and he will visit before night. Round 2 June somebody will see her every day, by a rota that Malcolm Dunnett keeps.
In conclusion, the plan is enough while the licence lasts and must be made again before it ends.
"""


def _minutes(
    filename: str,
    date: str,
    header: str,
    footer: str,
    present: str,
    apologies: str,
    previous: str,
    exchange: str,
    risk: str,
    victim: str,
    plan: str,
    disclosure: str,
    actions: str,
    level: str,
    review: str,
) -> Paper:
    return Paper(
        CASE,
        filename,
        "PP2 Minutes of Multi-Agency Public Protection Panel",
        header,
        footer,
        f"""
    : Area | Upper Vale
    : Date of meeting | {date}
    : Place | Brackendale Magistrates' Court, retiring room
    : Chair | Barbara Whitlow, Senior Probation Officer
    : Level | 2
    : Category | 2
    : Lead agency | Probation
    : Seen and approved by the Chair | {date}
    {SUBJECT}
    # Confidentiality
    The Chair reminded those present of the information sharing protocol. All have signed the register.

    # Present
    | Name | Post | Agency |
    {present}
    # Apologies
    {apologies}
    # Offence details
    Arson being reckless as to whether life was endangered, 12 May 2006, four years' imprisonment. Earlier criminal damage by fire, 1999 and 2003.

    # Relevant dates
    : Release | 9 May 2008
    : Licence expires | 8 May 2009
    : Sentence expires | 11 May 2010
    # Matters arising: actions from the previous meeting
    {previous}
    # Information exchange
    {exchange}
    # Risk assessment
    {risk}
    # Victim issues
    {victim}
    {plan}
    # Disclosure
    {disclosure}
    # Diversity
    She is partly deaf in the left ear; those who see her sit on her right. Recurrent depression, treated.

    # Media
    No interest at present. Both press offices have been told the dates of the meetings.

    # Human rights
    The Panel considered Articles 2 and 8 and found the plan lawful, necessary and proportionate.

    # Actions
    {actions}
    # Level
    {level}
    # Date of review
    {review}
    """,
        author="Panel secretary",
        look=LOOK,
    )


PRESENT = """| Barbara Whitlow | Senior Probation Officer, Chair | Probation |
    | Malcolm Dunnett | Probation Officer | Probation |
    | DS Robert Hallam | Detective Sergeant, Public Protection | Police |
    | Sister Maeve Corrigan | Community Psychiatric Nurse | Upper Vale Mental Health Trust |
    | Parveen Akhtar | Tenancy Officer | Dales Homes |
    | Ian Stobbart | Watch Manager | Upper Vale Fire and Rescue |
    | Yvonne Prior | Victim Liaison Officer | Probation |
    """

RISK = """: OASys risk of harm | High
    : Likelihood of reoffending | Medium
    The risk is of serious harm by fire to Denise Skelton, to Aaron and Chloe, and to neighbours at Fellside. {rest}"""

MINUTES_1 = _minutes(
    "PP2 Skelton 3 March 2009.docx",
    "3 March 2009",
    "RESTRICTED",
    "RESTRICTED",
    PRESENT,
    "None.",
    "First meeting of the Panel: none.",
    """Probation: Malcolm Dunnett says that she has kept every appointment and cries when her son is spoken of. She has been told that the Panel meets and asks that her mother, Edna Skelton, not be told.
    Health: Sister Corrigan gives the injection each second Thursday. None has been missed since November.
    Police: DS Hallam has no new intelligence. A call about a bin fire in Chapel Street on 11 February had another cause.
    Housing: Parveen Akhtar will keep the tenancy on if the linked alarms are fitted.""",
    RISK.format(rest="It is not imminent while she takes her medication; it rises in the last week of May."),
    "Yvonne Prior has seen Denise Skelton, who now lives at 41 Weir Street with the children and does not want her sister to know it. She asks for an alarm and for a name to ring.",
    PLAN,
    "Disclosure to Dales Homes was considered and agreed, because the flats share a stairwell: Parveen Akhtar may tell her area manager of the conviction and nobody else. Ms Skelton was told by Malcolm Dunnett on 26 February. Disclosure to the neighbours was considered and not made, because the alarms protect them and naming her could drive her out.",
    """| No | Action | By whom | By when |
    | 1 | Fit linked alarms at Fellside and at Weir Street | Ian Stobbart, Fire and Rescue | 20 March 2009 |
    | 2 | Give Denise Skelton a direct number at the police station | DS Robert Hallam, Police | 6 March 2009 |
    | 3 | Ask the consultant whether she will agree to go on with injections after May | Sister Maeve Corrigan, Mental Health Trust | 31 March 2009 |
    | 4 | Draw up a rota for the week of 2 June | Malcolm Dunnett, Probation | 28 April 2009 |""",
    "To stay at level 2, since five agencies must act together before and after the licence ends.",
    "28 April 2009 at 14.00.",
)

MINUTES_2 = _minutes(
    "PP2 Skelton 28 April 2009.pdf",
    "28 April 2009",
    "RESTRICTED",
    "RESTRICTED",
    PRESENT,
    "None.",
    """| No | Action | By whom | By when | Outcome |
    | 1 | Fit linked alarms at Fellside and at Weir Street | Ian Stobbart, Fire and Rescue | 20 March 2009 | Done on 18 March at both; tested. |
    | 2 | Give Denise Skelton a direct number at the police station | DS Robert Hallam, Police | 6 March 2009 | Done on 5 March. |
    | 3 | Ask the consultant whether she will agree to go on with injections after May | Sister Maeve Corrigan, Mental Health Trust | 31 March 2009 | Not yet done: the consultant was away. |
    | 4 | Draw up a rota for the week of 2 June | Malcolm Dunnett, Probation | 28 April 2009 | Done; given out today. |""",
    """Probation: Malcolm Dunnett says that she dreads the end of the licence. She asked whether she might go on coming.
    Health: Sister Corrigan says that she missed the injection of 16 April and had it on the 20th. She said that she had overslept.
    Police: DS Hallam visited on 21 April. There were eleven lighters in a drawer.
    Housing: Parveen Akhtar has had one complaint, of shouting at night.""",
    RISK.format(rest=""),
    "Yvonne Prior spoke to Denise Skelton on 20 April. She has the number and has not needed it. The children are not told where their aunt lives.",
    PLAN.replace("Contingency: if she misses", "Contingency: risk management. If she misses"),
    "",
    """| No | Action | By whom | By when |
    | 3 | Ask the consultant whether she will agree to go on with injections after May | Sister Maeve Corrigan, Mental Health Trust | 31 March 2009 |
    | 5 | Take the lighters away by agreement and visit weekly to 8 June | DS Robert Hallam, Police | 30 April 2009 |
    | 6 | Offer voluntary appointments after the licence | Malcolm Dunnett, Probation | 5 May 2009 |
    | 7 | Risk management | Police | |""",
    "To stay at level 2 through June, because of the missed injection and the lighters.",
    "23 June 2009 at 14.00.",
)

MINUTES_3 = _minutes(
    "PP2 Skelton 23 June 2009.pdf",
    "23 June 2009",
    "RESTRICTED",
    "NOT PROTECTIVELY MARKED",
    PRESENT.replace("| Yvonne Prior | Victim Liaison Officer | Probation |", ""),
    "Yvonne Prior, Victim Liaison Unit.",
    """| No | Action | By whom | By when | Outcome |
    | 3 | Ask the consultant whether she will agree to go on with injections after May | Sister Maeve Corrigan, Mental Health Trust | 31 March 2009 | |
    | 5 | Take the lighters away by agreement and visit weekly to 8 June | DS Robert Hallam, Police | 30 April 2009 | Done; she handed over nine and later two more. |
    | 6 | Offer voluntary appointments after the licence | Malcolm Dunnett, Probation | 5 May 2009 | Done; she comes each Friday. |
    | 7 | Risk management | Police | | |""",
    """Probation: the licence ended on 8 May. She was seen each day in the week of 2 June and took flowers to the grave with Malcolm Dunnett.
    Health: Sister Corrigan has given every injection since April.
    Police: DS Hallam has visited weekly. There were no lighters on 15 June.
    Housing: no complaints since April.""",
    RISK.format(rest="The week of 2 June has passed without a fire. It is not imminent."),
    "Denise Skelton's views were not available because the Victim Liaison Officer was not there.",
    PLAN,
    "Disclosure was considered again. No more is needed: Dales Homes knows, the alarms protect the neighbours, and Denise Skelton has the number.",
    """| No | Action | By whom | By when |
    | 3 | Ask the consultant whether she will agree to go on with injections after May | Sister Maeve Corrigan, Mental Health Trust | 31 March 2009 |
    | 8 | Keep the rota ready for December, the birthday of her son | Malcolm Dunnett, Probation | 20 November 2009 |""",
    "To stay at level 2 until the autumn.",
    "18 August 2009 at 14.00.",
)

PAPERS = (REFERRAL, MINUTES_1, MINUTES_2, MINUTES_3)
