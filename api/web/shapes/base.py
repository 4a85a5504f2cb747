"""What all shapes share, and problems."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _whole(value: Any) -> Any:
    """JSON knows one kind of number: 2.0 is the integer 2."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_whole)
"""Put last into an `Annotated[int, ...]`, so that the limits before it stay in the description."""


class Sent(BaseModel):
    """What a client sends."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Given(BaseModel):
    """What a client gets."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class FieldError(Given):
    """A field that cannot be used, and why; never its value."""

    field: str
    message: str


class ProblemDetails(Given):
    """RFC 9457 problem details. `code` is stable, `detail` and `remedy` are for people."""

    type: str = Field(examples=["/api/v1/problems#not-ready"])
    title: str = Field(examples=["Conflict"])
    status: int = Field(examples=[409])
    code: str = Field(examples=["not-ready"])
    detail: str = Field(examples=["The document is not processed yet."])
    remedy: str = Field(examples=["Ask again in a moment."])
    errors: list[FieldError] = []
    error: str | None = Field(None, description="OAuth's own code, at the addresses for tokens alone.")
    error_description: str | None = None
