"""Documents to findings: what a chair must send back, and what was carried over and should not have been.

`check` judges a document, alone and against the case's earlier ones; `catalogue` and `rule` say what is
judged and by which source; `align` finds text that was carried from an older document.
"""

from checks.engine import check
from checks.registry import catalogue, rule
from checks.reuse import Match, align
from checks.rule import Rule

__all__ = ["Match", "Rule", "align", "catalogue", "check", "rule"]
