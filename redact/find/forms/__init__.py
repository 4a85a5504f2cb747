"""The tables of forms: how identifiers, contacts, times and amounts are written in the United Kingdom."""

from __future__ import annotations

from redact.find.forms.contact import CONTACT
from redact.find.forms.numbers import NUMBERS
from redact.find.forms.references import REFERENCES
from redact.find.forms.times import TIMES

__all__ = ["CONTACT", "NUMBERS", "REFERENCES", "TIMES"]
