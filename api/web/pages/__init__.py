"""The pages: server-rendered, the same with and without JavaScript."""

from api.web.pages import (
    access,
    accounts,
    assets,
    cases,
    desk,
    disclosures,
    documents,
    entrance,
    findings,
    holding,
    one_document,
    outside,
    received,
    retention,
    signing_in,
    uploading,
)

ROUTERS = (
    entrance.router,
    signing_in.router,
    outside.router,
    assets.router,
    documents.router,
    uploading.router,
    one_document.router,
    findings.router,
    cases.router,
    disclosures.router,
    desk.router,
    received.router,
    accounts.router,
    access.router,
    retention.router,
    holding.router,
)
"""All of their routes."""

__all__ = ["ROUTERS"]
