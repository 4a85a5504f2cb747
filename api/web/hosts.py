"""The names that the service answers to.

Threat: a request with a Host of somebody else's choice has the service write that name into a link (a
recipient's, above all), or another site's name that leads to this machine makes a browser treat it as its own
(DNS rebinding). Rule: a request whose Host is not one of the installation's names is refused before anything
else, with 421. Residual risk: none known; where the setting is a wildcard, whoever makes names below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LOCAL = ("localhost", "127.0.0.1", "[::1]")
FREE = ("/health", "/ready")
"""Asked by whatever watches the container, by an address that nobody knows beforehand; they tell nothing."""
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?)\.?(?::\d{1,5})?")


class Hosts:
    """The names of one installation, besides this machine's own."""

    def __init__(self, names: Iterable[str]) -> None:
        wanted = {name.strip().casefold() for name in names} - {""}
        self._exact = {*LOCAL, *(n for n in wanted if not n.startswith("*."))}
        self._below = tuple(n[1:] for n in wanted if n.startswith("*."))

    def know(self, host: str) -> bool:
        """Whether the value of a Host header names this installation, whatever the port."""
        found = _HOST.fullmatch(host.casefold())
        if found is None:
            return False
        name = found[1]
        return name in self._exact or bool(self._below and name.endswith(self._below))
