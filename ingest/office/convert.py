"""LibreOffice, run so that it can do nothing but convert the one file that it is given.

Threat: two old formats and a new one, read by millions of lines of C++, with macros, links to pictures and
files elsewhere, and embedded programs; a document made to take over its reader runs code with whatever that
reader may do. Rule: a process of its own for each file, in a folder of its own with a new profile, as nobody
and not as root, with limits on memory, time and written bytes. Under bubblewrap it sees the system read-only
and nothing else of the machine, in namespaces of its own without a network. Where bubblewrap is not permitted
and we are root, it runs as nobody behind a filter that refuses every socket but local ones; where it would
run as ourselves, who own the keys, it is not started. The filter to read with is named: nothing guesses.
Macros are switched off in its profile, as are links. When it is done, or late, all its processes are killed,
and what it made is read like a file from outside. Residual risk: a hole in the kernel; without bubblewrap it
can read what everybody on the machine may read, and put it into the document that its owner gets.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from ingest import refusals
from ingest.limits import Limits
from ingest.sandbox import launch
from ingest.sandbox.lockdown import seccomp_available
from ingest.sandbox.program import bubblewrap_works
from models.document import FileFormat

_NAMES = {
    FileFormat.DOC: "old Word document",
    FileFormat.ODT: "OpenDocument text",
    FileFormat.RTF: "RTF file",
}
_READ_WITH = {
    FileFormat.DOC: "MS Word 97",
    FileFormat.ODT: "writer8",
    FileFormat.RTF: "Rich Text Format",
}
_WRITE_WITH = "docx:MS Word 2007 XML"
_SYSTEM = (
    "/usr", "/bin", "/lib", "/lib64", "/opt", "/etc/ld.so.cache", "/etc/fonts", "/etc/libreoffice",
    "/etc/alternatives", "/nix/store",
)  # fmt: skip
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">%s</oor:items>"""
_ITEM = '<item oor:path="%s"><prop oor:name="%s" oor:op="fuse"><value>%s</value></prop></item>'
_CHOICES = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Common/Misc", "UseOpenCL", "false"),
    ("/org.openoffice.Office.Common/Java/ApplicationFolder", "Enable", "false"),
)
_AGAIN = threading.Lock()


def convert(data: bytes, format: FileFormat, limits: Limits) -> bytes:
    """The file as a Word document (.docx), to be read like any from outside; raises `Refused`.

    One at a time in a process: each takes a core and some hundred megabytes for a second or more.
    """
    program = soffice()
    if program is None:
        raise refusals.no_converter()
    if not (bubblewrap_works() or (os.geteuid() == 0 and seccomp_available())):
        raise refusals.no_confinement()
    with _AGAIN, _folder() as work:
        source = work / f"given.{format.value}"
        source.write_bytes(data)
        _give_away(work)
        late = _run(program, work, source.name, format, limits)
        made = work / "made" / "given.docx"
        if made.is_symlink() or not made.is_file():
            raise refusals.too_slow(limits.office_seconds) if late else refusals.damaged(_NAMES[format])
        if made.stat().st_size > limits.file_bytes:
            raise refusals.over_limit("it unfolds to more than there is room for")
        return made.read_bytes()


