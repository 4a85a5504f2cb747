"""Forms around the meeting: the prison's report, the screening of a referral, and Marac's minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from checks.review import Review, listed
from checks.rule import Check, Found, Need
from checks.rules.actions import called, where
from checks.rules.follow_up import only_says_so
from checks.sources import MARAC, cite, inspection, thematic
from checks.wording import words
from models.finding import Severity
from models.structure import ActionStatus, Confidence, DocumentKind


class MIN32(Check):
    """A prison report covers contact, behaviour, associates, attitude, health and plans.

    Bad:
        === prison report
        He works in the laundry and has had no adjudications since January. His cell is tidy.

    Good:
        === prison report
        Behaviour: no adjudications since January. Contact: his mother visits and he calls his sister.
        Associates: two men from his town. Attitude to the offence: he blames the victim. Mental health: no
        concerns. Future plans: he wants to live with his mother after release.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thematic("box after section 2.1")
    kinds = (DocumentKind.REPORT,)
    section = "prison_behaviour"
    why = "What a person does, says and plans inside is the best forecast of what he will do outside."
    hint = "Add a line on each, were it only that nothing is known."
    _TOPICS: ClassVar[dict[str, re.Pattern[str]]] = {
        "contact by mail, visits and telephone": words(
            r"visit\w*|calls?|(?:tele)?phones?|letters?|mail|contacts?|pin|writes to|correspond\w+"
        ),
        "recent behaviour": words(
            r"behaviou?r|adjudicat\w+|conduct|wing|regime|incentives?|warnings?|nick(?:ed|ing)s?|basic|"
            r"enhanced"
        ),
        "associates": words(
            r"associat\w+|friends?|mix(?:es|ing)|gang|peers?|cell ?mate|keeps (?:him|her|them)sel\w+|"
            r"trades|company|"
            r"acquaint\w+|knows|men (?:from|on|convicted)|women (?:from|on|convicted)|loner|alone"
        ),
        "attitude to the offence": words(
            r"attitude|remorse|denie[sd]|den(?:y|ial)|accepts?|admits?|blames?|minimis\w+|insight|"
            r"provoked|regret\w*|innocen\w+|guilt\w*|sorry|ashamed|responsib\w+|"
            r"(?:says|states|claims|maintains|insists|continues to say) (?:[\w'’]+ ){0,5}(?:offence|"
            r"happen\w*|occur\w*|"
            r"victim|witness\w*|lied|it|allegation|conviction)"
        ),
        "mental health": words(
            r"mental(?:ly)?|health|psych\w+|acct|self-?harm|mood|medication|mh|in-?reach|depress\w+|anxi\w+"
        ),
        "plans for the future": words(
            r"plans?|release|resettle\w+|intends?|wants to|hopes? to|accommodation"
        ),
    }

    def look(self, review: Review) -> Iterator[Found]:
        lacking = [topic for topic, said in self._TOPICS.items() if not review.mentions(said)]
        if lacking:
            yield Found(f"The prison's report says nothing of {listed(lacking)}.", None)


class REF24(Check):
    """A screening form carries enough to judge the decision.

    Bad:
        === screening
        # Reason for referral
        He worries us a great deal.

    Good:
        === screening
        # Reason for referral
        He was convicted in 2019 and is a category 2 case. Police and probation must meet and act jointly, so
        level 2 is proposed.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 4.4", "paragraph 4.7")
    kinds = (DocumentKind.SCREENING,)
    section = "referral_reason"
    why = (
        "Whoever screens it has only the form to see that MAPPA applies, that agencies must meet, and "
        "at what level."
    )
    hint = "Give the conviction and category, which agencies have to meet and why, and the level."
    _LEGAL = words(
        r"convict\w+|caution\w*|sentenced|notification|cat(?:egory|\.)? ?[1-4]|schedule 15|schedule 3|"
        r"\d+ (?:yrs?|years?|months?)|hospital order"
    )
    _MEET = words(
        r"multi-?agency|two or more agencies|joint(?:ly)?|agencies (?:need|must|have)|co-?ordinat\w+|"
        r"collaborat\w+|(?:must|need to|have to|has to) (?:meet|agree|act|share)|together|no single agency|"
        r"one agency|single[- ]agency"
    )

    def look(self, review: Review) -> Iterator[Found]:
        legal = review.category or review.mentions(self._LEGAL)
        lacking = [
            what
            for what, there in (
                ("what makes the person eligible", legal),
                ("why agencies have to meet", review.mentions(self._MEET)),
                ("the level", bool(review.level) or review.mentions(words(r"level [123]|l[123]"))),
            )
            if not there
        ]
        if lacking:
            yield Found(f"The screening form does not say {listed(lacking)}.", None)


class PUB18(Check):
    """A Marac action that was not done says whether circumstances changed or the agency failed.

    Bad:
        === marac
        # Actions from previous meeting
        | No | Action | Owner | Status | Outcome |
        | 1 | Offer her a refuge place | Gwen Stott | Not done | |

    Good:
        === marac
        # Actions from previous meeting
        | No | Action | Owner | Status | Outcome |
        | 1 | Offer her a refuge place | Gwen Stott | Not done | No longer needed: she moved to her sister |
    """

    severity = Severity.MEDIUM
    sources = cite(MARAC)
    families = ("marac",)
    needs = (Need.FORM, Need.ACTIONS)
    section = "previous_actions"
    why = "Only an agency's failure has to be taken up with it; a life that changed needs a new plan."
    hint = "Say why it was not done, and whether it is still needed."
    _UNDONE = frozenset({ActionStatus.NOT_DONE, ActionStatus.OPEN})

    def look(self, review: Review) -> Iterator[Found]:
        for action in review.carried_actions:
            undone = action.status in self._UNDONE or action.status is ActionStatus.ONGOING
            if undone and only_says_so(action.outcome):
                yield Found(f"{called(action)} was not done, and nothing says why.", where(action))
