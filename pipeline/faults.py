"""What may be said of a fault of the product's own."""

from __future__ import annotations


def place_of(error: BaseException) -> str:
    """The kind of error and the line it came from; never its message, which may quote a document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} at {trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
