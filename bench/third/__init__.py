"""A third set of held-out minutes, in other voices and with other names than the first two.

Written before the mending that it was to measure; it is measured before and after, and its misses are not read.
"""
