"""The keys above all other keys, behind one protocol.

Threat: somebody takes the database and the store, or a back-up of them. Rule: every document has a data key
of its own, kept only wrapped by a key-encryption key, and that one lives in a `KeyProvider`, apart from the
data: here a file, elsewhere a key service. Residual risk: with the file provider, who can read both the key
file and the data reads everything; who loses the key file loses everything.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.errors import CountersignError, SettingsError

NONCE = 12
LINGER_SECONDS = 3600.0
"""How long a key that is no longer current is kept at least."""
_FORMAT = 1


class CannotUnlock(CountersignError):
    """A key or a sealed piece of data that does not open: another key, or the bytes were changed."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key that only its key-encryption key opens; `key_id` says which that is."""

    key_id: str
    wrapped: bytes


class KeyProvider(Protocol):
    """Wraps data keys, gives keys for hashing, and signs."""

    def wrap(self, data_key: bytes, context: bytes) -> WrappedKey:
        """The data key under the current key-encryption key; it opens with the same `context` alone."""
        ...

    def unwrap(self, wrapped: WrappedKey, context: bytes) -> bytes:
        """The data key; raises `CannotUnlock`."""
        ...

    def secret(self, purpose: str) -> bytes:
        """32 bytes that are always the same for the purpose: a key for HMAC. They never change."""
        ...

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature."""
        ...

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature is this provider's, over that message."""
        ...

    @property
    def public_key(self) -> str:
        """What outsiders need to check a signature, in base 64."""
        ...

    @property
    def current(self) -> str:
        """The id of the key-encryption key that new data keys are wrapped with."""
        ...

    def renew(self) -> str:
        """Make a new key-encryption key the current one; its id. Those before open what they wrapped."""
        ...

    def retire(self, used: Collection[str]) -> tuple[str, ...]:
        """Destroy the key-encryption keys that are neither current nor in `used`; their ids.

        One that was current within `LINGER_SECONDS` stays: somebody may be about to commit what it wrapped.
        """
        ...


