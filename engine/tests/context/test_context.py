"""The context engine: what it puts into the objective, why, and what it leaves alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horarium.changes import with_classes
from horarium.context import MultiDimensionalContextEngine
from horarium.context.reasons import OWN
from horarium.problem import (
    Calendar,
    Class,
    Config,
    Constraint,
    Course,
    Instructor,
    InstructorOption,
    Problem,
    Room,
    RoomOption,
    Student,
    Subpart,
    Time,
    TimeOption,
    Weights,
)
from horarium.profiles import BALANCED, of_weights
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.testing import random_problem, random_solution, with_choices
from horarium.validate import LARGEST, validate_constraints

MONDAY, TUESDAY = 1, 2
INSTRUCTOR = "PHY-03"


def hour(days: int, start: int) -> Time:
    return Time(1, days, start, 1)


def meeting(days: str, start: int, length: int = 1, **more: Any) -> dict[str, Any]:
    return {"weeks": "1", "days": days, "start": start, "length": length, **more}


def university(
    institution: Mapping[str, Any], history: Mapping[str, Any] | None = None, penalty: int = 0
) -> Problem:
    """Classes a and b on a clock of hours, from nine to five on two days, in three rooms."""
    times = tuple(
        TimeOption(hour(day, start), penalty)
        for day in (MONDAY, TUESDAY)
        for start in range(9, 18)
    )
    rooms = (RoomOption("r"), RoomOption("s"), RoomOption("hall"))
    return Problem(
        name="small",
        calendar=Calendar(weeks=1, days=2, slots_per_day=24, slot_minutes=60),
        weights=Weights(),
        rooms=(Room("r", 10), Room("s", 20), Room("hall", 110)),
        courses=tuple(
            Course(
                f"course-{id_}",
                (Config(id_, (Subpart(id_, (Class(id_, times, rooms, limit=10),)),)),),
            )
            for id_ in "ab"
        ),
        students=tuple(Student(f"s{n}", ("course-a", "course-b")) for n in range(30)),
        institution=institution,
        history=history,
    )


def taught(**about: Any) -> dict[str, Any]:
    """An institution in which one instructor teaches both classes."""
    return {"instructors": [{"id": INSTRUCTOR, "name": "x", "classes": ["a", "b"], **about}]}


def reasons(engine: MultiDimensionalContextEngine, days: int, start: int) -> dict[str, int]:
    """Points by code for class a at this hour."""
    cls = engine.problem.classes["a"]
    option = next(o for o in cls.times if o.time == hour(days, start))
    return {reason.code: reason.points for reason in engine.explain_time(cls, option)}


def room_reasons(engine: MultiDimensionalContextEngine, room: str) -> dict[str, int]:
    cls = engine.problem.classes["a"]
    option = next(o for o in cls.rooms if o.room == room)
    return {reason.code: reason.points for reason in engine.explain_room(cls, option)}


def test_monday_at_five_costs_a_stated_preference_and_a_late_hour() -> None:
    problem = university(taught(preferences=[meeting("10", 17, penalty=3)]))
    engine = MultiDimensionalContextEngine(problem)
    assert reasons(engine, MONDAY, 17) == {"stated_preference": 3, "late_hour": 1}
    assert reasons(engine, TUESDAY, 17) == {"late_hour": 1}
    assert reasons(engine, MONDAY, 10) == {}


def test_a_preference_that_is_part_of_the_penalty_is_not_counted_twice() -> None:
    # All times cost 3, of which Monday at five owes all to the instructor.
    problem = university(taught(preferences=[meeting("10", 17, penalty=3)]), penalty=3)
    engine = MultiDimensionalContextEngine(problem)
    assert reasons(engine, MONDAY, 17) == {"stated_preference": 3}
    assert reasons(engine, MONDAY, 10) == {"stated_time": 3}


def test_where_the_institution_rates_hours_itself_late_ones_cost_nothing_more() -> None:
    problem = university(taught())
    (course, other) = problem.courses
    (config,) = course.configs
    cls = config.subparts[0].classes[0]
    early = replace(cls, times=(replace(cls.times[0], penalty=2), *cls.times[1:]))
    course = replace(course, configs=(Config("a", (Subpart("a", (early,)),)),))
    engine = MultiDimensionalContextEngine(replace(problem, courses=(course, other)))
    assert reasons(engine, MONDAY, 9) == {"stated_time": 2}
    assert reasons(engine, MONDAY, 17) == {}


def test_preferences_weigh_what_the_profile_says() -> None:
    problem = university(taught(preferences=[meeting("10", 10, penalty=3)]))
    faculty = of_weights({"lecturer_preference": 40, "room_fit": 60})
    for profile, weight in ((BALANCED, 20), (faculty, 40)):
        compiled = MultiDimensionalContextEngine(problem, profile).compile()
        costs = {o.time: o.penalty for o in compiled.classes["a"].times}
        assert costs[hour(MONDAY, 10)] == 3 * weight
        assert costs[hour(MONDAY, 11)] == 0


def test_empty_seats_and_steps_make_rooms_dear() -> None:
    institution = taught(needs_accessible=True) | {"rooms": {"r": {"accessible": True}}}
    engine = MultiDimensionalContextEngine(university(institution))
    assert room_reasons(engine, "r") == {}
    assert room_reasons(engine, "s") == {"steps": 5}
    assert room_reasons(engine, "hall") == {"steps": 5, "empty_seats": 5}


def test_leaving_last_terms_time_or_room_costs_by_the_weight_of_continuity() -> None:
    was = {"id": "a", "days": "10", "start": 10, "length": 1, "room": "r"}
    problem = university({}, {"timetable": {"term": "before", "classes": [was]}})
    engine = MultiDimensionalContextEngine(problem)
    assert reasons(engine, MONDAY, 10) == {}
    assert reasons(engine, MONDAY, 11) == {"moved_time": 2}
    assert room_reasons(engine, "r") == {}
    assert room_reasons(engine, "s") == {"moved_room": 1}


def added(engine: MultiDimensionalContextEngine) -> dict[str, Constraint]:
    return {reason.code: constraint for constraint, reason in engine.added()}


def test_constraints_are_added_for_days_hours_and_requisites() -> None:
    institution = taught() | {"courses": {"course-b": {"prerequisites": ["course-a"]}}}
    engine = MultiDimensionalContextEngine(university(institution))
    found = added(engine)
    assert found.keys() == {"crowded_hours", "even_days", "requisite", "break"}
    # Two classes of an hour: at most one of them a day, and at once; 30 students share both.
    # Each hour more than that costs more than the one before.
    even = [c for c, reason in engine.added() if reason.code == "even_days"]
    assert [(c.kind, c.parameters) for c in even] == [("MaxDayLoad", (n,)) for n in (1, 2, 3)]
    assert (found["crowded_hours"].kind, found["crowded_hours"].parameters) == (
        "MaxConcurrent",
        (1, 1),
    )
    assert (found["requisite"].kind, found["requisite"].classes) == ("NotOverlap", ("a", "b"))
    pause = found["break"]
    assert (pause.kind, pause.parameters, pause.classes) == ("MaxBreaks", (0, 1), ("a", "b"))
    assert pause.penalty == 30 * BALANCED.student_compactness


def test_what_a_profile_does_not_weigh_is_not_added() -> None:
    profile = of_weights({"room_fit": 1})
    engine = MultiDimensionalContextEngine(university(taught()), profile)
    assert added(engine) == {}


def test_a_cohorts_common_day_is_bearable_where_nobody_says_otherwise() -> None:
    problem = random_problem(3)
    together = Constraint("SameAttendees", tuple(problem.classes), (), True, 0, "x", "cohort:c")
    problem = replace(problem, constraints=(*problem.constraints, together))
    problem = replace(problem, calendar=replace(problem.calendar, slot_minutes=60))
    limit = added(MultiDimensionalContextEngine(problem)).get("cohort_day")
    assert limit is not None
    assert limit.parameters == (6,)


def choosing(*teams: str) -> Problem:
    """As `university`, with an instructor who minds Monday at ten and one who does not."""
    wish = TimeOption(hour(MONDAY, 10), 3)
    options = tuple(InstructorOption((id_,), 2) for id_ in teams)
    people = (Instructor(INSTRUCTOR, preferences=(wish,)), Instructor("other"))
    about = taught(classes=[], preferences=[meeting("10", 10, penalty=3)])
    problem = with_classes(university(about), lambda cls: replace(cls, instructors=options))
    return replace(problem, instructors=people, weights=Weights(instructor=5))


@pytest.mark.parametrize("teams", [(INSTRUCTOR,), (INSTRUCTOR, "other")])
def test_wishes_of_who_is_chosen_weigh_what_the_profile_says(teams: tuple[str, ...]) -> None:
    problem = choosing(*teams)
    faculty = of_weights({"lecturer_preference": 40, "room_fit": 60})
    minded = Placement(hour(MONDAY, 10), "r", (INSTRUCTOR,))
    for profile, weight in ((BALANCED, 20), (faculty, 40)):
        compiled = MultiDimensionalContextEngine(problem, profile).compile()
        components = evaluate(compiled, Solution("small", {"a": minded})).components
        assert components["instructor"] == 5 * (2 * OWN + 3 * weight)
        assert components["time"] == 0


def test_rooms_with_steps_cost_where_somebody_who_may_teach_cannot_take_them() -> None:
    """A class that chooses counts for each of its choices, also before one is made."""
    about = taught(classes=[], needs_accessible=True)
    for teams, steps in ((("other", INSTRUCTOR), {"steps": 5}), (("other",), {})):
        problem = replace(choosing(*teams), institution=about)
        assert room_reasons(MultiDimensionalContextEngine(problem), "s") == steps


def test_a_cohort_with_a_limit_of_its_own_has_no_other() -> None:
    problem = random_problem(3)
    classes = tuple(problem.classes)
    problem = replace(problem, calendar=replace(problem.calendar, slot_minutes=60)).constrained(
        Constraint("SameAttendees", classes, (), True, 0, "x", "cohort:c"),
        Constraint("MaxDayLoad", classes, (8,), True, 0, "y", "cohort:c"),
    )
    assert "cohort_day" not in added(MultiDimensionalContextEngine(problem))


def test_a_requisite_that_both_courses_list_costs_once() -> None:
    both = {
        "course-a": {"corequisites": ["course-b"]},
        "course-b": {"prerequisites": ["course-a"], "corequisites": ["course-a"]},
    }
    engine = MultiDimensionalContextEngine(university({"courses": both}))
    assert [reason.code for _, reason in engine.added()].count("requisite") == 1


@given(seed=st.integers(0, 400))
@settings(max_examples=25, deadline=None)
def test_the_costs_of_its_reasons_are_an_options_penalty(seed: int) -> None:
    problem = random_problem(seed)
    engine = MultiDimensionalContextEngine(problem)
    compiled = engine.compile()
    for id_, cls in problem.classes.items():
        for before, after in zip(cls.times, compiled.classes[id_].times, strict=True):
            costs = [reason.cost for reason in engine.explain_time(cls, before)]
            assert (after.time, after.penalty) == (before.time, sum(costs))
        for room, compiled_room in zip(cls.rooms, compiled.classes[id_].rooms, strict=True):
            costs = [reason.cost for reason in engine.explain_room(cls, room)]
            assert (compiled_room.room, compiled_room.penalty) == (room.room, sum(costs))


@given(seed=st.integers(0, 400), choices=st.booleans())
@settings(max_examples=25, deadline=None)
def test_hard_rules_and_student_conflicts_are_as_before(seed: int, choices: bool) -> None:
    problem = random_problem(seed)
    if choices:
        problem = with_choices(problem, seed)
    solution = random_solution(problem, seed, unplaced=0.1)
    before = evaluate(problem, solution)
    after = evaluate(MultiDimensionalContextEngine(problem).compile(), solution)
    assert after.hard == before.hard
    assert after.components["student"] == OWN * before.components["student"]
    if choices:  # wishes weigh 20 in Balanced
        assert after.components["instructor"] == OWN * before.components["instructor"]


def test_a_timetable_scores_the_same_whatever_the_profile() -> None:
    problem = university(taught(preferences=[meeting("10", 10, penalty=3)]))
    solution = Solution(
        "small", {"a": Placement(hour(MONDAY, 10), "r"), "b": Placement(hour(MONDAY, 12), "s")}
    )
    scores = [
        MultiDimensionalContextEngine(problem, profile).scores(solution)
        for profile in (BALANCED, of_weights({"room_fit": 1}))
    ]
    assert scores[0] == scores[1]
    # One of two meetings costs 3; and the seats: of 30, 20 are wanted.
    assert scores[0]["behavioural"] == 40
    assert scores[0]["spatial"] == pytest.approx(100 * 20 / 30, abs=0.1)


def test_a_weight_of_fairness_costs_those_more_who_had_more_than_their_share() -> None:
    teachers = [{"id": id_, "name": id_, "classes": [id_]} for id_ in "ab"]
    problem = university({"instructors": teachers})
    start = Solution(
        "small", {"a": Placement(hour(MONDAY, 9), "r"), "b": Placement(hour(MONDAY, 12), "s")}
    )
    fair = of_weights({"room_fit": 1, "fairness": 1})
    engine = MultiDimensionalContextEngine(problem, fair, start)
    assert reasons(engine, MONDAY, 9) == {"unfair_hours": 5}
    assert reasons(engine, MONDAY, 12) == {}
    cls = problem.classes["b"]
    assert engine.explain_time(cls, cls.times[0]) == []
    unweighted = MultiDimensionalContextEngine(problem, of_weights({"room_fit": 1}), start)
    assert reasons(unweighted, MONDAY, 9) == {}


DEAR = 60_000_000
"""As the institution's own points count, this is more than a penalty may be."""


