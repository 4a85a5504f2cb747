"""An area adds a form of its own as a file, and is told where the file is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ingest
from ingest.structure import form_files, forms_with, structure
from ingest.structure.forms import forms
from models.errors import SettingsError
from models.structure import Confidence, SectionState
from pipeline.settings import load_settings
from tests.building import build

DOCS = Path(__file__).parents[3] / "docs" / "forms.md"
FORM, PAGE = re.findall(r"```(?:toml|text)\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "northshire-review.toml").write_text(FORM, encoding="utf-8")
    return tmp_path


def test_the_example_in_the_docs_is_read_by_the_locked_down_reader(folder: Path) -> None:
    with ingest.ReaderPool(forms=folder) as pool:
        document = pool.read(PAGE.encode(), "record.txt")
    assert document.form.name == "northshire-review"
    assert document.form.confidence is Confidence.HIGH
    assert "is a form of the area's own" in document.form.evidence
    states = {s.name: (s.heading, s.state, s.required) for s in document.sections}
    assert states["rmp"] == ("How we keep people safe", SectionState.PRESENT, True)
    assert states["disclosure"] == ("Who needs to be told", SectionState.EMPTY, True)


def test_the_same_page_is_no_such_form_where_the_area_has_none() -> None:
    assert ingest.read(PAGE.encode(), "record.txt").form.name != "northshire-review"


def test_the_docs_list_every_form_and_every_key() -> None:
    said = DOCS.read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z0-9-]+)`", said)) | {f"scotland{n}" for n in re.findall(r"`(-\d+)`", said)}
    assert {form.name for form in forms()} <= told
    keys = {"title", "family", "kind", "titles", "letters", "years", "sections", "required", "marks"}
    assert all(f"| `{key}` |" in said for key in keys)


def test_a_form_with_the_name_of_one_that_is_shipped_takes_its_place(tmp_path: Path) -> None:
    own = FORM.replace("Northshire: review record", "Our minutes").replace("years = [2024, 2030]", "")
    (tmp_path / "mappa-c-2022.toml").write_text(own, encoding="utf-8")
    known = forms_with(form_files(tmp_path))
    assert [form.title for form in known.templates if form.name == "mappa-c-2022"] == ["Our minutes"]
    made = structure(
        build("# Minutes of a MAPPA level 2 meeting\nHeld on 3 May 2024\n## Present\nAnn Archer"), known
    )
    assert made.form.title != "MAPPA C: minutes of a level 2 or 3 meeting"


@pytest.mark.parametrize(
    ("wrong", "right", "message", "remedy"),
    [
        ('kind = "minutes"', 'kind = "minuets"', "kind: there is no kind 'minuets'", "Use one of referral"),
        ('kind = "minutes"', 'kind = "unknown"', "kind: 'unknown' is what", "Name the part"),
        ('family = "mappa"', "", "`family` is missing", "Add it"),
        ('family = "mappa"', "family = 3", "family: must be text", "quotation marks"),
        ('family = "mappa"', 'family = "m"\ncolour = "blue"', "no key `colour`", "The keys are title"),
        ('required = ["attendance"', 'required = ["lunch"', "required: there is no section", "Use actions"),
        ('required = ["attendance"', 'required = ["media"', "required: media is not among", "Add it there"),
        ("[2024, 2030]", "[2030, 2024]", "years: the first year", "Write them"),
        ("[2024, 2030]", '["2024", 2030]', "years[0]: must be a whole number", "years as"),
        ("How we keep people safe", "Media", "headings.rmp: 'Media' opens [media] already", "Take it out"),
        ('["Northshire review record"', '["* * * *"', "titles: '* * * *' cannot be looked for", "at most 3"),
        ("[prompts]", "[prompts", "is not TOML", "Correct that line"),
    ],
)  # fmt: skip
def test_a_wrong_form_is_told_with_its_file_its_key_and_the_remedy(
    folder: Path, wrong: str, right: str, message: str, remedy: str
) -> None:
    assert wrong in FORM
    (folder / "northshire-review.toml").write_text(FORM.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        load_settings(forms=folder)
    assert told.value.message.startswith("northshire-review.toml")
    assert message in told.value.message
    assert remedy in told.value.remedy


def test_a_folder_without_forms_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(SettingsError, match="COUNTERSIGN_FORMS"):
            ingest.ReaderPool(forms=folder)


def test_a_file_name_that_cannot_name_a_form_is_told(tmp_path: Path) -> None:
    (tmp_path / "Our Form.toml").write_text(FORM, encoding="utf-8")
    with pytest.raises(SettingsError, match="name of the file"):
        forms_with(form_files(tmp_path))
