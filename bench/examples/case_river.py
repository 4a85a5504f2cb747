"""Riverhaven, 2023: a violent offender leaving prison, on the national forms of 2022 on (referral DOCX, minutes
PDF, four pillars). The faults are those of a busy office: pillars left empty, bare labels, an action that
vanishes, a release still awaited after it has happened, and a paragraph from somebody else's minutes.
"""

from __future__ import annotations

from bench.examples.paper import Look, Paper

CASE = "riverhaven-2023-0032"
LOOK = Look(font="Calibri", heading_in_table=True)
MARKING = "OFFICIAL-SENSITIVE"

REFERRAL = Paper(
    CASE,
    "Wieczorek referral 2023-01-10.docx",
    "MAPPA A - Referral for MAPPA management at Level 2 or Level 3",
    MARKING,
    MARKING,
    """
    : MAPPA area | Riverhaven
    : Date of referral | 10 January 2023
    : Lead agency | Probation Service
    : Referrer | Ngozi Hartley, Probation Practitioner
    : Level of management proposed | 2

    # Section 1: MAPPA category
    Category 2: violent offender, sentenced to more than twelve months for an offence in Schedule 15.

    # Section 2: Offender information
    : Name | Tomasz Wieczorek
    : Aliases | Tommy Wizard; T. Wieczorek
    : Date of birth | 02/07/1990
    : Prison number | A7302EV
    : PNC ID | 09/117203F
    : nDelius CRN | X417330
    : NHS number | 999 012 3454
    : Nationality | Polish
    : First language | Polish; speaks good English
    : Address before custody | 9 Cooper's Wharf, Riverhaven, RQ1 5XH
    : Proposed release address | St Anselm's House, Approved Premises

    # Section 3: Index offence
    - Causing grievous bodily harm with intent, 3 August 2019, Riverhaven Crown Court, seven years' imprisonment.
    - He beat his former partner, Amina Yusuf-Clarke, with a saucepan in the kitchen of her flat while her son Idris, then three, was in the next room.
    - He had been told the day before that she wanted to end the relationship.
    Earlier convictions: battery against another partner, Leanne Doyle, in 2014 and 2016; criminal damage in 2016. The pattern is one of violence when a relationship ends, after heavy drinking and days of text messages.

    # Section 4: Key dates
    : Date of sentence | 18 October 2019
    : Release date | 21 April 2023
    : Licence expiry date | 17 October 2026
    : Sentence expiry date | 17 October 2026

    # Section 5: Reasons for referral
    Management at level 2 is needed because his victim and her son live four streets from his family, because he has contacted her twice from prison through a cousin, and because two police forces, Children's Services and an independent domestic violence adviser must share one plan. The Probation Service cannot by itself watch both addresses or protect a child.

    # Section 6: Risk assessment
    : Risk of serious harm | Very high
    : Likelihood of reoffending | High: OGRS3 71 per cent over two years
    : SARA | High risk of spousal violence, 12 December 2022
    The risk is to known adults, namely Amina Yusuf-Clarke and any new partner, and to Idris. Serious harm is imminent on release: he has said in a recorded call that he will "sort it face to face". The likely form is a serious assault in the home, within days of an argument or of learning of a new partner.
    Past behaviour: the assaults of 2014 and 2016 were less severe, and were alcohol-related; the index offence shows that the violence is growing.

    # Section 7: Victims
    Amina Yusuf-Clarke (31) is in the Victim Contact Scheme with victim liaison officer Siobhan Rees. She asks for a no-contact condition covering herself and Idris, and an exclusion zone around Anchor Street and St Brannoc's Primary School. Leanne Doyle has been traced to another area and does not wish to be contacted.

    # Section 8: Risk management plan (draft)
    ## Supervision
    Ngozi Hartley will see him twice a week for the first twelve weeks, at the approved premises and at the office.
    ## Monitoring and control
    Residence at St Anselm's House, curfew 19.00 to 07.00 with electronic monitoring, and daily alcohol tests by premises staff. DC Farrukh Iqbal will make a home visit once a month.
    ## Interventions and treatment
    Building Better Relationships, starting within eight weeks; alcohol treatment through Riverhaven Turning Tides.
    ## Victim safety
    Siobhan Rees will keep Ms Yusuf-Clarke informed. Police will put a marker on Anchor Street and fit a panic alarm before 14 April.
    ## Contingency
    Any approach to Anchor Street, or a failed alcohol test, will be reported to the duty senior within the hour, who will decide on recall the same day.

    # Section 9: Agencies to be invited
    | Agency | Name and role | Contact |
    | Police | DC Farrukh Iqbal, offender manager, needed for the markers and home visits | 0161 496 0233 |
    | Children's Services (Riverhaven) | Beatrix Oyelaran, team manager, because Idris lives near the family | beatrix.oyelaran@riverhaven.example.org |
    | Victim liaison | Siobhan Rees, victim liaison officer | 0161 496 0240 |
    | Prison | Custodial manager Lee Thornhill, HMP Calder Vale | 0161 496 0266 |
    | IDVA service | Harpreet Gill, independent domestic violence adviser, supports the victim | 07700 900833 |

    # Section 10: Reports attached
    OASys of 12 December 2022, SARA of the same date and the prison security report are attached.

    # Section 11: Diversity considerations
    He is offered written material in Polish. No disability is known.

    # Section 12: Endorsement by line manager
    : Name | Catherine Ojukwu, Senior Probation Officer
    : Signed | C Ojukwu
    : Date | 11 January 2023
    """,
    author="Ngozi Hartley",
    look=LOOK,
)

