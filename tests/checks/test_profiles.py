"""Profiles are data: chosen by form and date, and refused where they cannot be meant."""

import pytest

from checks import check
from checks.profile import choose, load_profile, profile_names
from models.errors import SettingsError
from tests.checks.cases import minutes


def test_every_profile_that_ships_can_be_used():
    assert {load_profile(name).name for name in profile_names()} == set(profile_names())
    assert len(profile_names()) == 5


@pytest.mark.parametrize(
    ("held", "profile"),
    [
        ("5 June 2009", "mappa-2008-local"),
        ("5 June 2016", "mappa-2012-national"),
        ("5 June 2024", "mappa-2022"),
    ],
)
def test_the_meetings_date_settles_the_profile(held, profile):
    document = minutes(f"# Date of meeting: {held}")
    assert choose(document).name == profile


def test_the_interval_between_reviews_is_the_profiles():
    document = minutes("# Date of next meeting\n4 September 2024")
    assert not [f for f in check(document).findings if f.code == "MIN-17"]
    found = next(f for f in check(document, profile="mappa-2008-local").findings if f.code == "MIN-17")
    assert "within 56" in found.message


@pytest.mark.parametrize(
    ("name", "level", "review", "issue", "agencies"),
    [
        ("mappa-2008-local", "2", 56, 10, {"police", "probation"}),
        ("mappa-2008-local", "3", 42, 5, {"police", "probation", "prison"}),
        ("mappa-2012-national", "2", 112, 10, {"police", "probation"}),
        ("mappa-2012-national", "3", 56, 5, {"police", "probation", "prison"}),
        ("mappa-2022", "2", 112, 10, {"police", "probation"}),
        ("mappa-2022", "3", 56, 5, {"police", "probation", "prison"}),
        ("mappa-scotland", "2", 0, 0, {"police", "social work"}),
        ("marac", "2", 0, 0, set()),
    ],
)
def test_intervals_deadlines_and_agencies_are_those_of_the_sources(name, level, review, issue, agencies):
    held_to = load_profile(name).level(level)
    assert (held_to.review_days, held_to.issue_working_days) == (review, issue)
    assert set(held_to.required) == agencies


def test_an_areas_own_file_can_be_named(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'name = "own"\ntitle = "Ours"\nfamilies = ["mappa"]\noff = ["MIN-17"]\n[levels.2]\nreview_days = 7\n'
    )
    said = check(minutes(), profile=str(own))
    assert said.profile == "own"
    assert "MIN-17" not in {*said.passed, *(f.code for f in said.findings)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('name = "x"\ntitle = "X"\nfamilies = ["mappa"]\nrewiew = 3\n', "rewiew"),
        ('name = "x"\ntitle = "X"\nfamilies = ["mappa"]\n[levels.4]\nreview_days = 3\n', "level '4'"),
        ('name = "x"\ntitle = "X"\nfamilies = ["mappa"]\n[levels.2]\nrequired = ["polis"]\n', "'polis'"),
        ('name = "x"\ntitle = "X"\nfamilies = ["mappa"]\nrisk_review_weeks = "16"\n', "risk_review_weeks"),
        ('name = "x"\ntitle = "X"\nfamilies = ["mappa"]\noff = ["MIN17"]\n', "'MIN17'"),
        ('name = "x"\ntitle = "X"\nfamilies = ["mapa"]\n', "'mapa'"),
        ('name = "x"\ntitle = "X"\nfamilies = ["mappa"]\n[home_visits_a_year]\nextreme = 3\n', "'extreme'"),
        ("name = ", "cannot be used"),
    ],
)
def test_a_profile_that_cannot_be_meant_is_refused_with_the_reason(tmp_path, text, says):
    path = tmp_path / "x.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=says):
        load_profile(str(path))


def test_a_profile_that_is_not_there_names_those_that_are():
    with pytest.raises(SettingsError, match="mappa-2022"):
        check(minutes(), profile="nowhere")
