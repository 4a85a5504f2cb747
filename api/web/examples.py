"""Answers as they are, for the API's description: of invented documents, by the shape that they have.

A test holds each of them to its shape.
"""

from __future__ import annotations

from typing import Any

_DOCUMENT = "3f6c0a1be2d94f7c8a5b6c7d8e9f0a1b"
_JOB = "9b1d2c3e4f5061728394a5b6c7d8e9f0"
_CASE = "0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f"
_ACCOUNT = "account-4be1c7d02f9a63d815e07c42"
_WHEN = "2024-06-13T09:41:27.418230Z"
_KEY = "a41c09e7d2b85f36"

_JOB_OUT: dict[str, Any] = {
    "id": _JOB,
    "document_id": _DOCUMENT,
    "state": "running",
    "stage": "mark",
    "stages": [
        {"stage": "receive", "state": "done"},
        {"stage": "read", "state": "done"},
        {"stage": "identify", "state": "done"},
        {"stage": "mark", "state": "current"},
        {"stage": "check", "state": "waiting"},
        {"stage": "detect", "state": "waiting"},
        {"stage": "store", "state": "waiting"},
    ],
    "attempts": 1,
    "created": _WHEN,
    "updated": "2024-06-13T09:41:28.902114Z",
    "reason": "",
    "remedy": "",
}
_ANSWER: dict[str, Any] = {
    "key": _KEY,
    "answer": "waived",
    "reason": "The agency confirmed it by telephone on the day.",
    "by": _ACCOUNT,
    "name": "Ines Okoro",
    "at": _WHEN,
    "version": 1,
}

EXAMPLES: dict[str, dict[str, Any]] = {
    "Who": {"id": _ACCOUNT, "name": "Records office", "role": "coordinator", "must_change": False},
    "JobOut": _JOB_OUT,
    "AnswerOut": _ANSWER,
    "Uploaded": {
        "accepted": [
            {
                "filename": "02 Minutes.docx",
                "document_id": _DOCUMENT,
                "job_id": _JOB,
                "case_id": _CASE,
                "version": 1,
                "duplicate_of": None,
            }
        ],
        "refused": [
            {
                "filename": "notes.docx",
                "code": "empty",
                "message": "The file is empty.",
                "remedy": "Check that it was saved and copied completely, and send it again.",
            }
        ],
    },
    "CasePage": {
        "items": [
            {
                "id": _CASE,
                "reference": "northshire-2018-0147",
                "documents": 5,
                "last_meeting": "2019-01-16",
            }
        ],
        "next": None,
    },
    "VersionList": {
        "items": [
            {
                "id": _DOCUMENT,
                "version": 1,
                "filename": "02 Minutes.docx",
                "state": "ready",
                "received": _WHEN,
                "received_by": _ACCOUNT,
            }
        ]
    },
    "MentionCounts": {
        "mentions": 148,
        "people": 21,
        "by_type": {"PERSON": 121, "PHONE": 3, "POSTCODE": 4},
        "by_role": {"subject": 1, "victim": 2, "professional": 14},
    },
    "AccountOut": {
        "id": _ACCOUNT,
        "name": "Ines Okoro",
        "role": "chair",
        "must_change": False,
        "active": True,
        "created": _WHEN,
        "areas": ["north"],
        "every_area": False,
    },
    "SystemSecret": {
        "client_id": _ACCOUNT,
        "client_secret": "told-this-once-and-kept-nowhere-in-the-clear",
    },
    "TokenOut": {
        "access_token": "cs_a-quarter-of-an-hour-of-what-was-asked-for",
        "token_type": "Bearer",
        "expires_in": 900,
        "scope": "read upload",
    },
    "UploadOut": {
        "id": "7d8e9f0a1b2c3d4e5f60718293a4b5c6",
        "filename": "04 Minutes.docx",
        "case": "northshire-2018-0147",
        "length": 41_286_144,
        "received": 18_874_368,
        "expires": "2024-06-14T09:41:27.418230Z",
        "state": "open",
        "document_id": None,
        "job_id": None,
        "code": "",
        "message": "",
        "remedy": "",
    },
    "DisclosureOut": {
        "id": "5e6f708192a3b4c5d6e7f8091a2b3c4d",
        "document_id": _DOCUMENT,
        "policy": "third-party",
        "policy_version": "3",
        "state": "draft",
        "created": _WHEN,
        "created_by": _ACCOUNT,
        "changed": _WHEN,
        "submitted_by": "",
        "decided_by": "",
        "expires": None,
        "downloads": 0,
        "files": [],
        "request": {
            "requester": "A solicitor",
            "basis": "Order of the court, 3 March",
            "purpose": "Family proceedings",
            "recipient": "The family court",
            "layout": "flowing",
        },
    },
    "StandingPage": {
        "items": [
            {
                "document_id": _DOCUMENT,
                "case_id": _CASE,
                "filename": "02 Minutes.docx",
                "case": "northshire-2008-0147",
                "fate": "due",
                "why": "Minutes of meetings: 10 years from the date of the meeting, 2009-03-12: 2019-03-12.",
                "schedule": "minutes",
                "due": "2019-03-12",
                "held": "2009-03-12",
                "received": "2009-03-20",
            }
        ],
        "totals": {"due": 1, "kept": 5},
        "next": None,
    },
    "NewHold": {"reason": "An inquest was opened.", "review": "2031-03-12"},
    "HoldOut": {
        "id": "c2d3e4f5061728394a5b6c7d8e9f0a1b",
        "case_id": _CASE,
        "case": "northshire-2008-0147",
        "document_id": None,
        "filename": "",
        "reason": "An inquest was opened.",
        "review": "2031-03-12",
        "overdue": False,
        "placed": _WHEN,
        "placed_by": _ACCOUNT,
        "lifted": None,
        "lifted_by": "",
        "lifting": "",
    },
    "NewProposal": {"documents": [_DOCUMENT]},
    "DisposalOut": {
        "id": "d3e4f5061728394a5b6c7d8e9f0a1b2c",
        "batch": "5061728394a5b6c7",
        "document_id": _DOCUMENT,
        "case_id": _CASE,
        "state": "proposed",
        "schedule": "minutes",
        "due": "2019-03-12",
        "proposed": _WHEN,
        "proposed_by": _ACCOUNT,
        "confirmed": None,
        "confirmed_by": "",
        "ended": None,
        "certified": False,
    },
    "Comparison": {
        "last_file": "02 Minutes.docx",
        "last_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "last_held": "2018-02-14",
        "carried": 62,
        "parts": [
            {
                "heading": "Risk management plan",
                "now": [[{"text": "The plan stands as agreed.", "meetings": 3, "gone": False}]],
                "last": [[{"text": "The plan stands as agreed.", "meetings": 0, "gone": False}]],
            }
        ],
    },
    "RecordPage": {
        "items": [
            {
                "seq": 412,
                "at": "2024-06-13T09:41:27.418230+00:00",
                "event": "sensitive_read",
                "actor": _ACCOUNT,
                "detail": {"document": _DOCUMENT, "what": "findings"},
            }
        ],
        "next": None,
    },
}
"""By the name of the shape."""
