"""Northshire, 2018: a registered sexual offender at level 2, on the national forms of 2012 to 2021 (DOCX).

The referral is thin in the ways inspectors describe. The first minutes are nearly right; by the fourth, the
plan is still the one pasted from the referral, although half of what it speaks of has changed.
"""

from __future__ import annotations

from bench.examples.paper import Look, Paper

CASE = "northshire-2018-0147"
LOOK = Look(font="Arial")
MARKING = "OFFICIAL-SENSITIVE"

STATEMENT = """
# Confidentiality and diversity statement
The Chair read the MAPPA confidentiality and diversity statement. Information shared at this meeting is shared for the purpose of managing risk and must not be passed on outside the agencies present without the Chair's agreement.
"""

OFFENDER = """
# 2. Offender information
: Name | Gareth Pennock
: Also known as | Gaz Pennock
: Date of birth | 14/03/1981
: PNC ID | 02/481267W
: Prison number | A4417CE
: Ethnicity | White British
: Current address | {address}
: Mobile telephone | 07700 900417
"""

CONVICTION = """
# 3. Conviction information
: Index offence | Sexual assault of a female under 16 (two counts)
: Date of conviction | 21 October 2013
: Court | Northshire Crown Court
: Sentence | Eight years' imprisonment
- The victim was a neighbour's daughter, aged 14 when the offences began.
- He offered lifts and gifts, and the offences took place in his car.
- He pleaded guilty on the first day of the trial.

# 4. Relevant dates
: Release date | 19 October 2017
: Licence expiry date | 19 October 2021
: Sentence expiry date | 19 October 2021
"""

PLAN = """
# 9. Risk management plan
## Restrictive interventions
- Licence condition: not to approach or communicate with Sophie Larkin or Maureen Tully without the prior approval of the supervising officer.
- Licence condition: to reside as approved and not to stay elsewhere for even one night without approval.
- Sexual Harm Prevention Order made on 21 October 2013: not to be alone with any child under 16 unless a parent who knows of his conviction is present and Children's Services have agreed.
- Exclusion zone: not to enter within 100 metres of Thornbank Community College, Mill Lane, Eastbrook.
- PC Delroy Bastian, Police Public Protection Unit, will make an unannounced home visit every four weeks, and check his phone and any tablet at each.
## Rehabilitative interventions
- Naomi Featherstone, Probation, will see him weekly and begin the Maps for Change work in the second month.
- Northshire Recovery Service will see him fortnightly about alcohol.
## Protective interventions
- Victim liaison officer Carys Bowen will keep Sophie Larkin informed of changes to the conditions.
- Maureen Tully has a marker on her address and a named officer at Eastbrook police station.
## Contingency plan
If he is seen near the college, or fails to keep an appointment, PC Bastian will tell Naomi Featherstone the same day and recall will be considered within 24 hours. If he forms a relationship with anyone who has children, Children's Services will be told at once and a strategy discussion held within two working days.
In conclusion, the plan is sufficient to manage the risk of serious harm that he presents at level 2.
"""

RISK = """
# 7. Risk assessment
: OASys risk of serious harm | {rosh}
: OGRS3 | 34 per cent over two years
: Risk Matrix 2000 | High, assessed 6 November 2017 by PC Bastian
: Likelihood of reoffending | Medium
The risk is of contact sexual offences against girls aged 12 to 16 whom he comes to know through neighbours or partners. {imminence}
{change}
"""

