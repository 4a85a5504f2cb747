"""The commands and their help. Each command's work stands in a module of its own, imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import (
    AccountOption,
    BackUpArgument,
    CaseOption,
    CodeArgument,
    FailOnOption,
    FileArgument,
    FormsOption,
    JsonOption,
    LayoutChoice,
    PolicyOption,
)

app = typer.Typer(
    name="countersign",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="Reads public-protection referrals and minutes, says what is missing or stale, marks them, and "
    "makes redacted copies that are safe to release.",
    epilog="Exit codes: 0 done; 1 findings at or above --fail-on; 2 bad usage; 3 a file refused; "
    "4 verification failed. Start with: `countersign run examples --out out`",
)


@app.command(epilog="Example: `countersign run examples --out out --policy third-party`")
def run(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Sub-folders are cases; files are their documents.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="Where reports and copies go.")],
    policy: PolicyOption = "third-party",
    forms: FormsOption = None,
    fail_on: FailOnOption = None,
    as_json: JsonOption = False,
) -> int:
    """Do everything to a folder of cases: read, mark, check, detect, redact and report."""
    from api.cli.running import run_command

    return run_command(folder, out, policy, forms, fail_on, as_json)


@app.command(epilog="Example: `countersign read minutes.docx --json`")
def read(file: FileArgument, forms: FormsOption = None, as_json: JsonOption = False) -> int:
    """Show what was read from a file: form and why, sections, attendance, actions, dates."""
    from api.cli.read import read_command

    return read_command(file, forms, as_json)


@app.command(epilog="Example: `countersign check june.docx --history march.docx --fail-on high`")
def check(
    file: FileArgument,
    history: Annotated[
        list[Path] | None,
        typer.Option("--history", metavar="FILE", help="An earlier document of the same case. Repeat it."),
    ] = None,
    other_case: Annotated[
        list[Path] | None,
        typer.Option("--other-case", metavar="FILE", help="A document of another case. Repeat it."),
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="NAME", help="Which area's intervals and forms apply.")
    ] = None,
    forms: FormsOption = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="What was said to the findings of this document."),
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option("--before", metavar="FILE", help="The version before: says what this one cleared."),
    ] = None,
    annotated: Annotated[
        Path | None,
        typer.Option("--annotated", metavar="OUT", help="A Word file with the findings as comments."),
    ] = None,
    fail_on: FailOnOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say what is missing, empty, stale or wrong, with the reason, its source and the remedy."""
    from api.cli.check import check_command

    return check_command(
        file,
        history or [],
        other_case or [],
        profile,
        forms,
        fail_on,
        as_json,
        answers=answers,
        before=before,
        annotated=annotated,
    )


@app.command(epilog="Example: `countersign mark minutes.pdf`")
def mark(file: FileArgument, as_json: JsonOption = False) -> int:
    """Compare the protective marking that a file carries with the one its content calls for."""
    from api.cli.mark import mark_command

    return mark_command(file, as_json)


@app.command(epilog="Example: `countersign detect minutes.docx --json`")
def detect(file: FileArgument, as_json: JsonOption = False) -> int:
    """Find every person and identifier, and who the people are."""
    from api.cli.detect import detect_command

    return detect_command(file, as_json)


@app.command(epilog="Example: `countersign redact minutes.docx --policy third-party --out copies/`")
def redact(
    file: FileArgument,
    policy: PolicyOption,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="OUT", help="The copy (.docx or .pdf), or a folder to put it in."),
    ],
    layout: Annotated[
        LayoutChoice,
        typer.Option("--layout", help="Of a PDF's copy: flowing text, or set as the pages are."),
    ] = LayoutChoice.FLOWING,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing copy and log.")] = False,
    as_json: JsonOption = False,
) -> int:
    """Build a clean copy for a recipient, verify it, and write it with its log."""
    from api.cli.redact import redact_command

    return redact_command(file, policy, out, layout.value, force, as_json)


@app.command(epilog="Example: `countersign summarise minutes.docx --policy third-party --out summary.docx`")
def summarise(
    file: FileArgument,
    policy: PolicyOption,
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="The summary, a .docx or .pdf file.")],
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    as_json: JsonOption = False,
) -> int:
    """Draft an executive summary from the sentences that may go, verify it, and write it."""
    from api.cli.summarise import summarise_command

    return summarise_command(file, policy, out, force, as_json)


