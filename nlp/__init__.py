"""The language pipeline: the shipped spaCy model, the recipe that trains it, and a sentence splitter.

`load` gives the pipeline, `reader` what finds a pipeline's entities fastest, `sentences` cuts a text.
`python -m nlp.train` makes the weights anew; what the model can and cannot do stands in `MODEL_CARD.md`
beside this file.
"""

from nlp.matrices import Found, reader
from nlp.pipeline import LABELS, load
from nlp.splitting import sentences

__all__ = ["LABELS", "Found", "load", "reader", "sentences"]