REFERRAL = Paper(
    CASE,
    "01 Referral January 2018.docx",
    "MAPPA A: Referral to a MAPPA level 2 or 3 meeting",
    MARKING,
    MARKING,
    f"""
    : Area | Northshire
    : Date of referral | 12 January 2018
    : Referring agency | Northshire Probation Trust
    : Referred by | Naomi Featherstone, Probation Officer
    : Proposed level | Level 2
    : Lead agency | Probation

    # 1. Category of offender
    Category 1: registered sexual offender, subject to notification requirements for an indefinite period.
    {OFFENDER.format(address="Flat 3, 28 Quarry Street, Eastbrook, NX4 7QT")}
    {CONVICTION}
    # 5. Detained in hospital
    Not applicable: he has never been detained under the Mental Health Act.

    # 6. Relevant information and reason for referral
    He was released in October to his mother's address, which broke down at Christmas when Jean Pennock, aged 71, asked him to leave after an argument about drink. He has moved to a bedsit in Quarry Street which he found himself. The letting agent knows nothing of his conviction. Two neighbours have teenage daughters.
    He keeps his appointments and is polite, but says little. In interview on 4 January he said that the offences "just happened" and that Sophie "knew what she was doing". He has asked twice whether he may see his former partner, Maureen Tully, who gave evidence against him.
    The referral is made so that housing and Children's Services can be brought together with police and probation: no one agency can both move him and protect the children in the building.

    # 7. Risk assessment
    : OASys risk of serious harm | High
    : Risk Matrix 2000 | High
    He presents a high risk of serious harm to children, namely girls aged 12 to 16 whom he meets through neighbours.

    # 8. Victim issues
    Sophie Larkin, who is now 18, is in the Victim Contact Scheme. The victim liaison officer is Carys Bowen. Sophie has asked that he be kept out of Eastbrook town centre on Saturdays, where she works.
    {PLAN}
    # 10. Agencies to be invited
    | Agency | Name | Role | Contact |
    | Police | PC Delroy Bastian | Offender manager, Public Protection Unit | 0113 496 0172 |
    | Social services | | | |
    | Housing | Imogen Trask | Housing options manager, Eastbrook Borough Council | imogen.trask@eastbrook.example.org |
    | Victim liaison | Carys Bowen | Victim liaison officer | 0113 496 0181 |

    # 11. Diversity
    He left school without qualifications and reads slowly. Letters are explained to him in person.

    # 12. Disclosure
    No disclosure has been made. The letting agent should be considered at the first meeting.

    # 13. Countersignature by line manager
    : Name |
    : Signature |
    : Date |
    """,
    author="N Featherstone",
    look=LOOK,
)


def _minutes(
    filename: str,
    kind: str,
    date: str,
    address: str,
    attendance: str,
    apologies: str,
    previous: str,
    updates: str,
    risk: str,
    victim: str,
    disclosure: str,
    plan: str,
    actions: str,
    level: str,
    review: str,
) -> Paper:
    return Paper(
        CASE,
        filename,
        "MAPPA B: Minutes of a MAPPA level 2 meeting",
        MARKING,
        MARKING,
        f"""
    # Meeting details
    : Area | Northshire
    : Date of meeting | {date}
    : Type of meeting | {kind}
    : Venue | Eastbrook Police Station, Conference Room 2
    : Chair | Helen Abara, Senior Probation Officer
    : Level | Level 2
    : Lead agency | Probation
    : Minutes signed off by the Chair | {date}
    {STATEMENT}
    # Attendance
    | Name | Role | Agency |
    {attendance}
    # Apologies
    {apologies}
    # 1. Category of offender
    Category 1: registered sexual offender, subject to notification requirements for an indefinite period.
    {OFFENDER.format(address=address)}
    {CONVICTION}
    # 5. Detained in hospital
    Not applicable: he has never been detained under the Mental Health Act.

    # Actions from the previous meeting
    {previous}
    # 6. Agency updates
    {updates}
    {risk}
    # 8. Victim issues
    {victim}
    {plan}
    # 10. Disclosure
    {disclosure}
    # 11. Diversity
    He reads slowly: letters are explained to him in person and the licence was read over to him on release. No other needs were identified.

    # 12. Media
    No media interest is expected. The press offices need not be told at present.

    # 13. Human rights
    The meeting considered that the interference with his private life is lawful, necessary and proportionate to the protection of children.

    # 14. Actions
    {actions}
    # 15. Level decision
    {level}
    # 16. Date of next meeting
    {review}
    """,
        author="MAPPA administrator",
        look=LOOK,
    )


