"""What all shapes share, and problems."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


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
