import pytest
from spacy.language import Language

import nlp


@pytest.fixture(scope="session")
def model() -> Language:
    return nlp.load()