CORE = """| Helen Abara | Senior Probation Officer (Chair) | Probation |
    | Naomi Featherstone | Probation Officer | Probation |
    | PC Delroy Bastian | Offender manager | Police |
    | DS Priya Ramanathan | Detective Sergeant, Public Protection | Police |
    | Carys Bowen | Victim Liaison Officer | Probation |
    | Imogen Trask | Housing options manager | Eastbrook Borough Council Housing |
    """

MINUTES_1 = _minutes(
    "02 Minutes 14 February 2018.docx",
    "Initial",
    "14 February 2018",
    "Flat 3, 28 Quarry Street, Eastbrook, NX4 7QT",
    CORE + "| Oluwaseun Adeyemi | Team manager, safeguarding | Northshire Children's Services |",
    "Dr Marek Zielinski, Consultant Psychiatrist, Northshire Health Trust. A written report was received.",
    "This is the first meeting: there are no earlier actions.",
    """Police: PC Bastian visited on 30 January and 9 February. The flat was tidy, no devices other than the registered phone were found, and he was sober. The neighbours' daughters, Tia and Jasmine, walk past his door to school.
    Probation: Naomi Featherstone reports that he keeps his appointments. He has begun to talk about the weeks before the offences, and about drinking alone. He has been told that he is managed under MAPPA and says he wants "to get it over with".
    Children's Services: Oluwaseun Adeyemi has met both families in the building. An assessment under section 17 was opened on 5 February for each.
    Housing: Imogen Trask can offer a flat at Canal View, where no children live, from the end of March.""",
    RISK.format(
        rosh="High",
        imminence="Serious harm is not thought imminent while he is seen weekly, sober and without a partner; it would become so if he drank daily or was alone with a girl.",
        change="The level was last reviewed on 14 February 2018 and has not changed.",
    ),
    "Carys Bowen met Sophie Larkin on 1 February. Sophie is at college and works in Eastbrook market on Saturdays. She asks that he be kept out of the town centre on that day, and to be told if he moves. Carys Bowen will put this to the supervising officer as a condition. Potential victims are girls in the building and any child of a new partner.",
    "Disclosure to the letting agent was considered. The meeting decided to disclose the fact of a conviction for a sexual offence against a child, because two girls live in the building and the agent holds the keys. PC Bastian will tell the agent in person, ask for it to be kept in confidence, and tell Mr Pennock beforehand. Disclosure to the neighbours was considered and not made: Children's Services will advise the parents without naming him until he moves.",
    PLAN,
    """| No | Action | Owner | Date due | Status |
    | 1 | Visit the letting agent and make the disclosure agreed above | PC Delroy Bastian, Police | 21 February 2018 | Open |
    | 2 | Offer the flat at Canal View and arrange the move | Imogen Trask, Housing | 30 March 2018 | Open |
    | 3 | Apply to vary the licence to keep him out of Eastbrook town centre on Saturdays | Naomi Featherstone, Probation | 28 February 2018 | Open |
    | 4 | Check phones for intelligence | PC Delroy Bastian, Police | 14 March 2018 | Open |
    | 5 | Complete the section 17 assessments for both families | Oluwaseun Adeyemi, Children's Services | | Open |""",
    "To remain at level 2, because police, housing and Children's Services must act together until he has moved away from the two girls.",
    "The next meeting will be on 6 June 2018 at 10.00 at Eastbrook Police Station.",
)

