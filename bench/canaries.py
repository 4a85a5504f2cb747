"""Whether a name can be read anywhere but where it was asked for.

    python -m bench.canaries [--database sqlite|postgresql]...

An installation of its own is filled with documents of many kinds (Word, PDF, e-mail with an attachment, an
archive, text; one unmarked, one above the ceiling, one damaged, one whose reader is killed while it reads),
all full of names that nothing else contains, in texts, file names, case references, answers, requests,
remarks and summaries. Workers are real processes (`countersign worker`), their readers real children; jobs
are rung through a Redis that writes down every command. Findings are answered, a disclosure goes from the
request to the recipient's link, copies are made, a back-up is written, a document is disposed of.

Then every byte that is left is searched: the database's files with their log, or two dumps of PostgreSQL; the
store of originals; key folder; back-up; logs and output of every process; the broker's files; the temporary
folder; and, while it runs, every argument and environment of its processes. Names are looked for in UTF-8,
UTF-16 both ways, in capitals and small letters, in base 64 at each of its three alignments, in hexadecimal,
and inside whatever inflates (zlib, gzip, members of zip files). Core dumps have to be off in every process.

First the search itself is put to the test: the names are planted in each form, and each has to be found.
Exits 1 where a name was found, 2 where a plant was not.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import gzip
import io
import json
import logging
import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from models.answer import AnswerKind
from models.case import JobState
from models.errors import CountersignError
from models.marking import ProtectiveMarking, Tier
from models.people import EntityType
from models.review import ActKind, DisclosureRequest, FoundBy
from pipeline.backup import back_up
from pipeline.disclosing import Step
from pipeline.service import Service
from pipeline.settings import Settings, load_settings

NAMES = ("Zephyrinella", "Quillfeather", "Brambleworth", "Ottokarina")
"""First name, surname, a file's and a requester's: nothing else in the world is called so."""
PATIENCE = 900.0
_INFLATED = 32 << 20  # bytes that one stream may become


def forms_of(name: str) -> dict[str, bytes]:
    """The name in every form that it might be kept in."""
    found: dict[str, bytes] = {}
    for case, spelt in (("", name), (" small", name.lower()), (" capitals", name.upper())):
        for code in ("utf-8", "utf-16-le", "utf-16-be"):
            raw = spelt.encode(code)
            found[f"{code}{case}"] = raw
            for shift in range(
                3
            ):  # of the three ways that base 64 can fall, the middle does not depend on it
                whole = base64.b64encode(b"\0" * shift + raw)
                found[f"base64+{shift} {code}{case}"] = whole[-(-shift * 8 // 6) + (shift > 0) : -4]
        found[f"hex{case}"] = spelt.encode().hex().encode()
        found[f"HEX{case}"] = spelt.encode().hex().upper().encode()
    return found


FORMS = {f"{name} as {form}": needle for name in NAMES for form, needle in forms_of(name).items()}
_LONGEST_FIRST = sorted(set(FORMS.values()), key=lambda needle: -len(needle))
_ANY = re.compile(b"|".join(re.escape(needle) for needle in _LONGEST_FIRST))
_STREAMS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")


def hits(data: bytes, deep: bool = True) -> set[str]:
    """Which names the bytes hold, in which form, also inside what inflates."""
    found = {form for match in _ANY.findall(data) for form, needle in FORMS.items() if needle == match}
    if deep:
        for match in _STREAMS.finditer(data):
            for inside in _inflated(data, match.start(), match[0]):
                found |= {f"{form}, inflated" for form in hits(inside, deep=False)}
    return found


def _inflated(data: bytes, at: int, head: bytes) -> Iterator[bytes]:
    try:
        if head == b"PK\x03\x04":
            name, extra = (int.from_bytes(data[at + o : at + o + 2], "little") for o in (26, 28))
            yield zlib.decompressobj(-15).decompress(data[at + 30 + name + extra :], _INFLATED)
        else:
            yield zlib.decompressobj(31 if head[0] == 0x1F else 15).decompress(data[at:], _INFLATED)
    except zlib.error:
        return


def untested() -> list[str]:
    """The forms in which a planted name is not found: none, or the search proves nothing."""
    text = f"before {NAMES[0]} after".encode()
    wide = text.decode().encode("utf-16-le")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", text)
    planted = {
        "plain": text,
        "UTF-16": f"before {NAMES[0]} after".encode("utf-16"),
        "capitals": text.upper(),
        "hexadecimal": text.hex().encode(),
        "zlib": b"\0\1\2" + zlib.compress(text) + b"\0",
        "gzip": b"xx" + gzip.compress(text),
        "zip": packed.getvalue(),
        **{f"base64 after {n}": base64.b64encode(b"x" * n + text) for n in range(4)},
        **{f"base64 of UTF-16 after {n}": base64.b64encode(b"x" * n + wide) for n in range(4)},
    }
    return [form for form, data in planted.items() if not hits(data)] + (
        ["nothing"] if hits(b"x" * 9999) else []
    )


def minutes(day: int, marking: str = "OFFICIAL-SENSITIVE") -> str:
    """A paper full of the names."""
    first, last = NAMES[:2]
    return f"""{marking}

