"""Variants: how far apart, which dominates which, and progress told as one."""

from dataclasses import replace
from typing import Any, cast

import pytest

from horarium.problem import Room
from horarium.profiles import BALANCED, PROFILES
from horarium.progress import Progress
from horarium.solution import Placement, Solution
from horarium.testing import at, make_class, make_problem
from horarium.variants import solve_profile, solve_variants
from horarium.variants.differences import apart, difference, dominates
from horarium.variants.progress import Shared

MONDAY, TUESDAY = at("10000", 4), at("01000", 4)
CLASSES = [
    *(make_class(id_, MONDAY, TUESDAY, rooms=["r", "s"], limit=5) for id_ in "ab"),
    make_class("fixed", at("00100", 4), rooms=["r"]),
]
PROBLEM = make_problem(CLASSES, rooms=[Room("r", 9), Room("s", 9)])


def timetable(**times: Any) -> Solution:
    return Solution("test", {id_: Placement(time, "r") for id_, time in times.items()})


def test_only_classes_with_an_alternative_count_for_the_difference() -> None:
    one = timetable(a=MONDAY, b=TUESDAY, fixed=at("00100", 4))
    other = timetable(a=MONDAY, b=MONDAY, fixed=at("00100", 4))
    assert difference(PROBLEM, one, other) == 0.5
    assert difference(PROBLEM, one, one) == 0


def test_better_in_one_and_worse_in_none_dominates() -> None:
    ours = {"peak_share": 0.2, "seat_fill": 0.7}
    assert dominates(ours, {**ours, "seat_fill": 0.6})
    assert dominates(ours, {**ours, "peak_share": 0.3})
    assert not dominates(ours, ours)
    assert not dominates(ours, {"peak_share": 0.1, "seat_fill": 0.6})


def test_times_that_others_use_cost_more_than_any_preference() -> None:
    cls = CLASSES[0]
    dear = replace(cls, times=(replace(cls.times[0], penalty=7), cls.times[1]))
    problem = make_problem([dear], rooms=[Room("r", 9), Room("s", 9)])
    away = apart(problem, [timetable(a=TUESDAY)])
    assert [option.penalty for option in away.classes["a"].times] == [7, 7]


@pytest.mark.timeout(280)
def test_a_profile_is_searched_by_its_own_cost_and_scored_by_the_problems() -> None:
    told: list[Progress] = []
    found = solve_profile(
        PROBLEM, profile=BALANCED, iterations=2000, seed=1, on_progress=told.append
    )
    assert found.score.valid
    assert found.score.total == 0
    assert told[-1]["phase"] == "done"


@pytest.mark.timeout(280)
def test_variants_are_valid_and_none_is_dominated() -> None:
    made = solve_variants(PROBLEM, list(PROFILES.values())[:2], time_limit=6, slots=1)
    assert all(variant.result.score.valid for variant in made.variants)
    for one in made.variants:
        assert not any(dominates(other.measures, one.measures) for other in made.variants)
    pairs = [
        (warning.parameters["variant"], warning.parameters["other"])
        for warning in made.warnings
        if warning.code == "variants_alike"
    ]
    for i, row in enumerate(made.differences, start=1):
        for j, share in enumerate(row[: i - 1], start=1):
            assert share >= 0.15 or (j, i) in pairs


@pytest.mark.timeout(280)
def test_too_little_time_makes_fewer_variants_and_says_so() -> None:
    made = solve_variants(PROBLEM, [BALANCED] * 4, time_limit=2, slots=1)
    assert [warning.code for warning in made.warnings][:1] == ["variants_reduced"]
    assert 1 <= len(made.variants) < 4


def document(**changes: Any) -> Progress:
    whole = {
        "version": 1,
        "phase": "search",
        "fraction": 0.5,
        "elapsed": 3.0,
        "eta": 1.0,
        "cost": 10,
        "hard": 0,
        "components": {"time": 10},
        "bound": None,
        "iterations": 100,
        "moves_per_second": 5.0,
        **changes,
    }
    return cast(Progress, whole)


def test_progress_of_several_is_the_fraction_of_all_and_the_best_of_any() -> None:
    told: list[Progress] = []
    shared = Shared(told.append, 2, 60)
    shared.preparing(document(phase="construct", hard=3))
    assert not shared.valid
    shared.preparing(document())
    assert shared.valid
    for at_, changes in ((0, {}), (1, {"cost": 7}), (0, {"phase": "done", "fraction": 1.0})):
        sink = shared.of(at_)
        assert sink is not None
        sink(document(**changes))
    fractions = [one["fraction"] for one in told]
    assert fractions == sorted(fractions)
    assert told[-1]["cost"] == 7
    assert told[-1]["iterations"] == 200
    assert told[-1]["fraction"] == pytest.approx(0.1 + 0.9 * 0.75)