MINUTES_2 = _minutes(
    "03 Minutes 6 June 2018.docx",
    "Review",
    "6 June 2018",
    "Flat 11, Canal View, Lock Road, Eastbrook, NX4 2BD",
    CORE + "| Fionnuala McGee | Social worker | Northshire Children's Services |",
    "Oluwaseun Adeyemi, Children's Services, for whom Fionnuala McGee attended.",
    """| No | Action | Owner | Date due | Status | Outcome |
    | 1 | Visit the letting agent and make the disclosure agreed above | PC Delroy Bastian, Police | 21 February 2018 | Completed | The agent was told on 20 February and agreed to keep it in confidence. |
    | 2 | Offer the flat at Canal View and arrange the move | Imogen Trask, Housing | 30 March 2018 | Completed | He moved on 4 April. |
    | 3 | Apply to vary the licence to keep him out of Eastbrook town centre on Saturdays | Naomi Featherstone, Probation | 28 February 2018 | Completed | The condition was added on 12 March. |
    | 4 | Check phones for intelligence | PC Delroy Bastian, Police | 14 March 2018 | Completed | |
    | 5 | Complete the section 17 assessments for both families | Fionnuala McGee, Children's Services | 30 April 2018 | Completed | No further action for either family since he has moved. |""",
    """Police: PC Bastian has visited four times since the last meeting. On 18 May he found a second phone, which Mr Pennock said belonged to a friend. It was seized and is being examined.
    Probation: he missed one appointment, on 22 May, and said that he had overslept. The Maps for Change work has begun. He has met a woman, Kelly Marsden, at the recovery group; she has a daughter, Ruby, who is nine.
    Children's Services: Fionnuala McGee has spoken to Ms Marsden, who did not know of the conviction. She says that he has not met Ruby.
    Housing: the tenancy is in order. The neighbours have not complained.""",
    RISK.format(
        rosh="High",
        imminence="Imminence has risen since the last meeting because of the second phone and the new relationship; it is now thought that serious harm could happen at any time if he were alone with Ruby.",
        change="The level of risk was reviewed on 6 June 2018; it remains high.",
    ),
    "Carys Bowen spoke to Sophie Larkin on 29 May. Sophie has been told of the move and of the Saturday condition and feels safer. Ruby Marsden is a potential victim: Fionnuala McGee will make a safety plan with her mother this week. Mr Pennock is not to be alone with Ruby Marsden in any circumstances, and PC Delroy Bastian will check with Kelly Marsden every fortnight that he has not called at the house.",
    "Disclosure to Kelly Marsden was considered. The meeting decided that she should be told of the convictions and of the order, because her daughter is in the age group at risk and she cannot protect her without knowing. DS Ramanathan and Fionnuala McGee will tell her together on 8 June, and he will be told the same morning.",
    PLAN,
    """| No | Action | Owner | Date due | Status |
    | 6 | Tell Kelly Marsden of the convictions and the order | DS Priya Ramanathan, Police | 8 June 2018 | Open |
    | 7 | Make a safety plan for Ruby Marsden with her mother | Fionnuala McGee, Children's Services | 15 June 2018 | Open |
    | 8 | Have the second phone examined and report what is found | | 30 June 2018 | Open |
    | 9 | Review the licence in the light of the new relationship | Naomi Featherstone, Probation | 20 June 2018 | Open |""",
    "To remain at level 2. The new relationship needs Children's Services, police and probation to work from one plan.",
    "The next meeting will be on 26 September 2018 at 10.00 at Eastbrook Police Station.",
)