MAPPA C
Minutes of MAPPA Level 2 meeting
Date of meeting: {day} March 2012
Name of offender: {first} {last}
Date of birth: 03/04/1985

Attendance
Ann Archer, Senior Probation Officer, Probation Service

Risk assessment
{first} {last} is assessed as posing a high risk of serious harm to children. {last} lives at 14 Oak Road.

Disclosure
Disclosure about {first} {last} was considered.

Actions
DS Bell to visit {last}.

{marking}
"""


def papers() -> dict[str, bytes]:
    """File names and bytes, of each kind that the product reads."""
    import docx
    from reportlab.pdfgen.canvas import Canvas

    word = io.BytesIO()
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "OFFICIAL-SENSITIVE"
    document.core_properties.author = f"{NAMES[0]} {NAMES[1]}"
    for line in minutes(5).splitlines():
        document.add_paragraph(line)
    document.save(word)
    page = io.BytesIO()
    canvas = Canvas(page)
    for number, line in enumerate(minutes(6).splitlines()):
        canvas.drawString(60, 800 - 20 * number, line)
    canvas.save()
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = (
        f"OFFICIAL-SENSITIVE: {NAMES[1]}",
        "a@example.org",
        "b@example.org",
    )
    mail.set_content(minutes(7))
    mail.add_attachment(minutes(8).encode(), "text", "plain", filename=f"{NAMES[2]} part.txt")
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAMES[2]} inner.txt", minutes(9))
    return {
        f"{NAMES[2]}.docx": word.getvalue(),
        f"{NAMES[2]}.pdf": page.getvalue(),
        f"{NAMES[2]}.eml": mail.as_bytes(),
        f"{NAMES[2]}.zip": parcel.getvalue(),
        f"{NAMES[2]}.txt": minutes(10).encode(),
        f"{NAMES[2]} unmarked.txt": minutes(11, "").encode(),
        f"{NAMES[2]} above.txt": minutes(12, "SECRET").encode(),
        f"{NAMES[2]} damaged.docx": b"PK\x03\x04" + minutes(13).encode(),
        f"{NAMES[2]} odd.bin": b"\x00\x01" + minutes(14).encode(),
    }


@dataclass(slots=True)
class Watch:
    """Looks at the arguments, environments and core limits of this process's children, again and again."""

    found: set[str] = field(default_factory=set)
    cores: set[str] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    _over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Until `stop`."""
        while not self._over.wait(0.05):
            for pid in children(os.getpid()):
                self.seen.add(pid)
                with suppress(OSError):
                    for what in ("cmdline", "environ"):
                        self.found |= {
                            f"{what}: {hit}" for hit in hits(Path(f"/proc/{pid}/{what}").read_bytes())
                        }
                    command = (
                        Path(f"/proc/{pid}/cmdline")
                        .read_bytes()
                        .replace(b"\0", b" ")
                        .decode(errors="replace")
                    )
                    limit = re.search(r"Max core file size\s+(\S+)", Path(f"/proc/{pid}/limits").read_text())
                    ours = "countersign" in command or "ingest" in command or "forkserver" in command
                    if ours and limit and limit[1] != "0" and "redis" not in command:
                        self.cores.add(command[:80])

    def stop(self) -> None:
        """The last look."""
        self._over.set()


def children(pid: int) -> list[int]:
    """Every process below that one."""
    found: list[int] = []
    below = {pid}
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            parents[int(path.parent.name)] = int(path.read_text().rsplit(")", 1)[1].split()[1])
    while below:
        below = {child for child, parent in parents.items() if parent in below}
        found += below
    return found


def fill(service: Service, settings: Settings, folder: Path, work: Work) -> list[str]:
    """Everything that the product does, with names in it; what was reached."""
    reached: list[str] = []
    ids = {
        name: service.accept(data, name, f"Case of {NAMES[0]} {NAMES[1]}", "u1").document_id
        for name, data in papers().items()
    }
    work()
    large = (minutes(15) * 4000).encode()
    killed = service.accept(large, f"{NAMES[2]} large.txt", f"Case of {NAMES[0]} {NAMES[1]}", "u1")
    if work(kill_a_reader=True):
        reached.append("a reader was killed while it read")
    work()
    states = {name: service.document(id, "u1").state for name, id in ids.items()}
    reached += [f"{state}" for state in sorted({str(state) for state in states.values()})]
    reached.append(f"after the kill: {service.document(killed.document_id, 'u1').state}")
    main = ids[f"{NAMES[2]}.docx"]
    finding = service.findings(main, "u1")[0]
    service.answers.give(main, finding.key, AnswerKind.WAIVED, f"{NAMES[1]} said so on the telephone", "u1")
    service.content(main, "u1"), service.original(main, "u1")
    quarantined = [id for id in ids.values() if service.document(id, "u1").state is JobState.QUARANTINED]
    for id in quarantined[:1]:
        service.settle(id, ProtectiveMarking(Tier.OFFICIAL, True), f"Settled for {NAMES[1]}", "u1")
        reached.append("quarantine settled")
    service.make_copy(main, "third-party", "u1")
    reached += _disclose(service, main)
    with suppress(CountersignError):
        service.accept(b"", f"{NAMES[2]} empty.txt", f"Case of {NAMES[1]}", "u1")
    service.retention.hold(
        "u1", f"A claim by {NAMES[1]}", datetime.now(UTC).date() + timedelta(days=9), document_id=main
    )
    txt = ids[f"{NAMES[2]}.txt"]
    batch = service.disposals.propose("u1", [txt])[0].batch
    service.disposals.confirm("u2", batch)
    reached.append("held and disposed of")
    work()
    if settings.database.startswith("sqlite"):
        back_up(settings, folder / "back-up.tar")
        reached.append("backed up")
    return reached


def _disclose(service: Service, document: str) -> list[str]:
    request = DisclosureRequest(
        f"{NAMES[3]} {NAMES[1]}", "DPA 2018", f"Complaint of {NAMES[3]}", f"Office of {NAMES[3]}"
    )
    id = service.officers.open(document, "third-party", request, "u2").id
    spans = service.officers.search(id, NAMES[1], FoundBy.EXACT, "u2")
    service.officers.act(id, Step(ActKind.ADD, spans, type=EntityType.PERSON, found_by=FoundBy.EXACT), "u2")
    service.officers.draft_summary(id, "u2")
    service.officers.submit(id, "u2")
    service.approvers.send_back(id, f"Look at {NAMES[1]} again", "u3")
    service.officers.submit(id, "u2")
    service.approvers.approve(id, "u3", f"{NAMES[3]} may have it")
    _, secret = service.counter.release(id, 7, "u2")
    service.counter.received(secret, "copy")
    return ["disclosed, summarised, sent back, approved, released and fetched"]


class Work:
    """Worker processes, with all that they say in files."""

    def __init__(self, environment: dict[str, str], logs: Path) -> None:
        self._environment, self._logs, self._number = environment, logs, 0

    def __call__(self, kill_a_reader: bool = False) -> bool:
        """Do what is waiting; True where a reader was killed on the way."""
        self._number += 1
        command = [str(Path(sys.executable).with_name("countersign")), "worker", "--once"]
        killed = False
        with (self._logs / f"worker-{self._number}.log").open("wb") as log_file:
            worker = subprocess.Popen(command, env=self._environment, stdout=log_file, stderr=log_file)
            until = time.monotonic() + PATIENCE
            while worker.poll() is None and time.monotonic() < until:
                if kill_a_reader and not killed:
                    for pid in _readers(worker.pid):
                        with suppress(OSError):
                            os.kill(pid, signal.SIGKILL)
                            killed = True
                time.sleep(0.02)
            if worker.poll() is None:
                worker.kill()
                raise SystemExit("a worker did not end in time")
        return killed


def _readers(worker: int) -> list[int]:
    """Those of its children that have something to do: they have used the processor lately."""
    busy = []
    for pid in children(worker):
        with suppress(OSError, IndexError, ValueError):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            if fields[0] == "R":
                busy.append(pid)
    return busy


@contextmanager
def broker(folder: Path) -> Iterator[str]:
    """A Redis that writes every command to a file; no URL where it is not installed."""
    folder.mkdir()
    port = str(20000 + secrets.randbelow(20000))
    command = [
        "redis-server",
        "--port",
        port,
        "--dir",
        str(folder),
        "--appendonly",
        "yes",
        "--save",
        "1 1",
        "--bind",
        "127.0.0.1",
    ]
    try:
        server = subprocess.Popen(command, stdout=(folder / "redis.log").open("wb"), stderr=subprocess.STDOUT)
    except OSError:
        yield ""
        return
    try:
        time.sleep(1.0)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(30)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
    """A URL, and at the end the dumps that a server gives."""
    dumps: dict[str, bytes] = {}
    if kind == "sqlite":
        yield f"sqlite:///{folder}/var/countersign.sqlite3", dumps
        return
    name, user = f"canaries_{secrets.token_hex(6)}", getpass.getuser()
    psql = ["psql", "-h", "127.0.0.1", "-U", user, "-q"]
    subprocess.run([*psql, "-d", "test", "-c", f"CREATE DATABASE {name}"], check=True)
    try:
        yield f"postgresql+pg8000://{user}@127.0.0.1:5432/{name}", dumps
        for style in ("p", "c"):
            dump = ["pg_dump", "-h", "127.0.0.1", "-U", user, "-F", style, name]
            dumps[f"pg_dump -F{style}"] = subprocess.run(dump, check=True, capture_output=True).stdout
    finally:
        subprocess.run([*psql, "-d", "test", "-c", f"DROP DATABASE {name} WITH (FORCE)"], check=False)


SCHEDULE = """title = "Minutes"
kinds = ["minutes", "unknown"]
keep = "1 year"
clock = "meeting"
source = "for this test"
"""


def searched(kind: str) -> tuple[dict[str, set[str]], list[str], Watch, dict[str, int]]:
    """Fill an installation and search what is left: places with names, what was reached, bytes by place."""
    with tempfile.TemporaryDirectory(prefix="canaries-") as name:
        folder = Path(name)
        for part in ("tmp", "logs", "schedules"):
            (folder / part).mkdir()
        (folder / "schedules" / "minutes.toml").write_text(SCHEDULE)
        (folder / "schedules" / "other-papers.toml").write_text(
            SCHEDULE.replace('"minutes", "unknown"', '"letter"')
        )
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
        root = logging.getLogger()
        handler = logging.FileHandler(folder / "logs" / "service.log")
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        watch = Watch()
        thread = threading.Thread(target=watch.run, daemon=True)
        thread.start()
        try:
            with broker(folder / "broker") as bell, database(kind, folder) as (url, dumps):
                chosen = {
                    "COUNTERSIGN_FOLDER": str(folder / "var"),
                    "COUNTERSIGN_DATABASE_URL": url,
                    "COUNTERSIGN_CELERY_BROKER_URL": bell,
                    "COUNTERSIGN_RETENTION": str(folder / "schedules"),
                    "COUNTERSIGN_LOG_LEVEL": "debug",
                }
                os.environ.update(chosen)
                settings = load_settings()
                work = Work(dict(os.environ), folder / "logs")
                with Service.open(settings) as service:
                    reached = fill(service, settings, folder, work)
                    reached.append(f"{len(service.trail(most=100_000))} events on record")
                    places = {
                        **_files(folder),
                    }
        finally:
            watch.stop()
            thread.join()
            root.removeHandler(handler)
            for key in [k for k in os.environ if k.startswith("COUNTERSIGN_")]:
                del os.environ[key]
            del os.environ["TMPDIR"]
            tempfile.tempdir = None
        places |= _files(folder) | dumps  # once open, with its log; once closed
        found = {place: hit for place, data in places.items() if (hit := hits(data))}
        found |= {place: {"a name in its path"} for place in places if any(n in place for n in NAMES)}
        sizes: dict[str, int] = {}
        for place, data in places.items():
            part = place.split("/")[0] if not place.startswith("var/") else "/".join(place.split("/")[:2])
            sizes[part] = sizes.get(part, 0) + len(data)
        return found, reached, watch, sizes


def _files(folder: Path) -> dict[str, bytes]:
    """Every file, by way of a copy that another process makes.

    Were they read here, closing them would drop the locks that this process holds on its database.
    """
    found = {}
    with tempfile.TemporaryDirectory(prefix="canaries-copy-", dir=folder.parent) as copied:
        subprocess.run(["cp", "-a", "--", str(folder), copied], check=False, capture_output=True)
        root = Path(copied) / folder.name
        for path in root.rglob("*"):
            if path.is_file() and "schedules" not in path.parts:
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def main() -> int:
    """Test the search, fill and search each kind of installation, and print what was found where."""
    parser = argparse.ArgumentParser(description="Search every byte that an installation leaves for names.")
    parser.add_argument("--database", action="append", choices=["sqlite", "postgresql"], default=[])
    kinds = parser.parse_args().database or ["sqlite", "postgresql"]
    if missed := untested():
        print(f"The search does not find a planted name: {', '.join(missed)}", file=sys.stderr)
        return 2
    print("planted names are found in every form")
    wrong = 0
    for kind in kinds:
        found, reached, watch, sizes = searched(kind)
        print(f"\n{kind}: {'; '.join(reached)}")
        print("searched: " + json.dumps(sizes))
        print(f"processes watched: {len(watch.seen)}; core dumps on in {len(watch.cores)}")
        for place, hit in sorted(found.items()):
            print(f"  FOUND in {place}: {', '.join(sorted(hit))[:300]}")
        for told in sorted(watch.found | {f"core dumps: {c}" for c in watch.cores}):
            print(f"  FOUND in a process: {told}")
        print(f"{len(found) + len(watch.found)} hits")
        wrong += len(found) + len(watch.found) + len(watch.cores)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
