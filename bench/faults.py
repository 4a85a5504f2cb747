"""Are the faults planted in the examples found? `python -m bench.faults`

Reads every paper of the invented cases, checks it against the case's earlier ones and the other cases, and
prints each planted fault with the codes that spoke of it, then what else was raised, paper by paper. Exits 1
where a fault is missed, a clean paper has a grave finding, or a paper that should be quarantined is not.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import checks
import ingest
import marking
from bench.examples.__main__ import PAPERS
from bench.examples.faults import CLEAN, FAULTS, QUARANTINED, Fault
from bench.examples.page import pdf
from bench.examples.word import docx
from models.case import History
from models.document import Document
from models.finding import Finding, Severity

GRAVE = (Severity.BLOCK, Severity.HIGH)


@cache
def documents() -> dict[str, tuple[Document, ...]]:
    """Every case's papers as the readers see them, in order."""
    found: dict[str, list[Document]] = defaultdict(list)
    for paper in PAPERS:
        data = docx(paper) if paper.filename.endswith(".docx") else pdf(paper)
        found[paper.case].append(ingest.read(data, paper.filename))
    return {case: tuple(papers) for case, papers in found.items()}


def findings(case: str, paper: int) -> tuple[Finding, ...]:
    """What the checks say of one paper, in the light of the others."""
    papers = documents()
    others = tuple(d for other, those in papers.items() if other != case for d in those)
    return checks.check(papers[case][paper], History(papers[case][:paper], others)).findings


def speaks_of(finding: Finding, fault: Fault) -> bool:
    """True where the finding is of the fault's kind and, where words are given, of that passage."""
    said = " ".join((finding.quote, finding.message, finding.title)).casefold()
    return finding.code in fault.codes and fault.words.casefold() in said


def missed() -> Iterator[str]:
    """Every expectation that does not hold, in words."""
    for fault in FAULTS:
        if not any(speaks_of(f, fault) for f in findings(fault.case, fault.paper)):
            yield f"{fault.case} paper {fault.paper + 1}: missed {'/'.join(fault.codes)}: {fault.what}"
    for case, paper in CLEAN:
        for finding in findings(case, paper):
            if finding.severity in GRAVE:
                yield f"{case} paper {paper + 1}: false {finding.code}: {finding.message}"
    for case, papers in documents().items():
        for paper, document in enumerate(papers):
            verdict = marking.classify(document)
            if verdict.quarantine != ((case, paper) in QUARANTINED):
                yield f"{case} paper {paper + 1}: marking {verdict.outcome}"


def main() -> int:
    """Print the faults found, everything else raised, and what was missed."""
    for case, papers in documents().items():
        for paper, document in enumerate(papers):
            planted = [f for f in FAULTS if (f.case, f.paper) == (case, paper)]
            raised = findings(case, paper)
            print(f"\n{case} {paper + 1}: {document.form.name or 'form unknown'}, {len(raised)} findings")
            for fault in planted:
                codes = [f.code for f in raised if speaks_of(f, fault)]
                word, named = ("found ", codes) if codes else ("MISSED", fault.codes)
                print(f"  {word} {fault.what} ({', '.join(named)})")
            for finding in raised:
                if not any(speaks_of(finding, fault) for fault in planted):
                    print(f"  also   {finding.severity:6} {finding.code}: {finding.message[:150]}")
    wrong = list(missed())
    print(f"\n{len(FAULTS)} planted, {sum('missed' in w for w in wrong)} missed")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
