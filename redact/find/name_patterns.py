"""The patterns of names: after a title or a rank, beside a label or a word for a relative, or by their shape.

Built from the pieces in `letters`; a name is the group `name`. See `naming` for what is made of a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from redact.find.letters import (
    APOSTROPHE,
    CAPITAL,
    ELIDED,
    LETTER,
    LOWER,
    NAME,
    NAME_ON_LINE,
    PART,
    PARTICLE,
    UPPER,
    WORD,
)
from redact.find.titles import COURTESY, JOBS, LEARNED, RANKS


def _any_of(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


QUOTED = rf"(?:[ ]?[\"“‘'(]{CAPITAL}{LETTER}{{1,20}}[\"”’')])"
CLOSE = r"[ \u00a0]{1,3}"
TITLE_GAP = r"(?:\.?[ \u00a0]{1,3}|\.|\.?[ ]?\n[ ]?)"

COURTESY_NAME = re.compile(
    rf"(?<![\w{APOSTROPHE}])(?P<name>(?:{_any_of(COURTESY + LEARNED)})\b{TITLE_GAP}"
    rf"(?:(?:and|&){CLOSE}{_any_of(COURTESY + LEARNED)}\b{TITLE_GAP})?{NAME}{QUOTED}?(?:{CLOSE}{PART})?)"
)
COURTESY_LOWER = re.compile(
    r"(?<!\w)(?P<name>(?:mr|mrs|ms|dr)\.? [a-z][\w'’-]{1,30}(?: [a-z][\w'’-]{2,30})?)(?![\w@])"
)
COURTESY_CAPS = re.compile(rf"(?<!\w)(?P<name>(?:MR|MRS|MS|MISS|DR|PROF|REV)\b\.?{CLOSE}{NAME_ON_LINE})")
RANK_NAME = re.compile(
    rf"(?<![\w/])(?:{_any_of(RANKS)}\b\.?|(?i:{_any_of(JOBS)})\b)(?:{CLOSE}\d{{1,6}}[A-Z]{{0,"
    rf"2}})?,?{CLOSE}(?:\d{{1,"
    rf"6}}{CLOSE})?(?P<name>(?:{_any_of(COURTESY + LEARNED)}\b\.?{CLOSE})?{NAME_ON_LINE})"
)
GLUED = re.compile(
    r"(?<!\w)(?:(?:W?PC|T?DC|PS|DS|DI|DCI|P?CSO|SO|CO|CM|S/N|Sgt|Insp)\d{1,6}|W?PC|T?DC|PS|DS|DCI|DI|Mrs?|Ms|Miss|Dr)"
    rf"(?P<name>{CAPITAL}[{LOWER}]{{2,20}}(?:[{APOSTROPHE}-]{CAPITAL}[{LOWER}]{{1,20}})?)(?!\w)"
)
"""A rank, a number or a title that runs into the name: "PC4471Ahmed", "MrSmith"."""
KIN = (
    r"(?:step|half|grand|great-grand|foster|adoptive|ex|birth|former|late|elder|eldest|younger|"
    r"youngest|older|oldest|new|current|estranged|maternal|paternal|twin)?[- ]?"
    r"(?:mother|father|mum|mam|dad|parents?|son|daughter|children|child|baby|kids|brother|sister|"
    r"sibling|siblings|husband|wife|partner|girlfriend|boyfriend|fianc[ée]e?|spouse|"
    r"uncle|aunt|auntie|niece|nephew|cousin|nan|nana|gran|granny|grandad|grandmother|grandfather|"
    r"grandparents|grandson|granddaughter|stepfather|stepmother|stepson|stepdaughter|stepdad|"
    r"stepmum|"
    r"carer|guardian|friend|neighbour|associate|flatmate|housemate|landlord|landlady|victim|"
    r"complainant|witness|co-defendant|cellmate|acquaintance|tenant|ex-partner|ex-wife|ex-husband|"
    r"ex-girlfriend|ex-boyfriend)"
)
KIN_NAME = re.compile(
    rf"(?<![\w-])(?i:{KIN})(?:(?:,|:| is| are| was| were|,? (?:called|named|known as)|"
    rf",? who is called| \(|'s name is|’s name is) ?|{CLOSE})"
    rf"(?P<name>{NAME_ON_LINE})"
)
AFTER_NAME = re.compile(
    r"(?:,? \(?(?i:his|her|their|the (?:victim|subject|offender|perpetrator)['’]s)|, (?i:the|a|an|"
    rf"another) (?:[a-z]{{1,20}} ){{0,2}}) ?(?i:{KIN})(?![\w-])"
)
NAME_ENDS = re.compile(rf"(?P<name>{NAME_ON_LINE})$")
AND_NAME = re.compile(rf"(?:,| and| &| or) ?{CLOSE}?(?P<name>{NAME_ON_LINE})")
AGED = re.compile(
    rf"(?<![\w{APOSTROPHE}-])(?P<name>{PART}) (?=\("
    r"(?:aged? )?\d{1,2}(?: (?:years?|yrs?|months?|mths?|weeks?))?\))"
)
ALIAS = re.compile(
    r"(?<!\w)(?i:a\.?k\.?a\.?|also known as|formerly known as|known (?:to \w{1,12} )?as|"
    r"alias(?:es)?|née|nee|formerly|nick-?named?|street names?|goes by(?: the name)?(?: of)?|"
    r"moniker|calls himself|calls herself)"
    rf"[ ]?[:,]?[ ]?[\"“‘'(]?(?P<name>{NAME_ON_LINE}|(?<=[\"“‘'])[{LOWER}][\w'’ -]{{1,20}}(?=[\"”’']))"
)
PERSON_LABEL = (
    r"(?:(?:full |legal |birth |maiden |previous |other |preferred |first |last |middle |family |"
    r"given |known )?names?(?: of [\w /'’-]{1,30})?|surname|forenames?|alias(?:es)?|a\.?k\.?a\.?|"
    r"nick-?names?|"
    r"victim(?:s|['’]s name)?(?: \d)?|offender|subject|perpetrator|client|defendant|complainant|"
    r"suspect|nominal|child(?:ren)?(?: \d)?|siblings?|mother|father|parents?|partner|ex-partner|"
    r"spouse|wife|husband|son|daughter|brother|sister|"
    r"next of kin|emergency contact|carer|guardian|witness(?:es)?(?: \d)?|associates?|"
    r"chair(?:ed by|person)?|vice chair|minute[- ]?taker|minutes? (?:taken )?by|minutes|author|"
    r"prepared by|completed by|"
    r"submitted by|referred by|referrer|referring officer|reported by|approved by|authorised by|"
    r"countersigned(?: by)?|signed(?: by)?|signature|printed?(?: name)?|line manager|manager|"
    r"offender manager|offender supervisor|"
    r"case ?(?:manager|owner|worker)|responsible officer|supervising officer|probation officer|"
    r"prison offender manager|community offender manager|social worker|key ?worker|"
    r"care co-?ordinator|psychiatrist|gp|doctor|"
    r"police (?:lead|officer|representative)|lead officer|officer in (?:the )?case|oic|vlo|"
    r"victim liaison officer|contact(?: name| person)?|owner|action owner|responsible|lead|"
    r"attendees?|(?:those |also )?present|in (?:the room|attendance)|attending|"
    r"apologies(?: from)?|absent|invited|"
    r"representatives?|distribution|cc|copied? to|circulation|to|from|attn|for the attention of|"
    r"dear|landlord|employer|friend|neighbour|informant|source|judge|solicitor|person|members?|who|"
    r"by whom|creator|created by|last modified by|lastmodifiedby|user)"
)
LABEL_NAME = re.compile(
    rf"(?:(?<=\n)|(?<=\t)|(?<=[.;] )|(?<=\A))[ \t]{{0,4}}(?:\d{{1,2}}[.)] ?)?(?i:{PERSON_LABEL})"
    r"(?: ?\([^()\n]{1,30}\))?[ ]?(?:[:–-]|(?<=ear))[ \t]{0,4}(?P<list>[^\n\t]{2,300})"
)
INLINE_LABEL = re.compile(rf"(?<![\w-])(?i:{PERSON_LABEL})[ ]?:[ \t]{{0,4}}(?P<name>{NAME_ON_LINE})")
LIST_ITEM = re.compile(
    r"(?:^|[,;/&•]|\band\b|\n)\s{0,"
    rf"3}}(?:[-–•*] ?)?(?:(?:{_any_of(COURTESY + LEARNED + RANKS + JOBS)})\b\.?\s{{1,"
    rf"2}})*(?P<name>{NAME_ON_LINE})"
)
LABEL_CELL = re.compile(
    rf"^(?:.{{0,60}}\| )?(?:{PERSON_LABEL})(?: ?[(/&,-].{{0,40}}| and (?:role|agency|rank|title|"
    r"organisation|job title|designation).{0,30}|['’]s name)?\s*[:?]?(?: \|.{0,60})?$",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"(?i:\b(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|many|warm) (?:regards|wishes)|"
    r"regards|signed|many thanks|thanks)\b)[ ,.:]{0,3}\n{0,3}[ ]{0,"
    rf"4}}(?P<name>{NAME_ON_LINE})(?=[\n,\t(]|$)"
)
INITIALS_SURNAME = re.compile(
    rf"(?<![\w.{APOSTROPHE}&-])(?P<name>(?:{CAPITAL}\.[ \u00a0]?){{1,"
    rf"3}}(?:{CAPITAL}\.?-)?(?:{ELIDED}|{WORD})(?:-{CAPITAL}{LETTER}{{1,30}})?)"
)
SURNAME_FIRST = re.compile(
    rf"(?<![\w.])(?P<name>(?P<surname>(?:[{UPPER}][{APOSTROPHE}])?[{UPPER}]{{2,30}}(?:[{APOSTROPHE}-][{UPPER}]{{2,"
    rf"30}})?|{WORD}), ?(?P<forename>{CAPITAL}[{LOWER}]{{1,20}})(?:[ ]{CAPITAL}[{LOWER}]{{1,20}}|"
    rf"[ ]{CAPITAL}\.?(?!\w))?)"
)
RUN = re.compile(rf"(?<![\w@/\\.{APOSTROPHE}-])(?P<name>{NAME_ON_LINE})")
LOWER_FORENAME = re.compile(rf"(?<![\w@./\\_{APOSTROPHE}-])(?P<name>[{LOWER}]{{4,20}})(?![\w@/\\_-]|\.\w)")
SPEAKER = re.compile(
    rf"(?:(?<=\n)|(?<=\A)|(?<=\. ))(?P<name>{PART}(?:{CLOSE}{PART}){{0,2}}) (?=(?:said|stated|"
    r"reported|advised|confirmed|informed|explained|added|asked|noted|felt|agreed|queried|raised|"
    r"suggested|told|updated|attended|outlined|"
    r"was (?:arrested|convicted|sentenced|released|recalled|charged|born|remanded|assaulted|seen|"
    r"visited|interviewed|told|asked|given|moved)|(?:is|has|was|does|did|had)n['’]t|gave|went|came|rang|"
    r"called|saw|left|made|wants|needs|feels|thinks|says|knows|"
    r"is (?:currently|subject|due|aged|a|an|the|in|on|not|now)|has (?:been|a|"
    r"two|three|no|not|one)|lives|resides|moved|disclosed|denies|denied|admitted|remains|continues|"
    r"presented|alleged|claimed|described|works|will|would)\b)"
)
OBJECT = re.compile(
    rf"(?<![\w-])(?i:told|asked|met|saw|visited|contacted|assaulted|found|mention(?:s|ed)?|spoke (?:to|with)|"
    rf"speak(?:ing)? (?:to|with)|spoken (?:to|with)|(?:staying|living|lives|stays|stayed|lived) with|rang|"
    rf"ring|thanked|interviewed|arrested|named|identified|harassed|threatened|texted|messaged|phoned|"
    rf"married|divorced|alongside|driver|passenger|occupant|occupier|customer|aka)[ ]"
    rf"(?P<name>{NAME_ON_LINE})"
)
REVERSED = re.compile(
    rf"\s*(?P<name>(?:{PARTICLE}[ ]){{0,2}}{PART}, ?(?:{CAPITAL}\.?(?: ?{CAPITAL}\.?)?|{WORD})"
    rf"(?: {CAPITAL}\.?)?)\s*"
)
REVERSED_CAPITALS = re.compile(
    rf"(?<![\w.])(?P<name>[{UPPER}][{UPPER}{APOSTROPHE}-]{{1,30}}, [{UPPER}][{UPPER}{APOSTROPHE}-]{{1,20}})"
    r"(?=,? ?\(?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2}|[A-Z]\d{4}[A-Z]{2}\b|d\.?o\.?b|born\b|b\.? ?\d))"
)
QUOTED_NICKNAME = re.compile(
    rf"[\"“](?P<name>{CAPITAL}[\w'’-]{{1,20}})[\"”]"
    rf"(?=,? (?:real name|is (?:really|actually)|whose name)| \({CAPITAL}| = )"
)
"""A nickname in quotes, the name it stands for after it."""
NICKED = re.compile(
    rf"(?<![\w@/.{APOSTROPHE}-])(?P<name>(?P<first>{CAPITAL}[{LOWER}]{{1,20}}) "
    rf"[(\"“‘']{CAPITAL}[{LOWER}]{{1,20}}[)\"”’'] (?P<last>{WORD}))(?!\w)"
)
"""A nickname in brackets or quotes between a forename and a surname."""
OWNER = re.compile(
    rf"(?<![\w.{APOSTROPHE}-])(?<!the )(?<!The )(?P<name>{CAPITAL}[{LOWER}]{{2,15}})['’]s "
    r"(?=(?:mother|father|mum|mam|dad|sister|brother|son|daughter|partner|wife|husband|girlfriend|boyfriend|nan|"
    r"solicitor|car|van|bike|phone|mobile|house|flat|room|door|bag|coat|bedroom|laptop|handset|jacket|bedsit|face|arm|"
    r"hand|head|neck|wrist|road|school|address|children|kids|baby|parents|family|employer|landlord|friends?|"
    r"story|evidence|behaviour|attitude|mood|drinking|account of|version|statement)\b)"
)
"""What has what only a person has: "Black's car"."""
WORD_NAME = re.compile(rf"(?<![\w.{APOSTROPHE}-])(?P<name>{CAPITAL}[{LOWER}]{{2,15}})(?!\w)")
SPLIT = re.compile(r"[ \u00a0\n]+")


def _first_words(entries: Iterable[str]) -> tuple[str, ...]:
    """The words with which any of the entries begins, in small letters; an optional letter ("parents?") is
    taken both ways."""
    found: set[str] = set()
    for entry in entries:
        word = re.match(r"[? ]*([^\W\d_]+)(\??)", entry)
        if word:
            found.add(word[1].lower())
            if word[2]:
                found.add(word[1][:-1].lower())
    return tuple(sorted(found))


COURTESY_WORDS = _first_words(COURTESY + LEARNED)
RANK_WORDS = _first_words(RANKS + JOBS)
KIN_WORDS = (
    *_first_words(re.split(r"[|()]+", KIN.replace("?:", ""))),
    "fiancé",
    "fiancée",
    "fiance",
    "fiancee",
)
LABEL_WORDS = (
    *_first_words(re.split(r"[|()]+", PERSON_LABEL.replace("?:", ""))), "alias", "aliases", "name",
    "names", "child", "children", "victim", "victims", "witness", "witnesses", "minute", "chair",
    "chairperson", "case", "caseworker", "key", "keyworker", "print", "printed", "copy", "copied", "nick",
    "nickname", "nicknames", "chaired", "aka", "ak",
)  # fmt: skip
ALIAS_WORDS = (
    "a", "ak", "aka", "also", "formerly", "known", "alias", "aliases", "née", "nee", "nick", "nickname",
    "nicknamed", "street", "goes", "moniker", "calls",
)  # fmt: skip
SIGNED_WORDS = ("yours", "kind", "best", "many", "warm", "regards", "signed", "thanks")
OBJECT_WORDS = (
    "told", "asked", "met", "saw", "visited", "contacted", "assaulted", "found", "mentions", "mentioned",
    "mention", "spoke", "speak", "speaking", "spoken", "staying", "living", "lives", "stays", "stayed",
    "lived", "rang", "ring", "thanked", "interviewed", "arrested", "named", "identified", "harassed",
    "threatened", "texted", "messaged", "phoned", "married", "divorced", "alongside", "driver",
    "passenger", "occupant", "occupier", "customer", "aka",
)  # fmt: skip
"""The words at which the patterns above begin: they are tried there alone."""
