"""Long sentences of the words that rules look for are judged in time that grows with their length."""

import pytest

from checks import check
from tests.checks.cases import minutes
from tests.growth import assert_linear

LINES = {
    "Disclosure": "the police and the housing disclosed to the landlord will tell him "
    "and the owner to be told ",
    "Agency updates": "he was released and he is due for release and the panel agreed photo "
    "of his name sent to ",
    "Risk assessment": "OGRS so rosh as his RM2000 no risk to the low risk of harm to high "
    "children staff public ",
    "Contingency plan": "breach or recall and fails to comply with the his her licence "
    "conditions order action ",
    "Monitoring and control": "licence conditions and SHPO and curfew 20:00 to 06:00 the tag and "
    "exclusion zone ",
    "Licence conditions and orders": "not to enter Ellis Rd & St 8pm-6am within 200m of it without the "
    "approval ",
    "Level decision": "the level remains because of the need to raised from high to medium "
    "and reduced to low ",
}


@pytest.mark.parametrize("section", LINES)
def test_a_section_of_one_endless_sentence_is_judged_in_linear_time(section):
    assert_linear(lambda n: check(minutes(f"# {section}\n{LINES[section] * n}")), 12)