def test_what_is_too_dear_for_one_penalty_costs_as_much_by_the_weight_of_all() -> None:
    problem = university(taught())
    stated = problem.constrained(
        Constraint("SameRoom", ("a", "b"), penalty=DEAR),
        Constraint("SameStart", ("a", "b"), penalty=10 * DEAR),
    )
    usual, compiled = (MultiDimensionalContextEngine(p).compile() for p in (problem, stated))
    validate_constraints(compiled)
    for start, room, cost in ((10, "s", 11 * DEAR), (10, "r", 10 * DEAR), (9, "s", DEAR)):
        other = Placement(hour(MONDAY, start), room)
        solution = Solution("small", {"a": Placement(hour(MONDAY, 9), "r"), "b": other})
        dear, added = (
            evaluate(p, solution).components["distribution"] for p in (compiled, usual)
        )
        # What the profile adds is rounded by less than a billionth of the dearest.
        assert dear == pytest.approx(OWN * cost + added, rel=1e-7)


def test_penalties_that_are_not_too_large_are_kept_as_they_are() -> None:
    stated = Constraint("SameRoom", ("a", "b"), penalty=LARGEST // OWN)
    engine = MultiDimensionalContextEngine(university(taught()).constrained(stated))
    compiled = engine.compile()
    assert compiled.weights.distribution == 1
    assert compiled.constraints[0].penalty == LARGEST
    assert compiled.constraints[1:] == tuple(constraint for constraint, _ in engine.added())
