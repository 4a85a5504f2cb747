"""Bytes to `Document`: one text on one ruler, whatever the file, and no file can hurt the service.

`read` is pure and runs in the caller's process; `ReaderPool` runs it in a locked-down child, and opens
e-mails and archives whose files are documents of their own. Both raise `models.errors.Refused` for a file
that will not be read, and nothing else.
"""

from ingest.limits import Limits
from ingest.parcel import INSIDE, Member, Opened
from ingest.reading import read
from ingest.refusals import ReaderKilled
from ingest.sandbox.pool import ReaderPool

__all__ = ["INSIDE", "Limits", "Member", "Opened", "ReaderKilled", "ReaderPool", "read"]