class FileKeys:
    """Keys in a JSON file of mode 0600: key-encryption keys by id, a root secret and a signing key."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._load(_read(path))

    def _load(self, held: dict[str, Any]) -> None:
        self._seen = self._state()
        self._current: str = held["current"]
        self._keys = {name: AESGCM(_bytes(key)) for name, key in held["keys"].items()}
        self._root = _bytes(held["root"])
        self._signing = Ed25519PrivateKey.from_private_bytes(_bytes(held["signing"]))

    @classmethod
    def open(cls, path: Path, create: bool) -> FileKeys:
        """The keys in the file; where it is missing, new ones if `create`, else `SettingsError`.

        Callers say `create` only where nothing has been encrypted yet: a new key would not open what is
        there.
        """
        if not path.exists():
            if not create:
                raise SettingsError(
                    f"The key file {path} is missing, and there are documents that only it can open.",
                    "Put it back from its copy, or set COUNTERSIGN_KEY_FILE to where it is.",
                )
            _create(path)
        return cls(path)

    def _state(self) -> tuple[int, int]:
        """What changes when the key file is replaced."""
        there = self._path.stat()
        return there.st_ino, there.st_mtime_ns

    def wrap(self, data_key: bytes, context: bytes) -> WrappedKey:
        if self._state() != self._seen:
            self._load(_read(self._path))  # another process has made a new key since
        nonce = secrets.token_bytes(NONCE)
        return WrappedKey(
            self._current, nonce + self._keys[self._current].encrypt(nonce, data_key, wrapping(context))
        )

    def unwrap(self, wrapped: WrappedKey, context: bytes) -> bytes:
        if wrapped.key_id not in self._keys:
            self._load(_read(self._path))  # another process has made a new key since
        key = self._keys.get(wrapped.key_id)
        if key is None:
            raise CannotUnlock(
                f"The key {wrapped.key_id} is not in the key file.",
                "Put the key file back that this data was encrypted with.",
            )
        try:
            return key.decrypt(wrapped.wrapped[:NONCE], wrapped.wrapped[NONCE:], wrapping(context))
        except InvalidTag:
            raise CannotUnlock(
                "A document's key does not open: it was changed, or belongs to another document.",
                "Run `countersign verify`, and restore the record from a back-up.",
            ) from None

    def secret(self, purpose: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=b"countersign/" + purpose.encode()).derive(self._root)

    def sign(self, message: bytes) -> bytes:
        return self._signing.sign(message)

    def signed(self, message: bytes, signature: bytes) -> bool:
        try:
            self._signing.public_key().verify(signature, message)
        except InvalidSignature:
            return False
        return True

    @property
    def current(self) -> str:
        return self._current

    def renew(self) -> str:
        held = _read(self._path)
        name = f"kek-{secrets.token_hex(4)}"
        held["keys"][name] = _text(AESGCM.generate_key(256))
        held.setdefault("left", {})[held["current"]] = time.time()
        held["current"] = name
        self._replace(held)
        return name

    def retire(self, used: Collection[str]) -> tuple[str, ...]:
        held = _read(self._path)
        left, late = held.get("left", {}), time.time() - LINGER_SECONDS
        gone = tuple(
            name
            for name in held["keys"]
            if name != held["current"] and name not in used and left.get(name, late) <= late
        )
        for name in gone:
            del held["keys"][name]
            left.pop(name, None)
        if gone:
            self._replace(held)
        return gone

    def _replace(self, held: dict[str, Any]) -> None:
        """Put another file in place of the key file, whole or not at all."""
        passing = _written(self._path, held)
        os.replace(passing, self._path)
        self._load(held)

    @property
    def public_key(self) -> str:
        return public_text(self._signing.public_key())

    def hand_over(self) -> tuple[bytes, tuple[bytes, bytes]]:
        """The root secret and the signing key with its public half, for another provider to go on with."""
        public = self._signing.public_key().public_bytes_raw()
        return self._root, (self._signing.private_bytes_raw(), public)


def signed_by(public_key: str, message: bytes, signature: bytes) -> bool:
    """The check that an outsider makes who holds only the public key."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key)).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def public_text(key: Ed25519PublicKey) -> str:
    """A public key as outsiders are given it."""
    return base64.b64encode(key.public_bytes_raw()).decode()


def wrapping(context: bytes) -> bytes:
    """What a wrapped data key is bound to, whichever provider wraps it."""
    return b"countersign/data-key/1|" + context


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _create(path: Path) -> None:
    """Make the file whole or not at all; where another process was quicker, its file stands."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"kek-{secrets.token_hex(4)}"
    held = {
        "format": _FORMAT,
        "current": name,
        "keys": {name: _text(AESGCM.generate_key(256))},
        "root": _text(secrets.token_bytes(32)),
        "signing": _text(Ed25519PrivateKey.generate().private_bytes_raw()),
    }
    passing = _written(path, held)
    try:
        os.link(passing, path)  # unlike a rename, it never replaces a file that is there
    except FileExistsError:
        return
    finally:
        passing.unlink()


def _written(path: Path, held: dict[str, Any]) -> Path:
    """The keys in a file beside the key file, on disk and for its owner alone."""
    passing = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(held, file)
        file.flush()
        os.fsync(file.fileno())
    return passing


def _read(path: Path) -> dict[str, Any]:
    if path.stat().st_mode & 0o077:
        raise SettingsError(
            f"Others can read the key file {path}.", f"Take their rights away: chmod 600 {path}"
        )
    try:
        held: dict[str, Any] = json.loads(path.read_text())
        known = held["format"] == _FORMAT
    except (ValueError, KeyError, TypeError):
        held, known = {}, False
    if not known:
        raise SettingsError(
            f"The key file {path} cannot be read as one.", "Put it back from its copy; never edit it."
        )
    return held
