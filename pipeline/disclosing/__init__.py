"""Disclosures from the request to the file that goes out, and who may take which step.

An officer opens a disclosure of one document under one policy, changes what the policy proposes, writes a
summary if there is to be one, and submits it (`Officers`). Somebody else, who had no hand in it, approves it
or sends it back with remarks (`Approvers`). Only then are there files, and they go out to the named recipient
until a day, or until they are revoked (`Counter`). Every step is written to the audit trail first.
"""

from pipeline.disclosing.approver import Approvers
from pipeline.disclosing.counter import Counter
from pipeline.disclosing.officer import Officers
from pipeline.disclosing.views import ChangedMeanwhile, Desk, File, FourEyes, NotNow, Overview, Step

__all__ = [
    "Approvers",
    "ChangedMeanwhile",
    "Counter",
    "Desk",
    "File",
    "FourEyes",
    "NotNow",
    "Officers",
    "Overview",
    "Step",
]
