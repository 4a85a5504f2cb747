"""Full addresses as one mention each, and postcodes' surroundings.

An address is told by its parts: a flat or house number with a street's name, or a named building with one,
or a postcode with the places before it. From that core it grows to the right over places ("Exetown,
Barsetshire, ZZ9 9ZZ") and to the left from a postcode over places and the street. Windows are bounded, so
the work is linear. An address written as prose without numbers ("the blue house by the mill") is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from models.people import EntityType
from redact.find.form import result
from redact.find.forms.contact import POSTCODE
from redact.find.letters import APOSTROPHE, CAPITAL, LETTER, LOWER
from redact.find.naming import is_forename
from redact.find.pieces import Piece, piece_of

_CAP = rf"{CAPITAL}(?:{LETTER}|[{APOSTROPHE}.-]){{0,30}}"
_TOWN = rf"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day){CAPITAL}(?:{LETTER}|[{APOSTROPHE}-]){{0,30}}"
_STREET_WORD = (
    r"(?:Street|Str|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Cl|Drive|Drv|Dr|Way|Court|Crt|Ct|Place|Pl|"
    r"Gardens|Gdns|Crescent|Cres|"
    r"Terrace|Terr|Ter|Grove|Gr|Hill|Park|Square|Sq|Walk|Row|Mews|Green|View|Rise|Parade|Pde|"
    r"Broadway|Bank|Quay|Wharf|Embankment|"
    r"Fold|Croft|Brow|Gate|Path|Yard|Vale|Meadows?|Fields?|Wood|Woods|Heath|Circus|Boulevard|Blvd|"
    r"Highway|Passage|Villas|End|"
    r"Approach|Bridge|Common|Mount|Orchard|Drove|Loke|Wynd|Brae|Ride|Link|Chase|Dene|Garth|"
    r"Causeway|Esplanade|Promenade|"
    r"Spinney|Paddocks?|Copse|Bypass|Alley|Arcade|Buildings|Cottages|Crossing|Dale|Estate|Glade|"
    r"Hollow|Leas?|Loan|Mall|"
    r"Nook|Side|Slope|Steps|Strand|Turn|Warren|Ridge|Hey|Acre|Maltings|Market|Corner|Pastures?|Avenues)"
)
_BUILDING = (
    r"(?:House|Court|Lodge|Cottage|Towers?|Heights|Mansions?|Building|Point|Farm|Villa|Hostel|Mews|"
    r"Hall|Barn|Manor|Apartments|Flats|"
    r"Site|Holiday Park|Grange|Mill|Rectory|Vicarage|Bungalow|Caravan Park|Mobile Home Park|Marina)"
)
_STREET = (
    rf"(?:(?:The )?(?:{_CAP} ){{1,4}}{_STREET_WORD}|The {_STREET_WORD}|(?:High|Broad|Church|"
    rf"Station) Street|STREET_CAPS)(?![\w{APOSTROPHE}])"
)
_STREET = _STREET.replace(
    "|STREET_CAPS", rf"|(?:[A-Z][A-Z{APOSTROPHE}.-]{{1,20}} ){{1,4}}{_STREET_WORD.upper()}"
)
_CELTIC = (
    r"(?:Heol|Ffordd|Stryd|L[oô]n|Rhodfa|Maes|Cae|Bryn|Clos|Rhes|Sgw[aâ]r|Gerddi|Cwrt|"
    r"Sr[aá]id|B[oó]thar|Br[uú]ach|Ascaill|Sr[aà]id|Rathad|Slighe)"
)
"""Words for a street, field or hill that lead its name in Welsh, Irish and Gaelic."""
_STREET = (
    rf"(?:{_STREET}|{_CELTIC}(?:[ -](?:y|yr|a['’]r|ar|na|nan|an|a['’]|tan|dan|uwch|is))?"
    rf"(?:[ -]{_CAP}){{1,3}})"
)
_NUMBER = r"\d{1,4}[A-Za-z]?(?: ?[-–/] ?\d{1,4}[A-Za-z]?)?"
_UNIT = (
    r"(?:(?:Caravan|Chalet|Cabin|Berth|Mooring|Pod|Flat|Apartment|Apt|Unit|Room|Rm|Studio|"
    r"Bedsit|Maisonette|Plot|Pitch|Block|Floor|"
    r"Suite)\.? ?(?:No\.? ?)?"
    r"(?:[A-Z]?\d{1,4}[A-Za-z]?|[A-Z])(?:[,/]? ?(?:Block|Floor) \w{1,5})?|(?:[Bb]asement|[Gg]round [Ff]loor|"
    r"[Ff]irst [Ff]loor|[Ss]econd [Ff]loor|[Tt]op [Ff]loor|[Uu]pper|[Ll]ower) [Ff]lat|"
    r"(?:Narrowboat|Houseboat|Barge)"
    rf" {_CAP})"
)
_JOIN = r"(?:, ?| ?\n ?| ,? ?)"

CORE = re.compile(
    rf"(?<![\w£$€])(?:c/o )?(?:(?:{_UNIT}|\d{{1,2}}/\d{{1,2}}){_JOIN})?(?:(?:{_CAP} ){{1,"
    rf"3}}{_BUILDING}{_JOIN})?(?:No\.? ?)?{_NUMBER},? {_STREET}"
    rf"|(?<!\w){_UNIT}{_JOIN}(?:{_NUMBER},? )?(?:{_CAP} ){{0,3}}(?:{_BUILDING}|{_STREET_WORD})"
    rf"(?![\w{APOSTROPHE}])"
    rf"|(?<!\w)(?:{_CAP} ){{1,3}}{_BUILDING}, ?{_STREET}"
)
STREET_ALONE = re.compile(
    rf"(?<![\w{APOSTROPHE}])(?:{_CAP} ){{1,3}}(?:Street|Road|Rd|Avenue|Ave|Lane|Close|Crescent|"
    rf"Terrace|Grove|Gardens|Drive|Mews)(?![\w{APOSTROPHE}])"
)
_POSTCODE = re.compile(
    r"(?<![\w/-])"
    rf"(?:{POSTCODE}|{POSTCODE.replace('{0,2}', '{1,2}').lower().replace('[a-z]', '[a-z]')})"
    r"(?![\w/-])"
)
_PLACE = re.compile(
    rf"{_JOIN}(?P<place>(?:{_TOWN}|St\.?)(?:[ -](?:{_TOWN}|on|upon|le|in|"
    rf"the|of|under|by|next)){{0,3}})(?=[,\n.;)\t]|$| \(?(?:{POSTCODE})| [{LOWER}(])"
)
_TAIL = re.compile(rf"{_JOIN}(?P<postcode>{POSTCODE}|\({POSTCODE}\))(?![\w/-])", re.IGNORECASE)
_SEGMENT_WORD = re.compile(
    rf"(?:{_CAP}|\d{{1,4}}[A-Za-z]?(?:[-–/]\d{{1,4}}[A-Za-z]?)?|on|upon|le|the|of|under|by|&),?\.?$"
)
_EVIDENCE = re.compile(rf"\d|(?<!\w){_STREET_WORD}(?!\w)|(?<!\w){_BUILDING}(?!\w)", re.IGNORECASE)
_ADDRESS_LABEL = re.compile(
    r"\b(?:address(?:es)?|resid(?:es|ing|ence)|lives at|living at|home)\b(?!.*e-?mail)(?!.*\bip\b)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?i:\b(?:home |current |release |previous |last known |approved |proposed |"
    r"correspondence )?address(?:es)?)(?: on release)?[ ]?[:–-][ \t]{0,4}(?P<value>[^\n\t;]{6,150})"
)
_LABEL_STOP = re.compile(
    r"(?i:[,. ]{1,3}\b(?:tel|telephone|phone|mobile|mob|e-?mail|dob|d\.o\.b|date of birth|nhs|"
    r"pnc)\b)|\. (?=[A-Z][a-z]+ [a-z])"
)
_NOT_A_HOME = re.compile(
    r" (?:Police|Magistrates|Crown|County|Probation|Fire|Primary|Secondary|Hospital|School|Surgery|"
    r"Medical|Health|Children|Family|Justice)\b"
)
_IN_SMALL_LETTERS = re.compile(
    r"(?<![\w£$€.,/-])(?:(?:flat|apartment|apt|unit|"
    r"room) ?\d{1,3}[a-z]?,? \d{1,4}[a-z]? (?:[a-z'’]{3,20} ){1,3}?"
    r"(?:street|road|rd|avenue|ave|lane|close|crescent|terrace|grove|gardens|drive|mews|"
    r"court|bank|hill|way|place|"
    r"walk|row|rise|view|park)|\d{1,4}[a-z]? (?:(?!(?:on|the|down|up|in|of|by|to|at|off|"
    r"along|from|and|out|over|"
    r"his|her|their|this|that|years?|days?|hours?|minutes?|cars?|people|men|women|metres|"
    r"miles|times|more|main|"
    r"busy|side|cross)\b)[a-z'’]{3,20} ){1,2}(?:street|road|rd|avenue|ave|lane|crescent|terrace|gardens))"
    r"(?![\w'’-])(?:, [a-z]{4,20}(?=[.,;\n]|$))?"
)
_NOWHERE = re.compile(
    r"\b(?:of )?no fixed (?:abode|address)\b|(?<=Address: )NFA\b|(?<=Address\t)NFA\b", re.IGNORECASE
)
REACH = 160


class AddressRecogniser(LocalRecognizer):
    """Finds whole addresses; see the module."""

    def __init__(self) -> None:
        """One table of patterns serves every piece."""
        super().__init__(
            supported_entities=[EntityType.ADDRESS.value, EntityType.LOCATION.value], name="address"
        )

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Addresses, then streets that stand alone as places."""
        piece = piece_of(text, nlp_artifacts)
        found: list[tuple[int, int, float, str]] = []
        if piece.starts.figures:
            found.extend(_from_cores(piece.text))
            found.extend(_from_postcodes(piece.text))
            found.extend(
                (*m.span(), 0.7, "is a house or flat with its street, in small letters")
                for m in _IN_SMALL_LETTERS.finditer(piece.text)
            )
        found.extend((*m.span(), 0.8, "says that there is no address") for m in _NOWHERE.finditer(piece.text))
        found.extend(_from_labels(piece))
        merged = _merge(found)
        results = [
            result(self, EntityType.ADDRESS, start, end, score, "address", why)
            for start, end, score, why in merged
        ]
        for match in STREET_ALONE.finditer(piece.text):
            if not any(s < match.end() and match.start() < e for s, e, _, _ in merged):
                why = "is the name of a street"
                results.append(result(self, EntityType.LOCATION, *match.span(), 0.6, "street", why))
        return results


