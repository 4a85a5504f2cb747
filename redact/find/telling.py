"""Special categories that a shape or a context tells, where no list of words can hold them all.

A medicine is known by its ending (the stems of the WHO's International Nonproprietary Names), an illness by
the Greek or Latin one of its kind; a party, a union or a religious office only beside the words that make it
somebody's own. `says_nothing_of_anybody` names the phrases in which a word of the lists means something else.
"""

from __future__ import annotations

import re

from models.people import EntityType as T

_DRUG = (
    r"(?:crack|heroin|cocaine|coke|cannabis|weed|skunk|spice|mamba|ketamine|speed|amphetamines?|mdma|ecstasy|"
    r"steroids|opiates|benzos|pills|alcohol|drink|drugs|solvents|glue)"
)
_PARTY = (
    r"(?:Labour|Conservatives?|Tory|Tories|Reform(?: UK)?|Greens?|"
    r"Lib(?:eral)? Dem(?:ocrat)?s?|SNP|Plaid(?: Cymru)?|"
    r"UKIP|BNP|Sinn F[eé]in|DUP|SDLP|Alba|Respect|Workers Party)"
)
_UNION = (
    r"(?:Unite|Unison|UNISON|GMB|RMT|ASLEF|Aslef|USDAW|Usdaw|NASUWT|NEU|PCS|FBU|CWU|UCU|"
    r"Napo|NAPO|POA|BMA|RCN|"
    r"Equity|Prospect|TSSA|BFAWU|Community|EIS)"
)
_BODY = (
    r"(?:head|face|eye|eyes|arms?|legs?|wrists?|neck|throat|chest|back|hands?|ribs?|jaw|"
    r"nose|thighs?|shoulders?|"
    r"stomach|abdomen|cheek|lip|knees?|ankles?|fingers?|body)"
)
_TO_BODY = rf"(?: (?:to|on|of|around|about|over) (?:both |his |her |the |their |one |each )?(?:\w+ )?{_BODY})"

