"""Imported by the fork server before it makes workers: each then starts with all of it in memory already.

Loading costs seconds; a process forked afterwards shares the pages and pays nothing. What fails here fails
again in the worker, where it is told to somebody.
"""

from __future__ import annotations

import logging

import pipeline.desk
import pipeline.worker
from models.document import Document, FileFormat
from models.errors import CountersignError
from pipeline.settings import load_settings
from pipeline.stages import detect

__all__ = ["pipeline"]

log = logging.getLogger("countersign.pipeline")


def warm() -> None:
    """Load the language model and the recognisers by using them on nothing."""
    try:
        detect(Document("", "", FileFormat.TEXT, "", ()), load_settings())
    except (CountersignError, OSError) as error:
        log.info("workers start cold: %s", type(error).__name__)


warm()
