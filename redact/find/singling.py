"""What singles somebody out though it is no name: an age in words, a school year, whose relative, what work.

"His step-daughter, who is in Year 9" is one girl for whoever knows the family. Each of these is found as a
mention of its own, so that a policy can take it out; which policies do is theirs to say. Relatives are of the
kind "kin", places told by what they are ("the chip shop") of the kind "venue": see `redact.kinds`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from models.people import EntityType
from redact.find.form import result
from redact.find.pieces import piece_of

_SMALL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_NUMBER = rf"(?:\d{{1,2}}|{_SMALL})"
_ONE = r"(?:boy|girl|man|woman|child|lad|lass|male|female|youth|teenager|pupil|son|daughter|baby|victim)"

KIN = re.compile(
    r"(?<![\w-])(?:(?:step|half|foster|adoptive|adopted|ex|estranged|twin|birth|"
    r"biological)[- ](?:mother|father|mum|"
    r"dad|parents?|brothers?|sisters?|siblings?|sons?|daughters?|child(?:ren)?|wife|"
    r"husband|partner|girlfriend|boyfriend)|"
    r"step(?:mother|father|mum|dad|brother|sister|son|daughter|child)(?:ren|s)?|"
    r"(?:great[- ])?grand(?:mother|father|ma|pa|"
    r"son|daughter|child|children|parents?|sons|daughters)|(?:mother|father|brother|"
    r"sister|son|daughter)s?[- ]in[- ]law|"
    r"nephews?|nieces?|cousins?|uncles?|aunts?|aunties?|god(?:son|daughter|mother|father|"
    r"child)|twins|triplets|"
    r"fianc[ée]e?|nan|nana|granny|grandad|"
    r"(?:neighbour|landlord|landlady|friend|colleague|workmate|boss|employer|teacher|"
    r"pastor|vicar|boxing coach)"
    r"(?:['’]s|s['’]) (?:daughter|son|child|children|wife|husband|mother|father|brother|"
    r"sister|partner)s?)(?![\w-])",
    re.IGNORECASE,
)
"""Words for relatives of whom somebody has one or two; not "his mother": everybody has had one."""

VENUE = re.compile(
    r"(?<=\b[Tt]he )(?:local |nearby |village |town |old )?(?:chip shop|"
    r"fish and chip shop|pub|takeaway|kebab shop|corner "
    r"shop|newsagents?|off[- ]licence|betting shop|bookies|nightclub|night club|cinema|"
    r"bingo hall|bowling alley|gym|"
    r"swimming (?:pool|baths)|leisure centre|skate ?park|playground|play park|rugby club|"
    r"football club|cricket club|"
    r"social club|boxing club|youth club|scout hut|village hall|church hall|library|"
    r"museum|bus station|railway station|"
    r"train station|bus shelter|multi-?storey(?: car park)?|petrol station|car wash|"
    r"launderette|crematorium|cemetery|"
    r"abattoir|bakery|garden centre|retail park|industrial estate|caravan (?:site|park)|"
    r"farm shop|allotments?|"
    r"harbour|marina|canal towpath|golf course|racecourse|stables|riding school|zoo|"
    r"theme park|holiday camp)(?![\w-])"
)
"""Places that a village or a small town has one of."""

_JOB = (
    r"(?:beekeeper|magistrate|head(?:master|mistress)|lighthouse keeper|vicar|curate|"
    r"organist|farrier|jockey|taxidermist|"
    r"undertaker|funeral director|surgeon|dentist|vet|pilot|councillor|"
    r"mayor(?:ess)?|fire ?fighter|fireman|soldier|"
    r"sailor|footballer|boxer|actor|actress|musician|singer|dancer|disc jockey|florist|"
    r"baker|butcher|fishmonger|postman|"
    r"postwoman|milkman|lollipop (?:lady|man)|dinner lady|(?:bus|taxi|lorry|train|tram|"
    r"coach|van|delivery|HGV|ambulance) "
    r"driver|crane operator|roofer|scaffolder|plasterer|plumber|electrician|joiner|"
    r"carpenter|bricklayer|welder|mechanic|"
    r"locksmith|gamekeeper|groundsman|gardener|farmer|shepherd|fisherman|trawlerman|"
    r"barber|hairdresser|beautician|"
    r"tattooist|chef|cook|waiter|waitress|bar(?:man|maid)|publican|bouncer|door(?:man|"
    r" supervisor)|security guard|"
    r"cleaner|child ?minder|nanny|au pair|lecturer|professor|librarian|journalist|"
    r"photographer|architect|accountant|"
    r"estate agent|caretaker|janitor|swimming (?:coach|teacher|instructor)|football coach|driving instructor|"
    r"lifeguard|scout leader|imam|priest|nun|prison officer|police officer|nurse|midwife|"
    r"paramedic|teacher|solicitor)"
)
_WORD = r"[\w'’-]+"

_RULES: tuple[tuple[EntityType, str, str, re.Pattern[str]], ...] = tuple(
    (kind, name, why, re.compile(pattern))
    for kind, name, why, pattern in (
        (
            EntityType.AGE,
            "age-told",
            "says how old somebody is",
            rf"(?i:\b{_ONE} of (?P<value>{_NUMBER}(?: (?:years|months))?)(?=[ ,.;:)]|"
            rf"$))(?! (?:the|them|these|those|his|"
            r"her|our)\b)",
        ),
        (
            EntityType.AGE,
            "age-is",
            "says how old somebody is",
            rf"\b(?:[Ss]he|[Hh]e|who|[A-Z][a-z]+) (?:is|was) (?:just |only |now |nearly |almost |about )?"
            rf"(?P<value>{_SMALL}|\d{{1,2}})(?=[.,;)]| and (?:has|lives|goes|attends|is|"
            rf"was)\b| when\b| at the time)",
        ),
        (
            EntityType.AGE,
            "age-decade",
            "says about how old somebody is",
            r"(?i:\bin (?:his|her|their) (?:early |mid-? ?|late )?(?P<value>teens|"
            r"twenties|thirties|forties|fifties|sixties|"
            r"seventies|eighties|nineties|[1-9]0['’]?s))\b",
        ),
        (
            EntityType.AGE,
            "school-year",
            "tells by the school year how old a child is, and narrows down which child",
            r"(?<![\w-])(?:(?P<value>(?:[Yy]ear|[Yy]r) ?(?:[1-9]|1[0-3]|[Oo]ne|[Tt]wo|"
            r"[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|"
            r"[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven)(?! (?:of|plan|on|in which|report|figures|"
            r"review)\b)|[Pp]rimary [1-7]"
            r"(?! ?(?:care|school))|[Ss]econdary [1-6]|[Ff]orm [1-6]|[Kk]ey [Ss]tage [1-5]|[Ss]ixth [Ff]orm|"
            r"[Rr]eception(?= (?:class|year|pupil|teacher)))|(?:in|into|starts|started|"
            r"from|a) (?P<also>P[1-7]|S[1-6]|"
            r"Y(?:[1-9]|1[0-3])|Reception)(?![\w-]))(?![\w-])",
        ),
        (
            EntityType.DATE,
            "feast",
            "is a day that the calendar names",
            r"\b(?:Christmas (?:Eve|Day)|Boxing Day|New Year['’]s (?:Eve|Day)|Good Friday|"
            r"Easter (?:Sunday|Monday|Saturday)|"
            r"Hallowe['’]?en|Bonfire Night|(?:Saint |St\.? )?Valentine['’]s Day|"
            r"Mother['’]s Day|Father['’]s Day|"
            r"Eid(?: al-\w+)?|Diwali|Hanukkah|Hogmanay|Burns Night|(?:St|"
            r"Saint) (?:Patrick|Andrew|David|George)['’]s Day)\b",
        ),
        (
            EntityType.DEMOGRAPHIC,
            "occupation-told",
            "says what somebody does for a living",
            rf"(?:, an? |\b(?:is|was|as|became|being) an? |\b(?i:retired|former|trainee|"
            rf"part-time|self-employed|ex)[- ])"
            rf"(?:{_WORD} ){{0,5}}?(?P<value>{_JOB})s?(?![\w-])",
        ),
        (
            EntityType.DEMOGRAPHIC,
            "occupation-aged",
            "says what somebody does for a living",
            rf"\b(?i:(?:\d{{1,2}}|{_SMALL})[- ]years?[- ]old) (?P<value>(?:\w+ )?{_JOB})(?![\w-])",
        ),
        (
            EntityType.DEMOGRAPHIC,
            "workplace",
            "says where somebody works",
            r"\b(?:work(?:s|ed|ing)|employed|shifts?|job) (?:\w+ ){0,2}?(?:at|in|"
            r"for) (?:the |an? )(?P<value>[a-z][a-z-]{3,}"
            r"(?: (?:shop|factory|centre|farm|park|office|warehouse|site|company|firm|"
            r"yard|works|plant|depot|home|hotel))?)"
            r"(?= |[.,;])(?<!prison)(?<!kitchen)(?<!community)(?<!area)(?<!garden)(?<!evening)(?<!morning)"
            r"(?<!workshop)",
        ),
        (
            EntityType.LOCATION,
            "place-of",
            "names a place by what it is part of",
            r"\b(?:car park|toilets?|foyer|entrance|steps|gates?|doorway|rear|"
            r"grounds) (?:of|at|to|outside|behind) "
            r"(?P<value>(?:the )?[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,2})",
        ),
        (
            EntityType.HEALTH,
            "expecting",
            "says that somebody is pregnant, which is health data (UK GDPR Article 9)",
            r"\b(?:expecting|carrying|having) (?:her|his|their|a|"
            r"another) (?:\w+ )?(?:child|baby|twins)\b|\b(?:her|the) due date\b",
        ),
    )
)


class SinglingRecogniser(LocalRecognizer):
    """All of the above over one piece."""

    def __init__(self) -> None:
        """Patterns are compiled with the module."""
        kinds = {kind.value for kind, _, _, _ in _RULES} | {
            EntityType.LOCATION.value,
            EntityType.DEMOGRAPHIC.value,
        }
        super().__init__(supported_entities=sorted(kinds), name="singling")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Everything found, with its reason."""
        return [
            result(self, kind, start, end, 0.8, name, why)
            for kind, name, why, start, end in _found(piece_of(text, nlp_artifacts).text)
        ]


def _found(text: str) -> Iterator[tuple[EntityType, str, str, int, int]]:
    for kind, name, why, pattern in _RULES:
        for match in pattern.finditer(text):
            group = next((g for g in ("value", "also") if pattern.groupindex.get(g) and match[g]), 0)
            yield kind, name, why, *match.span(group)
    for match in KIN.finditer(text):
        yield EntityType.DEMOGRAPHIC, "kin", "says whose relative somebody is", *match.span()
    for match in VENUE.finditer(text):
        yield (
            EntityType.LOCATION,
            "venue",
            "tells a place by what it is; a town has one",
            *match.span(),
        )
