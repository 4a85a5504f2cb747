"""Who may do what, written down by hand, rule by rule: nothing here is read off the code.

A route that is not here fails the test; so does one that answers anybody otherwise than its rule says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

A, C, D, O, U = "administrator", "chair", "disclosure-officer", "coordinator", "auditor"  # noqa: E741
EVERYBODY = frozenset({A, C, D, O, U})
WORKING = frozenset({A, C, D, O})
"""Whoever works on cases. An auditor sees who did what, and no document."""
NOBODY_SIGNED_IN = frozenset[str]()


@dataclass(frozen=True)
class Rule:
    """Who may, and what it is done to.

    `on` is what the address names: a document, a case, a job, a disclosure, an account, a
    hold, a disposal, the batch of one; "own" for what is
    the account's own, "list" for what shows rows, "new" for what makes something, "" for nothing of a case.
    `sent` is a body that is in order: JSON for the API, a form for a page. `ends` is for what changes the
    thing so much that it is asked for last.
    """

    who: frozenset[str]
    on: str
    sent: dict[str, Any] | None = None
    ends: bool = False


SEES_DISCLOSURES, DISCLOSES = frozenset({C, D}), frozenset({D})
SAYS_WHO = frozenset({A, C, O})
RETAINS, CERTIFIED = frozenset({C, O}), frozenset({C, O, U})
HOLD = {"reason": "A claim was announced.", "review": "2099-12-31"}
REQUEST = {"policy": "third-party", "requester": "A", "basis": "B", "purpose": "C", "recipient": "D"}
ACT = {"kind": "keep", "spans": [{"start": 0, "end": 3}]}
OPEN = {"restricted": False, "people": []}
FILES = {"case": "C-new"}

PUBLIC = {
    "GET /", "GET /static/countersign.css", "GET /static/{name}", "GET /static/desk.js", "GET /favicon.ico",
    "GET /set-up", "POST /set-up", "GET /sign-in", "POST /sign-in", "POST /api/v1/session",
    "POST /sign-in/code", "GET /sign-in/code",
    "GET /sign-in/outside", "GET /sign-in/return",
    "GET /api/v1/openapi.json", "GET /health", "GET /ready",
    "POST /api/v1/oauth/token", "POST /api/v1/oauth/revoke",
    "GET /received/{secret}", "GET /received/{secret}/{what}",
}  # fmt: skip
"""Open to everybody: they show nothing of any case to whoever has not a secret of their own."""

RULES: dict[str, Rule] = {
    # one's own session
    **dict.fromkeys(
        [
            "GET /api/v1/session", "GET /password", "GET /sessions", "GET /second-factor",
            "GET /second-factor/code", "GET /api/v1/session/all",
        ],
        Rule(EVERYBODY, "own"),
    ),
    **dict.fromkeys(
        [
            "PUT /api/v1/session/password", "DELETE /api/v1/session", "POST /sign-out", "POST /password",
            "POST /sessions/end", "POST /second-factor", "POST /second-factor/off",
            "POST /second-factor/recovery",
        ],
        Rule(EVERYBODY, "own", ends=True),
    ),
    "DELETE /api/v1/session/all/{id}": Rule(EVERYBODY, "nobody's"),
    "GET /api/v1/areas": Rule(EVERYBODY, "areas"),
    # reading
    **dict.fromkeys(
        [
            "GET /api/v1/documents/{id}", "GET /api/v1/documents/{id}/findings",
            "GET /api/v1/documents/{id}/marking", "GET /api/v1/documents/{id}/mentions",
            "GET /api/v1/documents/{id}/text", "GET /api/v1/documents/{id}/people",
            "GET /api/v1/documents/{id}/versions", "GET /api/v1/documents/{id}/comparison",
            "GET /api/v1/documents/{id}/answers", "GET /documents/{id}", "GET /documents/{id}/text",
            "GET /documents/{id}/beside",
        ],
        Rule(WORKING, "document"),
    ),
    **dict.fromkeys(["GET /api/v1/jobs/{id}", "GET /api/v1/jobs/{id}/events"], Rule(WORKING, "job")),
    **dict.fromkeys(
        ["GET /api/v1/cases/{id}/timeline", "GET /cases/{id}", "GET /cases/{id}/findings.svg"],
        Rule(WORKING, "case"),
    ),
    "GET /api/v1/policies": Rule(WORKING, ""),
    "GET /api/v1/documents": Rule(WORKING, "list document"),
    "GET /documents": Rule(EVERYBODY, "list document"),  # an auditor is told that there is nothing for them
    "GET /quarantine": Rule(WORKING, "list nothing"),
    "GET /api/v1/filing": Rule(WORKING, "list nothing"),
    "GET /filing": Rule(WORKING, "list nothing"),
    "GET /upload/progress": Rule(WORKING, "list nothing"),
    "GET /api/v1/jobs": Rule(WORKING, "list job"),
    "GET /api/v1/cases": Rule(WORKING, "list case"),
    "GET /cases": Rule(WORKING, "list case"),
    # sending in
    "GET /upload": Rule(WORKING, "list nothing"),
    **dict.fromkeys(["POST /api/v1/documents", "POST /upload"], Rule(WORKING, "new", FILES)),
    **dict.fromkeys(["OPTIONS /api/v1/uploads", "POST /api/v1/uploads"], Rule(WORKING, "")),
    **dict.fromkeys(
        [
            "HEAD /api/v1/uploads/{id}", "GET /api/v1/uploads/{id}", "PATCH /api/v1/uploads/{id}",
            "DELETE /api/v1/uploads/{id}",
        ],
        Rule(WORKING, "nobody's"),
    ),
    "PUT /api/v1/documents/{id}/case": Rule(WORKING, "document", {"case": "C-filed"}, ends=True),
    "POST /documents/{id}/case": Rule(WORKING, "document", {"case": "C-filed"}, ends=True),
    # the file as it came
    **dict.fromkeys(
        [
            "GET /api/v1/documents/{id}/original", "GET /api/v1/documents/{id}/annotated",
            "GET /documents/{id}/original", "GET /documents/{id}/annotated",
        ],
        Rule(frozenset({A, C, D}), "document"),
    ),
    # what a chair decides
    "PUT /api/v1/documents/{id}/marking": Rule(
        frozenset({C}), "document", {"marking": "OFFICIAL-SENSITIVE", "reason": "It names a victim."}
    ),
    "POST /documents/{id}/marking": Rule(
        frozenset({C}), "document", {"marking": "OFFICIAL-SENSITIVE", "reason": "It names a victim."}
    ),
    **dict.fromkeys(
        ["POST /api/v1/documents/{id}/findings/{key}/answer", "POST /documents/{id}/findings/{key}/answer"],
        Rule(frozenset({C}), "document", {"answer": "acknowledged"}),
    ),
    "DELETE /api/v1/documents/{id}/findings/{key}/answer": Rule(frozenset({C}), "document"),
    # clean copies
    "POST /api/v1/documents/{id}/copies": Rule(frozenset({A, D}), "document", {"policy": "third-party"}),
    "POST /documents/{id}/copies": Rule(frozenset({A, D}), "document", {"policy": "third-party"}),
    **dict.fromkeys(
        [
            "GET /api/v1/documents/{id}/copies/{copy}", "GET /api/v1/documents/{id}/copies/{copy}/log",
            "GET /documents/{id}/copies/{copy}", "GET /documents/{id}/copies/{copy}/file",
            "GET /documents/{id}/copies/{copy}/log",
        ],
        Rule(frozenset({A, D}), "document"),
    ),
    # disclosures
    **dict.fromkeys(
        [
            "GET /api/v1/disclosures/{id}", "GET /api/v1/disclosures/{id}/preview/{what}",
            "GET /api/v1/disclosures/{id}/summary", "GET /disclosures/{id}/summary",
            "GET /api/v1/disclosures/{id}/files/{what}", "GET /disclosures/{id}/files/{what}",
            "GET /disclosures/{id}/status", "GET /disclosures/{id}", "GET /disclosures/{id}/preview",
            "GET /disclosures/{id}/preview/{what}",
        ],
        Rule(SEES_DISCLOSURES, "disclosure"),
    ),
    "GET /api/v1/disclosures": Rule(SEES_DISCLOSURES, "list disclosure"),
    "GET /disclosures": Rule(SEES_DISCLOSURES, "list disclosure"),
    "POST /api/v1/documents/{id}/disclosures": Rule(DISCLOSES, "document", REQUEST),
    "POST /documents/{id}/disclosures": Rule(DISCLOSES, "document", REQUEST),
    "GET /documents/{id}/disclosures/new": Rule(DISCLOSES, "document"),
    "GET /api/v1/disclosures/{id}/search": Rule(DISCLOSES, "disclosure", {"what": "Ann"}),
    "GET /disclosures/{id}/search": Rule(DISCLOSES, "disclosure", {"what": "Ann"}),
    "POST /api/v1/disclosures/{id}/acts": Rule(DISCLOSES, "disclosure", ACT),
    "POST /api/v1/disclosures/{id}/acts/{number}/confirm": Rule(DISCLOSES, "disclosure"),
    "DELETE /api/v1/disclosures/{id}/acts/{number}": Rule(DISCLOSES, "disclosure"),
    "POST /api/v1/disclosures/{id}/acts/{number}/redo": Rule(DISCLOSES, "disclosure"),
    "POST /disclosures/{id}/acts": Rule(DISCLOSES, "disclosure", {"kind": "keep", "place": "0-3"}),
    "POST /disclosures/{id}/undo": Rule(DISCLOSES, "disclosure", {"act": "1", "number": "1"}),
    "POST /disclosures/{id}/confirm": Rule(DISCLOSES, "disclosure", {"act": "1", "number": "1"}),
    "POST /api/v1/disclosures/{id}/summary": Rule(DISCLOSES, "disclosure"),
    "PUT /api/v1/disclosures/{id}/summary": Rule(DISCLOSES, "disclosure", {"parts": {"risk": ["Managed."]}}),
    "DELETE /api/v1/disclosures/{id}/summary": Rule(DISCLOSES, "disclosure"),
    "POST /disclosures/{id}/summary/draft": Rule(DISCLOSES, "disclosure"),
    "POST /disclosures/{id}/summary": Rule(DISCLOSES, "disclosure", {"risk": "Managed."}),
    "POST /api/v1/disclosures/{id}/steps": Rule(DISCLOSES, "disclosure", {"step": "submit"}, ends=True),
    "POST /disclosures/{id}/steps": Rule(DISCLOSES, "disclosure", {"step": "submit"}, ends=True),
    "POST /api/v1/disclosures/{id}/release": Rule(DISCLOSES, "disclosure", {"days": 3}, ends=True),
    "POST /disclosures/{id}/release": Rule(DISCLOSES, "disclosure", {"days": 3}, ends=True),
    "POST /api/v1/disclosures/{id}/approval": Rule(
        frozenset({C}), "disclosure", {"answer": "approve"}, ends=True
    ),
    "POST /disclosures/{id}/approval": Rule(frozenset({C}), "disclosure", {"step": "approve"}, ends=True),
    # the way through the pipeline
    **dict.fromkeys(
        ["POST /api/v1/jobs/{id}/retry", "POST /api/v1/jobs/{id}/cancel"],
        Rule(frozenset({A, C, O}), "job", ends=True),
    ),
    **dict.fromkeys(
        ["POST /documents/{id}/retry", "POST /documents/{id}/cancel"],
        Rule(frozenset({A, C, O}), "document", ends=True),
    ),
    "POST /upload/retry": Rule(frozenset({A, C, O}), "own"),
    # counts
    **dict.fromkeys(
        ["GET /api/v1/figures", "GET /figures", "GET /figures.csv"], Rule(frozenset({C, O}), "list nothing")
    ),
    # retention
    **dict.fromkeys(
        ["GET /retention", "GET /api/v1/retention", "GET /retention/disposals", "GET /api/v1/disposals"],
        Rule(RETAINS, "list document"),
    ),
    **dict.fromkeys(["GET /retention/holds", "GET /api/v1/holds"], Rule(RETAINS, "list case")),
    **dict.fromkeys(
        ["GET /retention/certificates", "GET /api/v1/certificates"], Rule(CERTIFIED, "list nothing")
    ),
    **dict.fromkeys(
        ["GET /retention/certificates/{id}", "GET /api/v1/certificates/{id}"], Rule(CERTIFIED, "disposal")
    ),
    "GET /cases/{id}/hold": Rule(RETAINS, "case"),
    "GET /documents/{id}/hold": Rule(RETAINS, "document"),
    **dict.fromkeys(
        ["POST /cases/{id}/hold", "POST /api/v1/cases/{id}/holds"], Rule(RETAINS, "case", HOLD, ends=True)
    ),
    **dict.fromkeys(
        ["POST /documents/{id}/hold", "POST /api/v1/documents/{id}/holds"],
        Rule(RETAINS, "document", HOLD, ends=True),
    ),
    **dict.fromkeys(
        ["POST /retention/holds/{id}/lift", "POST /api/v1/holds/{id}/lift"],
        Rule(RETAINS, "hold", {"reason": "It is over."}, ends=True),
    ),
    "POST /retention/proposals": Rule(RETAINS, "list nothing", {"documents": "0" * 32}),
    "POST /api/v1/disposals": Rule(RETAINS, "list nothing", {"documents": ["0" * 32]}),
    **dict.fromkeys(
        ["POST /retention/proposals/{batch}/confirm", "POST /api/v1/disposals/{batch}/confirm"],
        Rule(frozenset({C}), "batch", ends=True),
    ),
    **dict.fromkeys(
        ["POST /retention/proposals/{batch}/withdraw", "POST /api/v1/disposals/{batch}/withdraw"],
        Rule(RETAINS, "batch", ends=True),
    ),
    # who may see what
    "GET /api/v1/cases/{id}/access": Rule(SAYS_WHO, "case"),
    "GET /cases/{id}/access": Rule(SAYS_WHO, "case"),
    "PUT /api/v1/cases/{id}/access": Rule(SAYS_WHO, "case", OPEN, ends=True),
    "POST /cases/{id}/access": Rule(SAYS_WHO, "case", {}, ends=True),
    # people
    **dict.fromkeys(["GET /api/v1/accounts", "GET /accounts"], Rule(frozenset({A}), "list account")),
    **dict.fromkeys(["GET /api/v1/accounts/{id}", "GET /accounts/{id}"], Rule(frozenset({A}), "account")),
    "PUT /api/v1/accounts/{id}": Rule(frozenset({A}), "account", {"active": True}),
    "POST /accounts/{id}/active": Rule(frozenset({A}), "account", {"active": "true"}),
    "POST /accounts/{id}/areas": Rule(frozenset({A}), "account", {"areas": "{area}"}),
    "POST /accounts/{id}/second-factor": Rule(frozenset({A}), "account"),
    "POST /accounts/{id}/sessions": Rule(frozenset({A}), "account"),
    "POST /api/v1/accounts": Rule(frozenset({A}), ""),
    "POST /accounts": Rule(frozenset({A}), ""),
    "GET /areas": Rule(frozenset({A}), "areas"),
    **dict.fromkeys(["POST /areas", "POST /api/v1/areas"], Rule(frozenset({A}), "")),
    "GET /api/v1/clients": Rule(frozenset({A}), "list nothing"),
    "POST /api/v1/clients": Rule(frozenset({A}), ""),
    "POST /api/v1/clients/{id}/secret": Rule(frozenset({A}), "nobody's"),
    "DELETE /api/v1/clients/{id}": Rule(frozenset({A}), "nobody's"),
    # the trail
    **dict.fromkeys(["GET /api/v1/audit", "GET /audit"], Rule(frozenset({U}), "trail")),
}  # fmt: skip