SHAPES: tuple[tuple[T, str, str, str], ...] = (
    (
        T.HEALTH,
        "told-medicine",
        "names a medicine by the ending of its kind, from which an illness can be told (UK GDPR Article 9)",
        r"\b(?!(?:magazine|saline|alkaline|trampoline|praline|adenine|supine|marine|sardine|canine)s?\b)"
        r"(?:anti-?retroviral|anti-?depressant|anti-?psychotic|anti-?biotic|anti-?coagulant|pain ?killer|"
        r"sleeping (?:tablet|pill)|blood thinner|opioid|benzodiazepine|statin|steroid inhaler|"
        r"[a-z]{2,}(?:azepam|azolam|azapine|etiapine|eridone|peridol|oxetine|opram|"
        r"traline|ipramine|triptyline|"
        r"promazine|statin|olol|prazole|cillin|mycin|sartan|gliptin|gliflozin|navir|"
        r"tegravir|abine|profen|codone|"
        r"orphine|zepine|barbital|abalin|apentin|faxine|azodone|caine inhaler|clovir|dipine|terol))s?\b",
    ),
    (
        T.HEALTH,
        "told-illness",
        "names an illness by the ending of its kind (UK GDPR Article 9)",
        r"\b(?!(?:dia|pro|hyp|mei|meta|symbi|neurosis-|apothe|sympo)\w{0,6}(?:gnosis|"
        r"nosis|osis)\b)(?!diagnosis|prognosis|"
        r"hypnosis|osmosis)(?:(?:acute|chronic|severe|mild|moderate|early-onset|end-stage|"
        r"untreated) )?[a-z]{3,}"
        r"(?:itis|phrenia|aemia|emia|plegia|ectomy|arthritis|lepsy|ostomy|osis)\b",
    ),
    (
        T.HEALTH,
        "told-injury",
        "tells of an injury to somebody's body (UK GDPR Article 9)",
        rf"\b(?:(?:extensive |heavy |severe |minor |old |fresh |facial |"
        rf"internal )?(?:bruis(?:es?|ing|ed)|injur(?:y|ies|ed)|"
        rf"swelling|cuts?|burns?|lacerations?|grazes|scald(?:s|ing)?|scarring|wounds?|marks?){_TO_BODY}|"
        r"(?:extensive |heavy |severe |facial |internal |life-changing )(?:bruising|"
        r"injuries|burns)|black eyes?|"
        rf"(?:broken|fractured|dislocated|shattered) (?:\w+ )?(?:cheekbone|collarbone|"
        rf"eye socket|skull|{_BODY})|"
        r"(?:knocked|found) unconscious|lost consciousness)\b",
    ),
    (
        T.HEALTH,
        "told-use",
        "says that somebody uses drugs or alcohol, or has stopped (UK GDPR Article 9)",
        rf"\b(?:(?:high|stoned|hooked|dependent|reliant|relapsed) on {_DRUG}|"
        rf"under the influence(?: of {_DRUG})?|"
        rf"(?:smok(?:es?|ed|ing)|us(?:es?|ed|ing)|inject(?:s|ed|ing)?|snort(?:s|ed|ing)?|"
        rf"tak(?:es|ing)|took|tried|"
        rf"addicted to|off his head on|tested positive for|positive for|withdrawing from) {_DRUG}|"
        r"(?:been |is |was |now |stayed |remained |still )(?P<only>sober|abstinent|teetotal|drug[- ]free)|"
        r"drinks? (?:every day|daily|to excess|a bottle)|alcohol (?:intake|use|consumption)|"
        r"drunk (?:every|most|again)|heavily intoxicated)\b",
    ),
    (
        T.HEALTH,
        "told-treatment",
        "says that somebody is treated, or by whom, so that an illness can be told (UK GDPR Article 9)",
        r"\b(?:under the (?:crisis|home treatment|early intervention|perinatal|"
        r"assertive outreach|community mental "
        r"health|memory) (?:team|clinic|service)|depot (?:clinic|injection)|memory clinic|"
        r"pain clinic|sexual health "
        r"clinic|fertility clinic|oncology|(?:was|been|being|is|got) sectioned|"
        r"(?:\w+[- ](?:weeks?|months?) |heavily )pregnant|terminal (?:cancer|illness)|"
        r"(?:two|three|four|five|several|\d+) overdoses|took an overdose|cut(?:s|"
        r"ting)? (?:himself|herself|his wrists|"
        r"her wrists)|hears? voices|(?:threaten(?:s|ed|ing)|attempted|tried|contemplat\w+) suicide|"
        r"registered (?:blind|deaf|disabled)|life[- ]limiting \w+)\b",
    ),
    (
        T.ETHNICITY,
        "told-ethnicity",
        "is the code under which somebody gave their ethnic origin (UK GDPR Article 9)",
        r"(?i:\bethnic(?:ity| origin| appearance)?(?: code)?[ :]{1,3})(?P<only>[AWBMOIN]C?[1-9]\b)",
    ),
    (
        T.ETHNICITY,
        "told-ethnicity",
        "says somebody's race or ethnic origin (UK GDPR Article 9)",
        r"\b(?i:white|black|asian|mixed) (?:(?:British|English|Irish|Welsh|Scottish|"
        r"European|African|Caribbean|American|"
        r"Asian|Other)\b)(?:/\w+)?|\b(?i:gypsy,? roma)\b|\b(?:is|was|as|are|"
        r"being) (?P<only>[Bb]lack|[Ww]hite|Asian)"
        r"(?=[,.;]| and\b| or\b)",
    ),
    (
        T.RELIGION,
        "told-religion",
        "tells of somebody's worship or of the office they turn to (UK GDPR Article 9)",
        r"\b(?:goes to|attends?|attended|attending|at) (?P<only>Mass|chapel|temple|"
        r"synagogue|mosque|the (?:mosque|synagogue|"
        r"gurdwara|temple|chapel|Kingdom Hall))\b|\b(?:see|sees|saw|his|her|their|to|by) (?:the |an? |own )?"
        r"(?P<also>imam|rabbi|vicar|chaplain|granthi|priest)\b|\b(?:prays?|prayed|praying|"
        r"worships?)\b(?: (?:at|in) the "
        r"\w+)?|\b(?:fasts?|fasting) (?:for|during|until) \w+|"
        r"\bkeeps? (?:the )?(?:Sabbath|Ramadan|Lent|kosher|halal)\b|"
        r"\bwears? an? (?:turban|hijab|niqab|kippah|crucifix|burqa|kirpan|headscarf)\b|"
        r"\bconverted to [A-Z]\w+",
    ),
    (
        T.SEXUALITY,
        "told-sexuality",
        "says something of somebody's sex life, orientation or gender identity (UK GDPR Article 9)",
        r"\b(?:Grindr|sle(?:eps|pt|eping) (?:with|together)|impotent|impotence|came out (?:as|to)|"
        r"(?:his|her|their|gender) transition|hormone (?:treatment|therapy|blockers)|pre-op|post-op|"
        r"use(?:s)? (?:they/them|they|she/her|he/him)(?= pronouns|[.,;])|paid for sex|"
        r"(?:is|was|as) (?:a )?(?:straight|gay|bi)(?=[,.;]| and\b| to his\b)|"
        r"gay (?:partner|lover|son|daughter|club))\b",
    ),
    (
        T.POLITICS,
        "told-politics",
        "says somebody's political opinion or membership (UK GDPR Article 9)",
        rf"\b(?:votes?|voted|voting)(?: for)? (?:the )?{_PARTY}\b|\b(?:member|supporter|"
        rf"candidate|councillor|activist|"
        rf"organiser|treasurer|canvass\w*|leaflet\w*|campaign\w*|stood|expelled|resigned|"
        rf"joined|left)(?: of| for| from)? "
        rf"(?:the )?(?:local )?(?:{_PARTY}|Scottish National)(?: Party| Association)?\b|"
        rf"\b{_PARTY} (?:Party|Association|Club|voter|member|councillor|candidate|activist)\b|"
        r"\b(?:political(?:ly)? (?:views|activ\w+|extremis\w+)|extreme (?:right|left)[- ]wing|"
        r"took part in a (?:\w+ ){0,4}(?:protest|demonstration|march))\b",
    ),
    (
        T.TRADE_UNION,
        "told-trade-union",
        "says that somebody belongs to a trade union (UK GDPR Article 9)",
        rf"\b(?:member|steward|rep|representative|official|organiser|convenor|subs|dues|"
        rf"activist|joined)(?: \w+)?"
        rf"(?: of| for| with| at| in| to)? (?:the )?{_UNION}\b|"
        rf"\bunion (?:rep(?:resentative)?|member(?:ship)?|subs|dues|"
        rf"solicitor|card)\b|\b(?:his|her|their|a) (?:trade )?union\b(?! of| street| jack)",
    ),
    (
        T.BIOMETRIC,
        "told-biometric",
        "says that genetic or biometric data of somebody exists or what it shows (UK GDPR Article 9)",
        r"\b(?:DNA(?: (?:profile|sample|match|evidence|test|swab|hit))?(?! of (?:the|"
        r"an?) (?:organi[sz]ation|team|service|"
        r"agency|place|project))|[Ff]inger(?:prints?|marks?)|(?:face|facial|voice|iris|"
        r"retina|palm) (?:recognition|scan|"
        r"print|match)s?)\b",
    ),
    (
        T.OFFENCE,
        "told-stage",
        "says that somebody is accused of an offence, or what became of it (UK GDPR Article 10)",
        r"\b(?:(?:re-?)?arrested (?:for|on suspicion of)|charged with|on bail for|on remand for|wanted for|"
        r"under investigation for|questioned about|alleged(?:ly)? to have|accused (?:\w+ )?of|"
        r"(?:\w+ )?(?:non-conviction disclosures?|unproven allegations?)|cautions? for|cautioned for|"
        r"breach(?:ed|es|ing)? (?:of )?(?:his|her|the|an?|their) (?:\w+ ){0,3}(?:order|"
        r"licence|bail|conditions?|"
        r"SHPO|injunction))\b",
    ),
    (
        T.OFFENCE,
        "told-offence",
        "names an offence by what was done, which is criminal offence data (UK GDPR Article 10)",
        r"\b(?:threaten(?:ed|s|ing) to (?:kill|stab|rape|burn|shoot|hurt|harm)|coercively controlled|"
        r"sexually (?:touched|assaulted|abused)|possess(?:ion|ing) \w+ with intent(?: to supply)?|"
        r"drink[- ]driv\w+|drove while (?:drunk|disqualified|banned))\b",
    ),
    (
        T.MONEY,
        "told-money",
        "says what somebody has, owes or is paid",
        r"\b(?:(?:rent |council tax |mortgage |maintenance )?arrears|bankrupt(?:cy)?|"
        r"insolven\w+|(?:[Hh]is|[Hh]er|[Tt]heir|[Ll]ife) "
        r"savings|(?:gambling |drug |credit card |unpaid )?debts?|(?:payday |"
        r"doorstep )?loans?(?= of| from| that|[.,;])|"
        r"loan sharks?|Universal Credit|universal credit|PIP|ESA|JSA|UC(?= claim|"
        r" payment)|[Hh]ousing [Bb]enefit|"
        r"[Ii]ncome [Ss]upport|[Cc]arer['’]s [Aa]llowance|"
        r"[Dd]isability [Ll]iving [Aa]llowance|(?:state |his |her )pension|"
        r"county court judgments?|CCJs?|child maintenance|overdraft|repossess\w+|"
        r"inheritance|inherited|(?:his|her) "
        r"(?:wages|salary|income|earnings)|in benefits|claims benefits|on benefits)\b",
    ),
)

