"""Loading the pipeline: ours from `nlp/weights`, or a bigger spaCy model that a site points at."""

from __future__ import annotations

import gc
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from models.errors import SettingsError

SHIPPED = Path(__file__).parent / "weights"
"""Where `python -m nlp.train` leaves the model and the wheel carries it."""

LABELS = ("PERSON", "ORG", "LOC", "DATE", "QUANTITY", "CODE", "DEM", "MISC")
"""The entity labels of the shipped model, as the Text Anonymization Benchmark defines them."""


@Language.component("lower_lemma", assigns=["token.lemma"])
def lower_lemma(doc: Doc) -> Doc:
    """Let the lower-case form stand as lemma.

    Presidio raises a score where a context word stands near, and compares lemmas; the model has no
    lemmatiser, and with empty lemmas no context word would ever match.
    """
    for token in doc:
        token.lemma = token.lower
    return doc


def load(path: Path | None = None) -> Language:
    """The pipeline at `path`, or the shipped one; loaded once per path and shared, so do not change it.

    A model of the site's own keeps its own labels; it gets lower-case lemmas where it has no lemmatiser.
    Raises `SettingsError` where the folder holds no spaCy pipeline: nothing is ever downloaded.
    """
    return _load((path or SHIPPED).resolve())


@lru_cache(maxsize=4)
def _load(folder: Path) -> Language:
    if not (folder / "config.cfg").is_file():
        raise SettingsError(
            f"There is no language model in {folder}. Without it no names can be found, so nothing is "
            "processed. Put a spaCy pipeline there, or make the shipped one with: python -m nlp.train"
        )
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise SettingsError(
            f"The language model in {folder} cannot be loaded ({type(error).__name__}). It may be damaged or "
            "made for another version of spaCy. Replace it, or make the shipped one with: python -m nlp.train"
        ) from error
    if "ner" not in nlp.pipe_names:
        raise SettingsError(
            f"The language model in {folder} has no entity recogniser, so it would find nobody."
        )
    multiply_with_numpy(nlp)
    gc.freeze()  # what is loaded with the model would only lengthen the garbage collector's rounds
    if not {"lemmatizer", "lower_lemma"} & set(nlp.pipe_names):
        nlp.add_pipe("lower_lemma")
    return nlp


def multiply_with_numpy(nlp: Language) -> None:
    """Let numpy's library multiply the matrices: a quarter faster on this model than the bundled one, and
    twice as fast in training.

    One thread of it: a service runs several documents at once, and threads that wait burn the processor. The
    library is told so now, since it reads its environment when it is first loaded, which other modules do.
    """
    threadpool_limits(limits=1, user_api="blas")
    for name in nlp.pipe_names:
        model = getattr(nlp.get_pipe(name), "model", None)
        for layer in model.walk() if model is not None else ():
            if hasattr(layer.ops, "use_blis"):
                layer.ops.use_blis = False
