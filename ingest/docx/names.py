"""Names of elements and attributes without their namespaces.

Word writes the same vocabulary in two namespaces (transitional and strict), and copies of it under several
years of extensions. The local name says what an element is in all of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=8192)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: Any) -> str:
    """The element's name without namespace; "" for a comment or processing instruction."""
    tag = element.tag
    return _local(tag) if type(tag) is str else ""


def attribute(element: Any, name: str, default: str = "") -> str:
    """The attribute of that local name, in whatever namespace."""
    found = element.get(name)
    if found is not None:
        return str(found)
    for key, value in element.attrib.items():
        if _local(key) == name:
            return str(value)
    return default


def child(element: Any, name: str) -> Any:
    """The first child of that name, or None."""
    for found in element:
        if local(found) == name:
            return found
    return None


def switched_on(element: Any) -> bool:
    """The value of an on/off property element: on unless it says otherwise."""
    return attribute(element, "val", "true") not in ("0", "false", "off", "none")


def whole_number(text: str, default: int = 0) -> int:
    """An attribute's whole number, or the default where it is none or absurd."""
    text = text.strip()
    if text.lstrip("-").isdigit() and len(text) < 10 and text.isascii():
        return int(text)
    return default
