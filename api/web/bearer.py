"""Systems that come with a token in place of a person's cookie: OAuth 2, RFC 6750.

Threat: a system's token opens what the system has no business with; a token is taken for a person's decision;
another site's page makes a browser send it. Rule: what a token opens is what its scopes, its account's role
and its account's areas all three allow; approving, settling a marking, answering findings, holding and
disposing of documents and administering people are in no scope, since somebody has to answer for them; only
addresses of the API take tokens, and a request that carries one is judged by it alone, whatever cookies come
along. A browser never adds the header by itself. Residual risk: whoever holds a token is the system until it
ends, a quarter of an hour at most.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request

from api.web.permissions import PUBLIC, Permission, may
from api.web.problems import Problem
from api.web.state import shared
from storage.accounts import Account
from storage.clients import Clients
from storage.events import Event

SCOPES = frozenset(
    {
        Permission.READ,
        Permission.UPLOAD,
        Permission.ORIGINAL,
        Permission.COPY,
        Permission.DISCLOSURES,
        Permission.DISCLOSE,
        Permission.JOBS,
        Permission.FIGURES,
        Permission.AUDIT,
    }
)
"""What a system can be given; a scope has the name of the permission."""
_ALWAYS = (PUBLIC, Permission.SIGNED_IN.value)


def offered(request: Request) -> bool:
    """Whether the request comes with a token."""
    return request.headers.get("authorization", "")[:7].casefold() == "bearer "


def owner(request: Request, wanted: str) -> Account:
    """The system whose token it is; raises `Problem` where the token or its scopes do not open this."""
    here, token = shared(request), request.headers["authorization"][7:].strip()
    with here.store.database.reading() as session:
        found = Clients(session, here.store.keys).owner(token) if _is_api(request) else None
    if found is None:
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "invalid-token",
            "The token is none, has ended, or is not for this address.",
            "Get another one at /api/v1/oauth/token.",
            headers={"WWW-Authenticate": 'Bearer realm="countersign", error="invalid_token"'},
        )
    account, scopes = found
    if wanted not in (*_ALWAYS, *scopes) or not (wanted == PUBLIC or may(account.role, Permission(wanted))):
        here.service.record(Event.AUTHZ_FAIL, account.id, resource=wanted)
        asked = f'Bearer realm="countersign", error="insufficient_scope", scope="{wanted}"'
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "insufficient-scope",
            "The token's scopes, or the system's role, do not allow that.",
            "Ask an administrator, if the system needs it.",
            headers={"WWW-Authenticate": asked},
        )
    return account


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/v1/")
