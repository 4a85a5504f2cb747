"""The second pair of eyes: is anything that was removed still in the copy?

Threat: a writer that forgot a corner, a library that keeps more than it shows, a name that stands once more
where nobody looked, an encoding that hides it. Rule: the verifier shares no code with the writer and trusts
nothing that it says; it reads the copy again by at least two other libraries and as bytes, packed and
unpacked, looks for every removed string in every dress it knows, and wants everything absent that a copy has
no need of: comments, revisions, links, properties, attachments, scripts, hidden text. One hit and the copy is
not clean. Residual risk: what was never found in the original is not looked for; a name that is also an
ordinary word is looked for in full and with initials, not by itself; nothing is read off pictures, which no
copy holds.
"""

from redact.verify.needles import Kind, Needle, needles, squashed
from redact.verify.search import places
from redact.verify.verifier import STRUCTURE, verify_copy

__all__ = ["STRUCTURE", "Kind", "Needle", "needles", "places", "squashed", "verify_copy"]
