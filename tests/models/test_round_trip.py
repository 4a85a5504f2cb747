"""Every value of the vocabulary goes to JSON and comes back the same."""

from __future__ import annotations

import dataclasses
import inspect
from itertools import pairwise
from types import ModuleType

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import case, disclosure, document, finding, marking, people, structure, text
from models.codec import from_json, to_json, to_plain
from models.document import Block, Channel, Document, FileFormat
from models.text import Span


def _values(*modules: ModuleType) -> list[type]:
    found = [
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
    ]
    return sorted(found, key=lambda kind: kind.__name__)


ALL = _values(case, disclosure, document, finding, marking, people, structure, text)

spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 9999), st.integers(0, 9999))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with blocks that tile its text, cut at any places."""
    words = draw(st.text(max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(words)), max_size=4)))
    edges = [0, *cuts, len(words)] if words else []
    blocks = tuple(
        Block(start, end, channel=draw(st.sampled_from(Channel))) for start, end in pairwise(edges)
    )
    return Document(draw(st.text(max_size=8)), "0" * 64, draw(st.sampled_from(FileFormat)), words, blocks)


st.register_type_strategy(Span, spans)
st.register_type_strategy(Document, documents())
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(int, st.integers(0, 2**53))


def test_the_whole_vocabulary_is_tried() -> None:
    assert {"Document", "Finding", "Mention", "Decision", "MarkingVerdict", "Job", "History"} <= {
        k.__name__ for k in ALL
    }


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
@settings(
    max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
@given(data=st.data())
def test_json_and_back_without_loss(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert from_json(kind, to_json(value)) == value


@given(documents())
def test_blocks_give_the_text_back(made: Document) -> None:
    assert "".join(made.text[b.start : b.end] for b in made.blocks) == made.text


@pytest.mark.parametrize(
    "blocks", [(Block(0, 3),), (Block(1, 5),), (Block(0, 3), Block(2, 5)), (Block(0, 2), Block(3, 5)), ()]
)
def test_a_document_whose_blocks_leave_a_gap_or_overlap_cannot_be_made(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(ValueError, match="tile"):
        Document("a.txt", "", FileFormat.TEXT, "12345", blocks)


def test_a_document_from_json_is_held_to_the_tiling_too() -> None:
    plain = to_plain(Document("a.txt", "", FileFormat.TEXT, "12345", (Block(0, 5),)))
    plain["blocks"][0]["end"] = 4
    with pytest.raises(msgspec.ValidationError, match="tile"):
        from_json(Document, msgspec.json.encode(plain))


def test_what_is_no_such_value_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        from_json(Span, b'{"start": "one", "end": 2}')