@app.command("rotate-keys", epilog="Example: `countersign rotate-keys`")
def rotate_keys(
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a rotation that was stopped; makes no new key.")
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Make a new key-encryption key and wrap every document's key with it; content stays as it is."""
    from api.cli.rotating import rotate_command

    return rotate_command(resume, as_json)


@app.command(epilog="Example: `countersign backup /backups/monday.tar`")
def backup(file: BackUpArgument, as_json: JsonOption = False) -> int:
    """Write the database and the originals, encrypted as they are, into one file; never the keys."""
    from api.cli.backing import backup_command

    return backup_command(file, as_json)


@app.command(epilog="Example: `countersign restore /backups/monday.tar`")
def restore(file: BackUpArgument, as_json: JsonOption = False) -> int:
    """Put a back-up into an installation that holds nothing but its key file, and verify it."""
    from api.cli.backing import restore_command

    return restore_command(file, as_json)


@app.command(epilog="Example: `COUNTERSIGN_FOLDER=demo countersign demo`")
def demo(
    case: Annotated[
        str | None, typer.Option("--case", metavar="NAME", help="One of the invented cases alone.")
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Fill an empty installation with the invented cases and an account for each role."""
    from api.cli.demo import demo_command

    return demo_command(case, as_json)


@app.command(epilog="Example: `countersign retention --json`")
def retention(
    case: CaseOption = None,
    ended: Annotated[
        str | None,
        typer.Option("--ended", metavar="DATE", help="State the day on which management of the case ended."),
    ] = None,
    account: AccountOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say what may be disposed of and why, what is held, and what cannot be judged. Destroys nothing."""
    from api.cli.retaining import retention_command

    return retention_command(case, ended, account, as_json)


@app.command(epilog="Example: `countersign hold --lift HOLD --reason 'Settled' --account 'Ines Okoro'`")
def hold(
    case: CaseOption = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="Hold this document alone.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="WORDS", help="Why it is held, or why no longer.")
    ] = None,
    review: Annotated[
        str | None, typer.Option("--review", metavar="DATE", help="The day on which to look at it again.")
    ] = None,
    lift: Annotated[str | None, typer.Option("--lift", metavar="HOLD", help="Lift this hold.")] = None,
    account: AccountOption = None,
    as_json: JsonOption = False,
) -> int:
    """Hold a case or a document against disposal, lift a hold, or list those that stand."""
    from api.cli.retaining import hold_command

    return hold_command(case, document, reason, review, lift, account, as_json)


@app.command(epilog="Example: `countersign dispose --due --account 'Ines Okoro'`")
def dispose(
    propose: Annotated[
        list[str] | None,
        typer.Option("--propose", metavar="ID", help="Propose this document. Repeat it."),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Propose every document that is due.")] = False,
    confirm: Annotated[
        str | None,
        typer.Option("--confirm", metavar="BATCH", help="Confirm what somebody else proposed: destroys it."),
    ] = None,
    withdraw: Annotated[
        str | None, typer.Option("--withdraw", metavar="BATCH", help="Take a proposal back.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what was not over.")] = False,
    certificates: Annotated[
        Path | None,
        typer.Option("--certificates", metavar="DIR", help="Write the certificates into this folder."),
    ] = None,
    account: AccountOption = None,
    as_json: JsonOption = False,
) -> int:
    """Destroy what the schedules let go, past four eyes: one proposes, another confirms."""
    from api.cli.disposing import dispose_command

    return dispose_command(propose or [], due, confirm, withdraw, resume, certificates, account, as_json)


@app.command(epilog="Example: `countersign rules --json`")
def rules(as_json: JsonOption = False) -> int:
    """List every rule with its severity, and whether it can be judged from the papers."""
    from api.cli.rules import rules_command

    return rules_command(as_json)


@app.command(epilog="Example: `countersign explain DIS-01`")
def explain(code: CodeArgument, as_json: JsonOption = False) -> int:
    """Explain one rule: what it asks, where it comes from, a bad and a good example."""
    from api.cli.rules import explain_command

    return explain_command(code, as_json)


@app.command(epilog="Example: `countersign serve --port 8080`")
def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8000,
    workers: Annotated[
        int | None, typer.Option("--workers", min=0, help="Worker processes beside the server.")
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Run the service with its own workers, until interrupted."""
    from api.cli.serving import serve_command

    return serve_command(host, port, workers, as_json)


@app.command(epilog="Example: `countersign worker --once`")
def worker(
    once: Annotated[
        bool, typer.Option("--once", help="Stop when no job is waiting, instead of waiting for more.")
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Work through the jobs that documents are waiting in."""
    from api.cli.serving import worker_command

    return worker_command(once, as_json)


@app.command(epilog="Example: `countersign verify --json`")
def verify(
    anchor: Annotated[
        list[Path] | None,
        typer.Option("--anchor", metavar="FILE", help="A checkpoint that was kept elsewhere. Repeat it."),
    ] = None,
    write_anchor: Annotated[
        Path | None,
        typer.Option("--write-anchor", metavar="FILE", help="Write a checkpoint, to be kept elsewhere."),
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Prove that what is stored is whole and that nobody altered the audit trail."""
    from api.cli.verifying import verify_command

    return verify_command(anchor or [], write_anchor, as_json)
