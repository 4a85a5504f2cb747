"""Names and pronouns that are not this case's, without another case to compare with."""

import pytest

from models.structure import Confidence
from tests.checks.cases import found

ELSEWHERE = (
    "# Agency updates\nPolice: Mr Ogilvy, a neighbour, rang about noise; the risk is unchanged. He says so.\n"
)


def supervised(said):
    return found("STL-14", f"# Supervision\nSunil Mistry of probation sees him each Tuesday. {said}")


def test_somebody_who_is_managed_here_and_unknown_elsewhere_is_pointed_at():
    (one,) = supervised("Mr Pennock must report to the hostel desk at noon.")
    assert "Mr Pennock" in one.message
    assert one.quote == "Mr Pennock must report to the hostel desk at noon."
    assert one.confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    "said",
    [
        "Mr Ogilvy, his interpreter, comes with him.",
        "Mrs Harrow, his mother, drives him there.",
        "Mr Harrow must report to the hostel desk at noon.",
        "Mr Mistry must report any absence to the chair.",
        "Ms Varley will attend with him.",
    ],
)
def test_helpers_family_and_the_subject_himself_are_not(said):
    assert supervised(said) == []


def test_a_name_that_the_case_knows_is_not():
    said = (
        "# Supervision\nMr Ogilvy must report any noise to the police, and Sunil Mistry sees him on Tuesdays."
    )
    assert found("STL-14", ELSEWHERE + said) == []


def test_her_licence_of_a_man_is_pointed_at():
    (one,) = supervised("Her licence ends in March 2027.")
    assert "said of a man" in one.message


def test_her_licence_of_his_partner_is_not():
    assert supervised("His partner is on probation too and her licence ends in June.") == []
