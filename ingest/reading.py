"""Bytes to a `Document`: sniff, read, and let nothing but a `Refused` out."""

from __future__ import annotations

from dataclasses import replace

from ingest import refusals
from ingest.limits import Limits
from ingest.opening import WORDS, Unconverted, content_of, opened
from ingest.parcel import Opened
from ingest.scans.eyes import Eyes, NoEyes
from ingest.structure import Forms, structure
from models.document import Document
from models.errors import CountersignError


def read(
    data: bytes,
    filename: str,
    limits: Limits | None = None,
    eyes: Eyes | None = None,
    forms: Forms | None = None,
) -> Document:
    """The document in these bytes, with its structure; raises `Refused` and nothing else
    but a `SettingsError` where a form or profile of the site is wrong.

    Runs in the caller's process: use `ReaderPool` for files from outside. The name is kept for people to
    recognise the file by, and decides nothing. `eyes` look at pictures that may hold words; without them such
    a page is not read. `forms` are those to know a document by; without them, the ones that are shipped. An
    old format is converted by LibreOffice, in a process of its own.
    """
    limits = limits or Limits()
    found = open_file(data, filename, limits, eyes, carried=False, forms=forms)
    if isinstance(found, Unconverted):
        from ingest.office.convert import convert

        made = convert(data, found.format, limits)
        found = open_file(data, filename, limits, eyes, made, carried=False, forms=forms)
    if not isinstance(found, Opened) or found.document is None:
        raise refusals.several()
    return found.document


def open_file(
    data: bytes,
    filename: str,
    limits: Limits,
    eyes: Eyes | None = None,
    made: bytes | None = None,
    carried: bool = True,
    forms: Forms | None = None,
) -> Opened | Unconverted:
    """The file's document and the files it carries; `Unconverted` where a conversion has to be `made` first.

    Raises as `read` does. Starts no other program.
    """
    content = content_of(data, limits)
    try:
        found = opened(data, filename, content, limits, eyes or NoEyes(), made, carried)
        if isinstance(found, Unconverted) or found.document is None:
            return found
        return replace(found, document=structure(found.document, forms))
    except CountersignError:
        raise  # a refusal, or a setting that is wrong: the file is not to blame for that
    except (MemoryError, RecursionError) as error:
        raise refusals.over_limit("it unfolds to more than there is room for") from error
    except Exception as error:  # parsers raise every kind of exception on damaged input
        raise refusals.damaged(WORDS[content]) from error
