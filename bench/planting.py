"""For every rule, faulty passages and sound ones that resemble them, planted in sound papers of many houses.

`bench/passages/second` was written before the rules met it. Passages are counted from one; those with odd
numbers are there to mend rules by, those with even numbers are held out and only counted. The later stocks
are held out whole; each has sound papers in voices of its own, and houses of its own. A planting names what
differs from sound minutes; README.md beside the second stock tells the keys.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bench.houses import HOUSES, House, Paper, Row
from bench.later_houses import FOURTH, THIRD
from checks.profile import load_profile
from checks.registry import rule
from ingest.structure import structure
from models.case import History
from models.document import Document
from tests.building import build

FOLDER = Path(__file__).parent / "passages"
HOUSES_OF = {"second": HOUSES, "third": THIRD, "fourth": FOURTH}
HELD = {
    "2022": date(2025, 3, 12),
    "2012": date(2015, 5, 14),
    "2008": date(2009, 11, 4),
    "scotland": date(2024, 3, 20),
    "marac": date(2025, 3, 12),
}
PROFILES = {
    "2022": "mappa-2022",
    "2012": "mappa-2012-national",
    "2008": "mappa-2008-local",
    "scotland": "mappa-scotland",
    "marac": "marac",
}
BODIES = {
    "2022": ("Probation Service", "Northmoor Police", "Northmoor Council Housing"),
    "2012": ("National Probation Service", "Northmoor Police", "Northmoor Council Housing"),
    "2008": ("Northmoor Probation Area", "Northmoor Constabulary", "Northmoor Borough Housing"),
    "scotland": ("Northmoor Criminal Justice Social Work", "Police Scotland", "Northmoor Council Housing"),
    "marac": ("Probation Service", "Northmoor Police", "Northmoor Council Housing"),
}
CASTS = (
    ("Marcus Ravenhall", "Tessa Lindqvist", "Bridget Oyelaran", "DC Howard Stainer", "Anneke Prowse"),
    ("Jerome Castleton", "Amina Holroyd", "Judith Penhale", "PC Dilip Varma", "Frances Tooley"),
    ("Declan Rourke", "Sonia Trewin", "Paul Abbotsham", "DC Ellie Marchbanks", "Hugh Cardew"),
    ("Imran Haidar", "Victor Selwood", "Wendy Strand", "DS Colm Breslin", "Noreen Achebe"),
)
OTHERS = ("Vivian Castell", "Ottoline Fry", "Samuel Okoro")  # chair, housing, children's social worker
SECTIONS = frozenset(
    [
        "confidentiality",
        "offence",
        "dates",
        "updates",
        "risk_assessment",
        "victim",
        "children",
        "diversity",
        "rmp",
        "supervision",
        "monitoring_control",
        "interventions_treatment",
        "victim_safety",
        "contingency",
        "licence",
        "disclosure",
        "media",
        "human_rights",
        "level_review",
        "exit",
        "apologies",
        "previous_actions",
        "next_review",
        "lead_agency",
        "referral_reason",
        "endorsement",
        "report",
        "summary",
        "aob",
        "actions",
        "conclusion",
    ]
)


@dataclass(frozen=True)
class Passage:
    """A planting: of which rule, faulty or sound, its number, and what differs from sound papers."""

    code: str
    faulty: bool
    number: int
    plant: dict[str, Any]
    stock: str = "second"

    @property
    def held_out(self) -> bool:
        """Even numbers of the second stock, and all of the later ones, are not to be read while mending."""
        return self.number % 2 == 0 or self.stock != "second"


@cache
def base(stock: str = "second") -> dict[str, Any]:
    """The sound minutes and referrals."""
    return tomllib.loads((FOLDER / stock / "base.toml").read_text(encoding="utf-8"))


@cache
def passages(name: str = "second") -> tuple[Passage, ...]:
    """Every planting of a stock, rule by rule."""
    found = []
    for path in sorted((FOLDER / name).glob("*.toml")):
        stock = tomllib.loads(path.read_text(encoding="utf-8"))
        for code, kinds in stock.items():
            for kind in ("fault", "sound"):
                if path.name != "base.toml":
                    plants = enumerate(kinds[kind], start=1)
                    found += [Passage(code, kind == "fault", n, plant, name) for n, plant in plants]
    return tuple(found)


def bears_on(passage: Passage, house: House) -> bool:
    """Whether the rule asks anything of this house's papers."""
    entry = rule(passage.code)
    family = {"scotland": "mappa-scotland", "marac": "marac"}.get(house.era, "mappa")
    form = passage.plant.get("form", "")
    asked = _families(passage.code)
    if (
        passage.plant.get("era", house.era) != house.era
        or passage.code in load_profile(PROFILES[house.era]).off
    ):
        return False
    if house.era == "marac":
        return form == "marac" or (not form and not asked and not _needs_mappa(passage.plant))
    if form in ("marac", "agenda", "report", "summary", "screening"):
        return house.era == "2022"
    return (not asked or family in asked) and bool(entry.code)


