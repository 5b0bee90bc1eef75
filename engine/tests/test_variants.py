"""Variants: how far apart, which dominates which, and progress told as one."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from horarium import variants
from horarium.changes import with_classes
from horarium.context.reasons import OWN
from horarium.problem import Constraint, ProblemError, Room, RoomOption, TimeOption
from horarium.profiles import BALANCED, PROFILES, Profile
from horarium.progress import Progress
from horarium.solution import Placement, Solution
from horarium.solve import Result, solve
from horarium.testing import at, make_class, make_problem
from horarium.variants import Variant, progress, solve_profile, solve_variants
from horarium.variants.differences import apart, difference, dominates
from horarium.variants.progress import Shared

MONDAY, TUESDAY = at("10000", 4), at("01000", 4)
CLASSES = [
    *(make_class(id_, MONDAY, TUESDAY, rooms=["r", "s"], limit=5) for id_ in "ab"),
    make_class("fixed", at("00100", 4), rooms=["r"]),
]
PROBLEM = make_problem(CLASSES, rooms=[Room("r", 9), Room("s", 9)])
DEAR = with_classes(
    PROBLEM,
    lambda cls: replace(
        cls,
        times=tuple(TimeOption(option.time, 7) for option in cls.times),
        rooms=tuple(RoomOption(option.room, 3) for option in cls.rooms),
    ),
)
"""Each class costs 10 wherever it is, and with what a profile adds another sum."""


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
    assert [option.penalty for option in away.classes["a"].times] == [7, 7 + OWN]


def test_where_times_cost_alike_one_that_another_uses_costs_a_point() -> None:
    away = apart(PROBLEM, [timetable(a=TUESDAY)])
    assert [option.penalty for option in away.classes["a"].times] == [0, OWN]


@pytest.mark.timeout(280)
def test_a_profile_is_searched_by_its_own_cost_and_scored_by_the_problems() -> None:
    told: list[Progress] = []
    found = solve_profile(
        DEAR, profile=BALANCED, iterations=2000, seed=1, on_progress=told.append
    )
    assert found.score.valid
    assert found.score.total == 30
    assert (told[-1]["phase"], told[-1]["cost"]) == ("done", 30)
    assert told[-1]["components"] == found.score.components
    assert told[-2]["cost"] != 30
    assert [one["phase"] for one in told].count("done") == 1


@pytest.mark.timeout(280)
def test_a_problem_with_a_very_dear_constraint_is_searched_for_a_profile() -> None:
    dear = Constraint("SameDays", ("a", "b"), penalty=60_000_000)
    found = solve_profile(PROBLEM.constrained(dear), profile=BALANCED, iterations=2000, seed=1)
    assert (found.score.valid, found.score.components["distribution"]) == (True, 0)


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


def failing(monkeypatch: pytest.MonkeyPatch, *profiles: str) -> None:
    """No variant can be searched for these."""

    def search(*args: Any, profile: Profile, **options: Any) -> Result:
        if profile.name in profiles:
            raise ProblemError("memory_too_small", "needs too much memory", "problem test")
        return solve_profile(*args, profile=profile, **options)

    monkeypatch.setattr(variants, "solve_profile", search)


@pytest.mark.timeout(280)
def test_a_search_that_is_refused_takes_nothing_else_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failing(monkeypatch, "balanced")
    made = solve_variants(PROBLEM, list(PROFILES.values())[:2], time_limit=6, slots=2)
    (one,) = made.variants
    assert (one.profile.name, one.result.score.valid) == ("faculty_first", True)
    (warning,) = made.warnings
    assert (warning.code, warning.parameters["profile"]) == ("variant_failed", "balanced")
    assert warning.parameters["error"] == "problem test: needs too much memory"


@pytest.mark.timeout(280)
def test_where_no_search_succeeds_the_common_start_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failing(monkeypatch, "balanced")
    made = solve_variants(PROBLEM, [BALANCED] * 2, time_limit=6, slots=2)
    assert [one.result.score.valid for one in made.variants] == [True]
    codes = [warning.code for warning in made.warnings]
    assert codes == ["variant_failed", "variant_failed", "start_kept"]


def test_what_an_interruption_leaves_no_time_for_is_left_out_and_said() -> None:
    made = solve_variants(PROBLEM, [BALANCED] * 2, time_limit=60, slots=2, stop=lambda: True)
    assert len(made.variants) == 1
    codes = [warning.code for warning in made.warnings]
    assert codes == ["variant_failed", "variant_failed", "start_kept"]


def test_a_foreign_history_is_refused_before_anything_is_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(variants, "solve")
    foreign = replace(PROBLEM, institution={"name": "Ours"}, history={"institution": "Theirs"})
    with pytest.raises(ProblemError) as refused:
        solve_variants(foreign, [BALANCED] * 2, time_limit=60)
    assert refused.value.code == "foreign_history"


def test_one_left_out_is_named_by_its_profile_and_numbers_are_of_those_that_stay() -> None:
    result = solve(PROBLEM, iterations=100)
    found = [
        Variant(profile, result, {"seat_fill": fill, "peak_share": fill})
        for profile, fill in zip(PROFILES.values(), (0.5, 0.6, 0.6), strict=False)
    ]
    found[0] = replace(found[0], measures={"seat_fill": 0.5, "peak_share": 0.7})
    made = variants._selected(PROBLEM, found, [])
    assert [(warning.code, dict(warning.parameters)) for warning in made.warnings] == [
        ("variant_dominated", {"profile": "balanced"}),
        ("variants_alike", {"variant": 1, "other": 2, "share": 0.0}),
    ]


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


def test_what_the_common_start_found_is_told_until_a_variant_is_better() -> None:
    told: list[Progress] = []
    shared = Shared(told.append, 2, 60)
    shared.preparing(document(cost=9))
    sink = shared.of(0)
    assert sink is not None
    for cost in (None, 12, 8):
        sink(document(cost=cost, hard=None if cost is None else 0))
    assert [(one["hard"], one["cost"]) for one in told] == [(0, 9), (0, 9), (0, 9), (0, 8)]


def test_time_goes_on_in_a_second_round_whose_searches_begin_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Progress] = []
    now = [100.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    shared = Shared(told.append, 2, 60)
    for at_, later, elapsed in ((0, 120.0, 20.0), (1, 125.0, 5.0)):
        now[0] = later
        sink = shared.of(at_)
        assert sink is not None
        sink(document(elapsed=elapsed))
    assert [(one["elapsed"], one["eta"]) for one in told] == [(20, 40), (25, 35)]


@pytest.mark.timeout(280)
def test_the_last_document_is_done_with_the_best_of_what_is_kept() -> None:
    told: list[Progress] = []
    made = solve_variants(DEAR, [BALANCED] * 3, time_limit=2, slots=1, on_progress=told.append)
    best = min(one.result.score.total for one in made.variants)
    assert (told[-1]["phase"], told[-1]["fraction"], told[-1]["cost"]) == ("done", 1, best)
    assert [one["phase"] for one in told].count("done") == 1
    # Of three, there was time for fewer: each of these counts for more.
    assert [warning.code for warning in made.warnings][:1] == ["variants_reduced"]
    assert told[-2]["fraction"] > 0.95
