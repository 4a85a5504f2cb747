"""The executive summary of a meeting: drafted from its own sentences, under a policy, and written anew.

`draft` makes it, an officer changes it, `spoken_of` says which lines tell what the policy removes, and
`release_summary` writes, verifies and hands over a file, or refuses.
"""

from redact.summary.drafting import draft
from redact.summary.releasing import SummaryRelease, release_summary, spoken_of

__all__ = ["SummaryRelease", "draft", "release_summary", "spoken_of"]
