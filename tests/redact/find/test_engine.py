"""Presidio is used, on our terms: nothing of its own is registered, nothing can be fetched."""

from __future__ import annotations

import socket

import pytest
from presidio_analyzer import AnalyzerEngine

from redact.find.engine import analyzer
from redact.find.pieces import PIECE, pieces
from tests.building import build


def test_the_engine_is_presidios_with_our_recognisers_alone() -> None:
    engine = analyzer()
    assert isinstance(engine, AnalyzerEngine)
    assert all(type(r).__module__.startswith("redact.find") for r in engine.get_recognizers("en"))


def test_nothing_reaches_for_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    analyzer.cache_clear()
    found = analyzer().analyze("Write to jean@example.org or see www.example.org.", "en")
    assert {r.entity_type for r in found} >= {"EMAIL", "URL"}


def test_pieces_cover_the_text_in_order_and_stay_small() -> None:
    document = build("A sentence that goes on. " * 900 + "\nNext.\n| a | b |\n" + "x" * 20_000)
    found = list(pieces(document))
    assert "".join(p.text for p in found) == document.text
    assert all(len(p.text) <= PIECE for p in found)
    assert [p.start for p in found] == [sum(len(q.text) for q in found[:i]) for i in range(len(found))]
