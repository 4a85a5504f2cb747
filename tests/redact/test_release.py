"""A file leaves only where nothing removed is left in it; else there is none, and nobody is named."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import import_module

import pytest

from models.disclosure import Verdict
from models.errors import VerificationFailed
from redact import load_policy, log_in_words, release, release_decided
from redact.decide import decide
from redact.release import sweep
from tests.redact.scene import MARKING, Scene, scene

POLICY = load_policy("third-party")

AGAIN = {
    "the same name elsewhere": "Seen with Jean Pennock.",
    "surname alone": "Pennock was told.",
    "another case": "PENNOCK was told.",
    "surname first": "Pennock, Jean",
    "initial and surname": "J. Pennock signed.",
    "possessive": "Pennock's sister came.",
    "inside a user name": "She writes as jpennock84 there.",
    "with an underscore": "pennock_statement.docx",
    "letters spaced out": "P e n n o c k",
    "soft hyphen": "Pen\u00adnock was told.",
    "broken over a line": "told Pen-\u2028nock of it",
    "number in other punctuation": "Ring 07700-900-123 now.",
    "number closed up": "Ring 07700900123 now.",
}


def with_one(more: str) -> Scene:
    return scene(f"<P1 victim|Jean Pennock> can be rung on <PHONE P1|07700 900123>.\n{more}")


@pytest.mark.parametrize("more", AGAIN.values(), ids=AGAIN.keys())
@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_further_occurrence_that_detection_missed_goes_too(more: str, format: str) -> None:
    drawn = with_one(more)
    made = release(drawn.document, drawn.detection, POLICY, format, MARKING)  # type: ignore[arg-type]
    assert made.verification.clean
    again = [d for d in made.decisions if d.recogniser == "second-search"]
    assert again
    assert all(d.verdict is Verdict.REMOVE for d in again)


def test_the_second_search_gives_the_person_s_own_mark() -> None:
    drawn = with_one("Pennock was told.")
    made = release(drawn.document, drawn.detection, POLICY, "docx", MARKING)
    assert len({d.label for d in made.decisions if d.label.startswith("[PERSON")}) == 1


def test_the_rest_of_a_name_of_ordinary_words_goes_where_only_half_was_found() -> None:
    drawn = scene("<P1 victim|Will Young> came. <P1|Will> Young left. The will of a young man.")
    made = sweep(drawn.document, decide(drawn.document, drawn.detection, POLICY))
    gone = [drawn.words(d.start, d.end) for d in made if d.verdict is Verdict.REMOVE]
    assert gone == ["Will Young", "Will Young"]


def test_a_copy_that_does_not_pass_is_none_and_nobody_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = with_one("Pennock was told.")
    made = decide(drawn.document, drawn.detection, POLICY)
    monkeypatch.setattr(import_module("redact.release"), "sweep", lambda document, decisions: decisions)
    with pytest.raises(VerificationFailed) as error:
        release_decided(drawn.document, made, POLICY, "docx", MARKING)
    said = f"{error.value} {error.value.message} {error.value.remedy} {error.value.args}"
    assert "ennock" not in said
    assert "Jean" not in said
    assert error.value.remedy
    assert error.value.__cause__ is None


def test_an_officer_s_own_removal_is_searched_for_as_well() -> None:
    drawn = scene("Ask Kestle and Ann. Kestle's car was seen.")
    made = decide(scene("<P1 victim|Kestle>").document, scene("<P1 victim|Kestle>").detection, POLICY)[0]
    by_hand = replace(made, start=4, end=10, by="officer-7")
    done = release_decided(drawn.document, (by_hand,), POLICY, "pdf", MARKING)
    assert [drawn.words(d.start, d.end) for d in done.decisions] == ["Kestle", "Kestle"]


def test_a_possessive_in_a_hurry_goes_with_its_name() -> None:
    drawn = scene("<P1 victim|Bilal Kestle> came. bilals sister drove. His jeans were torn.")
    done = release(drawn.document, drawn.detection, POLICY, "docx", MARKING, seed=1)
    gone = [drawn.words(d.start, d.end) for d in done.decisions]
    assert "bilals" in gone
    assert "jeans" not in gone


def test_a_removed_word_that_the_marks_hold_too_does_not_stop_the_copy() -> None:
    drawn = scene("He writes as <HANDLE|user> to <P1 victim|Mina Kestle>.")
    done = release(drawn.document, drawn.detection, POLICY, "docx", MARKING, seed=1)
    assert done.verification.clean


LOGGED = """
# 5. Disclosure
<P1 victim|Jean Pennock> lives at <ADDRESS P1|3 Quay Lane>.
<P1|Jean> was told by <P2 professional|Ann Archer>.
COMMENT: <P1|Jean> is afraid
"""


def test_the_log_says_what_went_and_why_and_never_repeats_it() -> None:
    drawn = scene(LOGGED)
    made = release(drawn.document, drawn.detection, POLICY, "docx", MARKING, seed=1)
    said = log_in_words(made.log) + repr(made.log)
    for gone in ("Pennock", "Jean", "Quay", "Lane"):
        assert gone not in said
    assert f"third-party, version {POLICY.version}" in said
    assert "[ADDRESS]: 1" in said
    assert "not on the page" in said
    assert sum(entry.count for entry in made.log.removed) == 4
    assert [entry.count for entry in made.log.kept] == [1]


def test_the_log_does_not_tell_a_source_from_a_relative() -> None:
    drawn = scene("<P1 public|Ken Bright> and <P2 family|Rosa Thorne> spoke.")
    made = release(drawn.document, drawn.detection, load_policy("subject-access"), "docx", MARKING)
    said = log_in_words(made.log)
    assert len({(e.reason, e.why) for e in made.log.removed}) == 1
    for word in ("public", "family", "informant", "witness"):
        assert word not in said.split("Removed")[1]


def test_the_log_belongs_to_its_copy_and_its_original() -> None:
    drawn = scene(LOGGED)
    made = release(drawn.document, drawn.detection, POLICY, "pdf", MARKING)
    assert made.log.copy_sha256 == hashlib.sha256(made.copy).hexdigest()
    assert made.log.original_sha256 == drawn.document.sha256
    assert made.log.marking == "OFFICIAL-SENSITIVE"
