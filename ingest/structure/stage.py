"""The stage as a whole: every part of the structure, read in the order in which each needs the others."""

from __future__ import annotations

from dataclasses import replace

from ingest.structure.aliases import aliases
from ingest.structure.columns import read_table
from ingest.structure.headings import find_headings
from ingest.structure.lines import empty_cells, lines
from ingest.structure.sections import Ground, furniture, read_sections
from ingest.structure.tables import tables
from models.document import Document


def structure(document: Document) -> Document:
    """The document with its structure filled in. What is not found stays empty; nothing is raised."""
    known = aliases()
    said = lines(document)
    grids = [(table, read_table(table)) for table in tables(said, empty_cells(document))]
    headings = find_headings(said, grids, known)
    ground = Ground(said, headings, furniture(grids))
    end = said[-1].end if said else 0
    sections = read_sections(headings, ground, end, known, {})
    return replace(document, sections=sections)