def _families(code: str) -> tuple[str, ...]:
    from checks.registry import CHECKS
    from checks.rule import code_of

    return next(c.families for c in CHECKS if code_of(c) == code)


def _needs_mappa(plant: dict[str, Any]) -> bool:
    marac = {"updates", "victim", "children", "risk_assessment", "confidentiality", "apologies", "actions"}
    named = {k.rstrip("+") for k in plant} & SECTIONS
    return bool(named - marac or "form" in plant.get("before", {}) or {"level", "release"} & set(plant))


@dataclass(frozen=True)
class Words:
    """Fills a passage's placeholders for one house."""

    house: House
    held: date
    cast: tuple[str, ...]

    def fill(self, value: str) -> str:
        """The words with names, bodies and dates in them."""
        probation, police, housing = BODIES[self.house.era]
        names = {
            "subject": self.cast[0],
            "surname": self.cast[0].split()[-1],
            "surname2": "Ashgrove",
            "victim": self.cast[1],
            "vlo": self.cast[2],
            "police": self.cast[3],
            "om": self.cast[4],
            "chair": OTHERS[0],
            "house": OTHERS[1],
            "csw": OTHERS[2],
            "Probation": probation,
            "Police": police,
            "Housing": housing,
            "dob": self.house.dates(date(HELD[self.house.era].year - 41, 9, 11)),
        }
        dated = re.sub(r"\{d([+-]\d+)\}", lambda m: self.day(int(m[1])), value)
        return re.sub(r"\{(\w+)\}", lambda m: names[m[1]], dated)

    def day(self, away: int) -> str:
        """The day so many days from the meeting, as the house writes dates."""
        return self.house.dates(self.held + timedelta(days=away))

    def row(self, cells: list[str]) -> Row:
        """A table's row."""
        return tuple(self.fill(c) for c in cells)


def _people(words: Words) -> tuple[Row, ...]:
    probation, police, housing = BODIES[words.house.era]
    grade = "Team manager (Chair)" if words.house.era == "scotland" else "Senior Probation Officer (Chair)"
    return (
        (OTHERS[0], grade, probation),
        (words.cast[4], "Offender manager", probation),
        (words.cast[3], "Police offender manager", police),
        (words.cast[2], "Victim liaison officer", probation),
        (OTHERS[1], "Housing options manager", housing),
    )


