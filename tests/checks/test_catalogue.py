"""Every rule of the catalogue is whole, and every example does what it says."""

import pytest

from checks import catalogue, rule
from checks.registry import CHECKS, UnknownRule
from tests.checks.cases import found, read_example, report

ASSESSED = [r for r in catalogue() if r.assessed]


@pytest.mark.parametrize("entry", ASSESSED, ids=lambda r: r.code)
def test_the_bad_example_is_found(entry):
    document, _ = read_example(entry.bad)
    hits = found(entry.code, entry.bad)
    assert hits, f"{entry.code} is silent; read as {document.form.name or 'no form'}"
    for hit in hits:
        assert all((hit.message, hit.hint, hit.sources, hit.title))
        assert hit.quote == (document.quote(hit.span) if hit.span else "")


@pytest.mark.parametrize("entry", ASSESSED, ids=lambda r: r.code)
def test_the_good_example_is_judged_and_nothing_is_found(entry):
    said = report(entry.good)
    assert [f.message for f in said.findings if f.code == entry.code] == []
    assert entry.code not in {n.code for n in said.not_assessed}


def test_complete_minutes_have_nothing_to_send_back():
    assert [(f.code, f.message, f.quote) for f in report("").findings] == []


def test_a_complete_referral_has_nothing_to_send_back():
    assert [(f.code, f.message, f.quote) for f in report("=== referral\n").findings] == []


def test_every_rule_has_source_and_title_and_says_what_it_needs():
    for entry in catalogue():
        assert entry.title.rstrip(".") == entry.title != "", entry.code
        assert [s.title for s in entry.sources if s.title], entry.code
        if entry.assessed:
            assert all((entry.hint, entry.why, entry.bad, entry.good)), entry.code
        else:
            assert entry.status.startswith("not assessed: "), entry.code


def test_codes_are_unique_and_found_however_they_are_written():
    codes = [r.code for r in catalogue()]
    assert len(codes) == len(set(codes))
    assert rule("dis01").code == rule("DIS-01").code == "DIS-01"
    with pytest.raises(UnknownRule):
        rule("XYZ-99")


def test_sources_are_cited_by_title_not_by_a_short_key():
    titles = {s.title for r in catalogue() for s in r.sources}
    assert not {t for t in titles if len(t) < 12}
    assert len(CHECKS) == len(ASSESSED)