_ELSEWHERE = re.compile(
    r"\bChristian names?\b|\b(?:offence|analysis|decision) paralysis\b|\bblind (?:to|date|"
    r"spots?|eye|alley|drunk)\b|"
    r"\bturn\w* a (?:deaf|blind)\b|\bdeaf (?:ear|to)\b|\bassault course\b|"
    r"\bbattery (?:was|is|died|ran|pack|flat|life|"
    r"level|charger)\b|\bmurder mystery\b|\bgay abandon\b|\bdepressed (?:by|area|market)\b|\bBlack Country\b|"
    r"\bparalysed by (?:cuts|indecision)\b|\bcancer research\b|\bdisabled (?:parking|"
    r"toilet|access|bay|badge)\b|"
    r"\bdisability (?:awareness|policy|rights)\b|\blabour[- ]intensive\b|"
    r"\bsuicide (?:prevention|awareness)\b|"
    r"\bmania for\b|\bParalympic\w*|\bfraud (?:department|squad|team)\b|"
    r"\b(?:domestic abuse|domestic violence|sexual "
    r"violence|substance misuse|drug|alcohol|stalking|hate crime|theft|robbery|burglary|"
    r"murder|rape|fraud|harassment|"
    r"kidnap|knife crime|modern slavery) (?:team|unit|service|services|worker|"
    r"co-?ordinator|forum|charity|adviser|"
    r"advisor|strategy|policy|protection notice|lead|champion|helpline|squad|training|awareness|partnership|"
    r"commissioner|perpetrator programme)s?\b|\bstroke of (?:luck|"
    r"a pen)\b|"
    r"\bmental health (?:trust|team|service|services|act|nurse|worker|foundation|awareness|tribunal|unit)\b",
    re.IGNORECASE,
)
"""Phrases whose words name a service, a thing or a manner of speaking, and nobody's illness or deed."""

PATTERNS = tuple((kind, name, why, re.compile(pattern)) for kind, name, why, pattern in SHAPES)


def says_nothing_of_anybody(text: str) -> list[tuple[int, int]]:
    """Where such phrases stand, in order."""
    return [match.span() for match in _ELSEWHERE.finditer(text)]
