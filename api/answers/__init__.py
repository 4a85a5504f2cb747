"""Results as JSON: the stable keys that `countersign ... --json` and the HTTP service both give.

One module a result. Every key of a schema in `docs/schemas/` is always there; what is not known is null or
empty. Offsets are Unicode code points on the document's `text`. Dates are ISO 8601.
"""
