"""`countersign redact`: a verified copy and its log, or nothing at all.

Threat: a copy that leaks, a half-written copy taken for a whole one, a copy that replaces a file somebody
needs, a copy whose own name gives the subject away. Rule: nothing is written before verification has passed;
files appear whole or not at all; an existing file stays unless --force; a copy put into a folder is named
after its own contents, never after the original. Residual risk: with --out FILE the name is the caller's.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from api.answers.redaction import log_answer, redact_answer
from api.cli.faults import Exit, about, usage
from api.cli.reading import document_at, readers
from api.cli.terminal import console, emit, named, note, safe
from api.cli.writing import place, refuse_existing
from models.document import Document

if TYPE_CHECKING:
    from models.disclosure import DisclosurePolicy
    from pipeline.settings import Settings
    from redact import Release

Format = Literal["docx", "pdf"]
Layout = Literal["flowing", "pages"]
_ANOTHER = "Choose another --out, or add --force."
_SUFFIXES: dict[str, Format] = {".docx": "docx", ".pdf": "pdf"}


def redact_command(
    file: Path, policy_name: str, out: Path, layout: Layout, force: bool, as_json: bool
) -> int:
    """Write the copy of one file for one policy."""
    folder = out.is_dir() or str(out).endswith(("/", os.sep)) or not out.suffix
    if not folder and out.suffix.lower() not in _SUFFIXES:
        raise usage(
            f"A copy cannot be written as {out.suffix}.", "Use a name that ends in .docx or .pdf.", out, "out"
        )
    if not folder and not force:
        refuse_existing(out, _log_path(out), remedy=_ANOTHER)
    from pipeline.settings import load_settings
    from pipeline.stages import copy_format

    settings = load_settings()
    policy = policy_named(policy_name, settings)
    with readers(settings) as pool:
        document = document_at(file, pool, settings)
    format = copy_format(document.format) if folder else _SUFFIXES[out.suffix.lower()]
    with about(file):
        release = released(document, policy, format, settings, layout)
    target = out / neutral_name(release.copy, format) if folder else out
    with about(target):
        write_pair(target, release, force)
    if as_json:
        emit(redact_answer(named(file), named(target), release.decisions, release.log, release.verification))
    else:
        _show(target, release)
    return Exit.DONE


def policy_named(name: str, settings: Settings) -> DisclosurePolicy:
    """A policy as this installation applies it, or a fault that lists those there are."""
    from pipeline.stages import disclosure_policy
    from redact import policy_names

    if name not in policy_names():
        raise usage(f"There is no policy called {safe(name)}.", f"There are: {', '.join(policy_names())}.")
    return disclosure_policy(name, settings)


def neutral_name(copy: bytes, format: Format) -> str:
    """A file name that tells nothing of who is in it."""
    return f"copy-{hashlib.sha256(copy).hexdigest()[:12]}.{format}"


def released(
    document: Document,
    policy: DisclosurePolicy,
    format: Format,
    settings: Settings,
    layout: Layout = "flowing",
) -> Release:
    """The verified copy, with the marking its content calls for; refuses what is above the ceiling."""
    from pipeline.stages import detect, mark
    from redact import release

    verdict = mark(document, settings)
    if verdict.quarantine:
        note(f"The marking is not settled ({verdict.outcome.value}); the copy carries {verdict.proposed}.")
    detection = detect(document, settings)
    return release(document, detection, policy, format, verdict.proposed, layout=layout)


def write_pair(target: Path, release: Release, force: bool) -> None:
    """The copy and, beside it, its log. Both are new files, moved into place whole."""
    log = _log_path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not force:
        refuse_existing(target, log, remedy=_ANOTHER)
    words = json.dumps(log_answer(release.log), ensure_ascii=False, indent=2) + "\n"
    place(log, words.encode(), force)
    place(target, release.copy, force)


def _log_path(copy: Path) -> Path:
    return copy.with_suffix(".log.json")


def _show(target: Path, release: Release) -> None:
    out, log, verification = console(), release.log, release.verification
    removed, kept = sum(e.count for e in log.removed), sum(e.count for e in log.kept)
    out.print(f"{safe(named(target))}: {removed} removed, {kept} kept, by {log.policy} {log.policy_version}")
    out.print(f"  Verified: {verification.searched} strings looked for, by {', '.join(verification.readers)}")
    for remark in verification.notes:
        out.print(f"  Note: {safe(remark)}")
    out.print(f"  Log: {safe(named(_log_path(target)))}")
