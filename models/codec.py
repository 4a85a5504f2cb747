"""The vocabulary to JSON and back without loss.

Dates are ISO 8601, enumerations their values, tuples arrays. Decoding checks types and, for a `Document`,
the tiling; what does not fit raises `msgspec.ValidationError`.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: object) -> bytes:
    """Compact UTF-8 JSON of any value of the vocabulary."""
    return msgspec.json.encode(value)


def from_json(kind: type[T], data: bytes) -> T:
    """A value of the vocabulary from its JSON."""
    return msgspec.json.decode(data, type=kind)


def to_plain(value: object) -> Any:
    """Dicts, lists, strings and numbers, as JSON would hold them."""
    return msgspec.to_builtins(value)
