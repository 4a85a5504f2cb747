"""Every assessed rule has faulty and sound passages of its own, and every house's papers are read."""

from collections import Counter

from bench.houses import HOUSES
from bench.planting import clean, passages
from checks.registry import catalogue
from models.structure import DocumentKind


def test_every_assessed_rule_has_three_faulty_and_three_sound_passages():
    count = Counter((p.code, p.faulty) for p in passages())
    codes = {entry.code for entry in catalogue() if entry.assessed}
    assert {(c, f): count[c, f] for c in codes for f in (True, False) if count[c, f] < 3} == {}
    assert {p.code for p in passages()} == codes


def test_half_of_the_passages_are_held_out():
    held = {(p.code, p.faulty) for p in passages() if p.held_out}
    assert held == {(p.code, p.faulty) for p in passages()}


def test_the_form_of_every_house_is_recognised():
    assert len(HOUSES) >= 12
    unknown = [house.name for house, document in clean() if document.form.kind is DocumentKind.UNKNOWN]
    assert unknown == []
