"""Tests, a folder a room; `building` makes documents in a few readable lines."""
