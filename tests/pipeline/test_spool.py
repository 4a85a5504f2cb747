from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag

from pipeline.spool import Spool


def test_what_is_kept_comes_back_and_cannot_be_read_meanwhile() -> None:
    spool = Spool.open()
    spool.put("1.document", b"Ann Archer")
    assert spool.get("1.document") == b"Ann Archer"
    assert spool.folder.stat().st_mode & 0o077 == 0
    assert all(b"Archer" not in p.read_bytes() for p in spool.folder.iterdir())
    spool.close()
    assert not spool.folder.exists()


def test_one_piece_cannot_take_anothers_place() -> None:
    spool = Spool.open()
    spool.put("1.document", b"one")
    spool.put("2.document", b"two")
    (spool.folder / "1.document").write_bytes((spool.folder / "2.document").read_bytes())
    with pytest.raises(InvalidTag):
        spool.get("1.document")
    with pytest.raises(KeyError):
        spool.get("3.document")
    spool.close()
