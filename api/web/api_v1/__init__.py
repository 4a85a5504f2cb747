"""Version 1 of the JSON API."""

from api.web.api_v1 import (
    about,
    access,
    answers,
    cases,
    copies,
    disclosures,
    documents,
    events,
    filing,
    jobs,
    oauth,
    people,
    reading,
    retention,
    session,
    uploads,
)

ROUTERS = (
    session.router,
    documents.router,
    uploads.router,
    filing.router,
    reading.router,
    answers.router,
    copies.router,
    disclosures.router,
    jobs.router,
    events.router,
    cases.router,
    people.router,
    access.router,
    retention.router,
    oauth.router,
    about.router,
)
"""All of its routes; `about` also holds health and readiness."""

__all__ = ["ROUTERS"]
