"""What may not leave as it is: photographs, minutes, addresses, and secret material."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import MINUTES, Check, Found
from checks.sources import inspection, thames_valley
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence, DocumentKind
from models.text import Span


class DIS04(Check):
    """Release of details or a photograph to the media is authorised by a chief officer.

    Bad:
        # Media
        The police will release his photograph to the press on Monday, because he has not been found.

    Good:
        # Media
        The Assistant Chief Constable has authorised the release of his photograph to the press, because he
        has not been found.
    """

    severity = Severity.BLOCK
    sources = thames_valley("section 17")
    families = ()
    why = "It cannot be undone, and it can bring a crowd to the wrong door."
    hint = "Record the chief officer's authority, or hold the release until it is given."
    _SHOWN = words(
        r"(?:photo(?:graph)?|image|picture|mug ?shot|likeness|e-?fit|name|detail|identity|description|"
        r"whereabouts)s?|nature of (?:his|her|the) offen[cd]\w*"
    )
    _OUTLET = words(
        r"(?:the )?(?:local |national )?(?:media|press|newspapers?|papers?|radio|tv|television|facebook|"
        r"twitter|"
        r"instagram|website|online|internet|gazette|echo|herald|chronicle|crimestoppers|broadcast\w*|"
        r"appeals?|posters?|(?:general |wider )?public)"
    )
    _NOT_OUTLET = words(
        r"(?:press|media|communications) (?:office\w*|desk|team|line|handling|strategy|interest|lead)|"
        r"public (?:protection|interest|domain)|appeal (?:against|court)|social media (?:accounts?|use|"
        r"checks?)"
    )
    _SEND = words(
        r"(?:releas|publish|issu|circulat|provid|plac|shar|distribut|display|upload|releas)(?:e|ed|ing|es)?|"
        r"publish(?:ed|ing)?|broadcast|put(?:ting)?|post(?:ed|ing)?|send(?:ing)?|sent|giv(?:e|en|ing)|"
        r"go(?:es|ing)? (?:out|on|in|to)|run|print(?:ed)?|appeal|hand(?:ed)?|supply|supplied|up on"
    )
    _THEIRS = words(
        r"(?:newspaper|paper|gazette|echo|herald|chronicle|media|press|television|radio|website)s? (?:\w+ )?"
        r"(?:printed|ran|published|reported|carried|showed|used|had|has|have|covered|named)|"
        r"taken from|nothing was|(?:was|were) (?:printed|published|reported) by"
    )
    _DENIED = words(r"not|no|never|refus\w+|reject\w+|against|nothing|without|unless|asked whether")
    _RANK = words(
        r"assistant chief|deputy chief|chief (?:constable|officer)|acpo|npcc|acc|dcc|commander|"
        r"authoris\w+ by (?:a |the )?chief"
    )

    def look(self, review: Review) -> Iterator[Found]:
        for span in review.sentences:
            said = review.document.quote(span)
            bare = self._NOT_OUTLET.sub(" ", said)
            if not (self._SHOWN.search(bare) and self._OUTLET.search(bare) and self._SEND.search(bare)):
                continue
            near = review.document.text[span.start : min(len(review.body), span.end + 200)]
            sent = self._SEND.search(bare)
            ahead = re.split(r"\b(?:because|since|as|while)\b", bare[: sent.end() + 40 if sent else 0])[0]
            denied = self._DENIED.search(ahead) or self._THEIRS.search(said)
            if not self._RANK.search(near.split("\n")[0]) and not denied:
                section = review.section_at(span.start)
                if section in ("media", "disclosure", "updates", "actions", "contingency", "rmp", ""):
                    yield Found(
                        "A release to the media is recorded without a chief officer's authority.",
                        span,
                        section,
                    )


class DIS08(Check):
    """Minutes are not passed to third parties.

    Bad:
        # Disclosure
        A copy of these minutes will be sent to his landlord, because he needs to know of the risk.

    Good:
        # Disclosure
        The chair will write an executive summary for his landlord, because he needs to know of the risk; the
        minutes themselves are not to be shared.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 18iii")
    families = ()
    why = "Minutes hold other people's information; outside the meeting only the chair's summary may go."
    hint = "Ask the chair for an executive summary, and take the sharing of the minutes out."
    _MINUTES = words(
        r"(?:(?:these|the|today['’]?s|mappa|full|his|her|our|meeting['’]?s?|whole) )*(?:minutes|notes of "
        r"(?:the|this|today['’]?s) meeting)(?! of silence| ago| late| later|["
        r" -]walk| away)"
    )
    _GIVE = words(
        r"shar(?:e|ed|ing)|sen[dt](?:ing)?|giv(?:e|en|ing)|cop(?:y|ied|ies)|provid(?:e|ed|ing)|"
        r"forward(?:ed|ing)?|"
        r"pass(?:ed|ing)?|e-?mail(?:ed|ing)?|disclos(?:e|ed)|hand(?:ed|ing)?|show(?:n|ing)?|post(?:ed|ing)?|"
        r"let [^.\n]{1,40} (?:have|see|read)|(?:make|made) available|supply|supplied|circulat(?:e|ed) to|"
        r"release[d]?"
    )
    _OUTSIDER = words(
        r"employers?|landlord|landlady|landlords|school|schools|nursery|club|partner|famil(?:y|ies)|"
        r"mother|mum|"
        r"father|dad|parents?|carers?|grand\w+|solicitors?|barrister|legal team|church|chapel|mosque|temple|"
        r"minister|vicar|imam|charit(?:y|ies)|hostel|(?:letting |estate )?agents?|providers?|neighbours?|"
        r"girlfriend|boyfriend|wife|husband|NAME|volunteers?|welfare officer|college|university|foyer|"
        r"associations?|owner|manager of|head ?teacher|sponsor|mentor|journalist|newspaper|coach|"
        r"(?<!to )(?:him|her)(?= (?:a copy|these|the minutes))|victim|sister|brother|aunt|uncle|trustees?"
    )
    _HELD_BACK = re.compile(
        r"\b(?:not|never|no copy|cannot|can['’]t|won['’]t|said no|refus\w+|declin\w+|if|instead of|"
        r"rather than)\b",
        re.IGNORECASE,
    )
    _ONLY_ASKED = words(r"ask(?:s|ed)? (?:for|to)|requested|wants?|would like")
    _GRANTED = words(
        r"(?:agreed|decided|will|chair|happy|content|fine|to be) (?:\w+ ){0,4}(?:send|give|provide|share|"
        r"release|"
        r"forward|let|sent|given|shared|copied|copy) (?:him |her |them )?(?:them|it|these|one|copies|a copy)?"
    )
    _DECIDED = words(r"agreed|decided|will|to be|is to|can have|may have|approved")

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._MINUTES):
            sentence = review.sentence_at(span)
            said = review.named(review.document.quote(sentence))
            if section in ("confidentiality", "attendance", "apologies", "") or self._HELD_BACK.search(said):
                continue
            if self._ONLY_ASKED.search(said) and not self._DECIDED.search(said):
                after = review.document.text[sentence.end : min(sentence.end + 160, len(review.body))]
                granted = self._GRANTED.search(after.strip().split("\n")[0])
                if not granted or not self._OUTSIDER.search(said):
                    continue
                yield Found(
                    "The minutes are to be passed to somebody outside the meeting.", sentence, section
                )
                continue
            if self._GIVE.search(said) and self._OUTSIDER.search(said):
                yield Found(
                    "The minutes are to be passed to somebody outside the meeting.", sentence, section
                )


