"""The faults that reach a person, each with what went wrong and what to do about it.

Every error that the product raises on purpose descends from `CountersignError`. Messages never carry a
document's text or a person's name: they are logged, and logs are read by people who have no need to know.
"""

from __future__ import annotations

from enum import StrEnum


class RefusalCode(StrEnum):
    """Why a file was not accepted. Stable: scripts and the audit trail rely on the values."""

    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    PASSWORD = "password"  # noqa: S105 - the fault's name, not a secret
    DAMAGED = "damaged"
    OVER_LIMIT = "over-limit"
    UNSAFE = "unsafe"
    TOO_SLOW = "too-slow"
    INFECTED = "infected"
    SCANNER = "scanner-unavailable"
    ABOVE_CEILING = "above-ceiling"


class CountersignError(Exception):
    """A fault with a plain-English message and a remedy.

    `message` says what is wrong, `remedy` what the reader can do; neither quotes document text.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class Refused(CountersignError):
    """A file that will not be read, with the reason as a stable code.

    The file is named by the caller, who knows it; the error itself carries none, so that it may be logged.
    """

    def __init__(self, code: RefusalCode, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.code = code

    def __reduce__(self) -> tuple[type[Refused], tuple[RefusalCode, str, str]]:
        """Pickle by the three parts, so that a refusal crosses a process boundary whole."""
        return (Refused, (self.code, self.message, self.remedy))


class VerificationFailed(CountersignError):
    """A clean copy in which something that was to be removed can still be found. There is no file."""


class SettingsError(CountersignError):
    """A setting, profile, policy or form file that cannot be used, and what to change in it."""
