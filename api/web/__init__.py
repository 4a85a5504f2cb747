"""The web service: a JSON API under `/api/v1` and pages that work without JavaScript.

`app` puts it together, `server` runs it with its workers. Pages and API share the same permissions, the same
sign-in and the same service below; neither decides anything about a document.
"""
