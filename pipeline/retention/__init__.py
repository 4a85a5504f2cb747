"""How long documents are kept, what is held against destroying them, and how they are destroyed."""

from pipeline.retention.book import Hold, RetentionBook, Standing
from pipeline.retention.disposing import CannotDispose, Disposal, Disposals, OwnProposal
from pipeline.retention.judging import Fate, Judgement
from pipeline.retention.schedules import Schedule, Schedules, schedules

__all__ = [
    "CannotDispose",
    "Disposal",
    "Disposals",
    "Fate",
    "Hold",
    "Judgement",
    "OwnProposal",
    "RetentionBook",
    "Schedule",
    "Schedules",
    "Standing",
    "schedules",
]
