"""The pages: server-rendered, the same with and without JavaScript."""

from api.web.pages import accounts, documents, entrance, findings, one_document

ROUTERS = (entrance.router, documents.router, one_document.router, findings.router, accounts.router)
"""All of their routes."""

__all__ = ["ROUTERS"]
