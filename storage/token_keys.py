"""Keys that never leave a hardware security module: the second provider, by PKCS#11.

Threat: who reads the service's memory, its disk or a copy of its key file has the key above all keys. Rule:
key-encryption keys, the secret behind all keyed hashes and the signing key are objects of a token that cannot
be read out (`CKA_SENSITIVE`, not `CKA_EXTRACTABLE`); wrapping, hashing and signing are done inside. A token
that does not answer opens nothing: whatever asks gets `KeysUnavailable`, nothing is kept half, and the next
question tries a session anew. Residual risk: who has the PIN and reaches the token uses its keys for as long
as they do; data keys are in this process's memory while a document is handled; what was derived from the
secret for a purpose stays in memory; a token that is lost and was not copied loses everything.

An installation that had a key file goes over with `countersign rotate-keys`: its secret and its signing key
are put into the token once, so that hashes and signatures go on as they were, and every data key is wrapped
anew. The file then opens nothing that is kept, but it holds what was put into the token: lock it away or
destroy it, as old back-ups need.

Ids of key-encryption keys carry the time that they were made, because a token keeps none: the latest is the
current one, and one was left when the next was made.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from models.errors import CountersignError, SettingsError
from storage import keys as file_keys
from storage.keys import NONCE, CannotUnlock, FileKeys, KeyProvider, WrappedKey, public_text, wrapping

T = TypeVar("T")

_KEK, _ROOT, _SIGNING = "countersign kek", "countersign root", "countersign signing"
_ED25519 = b"\x13\x0cedwards25519"  # the curve's name as PKCS#11 3.0 has it, section 2.3.10


class KeysUnavailable(CountersignError):
    """The token does not answer. Nothing is opened and nothing kept meanwhile; it may be asked again."""


@dataclass(frozen=True, slots=True)
class TokenAt:
    """Where the keys are: the module's library, the token's label, its PIN; and the key file from before."""

    module: Path
    label: str
    pin: str = field(repr=False)
    key_file: Path

    def exists(self) -> bool:
        """A token is there or not, and says so when it is opened."""
        return True

    def with_name(self, name: str) -> Path:
        """A file beside the key file, whether or not there is one."""
        return self.key_file.with_name(name)

    def __str__(self) -> str:
        return f"token {self.label} of {self.module}"


def open_keys(place: Path | TokenAt, create: bool) -> KeyProvider:
    """The keys at that place, a file or a token; new ones only where the caller says that nothing is kept."""
    return TokenKeys(place, create) if isinstance(place, TokenAt) else FileKeys.open(place, create)


class TokenKeys:
    """A `KeyProvider` on a token. One session a process, one question at a time."""

    def __init__(self, at: TokenAt, create: bool) -> None:
        self._at = at
        self._lock = threading.RLock()
        self._session: Any = None
        self._secrets: dict[str, bytes] = {}
        self._file = FileKeys.open(at.key_file, create=False) if at.key_file.exists() else None
        with self._lock:
            if not self._ids():
                self._settle_in(create)
            self._public = Ed25519PublicKey.from_public_bytes(self._ask(_public_bytes))

    # KeyProvider

    def wrap(self, data_key: bytes, context: bytes) -> WrappedKey:
        nonce, current = secrets.token_bytes(NONCE), self.current

        def inside(session: Any) -> bytes:
            return bytes(_kek(session, current).encrypt(data_key, **_gcm(nonce, wrapping(context))))

        return WrappedKey(current, nonce + self._ask(inside))

    def unwrap(self, wrapped: WrappedKey, context: bytes) -> bytes:
        if self._file is not None and not wrapped.key_id.startswith("hsm-"):
            return self._file.unwrap(wrapped, context)
        nonce, body = wrapped.wrapped[:NONCE], wrapped.wrapped[NONCE:]

        def inside(session: Any) -> bytes:
            return bytes(_kek(session, wrapped.key_id).decrypt(body, **_gcm(nonce, wrapping(context))))

        return self._ask(inside)

    def secret(self, purpose: str) -> bytes:
        """HKDF's last step (RFC 5869, 2.3) in the token: the same as the key file it came from gives."""
        if purpose not in self._secrets:
            info = b"countersign/" + purpose.encode() + b"\x01"
            self._secrets[purpose] = self._ask(lambda session: _signed(session, _ROOT, info))
        return self._secrets[purpose]

    def sign(self, message: bytes) -> bytes:
        return self._ask(lambda session: _signed(session, _SIGNING, message))

    def signed(self, message: bytes, signature: bytes) -> bool:
        try:
            self._public.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    @property
    def public_key(self) -> str:
        return public_text(self._public)

    @property
    def current(self) -> str:
        return self._ids()[-1]

    def renew(self) -> str:
        made, before = int(time.time()), self._ids()
        if before:  # where the clock went back, the new key is the current one all the same
            made = max(made, int(_made(before[-1])) + 1)
        name = f"hsm-{made:010x}-{secrets.token_hex(4)}"
        self._ask(lambda session: _make_kek(session, name))
        return name

    def retire(self, used: Collection[str]) -> tuple[str, ...]:
        ids = self._ids()
        late = time.time() - file_keys.LINGER_SECONDS
        gone = tuple(id for id, after in pairwise(ids) if id not in used and _made(after) <= late)
        for id in gone:
            self._ask(lambda session, id=id: _kek(session, id).destroy())  # type: ignore[misc]
        return gone

    # within

    def _ids(self) -> list[str]:
        """The ids of the key-encryption keys in the token, the current one last."""
        return self._ask(lambda session: sorted(key.id.decode() for key in _found(session, _KEK)))

    def _settle_in(self, create: bool) -> None:
        """An empty token: take over from the key file, or make new keys where nothing is kept yet."""
        if self._file is not None:
            root, signing = self._file.hand_over()
            self._ask(lambda session: _put_root(session, _extracted(root)))
            self._ask(lambda session: _put_signing(session, signing))
        elif create:
            self._ask(lambda session: _put_root(session, secrets.token_bytes(32)))
            self._ask(_make_signing)
        else:
            raise SettingsError(
                f"The {self._at} holds no keys of this installation, and there are documents already.",
                "Name the token that the installation was made with, or put the key file back and run "
                "`countersign rotate-keys` to go over to this token.",
            )
        self.renew()

    def _ask(self, inside: Callable[[Any], T]) -> T:
        """Ask the token, once more with a new session where the one at hand has ended."""
        with self._lock:
            fresh = self._session is None
            try:
                return self._once(inside)
            except KeysUnavailable:
                if fresh:
                    raise
            return self._once(inside)

    def _once(self, inside: Callable[[Any], T]) -> T:
        import pkcs11.exceptions as faults

        if self._session is None:
            self._session = _opened(self._at)
        with _told(self._at, self._drop):
            try:
                return inside(self._session)
            except faults.NoSuchKey:
                if not _answers(self._session):
                    raise
                raise CannotUnlock(
                    f"The {self._at} does not hold the key that this data was encrypted with.",
                    "Name the token that it was encrypted with.",
                ) from None
            except (faults.GeneralError, faults.EncryptedDataInvalid, faults.FunctionFailed):
                if not _answers(self._session):
                    raise
                raise CannotUnlock(
                    "A document's key does not open: it was changed, or belongs to another document.",
                    "Run `countersign verify`, and restore the record from a back-up.",
                ) from None

    def _drop(self) -> None:
        self._session = None


