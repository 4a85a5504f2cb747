"""Documents with every name and identifier marked, drawn from the lists beside this file by seed.

One in three is in the hand-written style of `frank.txt`. Layouts: a form with tables, numbered headings
with lines, a letter, and bare notes. Headers, comments and properties carry names too.
"""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from models.document import Block, BlockKind, CellPosition, Channel, Document, FileFormat
from models.people import Role
from redact.find.check_characters import PNC_LETTERS

HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?(\*)?\}")
"""A star says that the words around the slot tell the person's role."""
_AGENCIES = (
    "Probation",
    "Police",
    "Housing",
    "Children's Services",
    "Mental Health Services",
    "Prison Service",
    "Victim Liaison Unit",
)
_JOBS = (
    "Offender Manager",
    "DC",
    "Housing Officer",
    "Social Worker",
    "CPN",
    "Senior Probation Officer",
    "Detective Inspector",
)
_PLACES = ("Marlow Bridge", "the Northgate estate", "Eastholme", "Westerbury market", "Cray Vale")
_STREETS = (
    "Tannery Lane",
    "Osprey Close",
    "Battenhall Road",
    "St Wulfstan's Terrace",
    "Old Forge Way",
    "Larkspur Gardens",
    "Viaduct Street",
)
_TOWNS = ("Eastholme", "Westerbury", "Kirkby Marsden", "Llanfarwen", "Cray Vale")
NICKS = {
    "Zebedee": "Zeb",
    "Bartholemew": "Bart",
    "Peregrine": "Perry",
    "Rosamond": "Ros",
    "Jolyon": "Jo",
    "Cressida": "Cress",
    "Will": "Billy",
    "Rob": "Bobby",
}


@dataclass(frozen=True)
class Someone:
    """A member of the cast."""

    forename: str
    surname: str
    female: bool
    role: Role
    age: int = 35

    @property
    def parts(self) -> tuple[Role, ...]:
        """The roles that count as right."""
        return (self.role,)

    def form(self, form: str) -> str:
        """The name as a slot asks for it."""
        title = ("Ms" if self.female else "Mr") if self.role is not Role.CHILD else ""
        forms = {
            "full": f"{self.forename} {self.surname}",
            "last": self.surname,
            "first": self.forename,
            "mr": f"{title} {self.surname}".strip(),
            "caps": f"{self.forename} {self.surname}".upper(),
            "init": f"{self.forename[0]}. {self.surname}",
            "poss": self.surname,
            "dear": NICKS.get(self.forename, self.forename),
        }
        return forms[form]


@dataclass(frozen=True)
class Mark:
    """Something that detection must find: "person" with the cast's key, or the kind of an identifier."""

    start: int
    end: int
    kind: str
    who: str = ""


@dataclass
class Marked:
    """A document, what is in it, and who plays."""

    document: Document
    marks: list[Mark]
    cast: dict[str, Someone]
    frank: bool
    told: set[str]


@cache
def _lists(fresh: bool) -> dict[str, list[str]]:
    lines = (HERE / ("names_fresh.txt" if fresh else "names.txt")).read_text("utf-8").splitlines()
    return {line[0]: line[2:].split() for line in lines if line[1:2] == ":"}


@cache
def _texts(name: str) -> tuple[str, ...]:
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _cast(rng: random.Random, fresh: bool) -> dict[str, Someone]:
    names = _lists(fresh)
    surnames = rng.sample(names["s"], 14)
    women, men = rng.sample(names["f"], 14), rng.sample(names["m"], 14)

    def make(role: Role, female: bool | None = None, surname: str = "", age: int = 35) -> Someone:
        woman = rng.random() < 0.5 if female is None else female
        return Someone((women if woman else men).pop(), surname or surnames.pop(), woman, role, age)

    subject = make(Role.SUBJECT, False)
    victim = make(Role.VICTIM, True)
    cast = {"subject": subject, "victim": victim}
    cast["child"] = make(Role.CHILD, None, rng.choice((subject.surname, victim.surname)), rng.randint(2, 15))
    cast["child2"] = make(Role.CHILD, None, cast["child"].surname, rng.randint(2, 15))
    cast["mother"] = make(Role.FAMILY, True, subject.surname)
    cast["brother"] = make(Role.FAMILY, False, subject.surname)
    cast["nan"] = make(Role.FAMILY, True)
    cast["partner"] = make(Role.FAMILY, True)
    cast["associate"] = make(Role.ASSOCIATE, False)
    cast["witness"] = make(Role.WITNESS)
    cast["neighbour"] = make(Role.PUBLIC)
    for number in range(1, 5):
        cast[f"pro{number}"] = make(Role.PROFESSIONAL)
    return cast


