"""Protective markings: what a document declares, what its content calls for, and whether they agree.

Runs before anything is stored. `classify` gives the verdict, `read_marking` reads one line.
"""

from marking.verdict import DEFAULT_CEILING, classify
from marking.words import read_marking

__all__ = ["DEFAULT_CEILING", "classify", "read_marking"]
