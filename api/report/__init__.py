"""A document's result as one page of HTML that a chair reads in a minute.

The page holds everything it needs: no script, no font, no picture, nothing fetched, so that it works from a
memory stick, offline and printed. It quotes the document, so it carries the document's marking.

Threat: text of a document, a file name or a person's name that a browser would run. Rule: every template
escapes everything, and the page forbids scripts and fetching by a policy of its own. Residual risk: none
known for the pages; whoever copies text out of them takes it as it is.
"""

from api.report.page import Copy, Reviewed, carried, document_page
from api.report.summary import Row, index_page

__all__ = ["Copy", "Reviewed", "Row", "carried", "document_page", "index_page"]
