"""A document with its people marked in the text, for tests of deciding, writing and verifying.

    scene('''
    # 5. Disclosure
    <P1 victim|Jean Pennock> lives at <ADDRESS|3 Quay Lane>.
    ''')

A mark is `<who role|words>` for a person, `<TYPE|words>` for anything else, `<TYPE who|words>` for what
belongs to a person; the words stay, the marks do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from models.document import Block, Document
from models.marking import ProtectiveMarking, Tier
from models.people import Detection, EntityType, Mention, Person, Role
from tests.building import build

MARK = re.compile(r"<(?P<head>[^<>|]+)\|(?P<words>[^<>|]*)>")
MARKING = ProtectiveMarking(Tier.OFFICIAL, sensitive=True)


@dataclass(frozen=True)
class Scene:
    """A document and what detection would say of it."""

    document: Document
    detection: Detection

    def words(self, start: int, end: int) -> str:
        """The text of a place."""
        return self.document.text[start:end]


def scene(source: str) -> Scene:
    """The document without its marks, and the mentions that they stood for."""
    # In a table row "|" ends a cell: the bar of a mark is hidden while the document is built.
    marked = build(MARK.sub(lambda m: f"<{m['head']}¦{m['words']}>", source))
    mentions: list[Mention] = []
    roles: dict[str, tuple[list[str], list[Role]]] = {}
    text, places, at = "", [], 0
    for found in re.finditer(r"<(?P<head>[^<>¦]+)¦(?P<words>[^<>¦]*)>", marked.text):
        text += marked.text[at : found.start()]
        start = len(text)
        text += found["words"]
        at = found.end()
        places.append((found.start(), found.end(), start, len(text)))
        mentions.append(_mention(found["head"].split(), found["words"], start, len(text), roles))
    text += marked.text[at:]
    blocks = tuple(_moved(block, places) for block in marked.blocks)
    people = tuple(
        Person(who, names[0], tuple(names), parts[0] if parts else Role.UNKNOWN, tuple(parts[1:]))
        for who, (names, parts) in roles.items()
    )
    return Scene(replace(marked, text=text, blocks=blocks), Detection(tuple(mentions), people))


def _mention(
    head: list[str], words: str, start: int, end: int, people: dict[str, tuple[list[str], list[Role]]]
) -> Mention:
    if head[0] in EntityType.__members__:
        return Mention(start, end, EntityType(head[0]), 0.9, "test", person="".join(head[1:2]))
    names, parts = people.setdefault(head[0], ([], []))
    names += [words] if words not in names else []
    parts += [Role(role) for role in head[1:] if Role(role) not in parts]
    return Mention(start, end, EntityType.PERSON, 0.9, "test", person=head[0])


def _moved(block: Block, places: list[tuple[int, int, int, int]]) -> Block:
    return replace(block, start=_shift(block.start, places), end=_shift(block.end, places))


def _shift(at: int, places: list[tuple[int, int, int, int]]) -> int:
    last = next((p for p in reversed(places) if p[1] <= at), None)
    return at if last is None else at - last[1] + last[3]
