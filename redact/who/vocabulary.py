"""Words for relatives, jobs, ranks and agencies: pieces of the patterns that tell a person's part."""

from __future__ import annotations

FAMILY = (
    r"(?:(?:step|half|grand|great-grand|foster|adoptive|ex|birth)[- ]?)?(?:mother|father|mum|mam|"
    r"dad|parents?|brother|sister|sibling|siblings|husband|wife|spouse|partner|girlfriend|"
    r"boyfriend|"
    r"fianc[ée]e?|uncle|aunt|auntie|nephew|niece|cousin|nan|nana|gran|granny|grandad|grandmother|"
    r"grandfather|grandparents|ex)"
)
CHILD = (
    r"(?:(?:step|grand|foster|adopted)[- ]?)?(?:son|daughter|child|children|baby|infant|toddler|"
    r"pupil|kids|boys?|girls?|twins|little ones?)"
)
RANK = (
    r"(?:(?:T/|A/)?(?:PC|WPC|DC|PS|DS|DI|DCI|DSU|PCSO)|Det\.? (?:Con|Sgt|Insp)|(?:Detective |Chief |"
    r"Police )?(?:Constable|Sergeant|Inspector|Superintendent)|Sgt|Insp|Supt|HHJ|Judge|Governor|Cllr|"
    r"Councillor)"
)
JOB = (
    r"(?:(?:senior )?probation (?:services? )?officer|(?:prison |community )?offender (?:manager|"
    r"supervisor)|social worker|(?:team|service|case|line|housing|operations|deputy|area) manager|"
    r"case ?worker|key ?worker|support worker|housing officer|"
    r"(?:victim )?liaison officer|prison officer|care co-?ordinator|(?:forensic )?psychologist|"
    r"(?:consultant )?psychiatrist|health visitor|nurse|idva|isva|mappa (?:co-?ordinator|"
    r"administrator|chair|manager)|head ?teacher|teacher|"
    r"solicitor|barrister|counsel|youth worker|recovery worker|work coach|gp|chair|"
    r"minute[- ]?taker|administrator|agent|lawyer|advocate|team leader|police officer|"
    r"officer in (?:the )?case|doctor|chaplain|coroner|pom|com|vlo|spo|po)"
)
AGENCY = (
    r"(?:police|probation|constabulary|council|nhs|prison|hmp|hmpps|housing|children|adult|social|"
    r"trust|jobcentre|education|camhs|mental|victim|ministry|service)"
)
