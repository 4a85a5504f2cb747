"""Held-out minutes: hand-written narratives, layouts, sentences and names written before the rules met them.

Odd-numbered narratives, layouts, sentences and names are for development; even ones are left untouched, and
their misses are not read, so that what a rule does to them is what it does to anybody's document.
"""
