"""Profiles: the five, one's own, and clear errors for what is none."""

import pytest

from horarium.measures import MEASURES
from horarium.problem import ProblemError
from horarium.profiles import AIMS, BALANCED, PROFILES, of_weights, parse, profiles_for


def test_the_five_sum_to_a_hundred_and_weigh_measures_that_exist() -> None:
    assert len(PROFILES) == 5
    assert all(sum(profile.weights.values()) == 100 for profile in PROFILES.values())
    assert set(AIMS.values()) <= MEASURES.keys()


def test_a_profile_is_named_in_any_spelling_or_given_as_numbers() -> None:
    assert parse("Faculty first") is parse("faculty-first") is PROFILES["faculty_first"]
    assert parse("20/25/15/20/10/10").weights == BALANCED.weights
    assert parse("2,1,1,0,0,0").weights["lecturer_preference"] == 50
    assert parse("20/25/15/20/10/10/30").fairness == 30


def test_more_variants_than_profiles_begin_again() -> None:
    names = [profile.name for profile in profiles_for(6)]
    assert names == [*PROFILES, "balanced"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("happy", "unknown_profile"),
        ("1/2/3", "bad_profile"),
        ("1/2/3/x/5/6", "bad_profile"),
        ("1/2/3/-4/5/6", "negative_weight"),
        ("1/2/3/nan/5/6", "negative_weight"),
        ("0/0/0/0/0/0", "empty_profile"),
        ("1e-300/0/0/0/0/0/5", "empty_profile"),
        ("1e308/1e308/0/0/0/0", "negative_weight"),
    ],
)
def test_what_is_no_profile_is_refused_with_its_code(text: str, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        parse(text)
    assert refused.value.code == code


def test_no_weight_that_is_taken_is_too_large_to_count_with() -> None:
    profile = parse("0.001/0/0/0/0/0/1000000")
    assert (profile.lecturer_preference, profile.fairness) == (100, 1000)


def test_weights_of_something_else_are_refused() -> None:
    with pytest.raises(ProblemError, match="sunshine"):
        of_weights({"sunshine": 1})