CONDITIONS = """The licence conditions in force are, in full:
    - To keep in touch with the supervising officer as instructed and be of good behaviour.
    - To reside at St Anselm's House and not to leave it for even one night without approval.
    - Not to seek to approach or communicate with Amina Yusuf-Clarke or Idris Clarke without the prior approval of the supervising officer and Children's Services.
    - Not to enter Anchor Street, Ropewalk or the grounds of St Brannoc's Primary School, as marked on the map given to him.
    - To be tested for alcohol and not to drink.
    - To tell the supervising officer of any developing personal relationship.
    """

SUPERVISION = "Ngozi Hartley will see him twice a week for the first twelve weeks, at the approved premises and at the office. Sessions will be about the days before each assault and about what he tells himself when a relationship ends."
MONITORING = "Curfew 19.00 to 07.00 with electronic monitoring; daily alcohol tests by Marguerite Bell, premises manager. DC Farrukh Iqbal will make an unannounced visit once a month and read the premises log. His cousin's messages will be looked at by the prison and by DC Iqbal."
INTERVENTIONS = "Building Better Relationships, starting within eight weeks. Riverhaven Turning Tides will see him weekly about alcohol from the first week, and write to Ngozi Hartley after each session."
VICTIM_SAFETY = "Siobhan Rees will call Ms Yusuf-Clarke on the day of release and each week after. Harpreet Gill has made a safety plan with her; the school has a photograph and a password. A marker and a panic alarm are in place at Anchor Street."
CONTINGENCY = "Any approach to Anchor Street, a failed test or a missed curfew will be reported to the duty senior within the hour, who will decide on recall the same day. If he learns of a new partner of hers, police will move the patrol plan to amber and Harpreet Gill will offer a place of safety."

RELEASE_WATCH = "The main risk in the coming weeks is his upcoming release: the days immediately after 21 April 2023 are thought to be the most dangerous, and the meeting agreed that every agency must be ready before he is released."