class DIS13(Check):
    """A summary for others does not give the address of approved premises.

    Bad:
        === executive summary
        He lives at approved premises, 14 Larch Road, Northmoor ZZ99 3AB.

    Good:
        === executive summary
        He lives at approved premises in the area.
    """

    severity = Severity.HIGH
    sources = thames_valley("section 16h")
    kinds = (DocumentKind.SUMMARY,)
    families = ()
    why = "Such addresses are withheld for the safety of everybody who lives there."
    hint = "Take the address out."
    _PREMISES = re.compile(r"\b(?:approved premises|probation hostel|bail hostel)\b|\bAPs?\b", re.IGNORECASE)
    _STREET = re.compile(
        r"(?:\b\d{1,4}[A-Za-z]?,? )?\b(?:[A-Z][\w'’]+ ){1,3}(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|"
        r"Drive|Way|"
        r"Terrace|Place|Court|Crescent|Hill|Row|Gardens|Grove|Square|Parade|Walk|Mews|Yard|Green)\b|"
        r"\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b"
    )
    _OURS = re.compile(
        r"\b(?:contact|enquir\w+|office|probation (?:office|service)|police station|met|meeting|took "
        r"place)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for span in review.sentences:
            said = review.document.quote(span)
            premises = self._PREMISES.search(said)
            street = self._STREET.search(said) if premises else None
            if street and not self._OURS.search(said):
                at = span.start + street.start()
                yield Found("The address of approved premises is given.", Span(at, span.start + street.end()))


class MRK07(Check):
    """Counter-terrorism material is held until it is known who may see it.

    Bad:
        # Agency updates
        Counter Terrorism Policing shared intelligence that he has met a known extremist, which raises the
        risk.

    Good:
        # Agency updates
        Police shared intelligence that he has met a man known for robbery, which raises the risk.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 6.32")
    kinds = MINUTES
    families = ()
    why = "Such material may stand above what the members of the meeting are cleared to see."
    hint = (
        "Hold the minutes until the counter-terrorism unit says what may stand in them and who may have them."
    )
    _UNIT = re.compile(
        r"\b(?:CTU|CTP|SO15|special branch|"
        r"counter[- ]terroris[mt](?: (?:unit|police|policing|officers?|"
        r"command))?)\b[^.\n]{0,80}\b(?:intelligence|"
        r"information|report\w*|shar(?:ed|es)|told|advis\w+|said|says|assess\w+|source|surveillance|"
        r"covert|operation|"
        r"activity|intel|interest|interview\w*|investigat\w+|pass(?:ed|es)|gave|given|provid\w+|supplied|"
        r"brief(?:ed|ing)|"
        r"notes?|material|note[ds]|clear(?:ed|ance)|confirm\w+|disclos\w+|monitor\w+|watching)\b|"
        r"\b(?:intelligence|information|intel) from (?:the )?(?:CTU|CTP|counter[- ]terroris[mt]\w*|"
        r"security service|MI5)\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._UNIT):
            if section != "confidentiality":
                yield Found(
                    "Counter-terrorism material is in the minutes.", review.sentence_at(span), section
                )
                return