def _from_cores(text: str) -> Iterator[tuple[int, int, float, str]]:
    for match in CORE.finditer(text):
        if _NOT_A_HOME.match(text, match.end()):
            continue
        start, end = match.start(), match.end()
        sure = end  # places on further lines count only where a postcode ends them
        for _ in range(4):
            tail = _TAIL.match(text, end)
            if tail:
                end = sure = tail.end("postcode")
                break
            place = _PLACE.match(text, end)
            if not place or place.end("place") - start > REACH or is_forename(place["place"].split()[0]):
                break
            if "\n" not in text[end : place.start("place")] and sure == end:
                sure = place.end("place")
            end = place.end("place")
        end = sure
        yield start, end, 0.9, "is a house or flat with its street"


def _from_postcodes(text: str) -> Iterator[tuple[int, int, float, str]]:
    """From each postcode leftwards over what can be parts of an address."""
    for match in _POSTCODE.finditer(text):
        start = _leftmost(text, match.start())
        if start < match.start():
            yield start, match.end(), 0.9, "is a postcode with the parts of an address before it"


def _leftmost(text: str, postcode: int) -> int:
    floor = max(0, postcode - REACH)
    at, best, places, lines = postcode, postcode, 0, 0
    while at > floor:
        gap = at
        while gap > floor and text[gap - 1] in ", \n":
            gap -= 1
        if "\t" in text[gap:at] or gap == floor:
            break
        lines += "\n" in text[gap:at]
        cut = max(text.rfind(mark, floor, gap) for mark in (",", "\n", "\t", ";", ":", "(", ". "))
        segment_start = cut + 1 if cut >= 0 else floor
        start = _capital_suffix(text, segment_start, gap)
        if start >= gap or lines > 4:
            break
        evidence = _EVIDENCE.search(text, start, gap) is not None
        places += not evidence
        if evidence or (lines == 0 and places <= 2):
            best = start
        whole = not text[segment_start:start].strip()
        if not whole or places > 3 or (cut >= 0 and text[cut] in "\t;:(."):
            break
        at = segment_start
    return best