def _minutes(
    filename: str,
    date: str,
    kind: str,
    level: str,
    lead: str,
    rosh: str,
    attendance: str,
    apologies: str,
    previous: str,
    exchange: str,
    risk: str,
    victim: str,
    licence: str,
    pillars: tuple[str, str, str, str],
    contingency: str,
    disclosure: str,
    actions: str,
    decision: str,
    next_review: str,
) -> Paper:
    lead_row = f": Lead agency | {lead}" if lead else ""
    return Paper(
        CASE,
        filename,
        "MAPPA C - Level 2 and 3 meeting minutes",
        MARKING,
        MARKING,
        f"""
    : MAPPA area | Riverhaven
    : Date of meeting | {date}
    : Initial or review | {kind}
    : Venue | Held by video conference
    : Chair | Detective Chief Inspector Rowena Castellan
    : Level of management | {level}
    : MAPPA category | Category 2
    {lead_row}
    : Minutes approved by the Chair | {date}

    # 1. Confidentiality and diversity statement
    The MAPPA confidentiality and diversity statement was displayed and accepted by all present. These minutes are closed under the Freedom of Information Act and must not be shared outside the agencies present without the Chair's agreement.

    # 2. Those present
    | Name | Role | Agency | Attended |
    {attendance}
    # 3. Apologies
    {apologies}
    # 4. Offender information
    : Name | Tomasz Wieczorek
    : Date of birth | 02/07/1990
    : Prison number | A7302EV
    : PNC ID | 09/117203F
    : nDelius CRN | X417330
    # 5. Index offence
    - Causing grievous bodily harm with intent to his former partner, Amina Yusuf-Clarke; seven years' imprisonment on 18 October 2019.
    - Earlier convictions for battery against Leanne Doyle in 2014 and 2016.
    # 6. Key dates
    : Release date | 21 April 2023
    : Licence expiry date | 17 October 2026
    : Sentence expiry date | 17 October 2026
    # 7. Actions from the previous meeting
    {previous}
    # 8. Information exchange
    {exchange}
    # 9. Risk assessment
    : Risk of serious harm | {rosh}
    : OGRS3 | 71 per cent over two years
    : SARA | High, 12 December 2022
    {risk}
    # 10. Victim issues
    {victim}
    # 11. Licence conditions
    {licence}
    # 12. Risk management plan
    ## Supervision
    {pillars[0]}
    ## Monitoring and control
    {pillars[1]}
    ## Interventions and treatment
    {pillars[2]}
    ## Victim safety
    {pillars[3]}
    ## Contingency
    {contingency}
    # 13. Disclosure
    {disclosure}
    # 14. Diversity
    Written material is given to him in Polish and he confirms that he understands it. No disability is known.
    # 15. Media
    There was local press at the trial. The police press office holds a line to take.
    # 16. Actions agreed
    {actions}
    # 17. Level decision
    {decision}
    # 18. Next review
    {next_review}
    """,
        author="MAPPA Co-ordination Unit",
        look=LOOK,
    )


MINUTES_1 = _minutes(
    "MAPPA C 2023-03-09.pdf",
    "9 March 2023",
    "Initial",
    "Level 2",
    "Probation Service",
    "Very high",
    """| DCI Rowena Castellan | Chair | Police | Yes |
    | Ngozi Hartley | Probation Practitioner | Probation Service | Yes |
    | DC Farrukh Iqbal | Offender manager | Police | Yes |
    | Siobhan Rees | Victim Liaison Officer | Probation Service | Yes |
    | Beatrix Oyelaran | Team manager | Riverhaven Children's Services | Yes |
    | Harpreet Gill | Independent Domestic Violence Adviser | Harbour Women's Aid | Yes |
    | Marguerite Bell | Premises manager | St Anselm's House | Yes |
    | Lee Thornhill | Custodial manager | HMP Calder Vale | By phone |""",
    "Dr Ines Carvalho, Forensic Psychologist, sent a report.",
    "None: this is the first meeting.",
    """Prison: Lee Thornhill reports two proven adjudications for brewing alcohol. In a call of 14 February he told his cousin, Pawel, to "find out who she's with". Calls to the cousin are now blocked.
    Police: DC Iqbal has visited Anchor Street. The panic alarm was fitted on 2 March. Ms Yusuf-Clarke has a new partner, Callum Brightwell, which Mr Wieczorek is not known to know.
    Children's Services: Beatrix Oyelaran has opened a child in need plan for Idris, who is six and wets the bed when his father's name is spoken.
    Probation: Ngozi Hartley has seen him three times by video link. He blames drink and says that he "lost everything". He knows that he is to be managed under MAPPA, and would like to write a letter to his son; this has been refused for now.""",
    f"The risk of serious harm is to Amina Yusuf-Clarke, to Idris and to any partner of hers, and is imminent on release. The likely form is a serious assault in her home. {RELEASE_WATCH}",
    "Siobhan Rees reported Ms Yusuf-Clarke's views: she wants no contact of any kind, and wishes to be told of the release date and of any change of address. The conditions she asked for have been accepted by the prison. Potential victims are any new partner of his; premises staff will watch for one.",
    "Licence conditions.",
    (SUPERVISION, MONITORING, INTERVENTIONS, ""),
    CONTINGENCY,
    "Disclosure to St Brannoc's Primary School was considered and agreed: the head teacher will be told of the no-contact condition and given a photograph, because Idris is collected by several relatives. DC Iqbal will see her on 16 March and tell her to keep it in the safe. Disclosure to Callum Brightwell was considered and left to Harpreet Gill, who will advise Ms Yusuf-Clarke. Mr Wieczorek will not be told, because it would show him that she has a partner.",
    """| No | Action | Owner | Due |
    | 1 | Tell the head teacher of St Brannoc's and give her the photograph | DC Farrukh Iqbal, Police | 16 March 2023 |
    | 2 | Submit the exclusion zone map to the prison governor | Ngozi Hartley, Probation Service | 24 March 2023 |
    | 3 | Book the place on Building Better Relationships | Ngozi Hartley, Probation Service | 31 March 2023 |
    | 4 | Review the child in need plan for Idris after release | Beatrix Oyelaran, Children's Services | 5 May 2023 |
    | 5 | Brief premises staff on his triggers and the cousin's van | Marguerite Bell, St Anselm's House | 14 April 2023 |""",
    "Level 2, because the victim and her son live close to his family and five agencies must act together from the day of release.",
    "The next meeting is on 22 June 2023 at 14.00.",
)

