"""Agendas: the items that have to stand on every one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import AGENDA, Check, Found
from checks.sources import inspection, thames_valley, thematic
from checks.wording import EARLIER_ACTIONS, words
from models.finding import Severity


class _Item(Check):
    """An item that an agenda has to have."""

    kinds = AGENDA
    families = ()
    item: re.Pattern[str]
    called: str
    hint = "Add the item."

    def look(self, review: Review) -> Iterator[Found]:
        if not review.present(self.section) and not review.mentions(self.item):
            yield Found(f"The agenda has no item on {self.called}.", None)


class AGD02(_Item):
    """Media interest is on every agenda.

    Bad:
        === agenda
        # Media
        (without)

    Good:
        === agenda
        # Media
    """

    severity = Severity.MEDIUM
    sources = thames_valley("section 16f")
    section = "media"
    item = words(r"(?<!social )media|press")
    called = "media interest"
    why = "Press officers have to hear of a case before the press does."


class AGD03(_Item):
    """Victim issues are a standing item.

    Bad:
        === agenda
        # Victim issues
        (without)

    Good:
        === agenda
        # Victim issues
    """

    severity = Severity.HIGH
    sources = thematic("section 2.2(iv)")
    section = "victim"
    item = words(r"victims?")
    called = "victim issues"
    why = "What is not on the agenda is not discussed."


class AGD04(_Item):
    """Disclosure is a standing item.

    Bad:
        === agenda
        # Disclosure
        (without)

    Good:
        === agenda
        # Disclosure
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.23")
    section = "disclosure"
    item = words(r"disclosure")
    called = "disclosure"
    why = "It has to be considered at every review, with reasons."


class AGD06(_Item):
    """Confidentiality is confirmed at the start.

    Bad:
        === agenda
        # Confidentiality statement
        (without)

    Good:
        === agenda
        # Confidentiality statement
    """

    severity = Severity.HIGH
    sources = thames_valley("section 14", "section 18ii")
    section = "confidentiality"
    item = words(r"confidential\w*|information[- ]sharing (?:protocol|agreement)")
    called = "confidentiality"
    why = "Nobody may be told anything before they are bound to keep it."


class AGD09(_Item):
    """A review begins with the last meeting's actions and plan.

    Bad:
        === agenda
        # Actions from previous meeting
        (without)

    Good:
        === agenda
        # Actions from previous meeting
    """

    severity = Severity.HIGH
    sources = thames_valley("section 18ii")
    section = "previous_actions"
    item = EARLIER_ACTIONS
    called = "the last meeting's actions"
    why = "What was promised last time comes before anything new."

    def applies(self, review: Review) -> bool:
        initial = review.document.facts.meeting_kind
        return initial is None or initial.value != "initial"
