"""Whether a section says anything: present, empty, or a pointer elsewhere, and how it is hollow.

A bare "N/A" answers nothing, so the section is empty; "N/A because there is no identified victim" is an
answer. A pointer ("see summary in body of notes") is one only while nothing else is said. Words that say
next to nothing ("noted") leave the section present and hollow: a rule decides whether that is enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.structure.words import fold
from models.structure import Hollow, SectionState

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_FIELD = re.compile(
    r"\b(click (or tap )?(here )?(to )?enter (text|a date)|click here|choose an item|select an item|"
    r"enter text here|insert text( here)?|type here)\b\.?", re.IGNORECASE,
)  # fmt: skip
_BOX = re.compile(r"[☐□▢❑❏]|\[\s?\]|\(\s\)")
_BLANK = re.compile(r"[\s.…_\-–—:*•·/]*")
_BRACKETED_PROMPT = re.compile(
    r"[\[<{(](insert|enter|name|date|please|add|delete|describe|state|detail)[^\])}>]*[\])}>]", re.I
)
_PROMPT = re.compile(
    r"^(please (provide|include|state|give|complete|describe|detail|list|record|specify|ensure|indicate|note that this)"
    r"|(state|describe|list|record|include|outline|detail|give|provide|explain|specify|consider|summarise|note)\b"
    r".*\b(here|below|in this (section|box))|this section (should|must|is to)|guidance( note)?s?:"
    r"|to be completed (by|at|before)|for (chair|coordinator|office|mappa) use)", re.IGNORECASE,
)  # fmt: skip
_NONE = frozenset(
    fold(words)
    for words in [
        "n/a",
        "na",
        "not applicable",
        "none",
        "nil",
        "no",
        "n/a at this time",
        "not applicable at this time",
        "none at this time",
        "none known",
        "nothing",
        "nothing to report",
        "none identified",
        "none noted",
        "none recorded",
        "nil return",
        "no information",
        "no details",
        "not known",
        "unknown",
        "none at present",
        "nothing to add",
        "not relevant",
        "not required",
        "none applicable",
        "no entry",
        "nothing noted",
        "no comment",
        "blank",
        "left blank",
        "not completed",
        "none stated",
        "none reported",
        "no issues",
        "no concerns",
        "none required",
        "nothing further",
        "no updates",
        "not recorded",
        "not stated",
        "not provided",
        "no comments",
        "nothing known",
        "no information available",
        "nothing of note",
    ]
)
_EMPTY_OF_CONTENT = frozenset(
    fold(words)
    for words in [
        "discussed",
        "noted",
        "tbc",
        "tba",
        "tbd",
        "to be confirmed",
        "to be advised",
        "to be discussed",
        "discussed at meeting",
        "discussed in meeting",
        "discussed at the meeting",
        "discussed in the meeting",
        "considered",
        "agreed",
        "yes",
        "reviewed",
        "ongoing",
        "on-going",
        "in place",
        "completed",
        "complete",
        "done",
        "ok",
        "addressed",
        "covered",
        "to be agreed",
        "to follow",
        "to be completed",
        "awaited",
        "awaiting update",
        "update awaited",
        "panel discussed",
        "panel noted",
        "all agreed",
        "the panel noted this",
        "this was discussed",
        "this was noted",
        "was discussed",
        "was considered",
        "disclosure was discussed",
        "disclosure discussed",
        "disclosure considered",
        "disclosure was considered",
        "fully discussed",
        "discussed and agreed",
        "discussed and noted",
        "noted by panel",
        "noted by the panel",
        "considered by panel",
        "considered by the panel",
        "risk management plan agreed",
        "risk discussed",
        "risk noted",
        "to be reviewed",
        "under review",
        "pending",
        "verbal update given",
        "verbal update",
        "update given",
        "information shared",
        "information given",
        "see chair",
        "standard",
        "satisfactory",
        "appropriate",
        "discussed in full",
        "this has been discussed",
        "this has been considered",
        "as discussed",
        "considered and discussed",
        "discussed by the panel",
        "discussed by panel",
        "agreed by panel",
        "agreed by the panel",
        "the panel discussed this",
        "all noted",
        "victim issues discussed",
        "victim issues were discussed",
        "victim issues considered",
        "diversity considered",
        "diversity issues considered",
        "human rights considered",
        "media considered",
        "to be discussed at next meeting",
    ]
)
_NO_CHANGE = re.compile(
    r"^(there (has|have|is|are|were) )?(been )?(no|nothing) (further |new |significant |material |other )?"
    r"(change|update|new information|to update|development|chang)[a-z]*"
    r"( (since|from|at|to) (the )?(last|previou)[a-z]* ?(meeting|review|minute|time)?| to report| noted| reported| required| identified| needed)*$"
    r"|^(remain|remains|level|risk|plan|rmp|position|this|thi)? ?(the same|unchanged|remains? (the same|unchanged)|remain (the same|unchanged))"
    r"( (as|since|from) (at )?(the )?(last|previou) ?(meeting|review|minute)?)?$"
    r"|^(risk|level|plan|rmp|assessment|risk level|risk management plan|mappa level|it|thi) (remain|remain the|stay|i|is) (the )?(same|unchanged)$"
    r"|^(as|same as) (last time|before|last meeting|previou meeting)$"
)  # fmt: skip
_POINTS = re.compile(
    r"^(please )?(also )?(see|refer|refer back|a per|as per|per|a above|as above|as below|a below|above|below|ditto|a previou|as previou|a previously|"
    r"as previously|a recorded|as recorded|a detailed|as detailed|a discussed|as discussed|a noted|as noted|a stated|as stated|a outlined|as outlined|"
    r"contained|covered|included|detailed|recorded|discussed (above|below|in|under|elsewhere)|noted (above|below|in)|set out|outlined|attached|"
    r"a attached|as attached|a in|as in|a set out|as set out|information (i )?(contained|recorded)|thi (i|ha been) (covered|recorded|addressed|discussed)|a mentioned|cf|same as)\b"
)  # fmt: skip
_PLACES = frozenset(
    [
        "above",
        "below",
        "body",
        "note",
        "minute",
        "section",
        "page",
        "appendix",
        "annex",
        "report",
        "attached",
        "attachment",
        "summary",
        "previou",
        "previously",
        "overleaf",
        "elsewhere",
        "document",
        "form",
        "referral",
        "ditto",
        "oasy",
        "assessment",
        "plan",
        "update",
        "box",
        "paragraph",
        "file",
        "record",
        "earlier",
        "enclosed",
        "table",
        "list",
        "previous",
        "part",
        "agenda",
    ]
)
_PASSING = frozenset(
    [
        "see",
        "refer",
        "to",
        "back",
        "a",
        "as",
        "per",
        "please",
        "also",
        "the",
        "of",
        "in",
        "on",
        "for",
        "from",
        "at",
        "and",
        "or",
        "thi",
        "is",
        "i",
        "it",
        "ha",
        "been",
        "be",
        "was",
        "wa",
        "are",
        "with",
        "under",
        "contained",
        "covered",
        "included",
        "detailed",
        "recorded",
        "discussed",
        "noted",
        "set",
        "out",
        "outlined",
        "stated",
        "mentioned",
        "full",
        "further",
        "detail",
        "information",
        "last",
        "meeting",
        "main",
        "dated",
        "date",
        "within",
        "by",
        "agency",
        "police",
        "probation",
        "prison",
        "mappa",
        "marac",
        "risk",
        "management",
        "rmp",
        "rosh",
        "no",
        "number",
        "item",
        "same",
        "cf",
        "which",
        "chair",
        "core",
        "separate",
        "relevant",
        "current",
        "copy",
        "sent",
        "circulated",
        "agreed",
        "licence",
        "condition",
        "action",
        "victim",
        "disclosure",
        "level",
        "review",
        "offence",
        "index",
        "health",
        "visor",
        "multi",
        "where",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "st",
        "nd",
        "rd",
        "th",
        "that",
        "there",
        "comment",
        "heading",
        "given",
        "provided",
        "initial",
        "original",
        "recent",
        "most",
        "new",
        "old",
        "version",
        "discussion",
        "vlo",
        "vlos",
        "pp1",
        "pp2",
        "attendee",
        "all",
        "above",
        "mentioned",
        "category",
        "executive",
        "pack",
        "paperwork",
        "email",
    ]
)
_STRANGERS = 2  # names a pointer may hold ("see report by Ann Archer")
_LONGEST_POINTER = 25  # words


def judge(text: str, prompts: Collection[str] = ()) -> tuple[SectionState, Hollow | None]:
    """The state of a section whose words, headings within it left out, are `text`.

    `prompts` are the template's own words, folded; what only repeats them counts as not written.
    """
    prompted = bool(_FIELD.search(text) or _BRACKETED_PROMPT.search(text))
    own: list[str] = []
    for sentence in _SENTENCE.split(_BRACKETED_PROMPT.sub(" ", _FIELD.sub(" ", text))):
        bare = _BOX.sub(" ", sentence).strip()
        if _BLANK.fullmatch(bare):
            continue
        if is_prompt(bare, prompts):
            prompted = True
        else:
            own.append(bare)
    own = own if _BOX.search(text) is None else _ticked(own)
    if not own:
        return SectionState.EMPTY, Hollow.PROMPT if prompted else None
    if len(own) > 12:  # nobody writes that much to say nothing
        return SectionState.PRESENT, None
    return _weigh([fold(sentence) for sentence in own], own)


def is_prompt(sentence: str, prompts: Collection[str] = ()) -> bool:
    """True where the words tell the writer what to write, and so were not written by one."""
    folded = fold(sentence)
    return folded in prompts or bool(_PROMPT.match(sentence))


def _ticked(sentences: list[str]) -> list[str]:
    """What is left where boxes stand unticked: "Yes No" beside two empty boxes is no answer."""
    return [
        s
        for s in sentences
        if not set(fold(s).split()) <= {"ye", "yes", "no", "na", "n", "a", "not", "known"}
    ]


def _weigh(folded: list[str], sentences: list[str]) -> tuple[SectionState, Hollow | None]:
    if all(said in _NONE or not said for said in folded):
        return SectionState.EMPTY, Hollow.NOT_APPLICABLE
    rest = [
        (said, sentence)
        for said, sentence in zip(folded, sentences, strict=True)
        if said and said not in _NONE
    ]
    pointers = [said for said, sentence in rest if points_elsewhere(said, sentence)]
    hollow = [said for said, _ in rest if said in _EMPTY_OF_CONTENT]
    same = [said for said, _ in rest if _NO_CHANGE.match(said)]
    if pointers and len(pointers) + len(hollow) + len(same) == len(rest):
        return SectionState.POINTER, None
    if same and len(same) + len(hollow) == len(rest):
        return SectionState.PRESENT, Hollow.NO_CHANGE
    if len(hollow) == len(rest):
        return SectionState.PRESENT, Hollow.CONTENT_FREE
    return SectionState.PRESENT, None


def points_elsewhere(folded: str, sentence: str) -> bool:
    """True where the sentence says to look elsewhere and says nothing else."""
    tokens = folded.split()
    if not tokens or len(tokens) > _LONGEST_POINTER or not _POINTS.match(folded):
        return False
    if not any(token in _PLACES for token in tokens):
        return False
    capitals = {fold(word) for word in sentence.split() if word[:1].isupper()}
    strange = [t for t in tokens if t not in _PASSING and t not in _PLACES and not t[0].isdigit()]
    return len(strange) <= _STRANGERS and all(token in capitals for token in strange)