@cache
def soffice() -> str | None:
    """Where LibreOffice is, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return os.path.realpath(found) if found else None


@cache
def version() -> str:
    """What the installed LibreOffice calls itself ("LibreOffice 7.4")."""
    program = soffice()
    told = Path(program).with_name("bootstraprc") if program else None
    lines = told.read_text("utf-8", "replace").splitlines() if told and told.is_file() else []
    keys = (line.partition("=")[2].strip() for line in lines if line.startswith("ProductKey="))
    return next(keys, "LibreOffice")


def confinement() -> str:
    """How LibreOffice is held on this system, in words."""
    if soffice() is None:
        return "LibreOffice is not installed: .doc, .odt and .rtf files are refused"
    if bubblewrap_works():
        return "LibreOffice runs under bubblewrap: a read-only system, no network"
    if os.geteuid() == 0 and seccomp_available():
        return "LibreOffice runs as nobody without network; NO bubblewrap"
    return "LibreOffice cannot be locked down: .doc, .odt and .rtf files are refused"


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for one conversion: source, result, profile, home. It goes afterwards with all in it."""
    work = Path(tempfile.mkdtemp(prefix="countersign-office-"))
    try:
        for name in ("made", "home", "tmp", "profile/user"):
            (work / name).mkdir(parents=True)
        items = "".join(_ITEM % choice for choice in _CHOICES)
        (work / "profile/user/registrymodifications.xcu").write_text(_PROFILE % items)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _give_away(work: Path) -> None:
    """Where we are root the program is nobody, and has to own what it writes into."""
    if os.geteuid() == 0:
        for path in (work, *work.rglob("*")):
            os.chown(path, launch.NOBODY, launch.NOBODY)


def _run(program: str, work: Path, source: str, format: FileFormat, limits: Limits) -> bool:
    """Let it convert; True where it was late. Its own answer counts for nothing: it is 0 for failures too."""
    inside = "/work" if bubblewrap_works() else str(work)
    command = [
        program, f"-env:UserInstallation=file://{inside}/profile", "--headless", "--norestore", "--nologo",
        "--nodefault", "--nofirststartwizard", f"--infilter={_READ_WITH[format]}",
        "--convert-to", _WRITE_WITH, "--outdir", f"{inside}/made", f"{inside}/{source}",
    ]  # fmt: skip
    environment = {
        "HOME": f"{inside}/home",
        "TMPDIR": f"{inside}/tmp",  # noqa: S108 - its own, not ours
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
    }
    with ExitStack() as stack:
        held = -1
        if seccomp_available():
            held = os.memfd_create("filter", 0)
            stack.callback(os.close, held)
            os.write(held, _local_sockets_only())
            os.lseek(held, 0, os.SEEK_SET)
        boxed = bubblewrap_works()
        if boxed:
            command = [*_bubblewrap(work, held), *command]
        written = limits.unpacked_bytes
        bounds = (
            f"{limits.office_memory_bytes},{int(limits.office_seconds) + 1},{written},{-1 if boxed else held}"
        )
        process = subprocess.Popen(  # noqa: S603 - a fixed command, no shell
            [sys.executable, "-I", "-S", launch.__file__, bounds, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[held] if held >= 0 else [],
            env=environment,
            cwd="/",
            start_new_session=True,
        )
        try:
            process.wait(limits.office_seconds)
        except subprocess.TimeoutExpired:
            return True
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return False


def _bubblewrap(work: Path, filter_at: int) -> list[str]:
    shown = [word for path in _SYSTEM if Path(path).exists() for word in ("--ro-bind", path, path)]
    return [
        str(shutil.which("bwrap")),
        "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        "--uid", str(launch.NOBODY), "--gid", str(launch.NOBODY),
        *shown, "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp",  # noqa: S108 - its own, not ours
        "--bind", str(work), "/work", "--chdir", "/work",
        *(("--seccomp", str(filter_at)) if filter_at >= 0 else ()),
    ]  # fmt: skip


@cache
def _local_sockets_only() -> bytes:
    """A filter that refuses every socket but those within the machine, which its parts talk through."""
    import socket

    import pyseccomp

    rules = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    elsewhere = pyseccomp.Arg(0, pyseccomp.NE, int(socket.AF_UNIX))
    rules.add_rule(pyseccomp.ERRNO(errno.EACCES), "socket", elsewhere)
    for name in (
        "ptrace",
        "mount",
        "unshare",
        "setns",
        "bpf",
        "keyctl",
        "io_uring_setup",
        "process_vm_readv",
    ):
        with suppress(ValueError, OSError):  # a call that this processor does not have
            rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
    with open(os.memfd_create("filter"), "w+b") as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