MINUTES_2 = _minutes(
    "MAPPA C 2023-06-22.pdf",
    "22 June 2023",
    "Review",
    "Level 2",
    "Probation Service",
    "Very high",
    """| DCI Rowena Castellan | Chair | Police | Yes |
    | Ngozi Hartley | Probation Practitioner | Probation Service | Yes |
    | DC Farrukh Iqbal | Offender manager | Police | Yes |
    | Beatrix Oyelaran | Team manager | Riverhaven Children's Services | Yes |
    | Marguerite Bell | Premises manager | St Anselm's House | Yes |""",
    "Lee Thornhill, HMP Calder Vale; Harpreet Gill, Harbour Women's Aid.",
    """| No | Action | Owner | Due | Status | Outcome |
    | 1 | Tell the head teacher of St Brannoc's and give her the photograph | DC Farrukh Iqbal, Police | 16 March 2023 | Done | Seen on 16 March; the password system began the next day. |
    | 2 | Submit the exclusion zone map to the prison governor | Ngozi Hartley, Probation Service | 24 March 2023 | Done | Accepted on 3 April and served with the licence. |
    | 4 | Review the child in need plan for Idris after release | Beatrix Oyelaran, Children's Services | 5 May 2023 | Done | Reviewed on 4 May; Idris is sleeping better and the plan goes on. |
    | 5 | Brief premises staff on his triggers and the cousin's van | Marguerite Bell, St Anselm's House | 14 April 2023 | Done | All staff signed the briefing. The van was seen once, on 6 May. |""",
    """Premises: he was released on 21 April and came straight to St Anselm's House. He has kept the curfew. One test on 27 May was positive for alcohol; he was warned by the duty senior.
    Police: DC Iqbal saw the cousin's van in Harbour Road on 6 May and spoke to Pawel, who said that he was delivering carpet. There has been no approach to Anchor Street.
    Probation: Ngozi Hartley sees him twice a week. He asks often about Idris. He has mentioned a woman called Danuta from church.
    Children's Services: Beatrix Oyelaran says that Ms Yusuf-Clarke is anxious at weekends and has changed her number.""",
    f"The risk of serious harm is to Amina Yusuf-Clarke, to Idris and to any partner of hers, and is imminent. The likely form is a serious assault in her home. {RELEASE_WATCH}",
    "Ms Yusuf-Clarke remains in the scheme. She is anxious at weekends. Harpreet Gill will offer her a place on the Freedom Programme. Danuta, if she is a partner, is a potential victim.",
    CONDITIONS,
    (SUPERVISION, MONITORING, INTERVENTIONS, VICTIM_SAFETY),
    "Breach if he fails to comply.",
    "Disclosure to Danuta was considered. Her surname is not known and the relationship is not confirmed; no disclosure is made now, because it would be on no more than a first name, and DC Iqbal will find out who she is by 30 June so that the Chair can decide between meetings.",
    """| No | Action | Owner | Due |
    | 6 | Find out who Danuta is and whether she has children | DC Farrukh Iqbal, Police | 30 June 2023 |
    | 7 | Offer Ms Yusuf-Clarke a place on the Freedom Programme | Harpreet Gill, Harbour Women's Aid | 14 July 2023 |
    | 8 | Monitor the situation | Children's Services | 28 September 2023 |""",
    "Level 2 for a further period because of the alcohol test, the van and the possible new relationship.",
    "The next meeting is on 28 September 2023 at 14.00.",
)

