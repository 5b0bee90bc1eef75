"""A few classes at a time are put back where they cost least, and never to the worse."""

from dataclasses import replace

import pytest

from horarium.arrays import compile_problem
from horarium.constraints import KINDS
from horarium.problem import Constraint, Instructor, InstructorOption, Problem, Room
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.solve import solve
from horarium.solvers.cp_sat.neighbourhoods import Neighbourhoods, value
from horarium.testing import (
    at,
    every_timetable,
    make_class,
    make_problem,
    random_problem,
    random_solution,
    trimmed,
    with_choices,
)


def begun(problem: Problem, start: Solution, seed: int = 1) -> Neighbourhoods:
    """The timetable, of which nothing was put back yet."""
    arrays = compile_problem(problem)
    state = arrays.empty(seed)
    arrays.load(state, start)
    return Neighbourhoods(arrays, state, seed)


def never() -> bool:
    return False


@pytest.mark.parametrize("kind", KINDS)
def test_of_every_kind_all_classes_are_put_back_where_they_cost_least(kind: str) -> None:
    seed = sum(map(ord, kind))
    whole = random_problem(seed, classes=3, students=0, required=0, kinds=[kind])
    problem = trimmed(whole, times=2, rooms=1)
    scores = (evaluate(problem, timetable) for timetable in every_timetable(problem))
    least = min((score.hard, score.total) for score in scores)
    search = begun(problem, random_solution(problem, seed))
    search.put_back(range(len(search.arrays.classes)), never)
    # Where no timetable is valid, the model has no answer, and nothing changes.
    assert value(search.state) == least or least[0] > 0


def test_in_the_way_are_those_that_keep_a_class_from_a_place_and_then_those_behind_them() -> (
    None
):
    time, later = at("10000", 4), at("01000", 4)
    rooms = {"lecture": ["s"], "seminar": ["s", "t"], "tutorial": ["t", "u"], "other": ["u"]}
    classes = [make_class(id, time, rooms=where) for id, where in rooms.items()]
    elsewhere = make_class("elsewhere", later, rooms=["s"])
    problem = make_problem([*classes, elsewhere], rooms=[Room(r, 9) for r in "stu"])
    places = {"seminar": "s", "tutorial": "t", "other": "u"}
    placed = {id: Placement(time, room) for id, room in places.items()}
    placed["elsewhere"] = Placement(later, "s")
    search = begun(problem, Solution("test", placed))
    number = search.arrays.number
    for most in (0, 1, 2, 9):
        chain = [number[id] for id in ("seminar", "tutorial", "other")][:most]
        assert search.in_the_way([number["lecture"]], most) == chain


@pytest.mark.parametrize("chosen", [False, True])
def test_nothing_gets_worse_and_much_better_piece_by_piece(chosen: bool) -> None:
    bettered = []
    for seed in range(6):
        problem = random_problem(seed, classes=14, students=8, required=0)
        if chosen:
            problem = with_choices(problem, seed)
        search = begun(problem, solve(problem, iterations=1, seed=seed).solution, seed)
        first = before = value(search.state)
        search.size = 4
        for _ in range(12):
            search.step(never)
            after = value(search.state)
            score = evaluate(problem, search.arrays.solution(search.state))
            assert after == (score.hard, score.total)
            assert after <= before
            before = after
        bettered.append(before < first)
    assert sum(bettered) >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_beside_classes_that_are_held_one_class_is_put_where_it_costs_least(kind: str) -> None:
    seed = sum(map(ord, kind)) + 1
    problem = random_problem(seed, classes=6, students=6, required=0, kinds=[kind])
    search = begun(problem, random_solution(problem, seed))
    for c in search.arrays.data.movable.tolist():
        search.put_back([c], never)
        reached = value(search.state)
        held = search.arrays.solution(search.state)
        for t in problem.classes[search.arrays.classes[c].id].times:
            for room in search.arrays.classes[c].rooms or [None]:
                place = Placement(t.time, room and room.room)
                moved = {**held.placements, search.arrays.classes[c].id: place}
                score = evaluate(problem, replace(held, placements=moved))
                assert reached <= (score.hard, score.total)


def test_of_two_that_need_one_place_one_gets_it_and_the_other_stays_without() -> None:
    monday = at("10000", 4)
    lectures = [make_class(id_, monday, rooms=["s"]) for id_ in "ab"]
    problem = make_problem(lectures, rooms=[Room("s", 9)])
    search = begun(problem, Solution("test", {}))
    assert value(search.state)[0] == 2
    search.put_back([0, 1], never)
    assert value(search.state)[0] == 1


@pytest.mark.parametrize("by", ["ij", "i"])
def test_who_stays_without_a_place_also_has_nobody_who_teaches_it(by: str) -> None:
    """Both need the only room at hours that overlap, and whoever teaches is in one place."""
    hours = at("10000", 4), at("10000", 5)
    choice = tuple(InstructorOption((id_,)) for id_ in by)
    lectures = [
        replace(make_class(id_, *hours, rooms=["s"]), instructors=choice) for id_ in "ab"
    ]
    apart = [
        Constraint("SameAttendees", ("a", "b"), required=True, taught_by=id_) for id_ in by
    ]
    made = make_problem(lectures, rooms=[Room("s", 9)], constraints=apart)
    problem = replace(made, instructors=tuple(Instructor(id_) for id_ in by))
    search = begun(problem, Solution("test", {}))
    search.put_back([0, 1], never)
    assert value(search.state)[0] == 1


def test_a_class_that_keeps_its_time_changes_only_its_room() -> None:
    early, late = at("10000", 4), at("01000", 4)
    lecture = make_class("lecture", early, rooms=["s"])
    seminar = make_class("seminar", early, late, rooms=["s", "t"])
    dear = tuple(replace(room, penalty=9 * (room.room == "t")) for room in seminar.rooms)
    problem = make_problem(
        [lecture, replace(seminar, rooms=dear)], rooms=[Room("s", 9), Room("t", 9)]
    )
    before = Solution("test", {"seminar": Placement(early, "s")})
    kept, free = begun(problem, before), begun(problem, before)
    kept.put_back([0], never, keep_time=[1])
    free.put_back([0, 1], never)
    after = kept.arrays.solution(kept.state).placements["seminar"]
    assert after == Placement(early, "t")
    assert free.arrays.solution(free.state).placements["seminar"] == Placement(late, "s")


def test_bare_a_class_minds_what_must_hold_and_what_places_cost_but_no_other_cost() -> None:
    early, late = at("10000", 4), at("01000", 4)
    lectures = [make_class("a", early, rooms=["s"]), make_class("b", early, late, rooms=["t"])]
    cheap = tuple(replace(t, penalty=int(t.time == early)) for t in lectures[1].times)
    apart = Constraint("NotOverlap", ("a", "b"), required=True)
    together = Constraint("SameDays", ("a", "b"), required=False, penalty=9)
    rooms = [Room("s", 9), Room("t", 9)]
    before = Solution("test", {"a": Placement(early, "s")})
    for rules, costs, bare, whole in (
        ([together], cheap, late, early),
        ([apart, together], lectures[1].times, late, late),
    ):
        problem = make_problem(
            [lectures[0], replace(lectures[1], times=costs)], rooms=rooms, constraints=rules
        )
        for is_bare, expected in ((True, bare), (False, whole)):
            search = begun(problem, before)
            search.put_back([1], never, bare=is_bare)
            found = search.arrays.solution(search.state).placements["b"]
            assert found == Placement(expected, "t")
