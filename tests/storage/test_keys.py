from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.errors import SettingsError
from storage.keys import CannotUnlock, FileKeys, WrappedKey, signed_by


def test_a_key_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    FileKeys.open(tmp_path / "keys" / "k", create=True)
    assert (tmp_path / "keys" / "k").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in (tmp_path / "keys").iterdir()] == ["k"]


def test_processes_that_start_together_agree_on_one_key_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        opened = list(pool.map(lambda _: FileKeys.open(tmp_path / "k", create=True), range(32)))
    assert len({keys.public_key for keys in opened}) == 1


def test_a_missing_key_file_is_not_replaced_where_something_is_encrypted(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="missing"):
        FileKeys.open(tmp_path / "k", create=False)
    assert not (tmp_path / "k").exists()


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    FileKeys.open(tmp_path / "k", create=True)
    (tmp_path / "k").chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        FileKeys.open(tmp_path / "k", create=False)


@pytest.mark.parametrize("content", ["", "{}", "[]", "no key", '{"format": 99}'])
def test_a_damaged_key_file_is_told_as_such(tmp_path: Path, content: str) -> None:
    (tmp_path / "k").write_text(content)
    (tmp_path / "k").chmod(0o600)
    with pytest.raises(SettingsError, match="cannot be read"):
        FileKeys.open(tmp_path / "k", create=False)


def test_a_data_key_opens_with_its_own_context_and_key_alone(tmp_path: Path) -> None:
    keys, others = FileKeys.open(tmp_path / "a", create=True), FileKeys.open(tmp_path / "b", create=True)
    wrapped = keys.wrap(b"d" * 32, b"document 1")
    assert keys.unwrap(wrapped, b"document 1") == b"d" * 32
    assert b"dddd" not in wrapped.wrapped
    with pytest.raises(CannotUnlock):
        keys.unwrap(wrapped, b"document 2")
    with pytest.raises(CannotUnlock):
        others.unwrap(wrapped, b"document 1")
    spoilt = bytes([wrapped.wrapped[0] ^ 1]) + wrapped.wrapped[1:]
    with pytest.raises(CannotUnlock):
        keys.unwrap(WrappedKey(wrapped.key_id, spoilt), b"document 1")


def test_secrets_stay_the_same_over_restarts_and_differ_by_purpose(tmp_path: Path) -> None:
    keys = FileKeys.open(tmp_path / "k", create=True)
    assert keys.secret("audit") == FileKeys.open(tmp_path / "k", create=False).secret("audit")
    assert keys.secret("audit") != keys.secret("case")


def test_an_outsider_can_check_a_signature(tmp_path: Path) -> None:
    keys = FileKeys.open(tmp_path / "k", create=True)
    signature = keys.sign(b"the end")
    assert signed_by(keys.public_key, b"the end", signature)
    assert not signed_by(keys.public_key, b"another end", signature)