@contextmanager
def _told(at: TokenAt, drop: Callable[[], None]) -> Iterator[None]:
    """What the module says, as something that a person can act on; its own words may tell of the PIN."""
    import pkcs11.exceptions as faults

    try:
        yield
    except (faults.PKCS11Error, OSError, RuntimeError) as fault:
        drop()
        raise KeysUnavailable(
            f"The keys cannot be used: {at} does not answer ({type(fault).__name__}).",
            "Check the module, its token and COUNTERSIGN_PKCS11_PIN; then try again. Nothing was lost.",
        ) from None


def _opened(at: TokenAt) -> Any:
    try:
        import pkcs11
    except ImportError:
        raise SettingsError(
            "COUNTERSIGN_PKCS11_MODULE is set, and python-pkcs11 is not installed.",
            "Install countersign[hsm].",
        ) from None
    with _told(at, lambda: None):
        library = pkcs11.lib(str(at.module))
        try:
            return library.get_token(token_label=at.label).open(rw=True, user_pin=at.pin)
        except pkcs11.exceptions.UserAlreadyLoggedIn:
            return library.get_token(token_label=at.label).open(rw=True)
        except pkcs11.exceptions.PKCS11Error:
            library.reinitialize()  # a module that lost its token finds it again only so
            return library.get_token(token_label=at.label).open(rw=True, user_pin=at.pin)


