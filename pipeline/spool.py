"""A place outside memory for documents that are being worked on.

Threat: a folder of thousands of documents does not fit in memory, and a temporary folder is read by others,
backed up, and left behind by a crash. Rule: what goes there is encrypted with a key that exists only in the
memory of this run and its workers; the folder goes when the run ends. Residual risk: who can read this
process's memory, or the swap behind it, can read the documents.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


@dataclass(frozen=True, slots=True)
class Spool:
    """Bytes by name. It crosses to worker processes whole, key included, through a pipe."""

    folder: Path
    key: bytes

    @classmethod
    def open(cls) -> Spool:
        """A new one, in the system's temporary folder, mode 0700."""
        return cls(Path(tempfile.mkdtemp(prefix="countersign-")), AESGCM.generate_key(256))

    def put(self, name: str, data: bytes) -> None:
        """Keep the bytes; a name that is there already is replaced as a whole."""
        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + AESGCM(self.key).encrypt(nonce, data, name.encode())
        passing = self.folder / f"{name}.{secrets.token_hex(4)}"
        passing.write_bytes(sealed)
        os.replace(passing, self.folder / name)

    def get(self, name: str) -> bytes:
        """The bytes kept under the name; `KeyError` where there are none."""
        try:
            sealed = (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise KeyError(name) from None
        return AESGCM(self.key).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())

    def close(self) -> None:
        """Remove the folder and everything in it."""
        shutil.rmtree(self.folder, ignore_errors=True)
