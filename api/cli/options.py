"""Arguments and options that several commands share, so that they read and behave alike."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from models.finding import Finding, Severity


class FailOn(StrEnum):
    """The least severity of a finding that makes a command exit 1."""

    BLOCK = "block"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def reached(findings: Iterable[Finding], threshold: FailOn | None) -> bool:
    """True where some finding is as grave as the threshold or graver."""
    if threshold is None:
        return False
    limit = Severity(threshold.value).rank
    return any(finding.severity.rank <= limit for finding in findings)


def _policies() -> list[str]:
    from redact import policy_names

    return list(policy_names())


def _codes() -> list[str]:
    from checks import catalogue

    return [rule.code for rule in catalogue()]


FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="A referral or minutes: DOCX, PDF, text or Markdown.")
]
BackUpArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The back-up, a tar file. It is never written over.")
]
AccountOption = Annotated[
    str | None,
    typer.Option("--account", metavar="NAME", help="Whose decision it is; the password is asked for."),
]
CaseOption = Annotated[
    str | None, typer.Option("--case", metavar="REFERENCE", help="The case with this reference alone.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="One JSON object on stdout, as docs/schemas/ describes it.")
]
FailOnOption = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on",
        help="Exit 1 where a finding is this severe or more. Without it findings never fail the command.",
    ),
]
FormsOption = Annotated[
    Path | None,
    typer.Option(
        "--forms",
        metavar="DIR",
        help="A folder of the area's own forms, as docs/forms.md describes them.",
    ),
]
PolicyOption = Annotated[
    str,
    typer.Option(
        "--policy",
        metavar="NAME",
        help="Who the copy is for: the name of a disclosure policy.",
        autocompletion=_policies,
    ),
]
CodeArgument = Annotated[
    str,
    typer.Argument(
        metavar="CODE", help="A rule's code, as findings and `rules` give it.", autocompletion=_codes
    ),
]


class LayoutChoice(StrEnum):
    """How the copy of a PDF is set."""

    FLOWING = "flowing"
    PAGES = "pages"
