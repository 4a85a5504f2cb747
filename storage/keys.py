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


class FileKeys:
    """Keys in a JSON file of mode 0600: key-encryption keys by id, a root secret and a signing key."""

    def __init__(self, path: Path) -> None:
        held = _read(path)
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

    def wrap(self, data_key: bytes, context: bytes) -> WrappedKey:
        nonce = secrets.token_bytes(NONCE)
        return WrappedKey(
            self._current, nonce + self._keys[self._current].encrypt(nonce, data_key, _wrapping(context))
        )

    def unwrap(self, wrapped: WrappedKey, context: bytes) -> bytes:
        key = self._keys.get(wrapped.key_id)
        if key is None:
            raise CannotUnlock(
                f"The key {wrapped.key_id} is not in the key file.",
                "Put the key file back that this data was encrypted with.",
            )
        try:
            return key.decrypt(wrapped.wrapped[:NONCE], wrapped.wrapped[NONCE:], _wrapping(context))
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
    def public_key(self) -> str:
        return base64.b64encode(self._signing.public_key().public_bytes_raw()).decode()


def signed_by(public_key: str, message: bytes, signature: bytes) -> bool:
    """The check that an outsider makes who holds only the public key."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key)).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _wrapping(context: bytes) -> bytes:
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
    passing = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            json.dump(held, file)
            file.flush()
            os.fsync(file.fileno())
        os.link(passing, path)  # unlike a rename, it never replaces a file that is there
    except FileExistsError:
        return
    finally:
        passing.unlink()


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
