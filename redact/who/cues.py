"""Every cue there is, in the order in which their reasons are shown."""

from __future__ import annotations

from redact.who.cue import Cue
from redact.who.party_cues import PARTIES
from redact.who.staff_cues import PROFESSIONALS

CUES: tuple[Cue, ...] = (*PROFESSIONALS, *PARTIES)
