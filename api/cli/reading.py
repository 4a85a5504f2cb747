"""A file on disk to a Document, through the locked-down child."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.faults import about, usage
from models.document import Document

if TYPE_CHECKING:
    from ingest import ReaderPool
    from pipeline.settings import Settings


@contextmanager
def readers(settings: Settings) -> Iterator[ReaderPool]:
    """A pool of one locked-down child, with the limits of the settings."""
    from ingest import ReaderPool

    with ReaderPool(limits=settings.limits, forms=settings.forms) as pool:
        yield pool


def document_at(path: Path, pool: ReaderPool, settings: Settings) -> Document:
    """The document in a file; every fault names the file."""
    from pipeline.stages import receive, scan

    with about(path):
        data = bytes_at(path, settings.limits.file_bytes)
        receive(data, settings)
        scan(data, settings)
        return pool.read(data, path.name)


def bytes_at(path: Path, limit: int) -> bytes:
    """A file's bytes, and one more than the limit at most: enough for whoever refuses it by its size.

    What is no plain file, or may not be read, is the caller's mistake to mend.
    """
    if path.is_dir():
        raise usage("This is a folder, not a file.", "Use `countersign run` for a folder.", path, "path")
    if path.exists() and not path.is_file():
        raise usage("This is not a plain file.", "Name a file on disk.", path, "path")
    with open(path, "rb") as file:
        return file.read(limit + 1)
