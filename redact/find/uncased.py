"""Words that no list knows in lines written all small or all in capitals, where somebody stands.

Capitals tell most names; in a log typed in haste, or in block letters, they tell nothing. There an unknown
word names somebody if it stands where a person does ("spoke to denisa", "INFT OKORO"), and in a line all
small also wherever it cannot be a word misspelt. Each word costs a few lookups, and a line that has both
kinds of letters only those of the first kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from models.people import EntityType, Mention
from redact.find.derived import misspelt, unknown_word
from redact.find.letters import LOWER, UPPER
from redact.find.words import AMBIGUOUS, FORENAMES, words

_SMALL = re.compile(rf"(?<![\w@./\\'’#&-])[{LOWER}]{{3,20}}(?:['’-][{LOWER}]{{2,20}})?(?![\w@/\\]|[.-]\w)")
_LOUD = re.compile(rf"(?<![\w@./\\#&-])[{UPPER}]{{3,20}}(?:['’-][{UPPER}]{{2,20}})?(?![\w@/\\]|[.-]\w)")
_BEFORE = re.compile(
    r"\b(?:(?:spoke|spoken|speak|speaking|spk|talked|talking|chatted) (?:to|with|w/?)|"
    r"told|tell|asked|ask|rang|ring|phoned|texted|texting|messaged|saw|seeing|met|visited|hit|punched|kicked|"
    r"slapped|bit|threatened|followed|dumped|"
    r"(?:call|calls|msg|message|text|texts|letter|reply|update|vm|voicemail|rang|word) (?:from|fm|frm)|"
    r"(?:message|letter|vm|parcel|visit) (?:for|to)|(?:scared|frightened|afraid|wary|jealous) of|"
    r"(?:lives?|living|staying|stays?|stayed|home|lwt|away|off|out|in bed|seen|was|is) (?:with|w)|"
    r"inft|infd|informed|susp|suspect|vic|victim|ip|wit|witness|informant|offender|"
    r"mr|mrs|ms|miss|dr|pc|dc|ps|ds|nurse|officer|uncle|auntie|aunty|nan|mum|dad|bro|brother|sis|sister|son|"
    r"daughter|gf|bf|girlfriend|boyfriend|partner|ex|wife|husband|mate|cousin|cuz|neighbour) $",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:['’]?s (?:mum|mam|dad|mother|father|nan|sister|brother|bro|sis|son|daughter|house|flat|phone|car|"
    r"room|place|mate|bag|key|door)|"
    r" (?:says|said|sed|sez|rang|phoned|texted|told|asked|wants|wanted|went|came|hit|reckons|thinks|knows|"
    r"denies|denied|states|stated|alleges|disclosed|reports|reported|refused|refuses|declines|declined|attended|cried|"
    r"crying|screaming|shouting|wont|didnt|doesnt|isnt|wasnt|hasnt|lied|admits|admitted|drank|drinking|"
    r"(?:is|was|has) (?:not|fine|ok|upset|scared|frightened|home|away|out|crying|asleep|awake|late|gone|"
    r"lying|drunk|pregnant|moving|refusing|wanted|arrested|seen|taken|told|asked|with)|"
    r"seen|detained|arrested|stopped|wanted|made off|ran off|left|arrived|returned|turned up|turning up)\b)",
    re.IGNORECASE,
)
_WEAK_BEFORE = re.compile(
    r"\b(?:with|w|w/|from|fm|re|by|and|for|about|of|against|to|male|female|man|woman|driver|named|called|"
    r"aka) ?$",
    re.IGNORECASE,
)
_WEAK_AFTER = re.compile(r" (?:is|was|has|had|will|with|and|to|at)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:in|at|near|nr|towards|twds|into|off|on|around|outside|via|o/s|the|a|an|his|her) $", re.I
)
_PLACE_AFTER = re.compile(
    r" (?:road|rd|street|st|lane|avenue|ave|close|drive|estate|park|station|police|council|hospital|school|"
    r"town|centre|court|house|hotel|pub|arms|bridge|area)\b",
    re.I,
)
_VOWEL = re.compile(r"[aeiouyà-öø-ÿāăąēĕėęěĩīĭįıōŏőœũūŭůűų]", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"\b(?:spoke (?:to|with|w)|told|rang|phoned|texted|(?:call|text|reply|msg) from|frightened of|scared of|"
    r"inft|suspect|victim) $",
    re.IGNORECASE,
)
"""After these a forename that is a word too is a name: "told grace not to worry"."""
_ALSO_WORDS = (FORENAMES & AMBIGUOUS) - {
    "may",
    "will",
    "can",
    "do",
    "an",
    "he",
    "so",
    "to",
    "see",
    "said",
    "she",
}
_ALSO_SURNAMES = frozenset(w for w in AMBIGUOUS if len(w) > 3) - {
    "will",
    "said",
    "east",
    "west",
    "north",
    "south",
}
_DONE = re.compile(
    r" (?:[A-Z]{3,}ED|MADE|RAN|LEFT|IS|WAS|HAS|SEEN|ON|AT|IN|WITH|AND|STATES|SAYS|WANTED)\b|[.,;\n]|\Z"
)
_ELSEWHERE = (
    words("brands") | words("states") | words("institutions") | words("countries") | words("demonyms")
)
_SMALL_WHY = "is a word written small that no list knows, where a name would stand"
_LOUD_WHY = "is a word in a line of capitals that no list knows, where a name would stand"


def uncased(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of people by such words. `mentions` are in order and without overlap."""
    starts = [m.start for m in mentions]
    for pattern, reason in ((_SMALL, _SMALL_WHY), (_LOUD, _LOUD_WHY)):
        for match in pattern.finditer(text):
            start, end = _without_mark(match)
            plain = text[start:end].casefold()
            also = _ALSO_SURNAMES if pattern is _LOUD and _DONE.match(text, end) else _ALSO_WORDS
            word = plain in also and _ADDRESSED.search(text, max(0, start - 20), start)
            if not word and (not unknown_word(plain) or plain in _ELSEWHERE):
                continue
            at = bisect_right(starts, start)
            if any(m.start < end and start < m.end for m in mentions[max(0, at - 2) : at + 2]):
                continue
            if _stands(text, start, end, pattern is _LOUD):
                yield Mention(start, end, EntityType.PERSON, 0.5, "uncased", reason)


def _without_mark(match: re.Match[str]) -> tuple[int, int]:
    """The word without a possessive: "denisa's" is Denisa's."""
    word = match[0]
    return match.start(), match.end() - (2 if word[-2:].casefold() in ("'s", "’s") else 0)


def _stands(text: str, start: int, end: int, loud: bool) -> bool:
    line_start = text.rfind("\n", max(0, start - 300), start) + 1
    line_end = text.find("\n", end, end + 300)
    line = text[line_start : line_end if line_end >= 0 else end + 300]
    one_case = line.isupper() if loud else line.islower()
    before, word = text[max(line_start, start - 28) : start], text[start:end]
    if loud and (not one_case or len(line.split()) < 3 or len(word) < 4):
        return False
    if _PLACE_AFTER.match(text, end) or not _VOWEL.search(word):
        return False
    if _BEFORE.search(before) or (_AFTER.match(text, end) and not _PLACE.search(before)):
        return one_case or not misspelt(word)
    if not one_case or _PLACE.search(before) or len(word) < 4 or misspelt(word):
        return False
    if loud:
        return bool(_WEAK_BEFORE.search(before) or _WEAK_AFTER.match(text, end))
    return True
