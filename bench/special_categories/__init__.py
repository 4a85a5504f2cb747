"""Sentences in which the words that tell special-category data are marked, and sentences that hold none."""
