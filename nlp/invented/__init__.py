"""Invented referrals and minutes with their entities marked. Nobody in them is real."""

from nlp.invented.documents import invent

__all__ = ["invent"]
