from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from storage.keys import CannotUnlock, FileKeys
from storage.sealing import Seal, owner_of

KEYS_FOLDER = "keys"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> FileKeys:
    folder: Path = tmp_path_factory.mktemp(KEYS_FOLDER)
    return FileKeys.open(folder / "k", create=True)


@given(data=some.binary(max_size=2000), pack=some.booleans())
def test_what_is_sealed_opens_to_the_same(keys: FileKeys, data: bytes, pack: bool) -> None:
    seal, wrapped = Seal.new(keys, owner_of("d1", 1))
    sealed = seal.close("original", data, pack)
    assert Seal.of(keys, owner_of("d1", 1), wrapped).open("original", sealed) == data


def test_a_piece_does_not_open_as_another_piece_or_document_or_version(keys: FileKeys) -> None:
    seal, wrapped = Seal.new(keys, owner_of("d1", 1))
    sealed = seal.close("original", b"minutes")
    with pytest.raises(CannotUnlock):
        seal.open("read-result", sealed)
    for owner in (owner_of("d2", 1), owner_of("d1", 2)):
        with pytest.raises(CannotUnlock):
            Seal.of(keys, owner, wrapped)
        with pytest.raises(CannotUnlock):
            Seal(owner, seal.key).open("original", sealed)


@pytest.mark.parametrize("pack", [True, False])
def test_any_changed_byte_is_noticed(keys: FileKeys, pack: bool) -> None:
    seal, _ = Seal.new(keys, owner_of("d1", 1))
    sealed = seal.close("original", b"the minutes of the meeting", pack)
    for at in range(len(sealed)):
        spoilt = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(CannotUnlock):
            seal.open("original", spoilt)
    for cut in (b"", sealed[:5], sealed[:-1]):
        with pytest.raises(CannotUnlock):
            seal.open("original", cut)


def test_the_same_text_is_never_sealed_the_same_way(keys: FileKeys) -> None:
    seal, _ = Seal.new(keys, owner_of("d1", 1))
    assert seal.close("filename", b"minutes.docx") != seal.close("filename", b"minutes.docx")
