"""What of a text stood in an older one: passages carried over word for word, edited or moved.

`align(old, new)` is the whole of it; everything that speaks of stale text is built on it, and it is
measured by itself (`bench/reuse.py`). `sentences` cuts a text where its sentences and lines end; `prints`
gives what an index of wording may keep of them.
"""

from checks.reuse.alignment import Kind, Match, align
from checks.reuse.prints import Prints, prints
from checks.reuse.sentences import sentences

__all__ = ["Kind", "Match", "Prints", "align", "prints", "sentences"]