def identifier(kind: str, rng: random.Random, cast: dict[str, Someone]) -> str:
    """One identifier of a kind, as somebody would write it."""
    digits = lambda n: "".join(rng.choice("0123456789") for _ in range(n))  # noqa: E731
    if kind == "phone":
        number = rng.choice(("07700 900", "020 7946 0", "0113 496 0", "0161 496 0")) + digits(3)
        style = rng.randrange(5)
        compact = number.replace(" ", "")
        return (
            number,
            compact,
            f"+44 {number[1:]}",
            f"({number.split()[0]}) {' '.join(number.split()[1:])}",
            number.replace(" ", "-"),
        )[style]
    if kind == "address":
        flat = rng.choice(("", "", f"Flat {rng.randint(1, 20)}, "))
        code = rng.choice(
            (
                "",
                f", ZZ{rng.randint(1, 99)} {rng.randint(1, 9)}ZZ",
                f" ZZ{rng.randint(1, 9)} {rng.randint(1, 9)}AA",
            )
        )
        return f"{flat}{rng.randint(1, 180)} {rng.choice(_STREETS)}, {rng.choice(_TOWNS)}{code}"
    if kind == "nhs":
        while True:
            nine = "999" + digits(6)
            check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(nine)) % 11
            if check != 10:
                number = nine + str(check % 11)
                return rng.choice((number, f"{number[:3]} {number[3:6]} {number[6:]}"))
    if kind == "pnc":
        year, serial = rng.randint(1990, 2022), digits(7)
        return f"{year}/{serial}{PNC_LETTERS[int(f'{year % 100:02}{serial}') % 23]}"
    if kind == "plate":
        letters = "".join(rng.choice("BDFGHJKLMNPRTVWX") for _ in range(3))
        return f"{rng.choice('ABDEFGHKLMNPR')}{rng.choice('ABDEFGHJKLM')}{rng.randint(51, 74)} {letters}"
    if kind == "email":
        who = cast[rng.choice(("pro1", "pro2", "mother"))]
        clean = lambda s: re.sub(r"[^a-z]", "", s.lower()) or "x"  # noqa: E731
        return f"{clean(who.forename)}.{clean(who.surname)}@example.org"
    if kind == "handle":
        return "@" + re.sub(r"[^a-z]", "", cast["subject"].forename.lower()) + digits(2)
    made = {
        "nino": lambda: f"{rng.choice('ABCEHJ')}{rng.choice('ABCEHJ')} {digits(2)} {digits(2)} {digits(2)} A",
        "asn": lambda: f"{digits(2)}/{digits(4)}/{digits(2)}/{digits(6)}{rng.choice('ABCDEFGH')}",
        "prison": lambda: f"A{digits(4)}{''.join(rng.choice('ACEFKMRVWY') for _ in range(2))}",
        "account": lambda: digits(8),
        "crn": lambda: f"X{digits(6)}",
        "dob": lambda: f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(1950, 2004)}",
    }
    return made[kind]()


@dataclass
class _Writer:
    rng: random.Random
    cast: dict[str, Someone]
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    table: int = -1
    told: set[str] = field(default_factory=set)

    def line(
        self,
        template: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        channel: Channel = Channel.BODY,
        cell: CellPosition | None = None,
        end: str = "\n",
    ) -> None:
        """One block from a template."""
        start = len(self.text)
        at = 0
        for slot in _SLOT.finditer(template):
            self.text += template[at : slot.start()]
            self._fill(slot[1], slot[2] or "")
            if slot[3]:
                self.told.add(slot[1])
            at = slot.end()
        self.text += template[at:] + end
        self.blocks.append(Block(start, len(self.text), kind, channel, cell=cell))

    def _fill(self, name: str, form: str) -> None:
        start = len(self.text)
        if name == "id":
            self.text += identifier(form, self.rng, self.cast)
            self.marks.append(Mark(start, len(self.text), form))
        elif name in ("date", "place", "agency"):
            month = self.rng.choice(("January", "May", "August", "October"))
            date = f"{self.rng.randint(1, 28)} {month} {self.rng.randint(2019, 2024)}"
            self.text += {
                "date": date,
                "place": self.rng.choice(_PLACES),
                "agency": self.rng.choice(_AGENCIES),
            }[name]
            self.marks.append(Mark(start, len(self.text), name))
        elif form == "age":
            self.text += str(self.cast[name].age)
            self.marks.append(Mark(start, len(self.text), "age"))
        else:
            self.text += self.cast[name].form(form)
            self.marks.append(Mark(start, len(self.text), "person", name))
            self.text += "'s" if form == "poss" else ""

    def rows(self, *rows: tuple[str, ...], header: bool = False) -> None:
        """A table."""
        self.table += 1
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                place = CellPosition(self.table, number, column, header=header and number == 0)
                self.line(words, BlockKind.CELL, cell=place, end="\n" if column + 1 == len(row) else "\t")


