from pathlib import Path

import pytest
from spacy.language import Language
from threadpoolctl import threadpool_info

import nlp
from models.errors import SettingsError


def test_a_folder_without_weights_is_a_setting_to_mend(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no language model"):
        nlp.load(tmp_path / "nowhere")


def test_a_damaged_model_is_a_setting_to_mend(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 'nothing'\n")
    with pytest.raises(SettingsError, match="cannot be loaded"):
        nlp.load(tmp_path)


def test_a_model_without_entities_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(SettingsError, match="no entity recogniser"):
        nlp.load(tmp_path)


def test_one_thread_multiplies_whoever_loaded_numpy_first(model: Language) -> None:
    libraries = [found for found in threadpool_info() if found["user_api"] == "blas"]
    assert libraries
    assert all(found["num_threads"] == 1 for found in libraries)
