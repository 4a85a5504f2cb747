"""A third set of held-out minutes, in other voices and with other names than the first two.

Written before the mending that it was to measure; measured before and after, and its misses not read.
"""
