"""What must be gone from a copy of the invented cases made for a third party, and what must have stayed."""

from __future__ import annotations

from bench.examples import case_north, case_river, case_vale

GONE: dict[str, tuple[str, ...]] = {
    case_north.CASE: (
        "Gareth", "Pennock", "Gaz", "Sophie", "Larkin", "Maureen", "Tully", "Jean", "Kelly", "Marsden",
        "Ruby", "Jasmine", "14/03/1981", "481267", "A4417CE", "Quarry Street", "NX4",
        "07700 900417", "Lock Road", "Tannery Row",
    ),
    case_river.CASE: (
        "Tomasz", "Wieczorek", "Wizard", "Amina", "Yusuf", "Idris", "Leanne", "Doyle", "Callum", "Brightwell",
        "Pawel", "Danuta", "Nowicka", "02/07/1990", "A7302EV", "117203", "X417330", "999 012 3454", "RQ1",
        "RQ3", "Cooper's Wharf", "Anchor Street", "Tallow Court", "Gareth", "Pennock",
        "Kelly", "Ruby", "Marsden",
    ),
    case_vale.CASE: (
        "Skelton", "SKELTON", "Carol-Anne", "Caz", "Denise", "Aaron", "Chloe", "Kieran", "Edna", "27.09.1974",
        "20415", "204157/93", "Fellside Cottages", "UV3", "0114 496 0058", "Weir Street",
    ),
}  # fmt: skip
"""By case: the subject's, victims', children's, relatives' and others' names and identifiers."""

KEPT: tuple[str, ...] = ("Probation", "Police", "Risk management plan", "Disclosure", "Actions")
"""In every set of minutes: agencies and the form's own headings."""
