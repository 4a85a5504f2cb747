"""Finding people and what identifies them: Presidio's engine over our model and our recognisers, then a
second pass."""

from redact.find.detect import detect

__all__ = ["detect"]
