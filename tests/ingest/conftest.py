"""One pool of locked-down readers for all tests that read files as the service does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import ingest


@pytest.fixture(scope="session")
def reader() -> Iterator[ingest.ReaderPool]:
    with ingest.ReaderPool() as pool:
        yield pool