def paper(
    plant: dict[str, Any], house: House, held: date, voice: int, cast: tuple[str, ...], name: str = "second"
) -> Paper:
    """A complete paper with what the planting says in place of its own."""
    form = plant.get("form") or ("marac" if house.era == "marac" else "minutes")
    words = Words(house, held, cast)
    stock: dict[str, Any] = dict(base(name)["voice"][voice % 4])
    if form in ("referral", "screening"):
        stock |= base(name)["referral"][voice % 2]
    text = {k: v for k, v in stock.items() if isinstance(v, str)}
    text |= {"previous_actions": "None: this is the first meeting of the case.", "lead_agency": "{Probation}"}
    text |= {"next_review": "{d+49}", "aob": "", "updates": "" if form == "agenda" else text["updates"]}
    if plant.get("custody"):
        text["updates"] = (
            "{Probation}: he is at HMP Northmoor until {d+60}; says he is ready. Risk same.\n{Police}: nil."
        )
    if plant.get("level") == "3" and not plant.get("no_cppc"):
        text["media"] += "\nCPPC: considered and not met, as the costs can be carried here."
    if "previous" in plant or "before" in plant:
        text["previous_actions"] = "None: no actions were set at the last meeting."
    for key, value in plant.items():
        name = key.rstrip("+")
        if name in SECTIONS and isinstance(value, str):
            text[name] = f"{text.get(name, '')}\n{value}" if key.endswith("+") else value
    text = {k: words.fill(v) for k, v in text.items()}
    text |= _about(plant, words)
    attendance, absent = _who(plant, words)
    acts = [
        [
            "Check the tag's alerts for the month and report them to the chair",
            "{om}",
            "{Probation}",
            "{d+14}",
        ]
    ]
    acts += [["Send the housing application with the zone's map", "{chair}", "{Probation}", "{d+21}"]]
    acts = [*plant["actions"]] if "actions" in plant else acts
    acts += [plant["action"]] if "action" in plant else []
    if "before" in plant or "previous" in plant:
        acts = [[a[0].replace("for the month", "since today"), *a[1:]] for a in acts]
    return Paper(
        form=form,
        held=held,
        boxes=_boxes(plant, words, form),
        text=text,
        marking=plant.get("marking", "RESTRICTED" if house.era == "2008" else "OFFICIAL-SENSITIVE"),
        signature=words.fill(
            plant.get("signature", f"Approved by the chair, {{chair}}, on {plant.get('signed', '{d+5}')}.")
        ),
        titles=plant.get("titles", {}),
        attendance=attendance,
        absent=absent,
        actions=tuple(words.row(a) for a in acts),
        previous=tuple(words.row(p) for p in plant.get("previous", ())),
        invitees=tuple(words.row(r) for r in plant.get("invitees", stock.get("invitees", ()))),
        without=tuple(plant.get("without", ())),
    )


def _about(plant: dict[str, Any], words: Words) -> dict[str, str]:
    meeting = HELD[words.house.era]
    born = date(meeting.year - int(plant.get("born", "41")), 9 if "born" not in plant else 1, 11)
    return {
        "box:Name": plant.get("name", words.cast[0]),
        "box:Date of birth": words.house.dates(born),
        "box:Age": plant.get("age", ""),
        "box:Gender": plant.get("sex", "Male"),
        "box:Location": "HMP Northmoor" if plant.get("custody") else "",
    }


def _who(plant: dict[str, Any], words: Words) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    gone = {words.fill(g) for g in plant.get("gone", ())}
    there = tuple(row for row in _people(words) if row[0] not in gone)
    if "chair_role" in plant:
        there = tuple((n, f"{plant['chair_role']} (Chair)" if n == OTHERS[0] else r, a) for n, r, a in there)
    if "swap" in plant:
        old, new = (words.fill(s) for s in plant["swap"])
        there = tuple((new if n == old else n, r, a) for n, r, a in there)
    if "present" in plant:
        there = (*there, words.row(plant["present"]))
    absent = plant.get("absent", [["Nadia Fell", "Work coach", "Jobcentre Plus"]])
    return there, tuple(words.row(a) for a in absent)


