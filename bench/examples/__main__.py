"""Write the invented cases to a folder: `python -m bench.examples [FOLDER]`, by default `examples/`."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.examples import case_north, case_river, case_vale
from bench.examples.page import pdf
from bench.examples.paper import Paper
from bench.examples.word import docx

PAPERS: tuple[Paper, ...] = (*case_north.PAPERS, *case_river.PAPERS, *case_vale.PAPERS)


def write(folder: Path) -> list[Path]:
    """Lay out every paper under its case's folder; returns the files in order."""
    written = []
    for paper in PAPERS:
        path = folder / paper.case / paper.filename
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(docx(paper) if path.suffix == ".docx" else pdf(paper))
        written.append(path)
    return written


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "examples"
    for path in write(target):
        print(path)
