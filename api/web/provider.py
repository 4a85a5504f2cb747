"""The identity provider: OpenID Connect, code flow with PKCE, through Authlib and joserfc.

Threat: a token of somebody else, for somebody else, from somebody else, or one that is made up; an answer
that belongs to a sign-in that another browser began. Rule: the address of everything is what the configured
issuer says of itself; a token counts when one of the issuer's own keys signed it by an asymmetric algorithm,
and its issuer, audience, times and nonce are those of this sign-in; state, nonce and the PKCE verifier lie in
a sealed cookie of the browser that began, for minutes. A key that is not known is looked up again, not more
often than `AGAIN_SECONDS`. Residual risk: whoever controls the provider is anybody.
"""

from __future__ import annotations

import hmac
import json
import logging
import secrets
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.integrations.httpx_client import OAuth2Client
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from models.errors import CountersignError
from pipeline.settings import Settings
from storage.keys import KeyProvider

log = logging.getLogger("countersign.web")

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a private key. `none`, and those by a shared secret, are never taken."""
SIGN_IN_SECONDS = 600
LEEWAY_SECONDS = 60
KEPT_SECONDS = 3600.0
AGAIN_SECONDS = 10.0
_TIMEOUT = 10.0


class OutsideFault(CountersignError):
    """A sign-in at the provider that came to nothing. `why` is a short code for the audit trail."""

    def __init__(self, why: str, message: str, remedy: str = "Sign in again from the start.") -> None:
        super().__init__(message, remedy)
        self.why = why


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way, as the sealed cookie holds it."""

    state: str
    nonce: str
    verifier: str
    at: float


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider signed in."""

    issuer: str
    subject: str
    name: str
    claims: dict[str, Any]


class Provider:
    """One provider. Safe to share between threads."""

    def __init__(self, settings: Settings, keys: KeyProvider) -> None:
        self._settings = settings
        self._cookies = AESGCM(keys.secret("sign-ins-outside"))
        self._lock = threading.Lock()
        self._known: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    @property
    def there(self) -> bool:
        """Whether one is configured."""
        return bool(self._settings.oidc_issuer)

    def begin(self) -> tuple[str, str]:
        """Where to send the browser, and the cookie that it has to come back with."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        begun = Begun(state, nonce, verifier, time.time())
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self._said()["authorization_endpoint"],
                state=begun.state,
                code_verifier=begun.verifier,
                nonce=begun.nonce,
            )
        return str(address), self._sealed(begun)

    def finish(self, cookie: str, state: str, code: str, issuer: str) -> Person:
        """Who has come back, by the code that they bring; raises `OutsideFault`."""
        begun = self._opened(cookie)
        if not hmac.compare_digest(state.encode(), begun.state.encode()):
            raise OutsideFault("state", "This sign-in was not begun in this browser.")
        if issuer and issuer != self._settings.oidc_issuer:  # RFC 9207
            raise OutsideFault("issuer", "The answer comes from another provider.")
        try:
            with self._client() as client:
                tokens = client.fetch_token(
                    self._said()["token_endpoint"], code=code, code_verifier=begun.verifier
                )
        except OutsideFault:
            raise
        except Exception as error:  # noqa: BLE001 - Authlib takes one of several clients, each with its own
            log.error("the identity provider did not take a code: %s", type(error).__name__)
            raise OutsideFault("code", "The provider did not take the code.") from None
        return self._person(tokens.get("id_token"), begun)

    def sign_out_address(self) -> str:
        """Where one signs out at the provider too; empty where it has no such place."""
        end = self._said().get("end_session_endpoint", "") if self.there else ""
        if not end:
            return ""
        home = urlsplit(self._settings.oidc_redirect_url)
        back = f"{home.scheme}://{home.netloc}/sign-in"
        asked = urlencode({"client_id": self._settings.oidc_client_id, "post_logout_redirect_uri": back})
        return f"{end}{'&' if urlsplit(end).query else '?'}{asked}"

    def _person(self, token: object, begun: Begun) -> Person:
        if not isinstance(token, str):
            raise OutsideFault("token", "The provider sent no token.")
        claims = self._claims(token)
        audience = claims.get("aud")
        several = isinstance(audience, list) and len(audience) > 1
        mine = self._settings.oidc_client_id
        if not isinstance(claims.get("nonce"), str) or not hmac.compare_digest(
            claims["nonce"].encode(), begun.nonce.encode()
        ):
            raise OutsideFault("nonce", "The token belongs to another sign-in.")
        if (several or "azp" in claims) and claims.get("azp") != mine:
            raise OutsideFault("token", "The token is meant for somebody else.")
        name = next((str(claims[c]) for c in ("name", "preferred_username", "email") if claims.get(c)), "")
        return Person(self._settings.oidc_issuer, str(claims["sub"]), name, claims)

    def _claims(self, token: str) -> dict[str, Any]:
        wanted = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._settings.oidc_issuer},
            aud={"essential": True, "value": self._settings.oidc_client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            read = self._decoded(token)
            wanted.validate(read)
        except (JoseError, ValueError):
            raise OutsideFault("token", "The provider's token is not in order.") from None
        return read

    def _decoded(self, token: str) -> dict[str, Any]:
        """The claims, by a key that is known, or by one that the provider has since changed to."""
        try:
            return dict(jwt.decode(token, self._signing(), algorithms=list(ALGORITHMS)).claims)
        except (InvalidKeyIdError, JoseError):
            fresh = self._signing(again=True)
            return dict(jwt.decode(token, fresh, algorithms=list(ALGORITHMS)).claims)

    def _said(self) -> dict[str, Any]:
        """What the issuer says of itself, kept for an hour; raises `OutsideFault`."""
        with self._lock:
            if self._known is not None and time.monotonic() - self._known[0] < KEPT_SECONDS:
                return self._known[1]
            issuer = self._settings.oidc_issuer
            said = _fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if said.get("issuer") != issuer:
                raise OutsideFault("issuer", "The provider calls itself by another name than is configured.")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not _safe(str(said.get(name, ""))):
                    raise OutsideFault("provider", "The provider's addresses cannot be used.")
            self._known = (time.monotonic(), said)
            return said

    def _signing(self, again: bool = False) -> KeySet:
        address = self._said()["jwks_uri"]
        with self._lock:
            oldest = AGAIN_SECONDS if again else KEPT_SECONDS
            if self._keys is not None and time.monotonic() - self._keys[0] < oldest:
                return self._keys[1]
            try:
                found = KeySet.import_key_set(_fetched(address))  # type: ignore[arg-type]
            except (JoseError, ValueError, KeyError, TypeError):
                raise OutsideFault("provider", "The provider's keys cannot be read.") from None
            self._keys = (time.monotonic(), found)
            return found

    def _client(self) -> OAuth2Client:
        settings = self._settings
        return OAuth2Client(
            settings.oidc_client_id,
            settings.oidc_client_secret.get_secret_value() or None,
            scope=settings.oidc_scope,
            redirect_uri=settings.oidc_redirect_url,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
        )

    def _sealed(self, begun: Begun) -> str:
        nonce = secrets.token_bytes(12)
        return (nonce + self._cookies.encrypt(nonce, json.dumps(asdict(begun)).encode(), b"sign-in")).hex()

    def _opened(self, cookie: str) -> Begun:
        try:
            raw = bytes.fromhex(cookie)
            begun = Begun(**json.loads(self._cookies.decrypt(raw[:12], raw[12:], b"sign-in")))
        except (ValueError, InvalidTag, TypeError):
            raise OutsideFault("state", "This sign-in was not begun in this browser.") from None
        if not 0 <= time.time() - begun.at <= SIGN_IN_SECONDS:
            raise OutsideFault("state", "That took too long.")
        return begun


def _fetched(address: str) -> dict[str, Any]:
    if not _safe(address):
        raise OutsideFault("provider", "The provider's address cannot be used.", "It has to be https.")
    try:
        answer = httpx.get(address, timeout=_TIMEOUT, follow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        log.error("the identity provider does not answer: %s", type(error).__name__)
        raise OutsideFault("provider", "The provider does not answer.", "Try again in a while.") from None
    if not isinstance(found, dict):
        raise OutsideFault("provider", "The provider does not answer as it should.")
    return found


def _safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    )
