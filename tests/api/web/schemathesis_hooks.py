"""What schemathesis does not know by itself: how the bytes of an upload in parts go into a request."""

from __future__ import annotations

import json
from typing import Any

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def as_they_are(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """Bytes as they are; what is none, because a fault is wanted, as its JSON."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return json.dumps(value, default=repr).encode()
