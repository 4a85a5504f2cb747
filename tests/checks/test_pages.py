"""The rule pages of the manual say what the catalogue says."""

from pathlib import Path

from checks.pages import pages

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def test_every_rule_has_a_page_and_it_is_current():
    on_disk = {p.name: p.read_text(encoding="utf-8") for p in FOLDER.glob("*.md")}
    assert on_disk == pages(), "run: python -m checks.pages docs/rules"
