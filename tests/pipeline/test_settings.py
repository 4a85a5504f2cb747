from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from models.errors import SettingsError
from models.marking import ProtectiveMarking, Tier
from pipeline.settings import PREFIX, Settings, load_settings


def test_every_setting_is_documented() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_a_mistyped_setting_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_MARKING_CIELING", "OFFICIAL")
    with pytest.raises(SettingsError, match="COUNTERSIGN_MARKING_CIELING"):
        load_settings()


def test_a_value_that_cannot_be_used_is_told_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_WORKERS", "none")
    with pytest.raises(SettingsError, match="COUNTERSIGN_WORKERS"):
        load_settings()


def test_a_password_in_a_url_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_DATABASE_URL", "postgresql+pg8000://keeper:hunter2@db.example.test/c")
    settings = load_settings()
    assert "hunter2" in settings.database
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("words", "marking"),
    [
        ("OFFICIAL", ProtectiveMarking(Tier.OFFICIAL)),
        ("OFFICIAL-SENSITIVE", ProtectiveMarking(Tier.OFFICIAL, sensitive=True)),
        ("SECRET", ProtectiveMarking(Tier.SECRET)),
        ("TOP SECRET", ProtectiveMarking(Tier.TOP_SECRET)),
    ],
)
def test_the_ceiling_is_a_marking(words: str, marking: ProtectiveMarking) -> None:
    assert load_settings(marking_ceiling=words).ceiling == marking


def test_everything_is_kept_in_one_folder_unless_said_otherwise(tmp_path: Path) -> None:
    settings = load_settings(folder=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/countersign.sqlite3"
    assert settings.store == f"file://{tmp_path}/originals"
    assert settings.keys == tmp_path / "keys" / "countersign.keys"


def test_the_prefix_is_what_the_documentation_says() -> None:
    assert PREFIX == "COUNTERSIGN_"


def test_the_page_of_settings_has_every_setting_with_its_default_and_its_words() -> None:
    rows = {
        line.split("|")[1].strip(): line
        for line in (Path(__file__).parents[2] / "deploy" / "settings.md").read_text().splitlines()[7:]
    }
    assert set(rows) == {f"`{PREFIX}{name.upper()}`" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        row = rows[f"`{PREFIX}{name.upper()}`"]
        assert str(field.description) in row
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        assert default in (None, "") or f"`{default}`" in row
