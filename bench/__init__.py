"""Measurements, one command each: `python -m bench.NAME`. Accuracy and speed are printed here, not asserted in tests."""
