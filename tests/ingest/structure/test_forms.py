"""Which form a document is, and forms as data that an area can add to."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
from ingest.structure import form_files, forms_with, structure
from ingest.structure.aliases import read_aliases
from ingest.structure.forms import forms
from models.errors import SettingsError
from models.structure import Confidence, DocumentKind
from tests.building import build
from tests.ingest.structure.reading import read

PARTS = (
    "# Attendance\nAnn Archer (Probation)\n# Actions from previous meeting\nNone.\n# Risk "
    "assessment\nHigh.\n# Risk management plan\n{plan}\n# Disclosure\nNone.\n# Victim issues\nNone.\n# "
    "Actions\nNone.\n# Date of next meeting\n1 June {year}"
)
OLD = PARTS.format(
    plan="## Restrictive factors\nCurfew.\n## Rehabilitation factors\nA course.\n## Protective "
    "factors\nHis work.",
    year=2016,
)
NEW = PARTS.format(
    plan="## Supervision\nWeekly.\n## Monitoring and control\nCurfew.\n## Interventions and treatment\nA "
    "course.\n## Victim safety\nZone.",
    year=2024,
)


@pytest.mark.parametrize(
    ("source", "form"),
    [
        (f"MAPPA B\nMinutes of MAPPA meeting\nDate of meeting: 1 May 2016\n{OLD}", "mappa-b-2012"),
        (f"MAPPA C\nMinutes of MAPPA meeting\nDate of meeting: 1 May 2024\n{NEW}", "mappa-c-2022"),
        (f"Minutes of MAPPA Level 2 meeting\nDate of meeting: 1 May 2016\n{OLD}", "mappa-b-2012"),
        (f"Minutes of MAPPA Level 2 meeting\nDate of meeting: 1 May 2024\n{NEW}", "mappa-c-2022"),
        ("MAPPA A\nReferral to a MAPPA level 2 meeting\n# Offender information\nX\n# Reason for "
            "referral\nTwo agencies.\n# Risk assessment\nHigh.\n# Index offence\nTheft.", "mappa-a"),
        ("MAPPA Q\nMAPPA screening form\n# Offender details\nX\n# Category\n1\n# Reason for referral\nY",
            "mappa-q"),
        ("MAPPA F\nPrison report to MAPPA\n# Behaviour in custody\nGood.\n# Attitude to "
            "offence\nDenies.\n# Future plans\nHome.", "mappa-f"),
        ("MAPPA D\nConfidentiality and diversity statement\nAll agree to keep what is said.", "mappa-d"),
        ("MAPPA Agenda\n1. Apologies\n2. Previous actions\n3. Victim issues\n4. Disclosure\n5. Media",
            "mappa-e"),
        ("PP1 Public protection referral\n# Offender details\nX\n# Reason for referral\nY\n# Risk "
            "assessment\nHigh", "pp1-2008"),
        ("MARAC minutes\n# Present\nAnn Archer (Police)\n# Confidentiality reminder\nRead.\n# Previous "
            "actions\nNone.\n# Actions\nNone.", "marac-minutes"),
        ("MARAC referral form\n# Referring agency\nPolice\n# Victim details\nX\n# Perpetrator "
            "details\nY\n# Children\nZ\n# Reason for referral\nW", "marac-referral"),
        ("MAPPA Document 5B\nMinute of MAPPA meeting\n# Present\nAnn Archer (Police)\n# Risk "
            "assessment\nHigh\n# Actions\nNone.", "scotland-5"),
    ],
)  # fmt: skip
def test_a_form_is_told_by_its_title_and_sections(source: str, form: str) -> None:
    assert read(source).form.name == form


def test_a_letter_alone_tells_nothing() -> None:
    document = read(
        "MAPPA C\nInvitation to a meeting\nYou are invited to attend on 3 May 2014 at the town hall."
    )
    assert document.form.name != "mappa-c-2022"
    assert document.form.kind is not DocumentKind.MINUTES


def test_an_unknown_area_s_minutes_are_still_minutes() -> None:
    document = read(
        "Northshire risk panel\nMinutes of panel\n# Present\nAnn Archer (Police)\n# Updates\nAll well."
    )
    assert document.form.kind is DocumentKind.MINUTES
    assert document.form.name == ""


def test_a_referral_that_mentions_a_meeting_is_a_referral() -> None:
    source = (
        "Referral to MAPPA Level 2 meeting\n# Index offence\nTheft.\n# Risk assessment\nHigh.\n# Reason for "
        "referral\nNeeded.\n# Risk management plan\nVisits."
    )
    assert read(source).form.kind is DocumentKind.REFERRAL


def test_the_match_says_why() -> None:
    form = read(f"MAPPA B\nMinutes of MAPPA meeting\nDate of meeting: 1 May 2016\n{OLD}").form
    assert form.confidence is Confidence.HIGH
    assert any("sections" in reason for reason in form.evidence)


def test_text_of_no_form_at_all_has_none() -> None:
    form = read("Dear all\nThe car park is closed on Friday.\nRegards").form
    assert form.name == ""
    assert form.confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("Dear all,\n\nThe minutes of our meeting are attached.", DocumentKind.LETTER, ""),
        ("Hi both\n\nPlease find attached minutes of the MAPPA meeting.", DocumentKind.LETTER, ""),
        (f"Minutes of MAPPA Level 2 meeting\n\nDate of meeting: 1 May 2024\n\n{NEW}",
            DocumentKind.MINUTES, "mappa-c-2022"),
    ],
)  # fmt: skip
def test_an_email_is_minutes_where_it_holds_them_and_not_where_it_speaks_of_them(
    text: str, kind: DocumentKind, form: str
) -> None:
    message = f"From: ann@example.org\nSubject: MAPPA Level 2 minutes\nMIME-Version: 1.0\n\n{text}"
    found = ingest.read(message.encode(), "a.eml").form
    assert (found.kind, found.name) == (kind, form)


def test_every_shipped_form_can_be_used_and_needs_only_sections_it_has() -> None:
    assert {"mappa-a", "mappa-b-2012", "mappa-c-2022", "marac-minutes", "scotland-5"} <= {
        f.name for f in forms()
    }
    for form in forms():
        assert form.required <= set(form.sections), form.name
        assert form.marks <= set(form.sections), form.name


def test_an_area_adds_a_form_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "northshire.toml").write_text(
        'title = "Northshire plan"\nfamily = "mappa"\nkind = "minutes"\ntitles = ["Northshire safety '
        'circle"]\n'
        'sections = ["rmp", "media"]\nrequired = ["rmp", "media"]\n[prompts]\nrmp = ["What will we do?"]\n'
    )
    source = build("Northshire Safety Circle\n# RMP\nWhat will we do?\n# Attendance\nAnn Archer (Police)")
    document = structure(source, forms_with(form_files(tmp_path)))
    assert document.form.name == "northshire"
    assert [s.name for s in document.sections if s.state.value == "missing"] == ["media"]
    assert document.section("rmp").state.value == "empty"  # type: ignore[union-attr]


def test_one_alias_cannot_name_two_sections(tmp_path: Path) -> None:
    file = tmp_path / "aliases.toml"
    file.write_text('[one]\nabout = "One"\naliases = ["same"]\n[two]\nabout = "Two"\naliases = ["Same"]\n')
    with pytest.raises(SettingsError, match="both"):
        read_aliases(file)
