"""Invented minutes for measuring detection: people, sentences and layouts that the language model never trained on."""