MINUTES_3 = _minutes(
    "04 Minutes 26 September 2018.docx",
    "Review",
    "26 September 2018",
    "Flat 11, Canal View, Lock Road, Eastbrook, NX4 2BD",
    """| Helen Abara | Senior Probation Officer (Chair) | Probation |
    | Naomi Featherstone | Probation Officer | Probation |
    | PC Delroy Bastian | Offender manager | Police |
    | Carys Bowen | Victim Liaison Officer | Probation |
    | Imogen Trask | Housing options manager | Eastbrook Borough Council Housing |
    | Fionnuala McGee | Social worker | Northshire Children's Services |""",
    "DS Priya Ramanathan, Police.",
    """| No | Action | Owner | Date due | Status | Outcome |
    | 6 | Tell Kelly Marsden of the convictions and the order | DS Priya Ramanathan, Police | 8 June 2018 | Completed | She was told on 8 June and ended the relationship that week. |
    | 7 | Make a safety plan for Ruby Marsden with her mother | Fionnuala McGee, Children's Services | 15 June 2018 | Completed | The plan is in place and was reviewed on 3 September. |
    | 8 | Have the second phone examined and report what is found | PC Delroy Bastian, Police | 30 June 2018 | Completed | Forty images of adult pornography; none of children. Returned on 2 August. |""",
    """Police: PC Bastian reports three visits without concern. Maureen Tully died in hospital on 11 August after a short illness; her family have been told that the marker on her address will be removed.
    Probation: Naomi Featherstone reports that he has kept every appointment. He was drunk at one, on 27 August, and was warned. He says that he is lonely since the relationship ended.
    Housing: a complaint of noise in July was not upheld.
    Children's Services: the plan for Ruby remains in place. Her mother has had no contact with him since June.""",
    RISK.format(
        rosh="High",
        imminence="Serious harm is not thought imminent now that the relationship has ended, but drinking alone was a feature of the index offences and would be acted on at once.",
        change="The level of risk was reviewed on 26 September 2018; it remains high.",
    ),
    "See summary in body of notes.",
    "Disclosure to Kelly Marsden was considered. The meeting decided that she should be told of the convictions and of the order, because her daughter is in the age group at risk and she cannot protect her without knowing. DS Ramanathan and Fionnuala McGee will tell her together on 8 June, and he will be told the same morning.",
    PLAN,
    """| No | Action | Owner | Date due | Status |
    | 10 | Refer him to the community befriending scheme | Naomi Featherstone, Probation | 31 October 2018 | Open |
    | 11 | Risk management | PC Delroy Bastian, Police | Ongoing | Open |
    | 12 | Remove the marker from the address in Tannery Row | PC Delroy Bastian, Police | 5 October 2018 | Open |""",
    "To remain at level 2 while the drinking is watched; level 1 will be considered next time.",
    "The next meeting will be on 16 January 2019 at 10.00 at Eastbrook Police Station.",
)

MINUTES_4 = _minutes(
    "05 Minutes 16 January 2019.docx",
    "Review",
    "16 January 2019",
    "52 Tannery Row, Eastbrook, NX4 9LW",
    """| Helen Abara | Senior Probation Officer (Chair) | Probation |
    | Toby Greenhalgh | Probation Officer | Probation |
    | Carys Bowen | Victim Liaison Officer | Probation |
    | Imogen Trask | Housing options manager | Eastbrook Borough Council Housing |
    | Fionnuala McGee | | Northshire Children's Services |""",
    "PC Delroy Bastian, Police, who is on leave.",
    """| No | Action | Owner | Date due | Status | Outcome |
    | 10 | Refer him to the community befriending scheme | Toby Greenhalgh, Probation | 31 October 2018 | Completed | He was matched with a volunteer on 20 November and meets him weekly. |
    | 11 | Risk management | PC Delroy Bastian, Police | Ongoing | Open | |
    | 12 | Remove the marker from the address in Tannery Row | PC Delroy Bastian, Police | 5 October 2018 | Open | |""",
    """Probation: Toby Greenhalgh has taken over from Naomi Featherstone, who has left. He moved to Tannery Row on 3 December after a flood at Canal View. He has been sober since October by his own account and that of the recovery service.
    Housing: the move was arranged in a day. The house opposite is a childminder's; this was not known at the time.
    Children's Services: Ruby's plan was closed on 30 November.""",
    RISK.format(
        rosh="High",
        imminence="Serious harm is not thought imminent.",
        change="The level of risk was reviewed on 16 January 2019.",
    ),
    "Carys Bowen spoke to Sophie Larkin on 8 January. Sophie has begun work in a nursery and is pleased to have moved on; she still wants to be told if he moves, and was told of Tannery Row the same day.",
    "",
    PLAN.replace("within 100 metres of Thornbank Community College", "within 50 metres of Thornbank College"),
    """| No | Action | Owner | Date due | Status |
    | 11 | Risk management | PC Delroy Bastian, Police | Ongoing | Open |
    | 12 | Remove the marker from the address in Tannery Row | PC Delroy Bastian, Police | 5 October 2018 | Open |
    | 13 | Find other accommodation away from the childminder | Imogen Trask, Housing | 31 January 2019 | Open |""",
    "To remain at level 2 until he has been moved again.",
    "To be confirmed.",
)

PAPERS = (REFERRAL, MINUTES_1, MINUTES_2, MINUTES_3, MINUTES_4)