STRAY = "If he forms a relationship with anyone who has children, Children's Services will be told at once. Mr Pennock is not to be alone with Ruby Marsden in any circumstances, and PC Delroy Bastian will check with Kelly Marsden every fortnight that he has not called at the house."

MINUTES_3 = _minutes(
    "MAPPA C 2023-09-28.pdf",
    "28 September 2023",
    "Review",
    "Level 2",
    "",
    "No risk",
    """| DCI Rowena Castellan | Chair | Police | Yes |
    | Ngozi Hartley | Probation Practitioner | Probation Service | Yes |
    | DC Farrukh Iqbal | Offender manager | Police | Yes |
    | Siobhan Rees | Victim Liaison Officer | Probation Service | Yes |
    | Martin Achterberg | Social worker | Riverhaven Children's Services | Yes |
    | Marguerite Bell | Premises manager | St Anselm's House | Yes |""",
    "Harpreet Gill, Harbour Women's Aid.",
    """| No | Action | Owner | Due | Status | Outcome |
    | 6 | Find out who Danuta is and whether she has children | DC Farrukh Iqbal, Police | 30 June 2023 | Done | She is Danuta Nowicka, 44, with no children, and a friend of his mother's. |
    | 7 | Offer Ms Yusuf-Clarke a place on the Freedom Programme | Harpreet Gill, Harbour Women's Aid | 14 July 2023 | Done | Taken up; she has been to six sessions. |
    | 8 | Monitor the situation | Children's Services | 28 September 2023 | Ongoing | |""",
    """Premises: he moved on 11 August to 17b Tallow Court, Riverhaven, RQ3 8VD, found by the resettlement team.
    Police: DC Iqbal has visited the flat twice. On the second visit there were empty cans in the sink, which he said were a neighbour's.
    Probation: Ngozi Hartley now sees him weekly. He began Building Better Relationships on 5 September.
    Children's Services: Martin Achterberg has taken over from Beatrix Oyelaran. Idris has started Year 2.""",
    "The risk was discussed.",
    "Siobhan Rees reports that Ms Yusuf-Clarke has stopped being anxious at weekends. She was told of the move to Tallow Court on 11 August. She asks that the exclusion zone stay as it is.",
    CONDITIONS.replace("To reside at St Anselm's House", "To reside at 17b Tallow Court"),
    (
        "Ngozi Hartley will see him weekly at the office and discuss the week's homework from the programme.",
        f"DC Farrukh Iqbal will visit Tallow Court every three weeks, in the evening. {STRAY}",
        "He is on Building Better Relationships, on Tuesdays, until February. Turning Tides has closed his case; Ngozi Hartley will refer him again because of the cans.",
        "Siobhan Rees will call Ms Yusuf-Clarke each month. The school keeps the photograph and the password. The marker at Anchor Street was renewed to March 2024.",
    ),
    CONTINGENCY,
    "Disclosure to the new landlord was considered and not made, because nobody else lives in the building and the landlord lives abroad.",
    """| No | Action | Owner | Due |
    | 9 | Refer him again to Turning Tides | Ngozi Hartley, Probation Service | 6 October 2023 |
    | 10 | Swap the curfew tag to the new address record | DC Farrukh Iqbal, Police | |""",
    "Reduced to level 1.",
    "None needed at level 1. Review in 16 weeks by the Probation Service, on 18 January 2024.",
)

PAPERS = (REFERRAL, MINUTES_1, MINUTES_2, MINUTES_3)
