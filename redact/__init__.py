"""Documents to clean copies: find every person and identifier, decide by policy, write anew, verify.

`detect` finds, `decide` rules, `write_copy` writes a new file, `verify_copy` looks for what should be gone,
`disclosure_log` tells what was done; `release` does all of it and hands over a file only where it is clean.
"""

from redact.decide import decide
from redact.find import detect
from redact.log import disclosure_log, log_in_words
from redact.policy import load_policy, policy_names
from redact.release import Release, release, release_decided, sweep
from redact.verify import verify_copy
from redact.write import write_copy

__all__ = [
    "Release",
    "decide",
    "detect",
    "disclosure_log",
    "load_policy",
    "log_in_words",
    "policy_names",
    "release",
    "release_decided",
    "sweep",
    "verify_copy",
    "write_copy",
]
