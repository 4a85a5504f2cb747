"""One document's encryption: AES-256-GCM with a key of its own.

Threat: who can write to the store or the database puts one document's text in another's place, or an old
version in a new one's. Rule: every piece is bound to the document's id, its version and what the piece is
(the associated data), so that it opens nowhere else. Residual risk: an earlier state of the same piece, put
back whole, opens.
"""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.keys import NONCE, CannotUnlock, KeyProvider, WrappedKey

_PLAIN, _PACKED = b"\x01", b"\x02"


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals and opens the pieces of one document (or one case). `owner` is its id and version."""

    owner: str
    key: AESGCM

    @classmethod
    def new(cls, keys: KeyProvider, owner: str) -> tuple[Seal, WrappedKey]:
        """A fresh data key for the owner, and the form in which it is kept."""
        key = AESGCM.generate_key(256)
        return cls(owner, AESGCM(key)), keys.wrap(key, owner.encode())

    @classmethod
    def of(cls, keys: KeyProvider, owner: str, wrapped: WrappedKey) -> Seal:
        """The owner's seal; raises `CannotUnlock`."""
        return cls(owner, AESGCM(keys.unwrap(wrapped, owner.encode())))

    def close(self, what: str, data: bytes, pack: bool = False) -> bytes:
        """The piece encrypted; `pack` compresses it first (text; originals are compressed as they come)."""
        kind = _PACKED if pack else _PLAIN
        nonce = secrets.token_bytes(NONCE)
        body = zlib.compress(data, 3) if pack else data
        return kind + nonce + self.key.encrypt(nonce, body, self._bound(kind, what))

    def open(self, what: str, sealed: bytes) -> bytes:
        """The piece; raises `CannotUnlock` where it is another, or was changed."""
        kind, nonce, body = sealed[:1], sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
        try:
            data = self.key.decrypt(nonce, body, self._bound(kind, what))
        except (InvalidTag, ValueError):
            raise CannotUnlock(
                f"The {what} of {self.owner} does not open: it was changed, or is another document's.",
                "Run `countersign verify`, and restore it from a back-up.",
            ) from None
        return zlib.decompress(data) if kind == _PACKED else data

    def _bound(self, kind: bytes, what: str) -> bytes:
        return b"countersign/1|" + kind + f"|{self.owner}|{what}".encode()


def owner_of(document_id: str, version: int) -> str:
    """The id and version that a document's pieces are bound to."""
    return f"document {document_id} version {version}"
