"""Keys in a token: against a real SoftHSM, made for each test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.errors import SettingsError
from storage import audit
from storage.events import Event
from storage.keys import CannotUnlock, FileKeys, WrappedKey, signed_by
from storage.rotation import rotate
from storage.store import Store
from storage.token_keys import KeysUnavailable, TokenAt, TokenKeys, open_keys
from tests.storage.test_archive import add
from tests.storage.token import token


@pytest.fixture
def at(tmp_path: Path) -> Iterator[TokenAt]:
    with token(tmp_path / "hsm", tmp_path / "keys" / "file.keys") as place:
        yield place


def opened(place: Path | TokenAt, folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder}/store.sqlite3", (folder / "originals").as_uri(), place)


def test_a_data_key_opens_with_its_own_context_alone(at: TokenAt) -> None:
    keys = TokenKeys(at, create=True)
    wrapped = keys.wrap(b"k" * 32, b"document 1")
    assert keys.unwrap(wrapped, b"document 1") == b"k" * 32
    assert b"k" * 32 not in wrapped.wrapped
    for other, context in [
        (wrapped, b"document 2"),
        (WrappedKey(wrapped.key_id, wrapped.wrapped[:-1] + b"x"), b"document 1"),
        (WrappedKey("hsm-0000000000-ffffffff", wrapped.wrapped), b"document 1"),
    ]:
        with pytest.raises(CannotUnlock):
            keys.unwrap(other, context)
    assert keys.unwrap(wrapped, b"document 1") == b"k" * 32, "a refusal leaves the token as it was"


def test_another_process_opens_the_same_keys_and_gives_the_same_hashes(at: TokenAt, tmp_path: Path) -> None:
    keys = TokenKeys(at, create=True)
    wrapped = keys.wrap(b"k" * 32, b"c")
    code = (
        "import sys; from pathlib import Path; from storage.token_keys import TokenAt, TokenKeys\n"
        "from storage.keys import WrappedKey\n"
        "module, label, pin, file, id, wrapped = sys.argv[1:]\n"
        "keys = TokenKeys(TokenAt(Path(module), label, pin, Path(file)), create=False)\n"
        "opened = keys.unwrap(WrappedKey(id, bytes.fromhex(wrapped)), b'c').decode()\n"
        "print(opened, keys.secret('x').hex(), keys.public_key)"
    )
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            code,
            at.module,
            at.label,
            at.pin,
            at.key_file,
            wrapped.key_id,
            wrapped.wrapped.hex(),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert told == ["k" * 32, keys.secret("x").hex(), keys.public_key]


def test_no_key_can_be_read_out_of_the_token(at: TokenAt) -> None:
    import pkcs11
    from pkcs11 import Attribute, ObjectClass

    TokenKeys(at, create=True)
    session = pkcs11.lib(str(at.module)).get_token(token_label=at.label).open()
    found = [
        item
        for kind in (ObjectClass.SECRET_KEY, ObjectClass.PRIVATE_KEY)
        for item in session.get_objects({Attribute.CLASS: kind})
    ]
    assert len(found) == 3
    for item in found:
        with pytest.raises(pkcs11.exceptions.AttributeSensitive):
            item[Attribute.VALUE]
        assert item[Attribute.EXTRACTABLE] is False


def test_signatures_are_checked_by_outsiders(at: TokenAt) -> None:
    keys = TokenKeys(at, create=True)
    signature = keys.sign(b"words")
    assert keys.signed(b"words", signature)
    assert signed_by(keys.public_key, b"words", signature)
    assert not keys.signed(b"other words", signature)


def test_an_installation_goes_over_from_its_file_to_the_token(at: TokenAt, tmp_path: Path) -> None:
    """Hashes, signatures and the trail go on; every data key is wrapped anew; the file opens nothing."""
    before = opened(at.key_file, tmp_path)
    ids = [add(before, f"words {n}", f"C-{n}") for n in range(3)]
    with before.writing() as (session, _):
        audit.append(session, before.keys, Event.SENSITIVE_READ, "u1", document=ids[0], what="x")
    secret, public = before.keys.secret("case"), before.keys.public_key
    signature = before.keys.sign(b"words")
    before.close()

    store = opened(at, tmp_path)
    assert (store.keys.secret("case"), store.keys.public_key) == (secret, public)
    assert store.keys.signed(b"words", signature)
    with store.reading() as (_, archive):
        assert archive.original(archive.row(ids[1])) == b"words 1", "what the file wrapped opens meanwhile"
    done = rotate(store)
    assert (done.rewrapped, done.key[:4]) == (6, "hsm-")
    shutil.move(at.key_file, tmp_path / "locked-away.keys")
    store.close()

    store = opened(at, tmp_path)
    with store.reading() as (session, archive):
        assert [archive.original(archive.row(id)).decode() for id in ids] == [f"words {n}" for n in range(3)]
        assert archive.case("C-1") == archive.row(ids[1]).case_id
        assert audit.verify(session, store.keys).whole
    thief = Store(store.database, store.blobs, FileKeys.open(tmp_path / "locked-away.keys", create=False))
    with thief.reading() as (_, archive), pytest.raises(CannotUnlock):
        archive.original(archive.row(ids[0]))
    store.close()


def test_a_rotation_within_the_token_destroys_the_old_key(
    at: TokenAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(at, tmp_path)
    id = add(store, "words")
    old = store.keys.current
    assert rotate(store).retired == ()
    monkeypatch.setattr("storage.keys.LINGER_SECONDS", -5.0)
    assert rotate(store, resume=True).retired == (old,)
    with store.reading() as (_, archive):
        assert archive.original(archive.row(id)) == b"words"
    with pytest.raises(CannotUnlock):
        store.keys.unwrap(WrappedKey(old, b"x" * 60), b"c")
    store.close()


# the binding's own objects complain, where nobody can catch it, that their session is gone
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_token_that_is_away_opens_and_keeps_nothing_and_is_found_again(at: TokenAt, tmp_path: Path) -> None:
    import pkcs11

    store = opened(at, tmp_path)
    id = add(store, "words")
    pieces = sorted((tmp_path / "originals").rglob("original-*"))
    tokens = tmp_path / "hsm" / "tokens"
    tokens.rename(tmp_path / "away")
    tokens.mkdir()
    pkcs11.lib(str(at.module)).reinitialize()  # as when the module is unplugged: every session has ended
    with store.reading() as (_, archive), pytest.raises(KeysUnavailable, match="does not answer") as caught:
        archive.original(archive.row(id))
    assert at.pin not in str(caught.value)
    with pytest.raises(KeysUnavailable):
        add(store, "more words")
    assert sorted((tmp_path / "originals").rglob("original-*")) == pieces
    with store.reading() as (_, archive):
        assert len(archive.rows()) == 1

    tokens.rmdir()
    (tmp_path / "away").rename(tokens)
    with store.reading() as (_, archive):
        assert archive.original(archive.row(id)) == b"words", "found again without a restart"
    store.close()


def test_a_wrong_pin_and_a_missing_token_are_told_without_the_pin(at: TokenAt) -> None:
    for wrong in (
        TokenAt(at.module, "another", at.pin, at.key_file),
        TokenAt(at.module, at.label, "0000", at.key_file),
        TokenAt(Path("/nowhere/module.so"), at.label, at.pin, at.key_file),
    ):
        with pytest.raises(KeysUnavailable) as caught:
            TokenKeys(wrong, create=True)
        assert wrong.pin not in str(caught.value)


def test_an_empty_token_is_not_filled_where_documents_are_kept_already(at: TokenAt) -> None:
    with pytest.raises(SettingsError, match="holds no keys of this installation"):
        open_keys(at, create=False)


def test_threads_ask_one_token(at: TokenAt) -> None:
    keys = TokenKeys(at, create=True)

    def round_trip(number: int) -> bool:
        context = str(number).encode()
        return keys.unwrap(keys.wrap(context * 4, context), context) == context * 4

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(round_trip, range(400)))