def _capital_suffix(text: str, start: int, end: int) -> int:
    """Where the run of capitalised words and numbers that ends at `end` begins, at most seven words back."""
    at = end
    for _ in range(7):
        stop = at
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        word = max(text.rfind(" ", start, stop) + 1, start)
        if word >= stop or not _SEGMENT_WORD.match(text[word:stop]):
            break
        at = word
    while at < end and not (text[at].isupper() or text[at].isdigit()):
        following = text.find(" ", at, end)
        at = following + 1 if following >= 0 else end
    return at


def _from_labels(piece: Piece) -> Iterator[tuple[int, int, float, str]]:
    why = "stands beside the word address"
    for match in _LABELLED.finditer(piece.text):
        value = match["value"]
        stop = _LABEL_STOP.search(value)
        value = (value[: stop.start()] if stop else value).rstrip(" .,")
        if _EVIDENCE.search(value) and "@" not in value and "://" not in value:
            yield match.start("value"), match.start("value") + len(value), 0.85, why
    for start, label in zip(piece.label_starts, piece.labels, strict=True):
        if not label or not _ADDRESS_LABEL.search(label):
            continue
        tab, line = piece.text.find("\t", start), piece.text.find("\n", start)
        end = min(x for x in (tab, line, len(piece.text)) if x >= 0)
        value = piece.text[start:end].strip()
        if (
            6 <= len(value) <= 160
            and _EVIDENCE.search(value)
            and "@" not in value
            and value[:1].isupper() | value[:1].isdigit()
        ):
            at = piece.text.index(value, start)
            yield at, at + len(value), 0.9, why


def _merge(found: list[tuple[int, int, float, str]]) -> list[tuple[int, int, float, str]]:
    """Findings that overlap become one that covers them."""
    merged: list[tuple[int, int, float, str]] = []
    for start, end, score, why in sorted(found):
        if merged and start < merged[-1][1]:
            first = merged[-1]
            merged[-1] = (first[0], max(first[1], end), max(first[2], score), first[3])
        else:
            merged.append((start, end, score, why))
    return merged
