"""Every spelling of a marking, and lines that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marking import read_marking
from marking.words import leading_marking
from models.marking import CaveatKind, LegacyTier, Tier


@pytest.mark.parametrize(
    "line",
    [
        "OFFICIAL-SENSITIVE", "OFFICIAL SENSITIVE", "Official-Sensitive", "Official (Sensitive)",
        "OFFICIAL: Sensitive", "OFFICIAL – SENSITIVE", "[OFFICIAL-SENSITIVE]",
        "UK OFFICIAL-SENSITIVE", "Protective marking: OFFICIAL-SENSITIVE",
        "OFFICIAL-SENSITIVE   Page 2 of 7", "Page 3 OFFICIAL-SENSITIVE",
        "OFFICIAL-SENSITIVE OFFICIAL-SENSITIVE",
        "[SEC=OFFICIAL:Sensitive]", "OFFICAL-SENSITIVE", "OFFICIAL SENSITVE", "SWYDDOGOL-SENSITIF",
        "* OFFICIAL-SENSITIVE *",
    ],
)  # fmt: skip
def test_official_sensitive_in_all_its_spellings(line: str) -> None:
    found = read_marking(line)
    assert found is not None
    assert (found.tier, found.sensitive, found.legacy) == (Tier.OFFICIAL, True, None)


@pytest.mark.parametrize(
    ("line", "tier", "sensitive", "legacy"),
    [
        ("OFFICIAL", Tier.OFFICIAL, False, None),
        ("SECRET", Tier.SECRET, False, None),
        ("TOP SECRET", Tier.TOP_SECRET, False, None),
        ("NOT PROTECTIVELY MARKED", Tier.OFFICIAL, False, LegacyTier.NOT_PROTECTIVELY_MARKED),
        ("NPM", Tier.OFFICIAL, False, LegacyTier.NOT_PROTECTIVELY_MARKED),
        ("UNCLASSIFIED", Tier.OFFICIAL, False, LegacyTier.UNCLASSIFIED),
        ("PROTECT - PERSONAL", Tier.OFFICIAL, False, LegacyTier.PROTECT),
        ("RESTRICTED", Tier.OFFICIAL, True, LegacyTier.RESTRICTED),
        ("IL3 REST*", Tier.OFFICIAL, True, LegacyTier.RESTRICTED),
        ("CONFIDENTIAL", Tier.OFFICIAL, True, LegacyTier.CONFIDENTIAL),
    ],
)
def test_tiers_and_the_levels_of_the_older_scheme(
    line: str, tier: Tier, sensitive: bool, legacy: LegacyTier | None
) -> None:
    found = read_marking(line)
    assert found is not None
    assert (found.tier, found.sensitive, found.legacy) == (tier, sensitive, legacy)


@pytest.mark.parametrize(
    "line",
    [
        "OFFICIAL-SENSITIVE WHEN COMPLETE",
        "OFFICIAL SENSITIVE (when completed)",
        "RESTRICTED WHEN COMPLETE",
        "Restricted when completed",
    ],
)
def test_a_form_that_is_marked_for_when_it_is_filled_in(line: str) -> None:
    found = read_marking(line)
    assert found is not None
    assert found.when_complete
    assert found.sensitive


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("OFFICIAL-SENSITIVE - RECIPIENTS ONLY", CaveatKind.HANDLING, "RECIPIENTS ONLY"),
        ("OFFICIAL-SENSITIVE [HMPPS USE ONLY]", CaveatKind.HANDLING, "HMPPS USE ONLY"),
        ("OFFICIAL-SENSITIVE EMBARGOED UNTIL 09:00 3 MAY", CaveatKind.HANDLING, "EMBARGOED"),
        ("OFFICIAL-SENSITIVE: PERSONAL DATA", CaveatKind.DESCRIPTOR, "PERSONAL DATA"),
        ("OFFICIAL-SENSITIVE LOCSEN", CaveatKind.DESCRIPTOR, "LOCSEN"),
        ("OFFICIAL-SENSITIVE LEGAL / LPP", CaveatKind.DESCRIPTOR, "LEGAL / LPP"),
        ("SECRET - UK EYES ONLY", CaveatKind.NATIONAL, "UK EYES ONLY"),
        ("TOP SECRET CANUKUS", CaveatKind.NATIONAL, "CANUKUS"),
        ("UK SECRET", CaveatKind.PREFIX, "UK"),
    ],
)
def test_additional_markings_keep_their_kind(line: str, kind: CaveatKind, text: str) -> None:
    found = read_marking(line)
    assert found is not None
    assert [(c.kind, c.text) for c in found.caveats] == [(kind, text)]


@pytest.mark.parametrize(
    "line",
    [
        "RESTRICTED section of agency files", "He is a restricted patient", "in confidence",
        "It was kept secret", "PRIVATE AND CONFIDENTIAL", "Confidentiality statement",
        "The official sensitive papers",
        "RESTRICTED PATIENT", "PROTECTIVE FACTORS", "SECRET TUNNEL PUBLIC HOUSE", "OFFICIAL VISITORS", "",
        "1 of 7", "—", "Official secrets act",
    ],
)  # fmt: skip
def test_a_line_with_any_other_word_is_no_marking(line: str) -> None:
    assert read_marking(line) is None


@given(st.text(max_size=200))
def test_any_line_is_read_or_refused_and_nothing_is_raised(line: str) -> None:
    read_marking(line)
    leading_marking(line)


def test_a_mail_s_subject_starts_with_its_marking() -> None:
    assert leading_marking("RE: OFFICIAL-SENSITIVE: minutes of 3 May") == read_marking("OFFICIAL-SENSITIVE")
    assert leading_marking("[OFFICIAL-SENSITIVE] minutes") == read_marking("OFFICIAL-SENSITIVE")
    assert leading_marking("Official visit: restricted zone") is None
