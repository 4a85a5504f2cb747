"""`countersign demo`: a fresh installation filled with the invented cases, for a first look.

The documents go the way that all documents go, through the service's own door and a worker. Accounts are made
and shown before the first document is worked on: where the command is stopped then, `countersign serve` goes
on with what waits, and nobody is left without a password.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.faults import Exit, usage
from api.cli.running import Progress, own_name
from api.cli.terminal import console, emit, named, safe, table

if TYPE_CHECKING:
    from pipeline.entries import Entry
    from pipeline.service import Service
    from pipeline.settings import Settings
    from pipeline.survey import Candidate
    from storage.accounts import Account
    from storage.store import Store

INSTALLED, SOURCE = Path(__file__).parent / "examples", Path(__file__).parents[2] / "examples"
EXAMPLES = INSTALLED if INSTALLED.is_dir() else SOURCE
"""The invented cases: in the package as it is installed, or in a checkout of the source."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
_GROUPS, _GROUP = 4, 5
"""Twenty letters of thirty-one: 99 bits."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An account and its password, which is kept nowhere but here."""

    account: Account
    password: str


def demo_command(case: str | None, as_json: bool) -> int:
    """Fill the installation that the settings name; it has to be empty."""
    from pipeline.service import Service
    from pipeline.settings import load_settings
    from storage.store import Store

    settings = load_settings()
    documents = _examples(case)
    store = Store.open(settings.database, settings.store, settings.keys)
    with Service(store, settings) as service:
        _refuse_used(store, settings)
        people = _accounts(store, service)
        jobs = _accept(service, documents, settings, people)
        if not as_json:
            _show_accounts(people)
        _work(service, settings, jobs)
        entries = sorted(
            service.documents(actor=people[0].account.id), key=lambda e: (e.case.casefold(), e.received)
        )
    if as_json:
        emit(_answer(settings.folder, people, entries))
    else:
        _show(entries)
    states = {entry.state.value for entry in entries}
    if "failed" in states:
        return Exit.INTERNAL
    return Exit.REFUSED if "refused" in states else Exit.DONE


def _examples(case: str | None) -> list[Candidate]:
    """The documents of the invented cases, or of one of them; raises where they are not there."""
    from pipeline.survey import survey

    found = survey(EXAMPLES)[0] if EXAMPLES.is_dir() else []
    if not found:
        raise usage(
            "The invented cases are not there: the package was installed without them.",
            "Install it again from its wheel or from a checkout of the source, or start with "
            "`countersign serve` and documents of your own.",
            EXAMPLES,
            "no-examples",
        )
    cases = sorted({candidate.case for candidate in found})
    if case is not None and case not in cases:
        raise usage("There is no invented case of that name.", f"There are: {', '.join(cases)}.")
    return [candidate for candidate in found if case in (None, candidate.case)]


def _refuse_used(store: Store, settings: Settings) -> None:
    """Invented cases never go among real ones."""
    from storage.accounts import Accounts

    with store.reading() as (session, archive):
        used = bool(archive.cases()) or Accounts(session, store.keys).any()
    if used:
        raise usage(
            "This installation holds cases or accounts already; invented cases never go among real ones.",
            "Name another, empty folder: COUNTERSIGN_FOLDER=demo countersign demo",
            settings.folder,
            "not-empty",
        )


def _accounts(store: Store, service: Service) -> list[Opened]:
    """One account for each role, called as the role is, with a password made here."""
    from storage.accounts import AccountRole, Accounts, hash_password
    from storage.events import Event

    made = []
    passwords = {role: _password() for role in AccountRole}
    hashes = {role: hash_password(password, role.value) for role, password in passwords.items()}
    with store.database.writing() as session:
        accounts = Accounts(session, store.keys)
        for role, password in passwords.items():
            made.append(Opened(accounts.add(role.value, hashes[role], role, areas=None), password))
    for opened in made:
        service.record(
            Event.SENSITIVE_CREATE,
            "system",
            document=opened.account.id,
            what=f"account:{opened.account.role}",
        )
    return made


def _password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _accept(
    service: Service, documents: list[Candidate], settings: Settings, people: list[Opened]
) -> dict[str, str]:
    """Take the documents in, as the coordinator would; each one's job, and its name for the progress."""
    from pipeline.survey import open_inside
    from storage.accounts import AccountRole

    sender = next(p.account.id for p in people if p.account.role is AccountRole.COORDINATOR)
    jobs = {}
    for document in documents:
        data = open_inside(document.path, EXAMPLES, settings.limits.file_bytes)
        jobs[service.accept(data, document.path.name, document.case, sender).job_id] = document.name
    return jobs


def _work(service: Service, settings: Settings, jobs: dict[str, str]) -> None:
    """Do what waits, until every document has come to its end and earlier ones were checked again."""
    from models.case import Stage
    from pipeline.worker import open_workshop

    waiting, progress = dict(jobs), Progress()
    with open_workshop(settings) as workshop:
        while True:
            if waiting:
                progress(next(iter(waiting.values())), Stage.READ, len(jobs) - len(waiting), len(jobs))
            worked = workshop.do_next()
            for id in [id for id in waiting if service.job(id).state.terminal]:
                name = waiting.pop(id)
                progress(name, None, len(jobs) - len(waiting), len(jobs))
            if not worked and not waiting:
                break
            if not worked:
                time.sleep(settings.poll_seconds)  # one that failed waits for its next attempt
    progress.close()


def _show_accounts(people: list[Opened]) -> None:
    shown = table("Accounts. The passwords are shown this once", "Name", "Role", "Password")
    for opened in people:
        shown.add_row(opened.account.name, opened.account.role.value, opened.password)
    console().print(shown)


def _show(entries: list[Entry]) -> None:
    out = console()
    shown = table("", *("Case", "Document", "State", "Marking", "Block", "High", "Med", "Low", "People"))
    for column in shown.columns[4:]:
        column.justify = "right"
        column.no_wrap = True
    for entry in entries:
        marking = f"{entry.declared or 'none'} ({entry.outcome})" if entry.outcome else "-"
        found = [str(n) if n else "-" for n in entry.findings.values()]
        shown.add_row(
            *(safe(entry.case), safe(entry.filename), entry.state.value, marking, *found, str(entry.people))
        )
    out.print(shown)
    out.print("All people in these documents are invented. Put no real document into this installation.")
    out.print(f"Next, with the same COUNTERSIGN_ settings: {own_name()} serve", soft_wrap=True)


def _answer(folder: Path, people: list[Opened], entries: list[Entry]) -> dict[str, Any]:
    return {
        "folder": named(folder),
        "accounts": [
            {"name": p.account.name, "role": p.account.role.value, "password": p.password} for p in people
        ],
        "documents": [
            {
                "document": entry.id,
                "case": entry.case,
                "file": entry.filename,
                "state": entry.state.value,
                "form": entry.form,
                "kind": entry.kind,
                "dated": entry.held.isoformat() if entry.held else None,
                "marking": entry.declared or None,
                "marking_outcome": entry.outcome or None,
                "findings": entry.findings,
                "people": entry.people,
            }
            for entry in entries
        ],
        "next": "countersign serve",
    }