def _answers(session: Any) -> bool:
    """Whether the token does something simple: then a failure was the data's and not the token's."""
    import pkcs11.exceptions as faults

    try:
        return bool(_found(session, _ROOT)) and len(_signed(session, _ROOT, b"probe")) == 32
    except (faults.PKCS11Error, RuntimeError):
        return False


def _found(session: Any, label: str) -> list[Any]:
    from pkcs11 import Attribute, ObjectClass

    kind = ObjectClass.PRIVATE_KEY if label == _SIGNING else ObjectClass.SECRET_KEY
    return list(session.get_objects({Attribute.CLASS: kind, Attribute.LABEL: label}))


def _kek(session: Any, name: str) -> Any:
    from pkcs11 import ObjectClass

    return session.get_key(object_class=ObjectClass.SECRET_KEY, label=_KEK, id=name.encode())


def _gcm(nonce: bytes, bound: bytes) -> dict[str, Any]:
    from pkcs11 import GCMParams, Mechanism

    return {
        "mechanism": Mechanism.AES_GCM,
        "mechanism_param": GCMParams(nonce=nonce, aad=bound, tag_bits=128),
    }


def _signed(session: Any, label: str, message: bytes) -> bytes:
    from pkcs11 import Mechanism
    from pkcs11.exceptions import NoSuchKey

    found = _found(session, label)
    if not found:
        raise NoSuchKey
    mechanism = Mechanism.EDDSA if label == _SIGNING else Mechanism.SHA256_HMAC
    return bytes(found[0].sign(message, mechanism=mechanism))


def _make_kek(session: Any, name: str) -> None:
    from pkcs11 import Attribute, KeyType

    kept = _kept() | {Attribute.ENCRYPT: True, Attribute.DECRYPT: True}
    kept |= {Attribute.WRAP: False, Attribute.UNWRAP: False}
    session.generate_key(KeyType.AES, 256, id=name.encode(), label=_KEK, store=True, template=kept)


def _put_root(session: Any, key: bytes) -> None:
    from pkcs11 import Attribute, KeyType, ObjectClass

    session.create_object(
        _kept()
        | {
            Attribute.CLASS: ObjectClass.SECRET_KEY,
            Attribute.KEY_TYPE: KeyType.GENERIC_SECRET,
            Attribute.LABEL: _ROOT,
            Attribute.VALUE: key,
            Attribute.SIGN: True,
        }
    )


def _put_signing(session: Any, private: tuple[bytes, bytes]) -> None:
    """A signing key from outside, and its public half."""
    from pkcs11 import Attribute, KeyType, ObjectClass

    common = {
        Attribute.KEY_TYPE: KeyType.EC_EDWARDS,
        Attribute.EC_PARAMS: _ED25519,
        Attribute.LABEL: _SIGNING,
    }
    secret, public = private
    session.create_object(
        common
        | {
            Attribute.CLASS: ObjectClass.PUBLIC_KEY,
            Attribute.TOKEN: True,
            Attribute.EC_POINT: b"\x04\x20" + public,
            Attribute.VERIFY: True,
        }
    )
    session.create_object(
        common
        | _kept()
        | {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.VALUE: secret, Attribute.SIGN: True}
    )


def _make_signing(session: Any) -> None:
    """A signing key that was never anywhere else."""
    from pkcs11 import Attribute, KeyType, Mechanism

    curve = session.create_domain_parameters(KeyType.EC_EDWARDS, {Attribute.EC_PARAMS: _ED25519}, local=True)
    curve.generate_keypair(
        label=_SIGNING,
        store=True,
        mechanism=Mechanism.EC_EDWARDS_KEY_PAIR_GEN,
        private_template=_kept() | {Attribute.SIGN: True},
    )


def _public_bytes(session: Any) -> bytes:
    from pkcs11 import Attribute, ObjectClass

    wanted = {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.LABEL: _SIGNING}
    [found] = session.get_objects(wanted)
    return bytes(found[Attribute.EC_POINT])[-32:]  # a DER octet string around it, or not, as the module likes


def _kept() -> dict[Any, Any]:
    """In the token for good, and never out of it."""
    from pkcs11 import Attribute

    return {
        Attribute.TOKEN: True,
        Attribute.PRIVATE: True,
        Attribute.SENSITIVE: True,
        Attribute.EXTRACTABLE: False,
    }


def _extracted(root: bytes) -> bytes:
    """HKDF's first step (RFC 5869, 2.2), with no salt: what goes into the token in place of the root."""
    return hmac.new(bytes(32), root, hashlib.sha256).digest()


def _made(id: str) -> float:
    return float(int(id.split("-")[1], 16))
