"""The sets of `bench.marking`, held: nothing that holds victims' or children's data comes out too low."""

from __future__ import annotations

import pytest

from bench import marking, marking_heldout, marking_kept

SETS = {"heldout": marking_heldout, "kept": marking_kept}


@pytest.mark.parametrize("name", SETS)
def test_papers_of_known_sensitivity_come_out_as_they_are(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "CONTENT", SETS[name].CONTENT)
    judged = {f"{case.group}: {case.name}": marking.judge(case) for case in marking.contents()}
    assert {name: told for name, (*right, told) in judged.items() if not all(right)} == {}


@pytest.mark.parametrize("name", SETS)
def test_spellings_are_read_in_a_header_and_traps_are_not(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "SPELLINGS", SETS[name].SPELLINGS)
    monkeypatch.setattr(marking, "TRAPS", SETS[name].TRAPS)
    cases = [case for case in marking.spellings() if case.group == "spelling in header"] + [*marking.traps()]
    judged = {f"{case.group}: {case.name}": marking.judge(case) for case in cases}
    assert {name: told for name, (*right, told) in judged.items() if not all(right)} == {}
