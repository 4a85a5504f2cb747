"""What each policy lets through, as a table; and what is said of a policy file that is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.disclosure import Verdict
from models.errors import SettingsError
from models.people import EntityType, Role
from redact import decide, load_policy, policy_names
from tests.redact.scene import scene

SOURCE = """
The <P1 subject|Marcus Thorne> and <P2 victim|Jean Pennock> and <P3 child|Tilly> and
<P4 family|Rosa Thorne> and <P5 public|Ken Bright> and <P6 professional|Ann Archer> and <P7|Lou Field>.
His own: <DATE_OF_BIRTH P1|3 May 1980>, <AGE P1|44>, <ADDRESS P1|9 Weir Row>, <NINO P1|QQ123456C>,
<HEALTH P1|asthma>, <PHONE P1|07700 900111>, <PRISON_NUMBER P1|A1234BC>.
Hers: <DATE_OF_BIRTH P2|4 June 1985>, <AGE P2|39>, <ADDRESS P2|3 Quay Lane>, <PHONE P2|07700 900222>.
Nobody's: <POSTCODE|ZZ99 9ZZ>, <EMAIL|a@example.org>, <VEHICLE|AB12 CDE>, <LOCATION|Exetown>,
<DATE|7 July 2001>,
<ETHNICITY|Welsh>, <OFFENCE|assault>, <QUANTITY|100 metres>, <DEMOGRAPHIC|a tall man with a scar>.
Known: <ORGANISATION|Northshire Police>, <ORGANISATION|Oakfield School>, <DATE|four weeks>, <DATE|in March>,
<LOCATION|Exetown Police Station>, <LOCATION|4 Council Avenue>, <LOCATION|the town centre>,
<DEMOGRAPHIC|Probation Officer>, <AGE|aged 12 to 16>.
"""
PEOPLE = ["Marcus Thorne", "Jean Pennock", "Tilly", "Rosa Thorne", "Ken Bright", "Ann Archer", "Lou Field"]
KEPT: dict[str, set[str]] = {
    "third-party": {
        "Ann Archer", "assault", "100 metres", "Northshire Police", "four weeks", "in March",
        "Exetown Police Station", "the town centre", "Probation Officer", "aged 12 to 16",
    },
    "subject-access": {
        "Marcus Thorne", "3 May 1980", "44", "9 Weir Row", "QQ123456C", "07700 900111", "A1234BC",
        "Ann Archer", "assault", "100 metres", "Northshire Police", "four weeks", "in March",
        "Exetown Police Station", "the town centre", "Probation Officer", "aged 12 to 16",
    },
    "victim": {
        "Marcus Thorne", "Ann Archer", "assault", "100 metres", "Northshire Police", "four weeks", "in March",
        "Exetown Police Station", "the town centre", "Probation Officer", "aged 12 to 16",
    },
    "accommodation-provider": {
        "Marcus Thorne", "3 May 1980", "44", "asthma", "07700 900111", "A1234BC", "Ann Archer", "assault",
        "100 metres", "Northshire Police", "four weeks", "in March", "Exetown Police Station",
        "the town centre", "Probation Officer", "aged 12 to 16",
    },
    "court": {
        "Marcus Thorne", "3 May 1980", "44", "9 Weir Row", "QQ123456C", "asthma", "07700 900111", "A1234BC",
        "Ann Archer", "7 July 2001", "assault", "100 metres", "Northshire Police", "four weeks", "in March",
        "Exetown", "Exetown Police Station", "4 Council Avenue", "the town centre", "Probation Officer",
        "aged 12 to 16",
    },
    "jobcentre": {"3 May 1980", "QQ123456C"},  # the other lines say more than who somebody is
    "publication": set(),
}  # fmt: skip


def kept(policy: str, **changes: object) -> set[str]:
    drawn = scene(SOURCE)
    made = decide(drawn.document, drawn.detection, replace(load_policy(policy), **changes), seed=1)
    return {
        drawn.words(d.start, d.end) for d in made if d.verdict is Verdict.KEEP and d.recogniser != "passage"
    }


@pytest.mark.parametrize("name", policy_names())
def test_a_policy_keeps_exactly_what_its_table_says(name: str) -> None:
    assert kept(name) == KEPT[name]


@pytest.mark.parametrize("name", policy_names())
def test_no_policy_keeps_a_victim_a_child_or_a_member_of_the_public(name: str) -> None:
    assert not kept(name) & {
        "Jean Pennock",
        "Tilly",
        "Ken Bright",
        "Lou Field",
        "3 Quay Lane",
        "07700 900222",
    }


@pytest.mark.parametrize("name", policy_names())
def test_without_staff_names_no_professional_is_named(name: str) -> None:
    assert "Ann Archer" not in kept(name, staff_names=False)


@pytest.mark.parametrize("name", policy_names())
def test_every_shipped_policy_can_be_explained(name: str) -> None:
    policy = load_policy(name)
    reasons = dict(policy.reasons)
    assert policy.name == name
    assert policy.version
    assert len(policy.purpose) > 80
    assert policy.rules
    for rule in policy.rules:
        assert rule.why.endswith(".")
        assert reasons[rule.reason]


@pytest.mark.parametrize("name", policy_names())
@pytest.mark.parametrize("type", EntityType)
def test_no_policy_keeps_what_is_a_victim_s_whatever_it_is(name: str, type: EntityType) -> None:
    rule = next(
        (r for r in load_policy(name).rules if (not r.types or type in r.types) and not r.kinds
         and (not r.roles or Role.VICTIM in r.roles)),
        None,
    )  # fmt: skip
    allowed = {
        "third-party": {EntityType.OFFENCE},
        "victim": {EntityType.OFFENCE},
        "court": {EntityType.CASE_NUMBER, EntityType.COURT_URN},
    }
    assert rule is None or rule.verdict is Verdict.REMOVE or type in allowed.get(name, set())


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "area.toml"
    file.write_text(text)
    return file


HEAD = 'name = "area"\nversion = "1"\ntitle = "Area"\npurpose = "For an area of its own."\n'
RULE = '[[rule]]\nverdict = "remove"\nreason = "minimisation"\nwhy = "Not needed."\n'


def test_an_area_may_bring_its_own_policy_and_reasons(tmp_path: Path) -> None:
    own = '[reasons.local]\nwords = "Agreed locally."\nsource = "The area"\n'
    policy = load_policy(written(tmp_path, HEAD + RULE.replace("minimisation", "local") + own))
    assert dict(policy.reasons)["local"] == "Agreed locally. (The area)"


FAULTS = {
    "no TOML": ("name = ", "is not TOML"),
    "no rules": (HEAD, "rule"),
    "an unknown verdict": (HEAD + RULE.replace('"remove"', '"hide"'), "hide"),
    "an unknown type": (HEAD + RULE + 'types = ["NAME"]\n', "'NAME'"),
    "an unknown role": (HEAD + RULE + 'roles = ["boss"]\n', "boss"),
    "an unknown kind": (HEAD + RULE + 'kinds = ["weekend"]\n', "'weekend'"),
    "a reason that nothing explains": (HEAD + RULE.replace("minimisation", "because"), "'because'"),
    "a misspelt entry": (HEAD + RULE + 'type = ["PERSON"]\n', "type"),
    "a rule that keeps everything": (HEAD + RULE.replace("remove", "keep"), "keeps everything"),
    "an empty version": (HEAD.replace('"1"', '" "') + RULE, "version"),
    "only_with alone": (HEAD + 'only_with = ["not"]\n' + RULE, "only_about"),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_file_that_is_no_policy_is_refused_with_what_to_change(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(SettingsError) as error:
        load_policy(written(tmp_path, text))
    assert said in error.value.message
    assert "area.toml" in error.value.message
    assert error.value.remedy


def test_a_policy_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="third-party"):
        load_policy("everything")
    with pytest.raises(SettingsError, match="could not be opened"):
        load_policy(tmp_path / "none.toml")