def _boxes(plant: dict[str, Any], words: Words, form: str) -> dict[str, str]:
    kind = "Review" if {"before", "previous"} & set(plant) else "Initial"
    role = plant.get(
        "chair_role", "Team manager" if words.house.era == "scotland" else "Senior Probation Officer"
    )
    level, category = plant.get("level", "2"), plant.get("category", "2")
    if form in ("report", "summary", "screening"):
        return {"Date": words.day(0)}
    if form == "referral":
        return {"Date of referral": words.day(0), "Category": category, "Level": level}
    boxes = {
        "Date of meeting": words.fill(plant.get("held", "{d+0}")),
        "Type of meeting": plant.get("kind", kind),
        "Venue": plant.get("venue", "Northmoor Civic Centre"),
        "Chair": f"{OTHERS[0]}, {role}",
        "MAPPA category": category,
        "MAPPA level": level,
        "Release date": words.fill(plant.get("release", "{d+60}" if plant.get("custody") else "{d-60}")),
        "Minutes issued": words.fill(plant.get("issued", "{d+5}")),
    }
    wanted = {"marac": ("Date of meeting", "Venue"), "agenda": ("Date of meeting", "Type of meeting")}
    return {k: v for k, v in boxes.items() if k in wanted.get(form, boxes)}


def drawn(plant: dict[str, Any], house: House, turn: int, name: str = "second") -> tuple[Document, History]:
    """The planted document and the case's history, as the reader would hand them on."""
    held, voice, cast = HELD[house.era], house.voice, CASTS[turn % 4]
    now = _read(house, paper(plant, house, held, voice, cast, name), "minutes.docx")
    before: tuple[Document, ...] = ()
    if "before" in plant:
        earlier = dict(plant["before"])
        gap = 50 if house.era == "2008" else 84
        when = held - timedelta(days=gap)
        stock = base(name)["voice"]
        words = Words(house, held, cast)
        same = (
            "offence",
            "licence",
            "confidentiality",
            "diversity",
            "children",
            "exit",
            *earlier.pop("same", ()),
        )
        for part in same:
            earlier.setdefault(part, words.fill(plant.get(part) or stock[voice % 4][part]))
        earlier = _dated(earlier, words)
        earlier.setdefault("release", "{d+24}" if gap == 84 else "{d-10}")
        earlier.setdefault("actions", [["Take his fingerprints again", "{police}", "{Police}", "{d+1}"]][:0])
        before = (_read(house, paper(earlier, house, when, voice + 1, cast, name), "earlier.docx"),)
    others: tuple[Document, ...] = ()
    if "other" in plant:
        about = CASTS[(turn + 1) % 4]
        made = paper(plant["other"], house, held - timedelta(days=30), voice + 2, about, name)
        others = (_read(house, made, "other.docx"),)
    return now, History(before, others)


def _dated(plant: dict[str, Any], words: Words) -> dict[str, Any]:
    """The earlier paper's words with dates counted from this meeting, not from its own."""
    return {k: words.fill(v) if isinstance(v, str) else _filled(v, words) for k, v in plant.items()}


def _filled(value: Any, words: Words) -> Any:
    if isinstance(value, list):
        return [_filled(v, words) for v in value]
    return words.fill(value) if isinstance(value, str) else value


def _read(house: House, made: Paper, filename: str) -> Document:
    return structure(build(house.draw(made), filename))


def twin(plant: dict[str, Any], house: House, turn: int, name: str = "second") -> Document:
    """The paper of a planting with nothing planted."""
    bare = {"form": plant["form"]} if "form" in plant else {}
    made = paper(bare, house, HELD[house.era], house.voice, CASTS[turn % 4], name)
    return _read(house, made, "minutes.docx")


def clean(name: str = "second") -> Iterator[tuple[House, Document]]:
    """Sound minutes in every house and voice, with a sound referral where the house has one."""
    for house in HOUSES_OF[name]:
        for voice in range(4):
            held, cast = HELD[house.era], CASTS[voice]
            same = replace(house, voice=voice)
            yield house, _read(same, paper({}, same, held, voice, cast, name), "minutes.docx")
        if house.era != "marac":
            for turn in range(2):
                made = paper({"form": "referral"}, house, HELD[house.era], turn, CASTS[turn], name)
                yield house, _read(house, made, "referral.docx")
