"""Words for relatives, jobs, ranks and agencies: pieces of the patterns that tell a person's part."""

from __future__ import annotations

FAMILY = (
    r"(?:(?:step|half|grand|great-grand|foster|adoptive|ex|birth)[- ]?)?(?:mother|father|mum|mam|mummy|daddy|"
    r"dad|parents?|brother|sister|sibling|siblings|husband|wife|spouse|partner|girlfriend|"
    r"boyfriend|"
    r"fianc[ée]e?|g/?f|b/?f|missus|uncle|aunt|auntie|aunty|nephew|niece|cousin|nan|nana|"
    r"gran|granny|grandma|grandpa|grandad|"
    r"grandmother|(?:mother|father|brother|sister|son|daughter)-in-law|in-law|"
    r"grandfather|grandparents|ex)"
)
FEMALE_KIN = (
    r"(?:(?:step|half|grand|foster|birth)[- ]?)?(?:mother|mum|mam|sister|wife|girlfriend|daughter|aunt|"
    r"auntie|aunty|"
    r"niece|nan|nana|gran|granny|grandma|fiancée|girl|woman|lady|landlady|midwife)"
)
MALE_KIN = (
    r"(?:(?:step|half|grand|foster|birth)[- ]?)?(?:father|dad|brother|husband|boyfriend|son|uncle|nephew|"
    r"grandad|"
    r"grandpa|fiancé|boy|lad|man|landlord|gentleman)"
)
CHILD = (
    r"(?:(?:step|grand|foster|adopted)[- ]?)?(?:son|daughter|child|children|baby|infant|toddler|newborn|"
    r"unborn|"
    r"pupil|kids?|(?:little |young |small )?(?:boys?|girls?|lads?)|twins|little ones?|wean|bairn|year[- ]old)"
)
TEAM = (
    r"(?:(?:the |our |their )?(?:(?!school|nursery|hospital)[\w&'’-]+ ){0,4}?(?:team|unit|"
    r"probation|police|constabulary|council|"
    r"housing|social care|social services|social work|safeguarding|liaison|mosovo|ppu|camhs|cmht|omu|yot|yjs|"
    r"yos|jobcentre|dwp|cps|women['’]s aid|victim support|salvation army|housing association|charity|"
    r"drugs? service|nhs|trust|home office|local authority|immigration|building society|bank))"
)
"""What somebody is from, of or at who is there for it; a school or a hospital has pupils and patients too."""
RANK = (
    r"(?:(?:T/|A/)?(?:SO|CM|ACC|PC|WPC|DC|TDC|PS|DS|DI|DCI|DSU|PCSO|SIO)|Det\.? (?:Con|"
    r"Sgt|Insp)|(?:Detective |Chief |"
    r"Police )?(?:Constable|Sergeant|Inspector|Superintendent)|Sgt|Insp|Supt|HHJ|Judge|Governor|Cllr|"
    r"Councillor|Officer|S/?N|Staff Nurse|Nurse|OFFICER)"
)
JOB = (
    r"(?:(?:senior )?probation (?:services? )?officer|(?:prison |community )?offender (?:manager|"
    r"supervisor)|(?:senior |supervising )?social worker|(?:team|service|station|watch|"
    r"crew|office|case|line|housing|operations|"
    r"deputy|area|"
    r"tenancy|ward|hostel|project) manager|"
    r"case ?worker|key ?worker|(?:family )?support worker|residential worker|(?:housing|tenancy|yjs|yot|"
    r"liaison|"
    r"enforcement|prison|safer neighbourhood|neighbourhood|custody|reporting|referring|receiving|"
    r"transferring|"
    r"welfare|education|attendance|court|duty) officer|"
    r"(?:victim )?liaison officer|care co-?ordinator|(?:forensic )?psychologist|"
    r"(?:consultant )?psychiatrist|health visitor|(?:[a-z]+ )?nurse|idva|isva|"
    r"mappa (?:co-?ordinator|administrator|chair|manager)|(?:deputy |assistant )?head ?teacher|"
    r"(?:class |form |head )?teacher|head of (?:year|house|service|unit)|teaching assistant|"
    r"solicitor|barrister|counsel|youth worker|recovery worker|drugs? worker|outreach worker|work coach|gp|"
    r"chair|"
    r"minute[- ]?taker|administrator|agent|lawyer|(?:community )?midwife|interpreter|"
    r"(?:lay |independent )?advocate|team leader|police officer|procurator fiscal|fiscal|"
    r"officer in (?:the )?case|doctor|consultant|registrar|paramedic|chaplain|coroner|practitioner|"
    r"designated safeguarding lead|safeguarding lead|allocations lead|foster carer|"
    r"(?:supervising|reporting|duty|neighbourhood|licensing|attendance|liaison) officer|"
    r"(?:children['’]?s )?guardian ad litem|(?:welfare|college|faculty|associate) dean|"
    r"(?:children['’]?s |court )guardian|pharmacist|appropriate adult|"
    r"(?:named|primary|community|charge) nurse|warden|cafcass officer|head of [a-z]+|"
    r"(?:yjs|yot|yos|project|hostel|night|refuge|link|outreach|charity|employment|housing|"
    r"care|welfare|family|"
    r"substance misuse|alcohol|drugs? and alcohol|mental health|homeless(?:ness)?|resettlement|probation|"
    r"key|intervention|idva|personal|floating support|through[- ]?care) (?:worker|"
    r"practitioner|navigator|adviser|"
    r"advisor|mentor)|"
    r"supv|oic|sio|dsl|cpn|rmn|amhp|pom|com|vlo|spo|om|sw|ssw|hv|iro|lado|psw|po)"
)
AGENCY = (
    r"(?:police|probation|constabulary|council|nhs|prison|hmp|hmpps|nps|housing|children|adult|social|"
    r"trust|jobcentre|dwp|education|camhs|cmht|mental|victim|ministry|service|services|omu|ppu|mosovo|"
    r"copfs|yot|yjs|"
    r"electronic monitoring|enforcement|safeguarding|health|academy|hospital|surgery|refuge|women['’]s aid|"
    r"crown office|immigration|home office|school|by invitation|liaison)"
)
