"""Whether a section says anything: present, empty, or a pointer elsewhere, and how it is hollow.

A bare "N/A" answers nothing, so the section is empty; "N/A because there is no identified victim" is an
answer. A pointer ("see summary in body of notes") is one only while nothing else is said. Words that say
next to nothing ("noted") leave the section present and hollow: a rule decides whether that is enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from ingest.structure.aliases import WORDS, read_words
from ingest.structure.words import PAGE_FURNITURE, fold, split_number
from models.structure import Hollow, SectionState

_WORDS = read_words(WORDS / "hollow.toml")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_FIELD = re.compile(
    r"\b(click (or tap )?(here )?(to )?enter (text|a date)|click here|choose an item|select an item|"
    r"enter text here|insert text( here)?|type here)\b\.?", re.IGNORECASE,
)  # fmt: skip
_BOX = re.compile(r"[☐□▢❑❏]|\[\s?\]|\(\s\)")
_TICKED = re.compile(r"[☒☑✓✔✅■]|\[\s?[xX✓✔]\s?\]|\([xX✓✔]\)")
_BESIDE_BOXES = frozenset(["yes", "no", "na", "n", "a", "not", "known", "unknown", "applicable"])
_BLANK = re.compile(r"[\s.…_\-–—:*•·/]*")
_BRACKETED_PROMPT = re.compile(
    r"[\[<{](?:insert|enter|name|date|please|add|delete|describe|state|detail)\b[^\[\](){}<>]{0,200}[\]}>]"
    r"|\((?:insert|enter|please|delete as|describe|state) [^\[\](){}<>]{0,200}\)",
    re.IGNORECASE,
)
_PROMPT = re.compile(
    r"^(please (provide|include|state|give|complete|describe|detail|list|record|specify|ensure|indicate"
    r"|note that this)"
    r"|(state|describe|list|record|include|outline|detail|give|provide|explain|specify|consider|summarise|note)\b"
    r".*\b(here|below|in this (section|box))|this section (should|must|is to)|guidance( note)?s?:"
    r"|to be completed (by|at|before)|for (chair|coordinator|office|mappa) use)", re.IGNORECASE,
)  # fmt: skip
_NONE = frozenset(fold(words) for words in _WORDS["none"])
_EMPTY_OF_CONTENT = frozenset(fold(words) for words in _WORDS["content_free"])
_NO_CHANGE = re.compile(
    r"^(there (has|have|is|are|were) )?(been )?(no|nothing) (further |new |significant |material |other )?"
    r"(change|update|new information|to update|development|chang)[a-z]*"
    r"( (since|from|at|to) (the )?(last|previou)[a-z]* ?(meeting|review|minute|time)?| to report| noted| "
    r"reported| required| identified| needed)*$"
    r"|^(remain|remains|level|risk|plan|rmp|position|this|thi)? ?(the same|unchanged|remains? (the same"
    r"|unchanged)|remain (the same|unchanged))"
    r"( (as|since|from) (at )?(the )?(last|previou) ?(meeting|review|minute)?)?$"
    r"|^(risk|level|plan|rmp|assessment|risk level|risk management plan|mappa level|it|thi) (remain|remain "
    r"the|stay|i|is) (the )?(same|unchanged)$"
    r"|^(as|same as) (last time|before|last meeting|previou meeting)$"
)  # fmt: skip
_POINTS = re.compile(
    r"^(please )?(also )?(see|refer|refer back|a per|as per|per|a above|as above|as below|a below|above"
    r"|below|ditto|a previou|as previou|a previously|"
    r"as previously|a recorded|as recorded|a detailed|as detailed|a discussed|as discussed|a noted|as noted"
    r"|a stated|as stated|a outlined|as outlined|"
    r"contained|covered|included|detailed|recorded|discussed (above|below|in|under|elsewhere)|noted (above"
    r"|below|in)|set out|outlined|attached|"
    r"a attached|as attached|a in|as in|a set out|as set out|information (i )?(contained|recorded)|thi (i"
    r"|ha been) (covered|recorded|addressed|discussed)|a mentioned|cf|same as)\b"
)  # fmt: skip
_PLACES = frozenset(fold(words) for words in _WORDS["places"])
_PASSING = frozenset(fold(words) for words in _WORDS["passing"])
_STRANGERS = 2  # names a pointer may hold ("see report by Ann Archer")
_LONGEST_POINTER = 25  # words
_ENOUGH = 20_000  # characters


def judge(pieces: Iterable[str], prompts: Collection[str] = ()) -> tuple[SectionState, Hollow | None]:
    """The state of a section whose words, headings within it left out, are `pieces`, a line or less each.

    `prompts` are the template's own words, folded; what only repeats them counts as not written. A section
    that says nothing is short: only the first thousands of its characters are weighed.
    """
    text = "\n".join(_first(pieces))
    prompted = bool(_FIELD.search(text) or _BRACKETED_PROMPT.search(text))
    own: list[str] = []
    for sentence in _SENTENCE.split(_BRACKETED_PROMPT.sub(" ", _FIELD.sub(" ", text))):
        bare = _BOX.sub(" ", sentence).strip()
        bare = bare[split_number(bare)[1] :]  # "11.1 None."
        if _BLANK.fullmatch(bare) or PAGE_FURNITURE.fullmatch(bare):
            continue
        if is_prompt(bare, prompts):
            prompted = True
        elif _says_something(bare):
            return SectionState.PRESENT, None
        else:
            own.append(bare)
    own = _answered(own, text)
    if not own:
        return SectionState.EMPTY, Hollow.PROMPT if prompted else None
    return _weigh([fold(sentence) for sentence in own], own)


def _first(pieces: Iterable[str]) -> Iterator[str]:
    length = 0
    for piece in pieces:
        yield piece
        length += len(piece)
        if length > _ENOUGH:
            return


def _says_something(sentence: str) -> bool:
    """True where one sentence is enough to settle that the section is written."""
    said = fold(sentence)
    nothing = said in _NONE or said in _EMPTY_OF_CONTENT or _NO_CHANGE.match(said) or sentence.endswith("?")
    boxes = set(said.split()) <= _BESIDE_BOXES
    return bool(said) and not nothing and not boxes and not points_elsewhere(said, sentence)


def is_prompt(sentence: str, prompts: Collection[str] = ()) -> bool:
    """True where the words tell the writer what to write, and so were not written by one."""
    folded = fold(sentence)
    return folded in prompts or bool(_PROMPT.match(sentence))


def _answered(sentences: list[str], text: str) -> list[str]:
    """What is left beside boxes of which none is ticked: "Yes No" and the question are no answer."""
    if not _BOX.search(text) or _TICKED.search(text):
        return sentences
    return [s for s in sentences if not s.endswith("?") and not set(fold(s).split()) <= _BESIDE_BOXES]


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
