"""Invented minutes for measuring detection: people, sentences and layouts not used in training."""
