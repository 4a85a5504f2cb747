"""A Word file as it came, with comments beside the places that remarks are about.

Threat: the file is hostile, as every file from outside is. Rule: it is opened by the same code and in the
same locked-down child as for reading (`ReaderPool.annotate`); nothing in it is changed but what a comment
needs, so that what comes out is as good or as bad as what came in. Residual risk: whoever opens the annotated
file opens the original with it.
"""
