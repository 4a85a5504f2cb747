"""How the shipped model cuts text into words: spaCy's English rules, and those that minutes need.

Notes are typed in haste: "-Probation", "OBI(Social worker)", "Obi|PO", "J.Smith". A name that stays
glued to its neighbour cannot be marked, so these are cut too.
"""

from __future__ import annotations

from typing import Any, cast

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_GLUE = r"[|;()\[\]{}<>•·_&+…]"
_PREFIXES = [r"-(?=\w)", r"[|•·*_>/\\+&~]"]
_SUFFIXES = [r"-", r"[|•·_</\\+&~]", r"(?<=[a-z])\?"]
_INFIXES = [_GLUE, r"(?<=[A-Z])\.(?=[A-Z][a-z])", r"(?<=[A-Za-z])–(?=[A-Za-z])"]


def adapt(nlp: Language) -> None:
    """Teach the tokeniser of a blank pipeline these rules; they are saved with the model."""
    rules, tokenizer = nlp.Defaults, cast(Any, nlp.tokenizer)
    tokenizer.prefix_search = compile_prefix_regex([*(rules.prefixes or ()), *_PREFIXES]).search
    tokenizer.suffix_search = compile_suffix_regex([*(rules.suffixes or ()), *_SUFFIXES]).search
    tokenizer.infix_finditer = compile_infix_regex([*(rules.infixes or ()), *_INFIXES]).finditer