def _form(w: _Writer) -> None:
    w.rows(
        ("Name of individual", "{subject.full*}"),
        ("Date of birth", "{id.dob}"),
        ("PNC ID", "{id.pnc}"),
        ("CRN", "{id.crn}"),
        ("Home address", "{id.address}"),
    )
    w.line("Attendance", BlockKind.HEADING)
    pros = [
        (f"{{pro{n}.full*}}", w.rng.choice(_JOBS), w.rng.choice(_AGENCIES), "Present") for n in range(1, 5)
    ]
    w.rows(("Name", "Role", "Agency", "Status"), *pros, header=True)


def _numbered(w: _Writer) -> None:
    w.line("MAPPA Level 2 meeting: {subject.caps*}, born {id.dob}", BlockKind.TITLE)
    w.line("1. Those present", BlockKind.HEADING)
    w.line("Chair: {pro1.full*} (Probation)")
    w.line("{pro2.full*} - Police; {pro3.full*} - Housing")
    w.line("Apologies: {pro4.full*}, Mental Health Services")
    w.line("2. The individual", BlockKind.HEADING)
    w.line("{subject.full}, prison number {id.prison}, of {id.address}.")


def _letter(w: _Writer) -> None:
    w.line("To: {pro1.full*}, {agency}")
    w.line("From: {pro2.full*}")
    w.line("Re: {subject.full*} d.o.b. {id.dob}")


def _notes(w: _Writer) -> None:
    w.line("Notes of discussion {date}")
    w.line("Subject - {subject.full*}")
    w.line("In the room - {pro1.full*}, {pro2.full*}, {pro3.full*}, {pro4.full*}")


def _actions(w: _Writer) -> None:
    rows = [
        (str(n), words, f"{{pro{w.rng.randint(1, 4)}.full*}}", "{date}")
        for n, words in enumerate(
            ("Complete a home visit", "Share the risk assessment with Housing", "Update the record"), 1
        )
    ]
    w.line("Actions", BlockKind.HEADING)
    w.rows(("No", "Action", "Owner", "By when"), *rows, header=True)


def invent(seed: int, fresh: bool = False) -> Marked:
    """The document of a seed; the same seed, the same document. `fresh` draws on the second set of lists."""
    which = "_fresh" if fresh else ""
    rng = random.Random(seed)
    frank = seed % 3 == 0
    w = _Writer(rng, _cast(rng, fresh))
    rng.choice((_letter, _notes) if frank else (_form, _numbered, _letter, _notes))(w)
    if frank:
        for words in rng.sample(_texts(f"frank{which}"), 6):
            w.line(words)
    else:
        sentences = rng.sample(_texts(f"sentences{which}"), 30)
        for section in range(5):
            w.line(
                (
                    "Update from agencies",
                    "Victim issues",
                    "Risk assessment",
                    "Risk management plan",
                    "Disclosure",
                )[section],
                BlockKind.HEADING,
            )
            for part in range(2):
                start = section * 6 + part * 3
                w.line(" ".join(sentences[start : start + 3]))
        _actions(w)
    w.line("OFFICIAL-SENSITIVE {subject.last}", channel=Channel.HEADER)
    w.line("Check with {pro1.first} before this goes out", channel=Channel.COMMENT)
    w.line("{pro2.full}", channel=Channel.AUTHOR)
    digest = hashlib.sha256(w.text.encode()).hexdigest()
    document = Document(
        f"invented-{seed}.docx", digest, FileFormat.DOCX, w.text, tuple(w.blocks), reader="invented"
    )
    return Marked(document, w.marks, w.cast, frank, w.told)
