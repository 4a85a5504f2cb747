"""Measurements, one command each: `python -m bench.NAME`. They print; tests assert nothing of speed."""
