"""The refusals of a reader, in words that the person who sent the file can act on."""

from __future__ import annotations

from models.errors import RefusalCode, Refused


def empty() -> Refused:
    """Nothing in the file, or nothing that is text."""
    return Refused(
        RefusalCode.EMPTY,
        "The file is empty.",
        "Check that it was saved and copied completely, then send it again.",
    )


def unsupported(what: str) -> Refused:
    """A kind of file that is not read; `what` says in plain words what it is."""
    return Refused(
        RefusalCode.UNSUPPORTED,
        f"This is {what}, whatever its name says, and it cannot be read here.",
        "Send the document as a Word file (.docx), a PDF, or plain text.",
    )


def password(what: str) -> Refused:
    """A file that only opens with a password."""
    return Refused(
        RefusalCode.PASSWORD,
        f"The {what} is protected with a password, so its text cannot be checked.",
        "Remove the password in the program that made it, save it, and send it again.",
    )


def damaged(what: str) -> Refused:
    """A file that the readers cannot make sense of."""
    return Refused(
        RefusalCode.DAMAGED,
        f"The {what} is damaged or incomplete and could not be read.",
        "Open it in the program that made it, save it again under a new name, and send that copy.",
    )


def over_limit(what: str) -> Refused:
    """A file past one of the `Limits`; `what` names the limit and its value."""
    return Refused(
        RefusalCode.OVER_LIMIT,
        f"The file is larger than is accepted: {what}.",
        "Split it into smaller documents, or ask the person who runs the service to raise the limit.",
    )


class ReaderKilled(Refused):
    """The child that read the file was killed: by its limit of memory, or by something outside it.

    Which of the two, nobody can tell from one try: who may try again does.
    """


def killed() -> ReaderKilled:
    """A file whose reader was killed."""
    why = over_limit("it unfolds to more than there is room for")
    return ReaderKilled(why.code, why.message, why.remedy)


def unsafe(what: str) -> Refused:
    """A file built in a way that no ordinary program builds one; `what` says how."""
    return Refused(
        RefusalCode.UNSAFE,
        f"The file was not opened because {what}.",
        "Ask the sender where it came from; if it is genuine, open it in Word, save it as a new .docx and "
        "send that.",
    )


def too_slow(seconds: float) -> Refused:
    """A file that was still not read after the time allowed."""
    return Refused(
        RefusalCode.TOO_SLOW,
        f"The file could not be read within {seconds:g} seconds.",
        "Open it in the program that made it, print it to a new PDF or save it again, and send that copy.",
    )


def several() -> Refused:
    """An archive, where one document is wanted."""
    return Refused(
        RefusalCode.UNSUPPORTED,
        "This is an archive that holds other files, and no document itself.",
        "Unpack it, or put it into a folder and run `countersign run` on that: each file in it is then a "
        "document of its own.",
    )


def too_deep(depth: int) -> Refused:
    """A file inside a file inside a file, further in than anybody looks."""
    return Refused(
        RefusalCode.OVER_LIMIT,
        f"It lies more than {depth} files deep inside other files, and what it holds was not read.",
        "Take it out and send it as a document of its own.",
    )


def no_converter() -> Refused:
    """An old format, where the program that reads it is not installed."""
    return Refused(
        RefusalCode.UNSUPPORTED,
        "Files of this old format are read through LibreOffice, which is not installed here.",
        "Save it as a Word file (.docx) and send that, or ask the person who runs the service to install "
        "LibreOffice (Debian: libreoffice-writer-nogui, bubblewrap).",
    )


def no_confinement() -> Refused:
    """An old format, where LibreOffice is installed and cannot be locked down."""
    return Refused(
        RefusalCode.UNSUPPORTED,
        "Files of this old format are read through LibreOffice, which cannot be locked down on this system, "
        "so it was not started.",
        "Save it as a Word file (.docx) and send that, or ask the person who runs the service to install "
        "bubblewrap and to allow user namespaces.",
    )
