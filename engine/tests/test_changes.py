"""Solving again: what is left of a timetable costs, and what no longer exists is free."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from horarium.changes import moved, near, still_there
from horarium.cli import main
from horarium.formats import (
    encode_solution,
    read_problem,
    read_solution,
    write_problem,
    write_solution,
)
from horarium.problem import Instructor, InstructorOption, ProblemError, Room
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.testing import at, make_class, make_problem

MONDAY, TUESDAY = at("10000", 4), at("01000", 4)
CLASSES = [make_class(id_, MONDAY, TUESDAY, rooms=["r", "s"]) for id_ in "abc"]
PROBLEM = make_problem(CLASSES, rooms=[Room("r", 9), Room("s", 9)])
BEFORE = Solution(
    "test",
    {"a": Placement(MONDAY, "r"), "b": Placement(TUESDAY, "r"), "c": Placement(MONDAY, "s")},
)


def test_leaving_a_time_and_leaving_a_room_cost_the_weight_each() -> None:
    problem = near(PROBLEM, BEFORE, 100)
    assert evaluate(problem, BEFORE).total == 0
    after = replace(
        BEFORE,
        placements={**BEFORE.placements, "a": Placement(TUESDAY, "s")},
    )
    assert evaluate(problem, after).total == 200
    assert moved(BEFORE, after) == ["a"]


def test_what_is_offered_no_more_holds_nobody() -> None:
    without = make_problem(
        [make_class(id_, TUESDAY, rooms=["s"]) for id_ in "abc"], rooms=[Room("s", 9)]
    )
    problem = near(without, BEFORE, 100)
    assert all(o.penalty == 0 for cls in problem.classes.values() for o in cls.times)
    assert all(
        o.penalty == 0 for cls in problem.classes.values() for o in cls.rooms if cls.id != "c"
    )


def test_a_class_whose_room_is_gone_leaves_its_time_rather_than_push_another() -> None:
    two = make_problem(CLASSES, rooms=[Room("r", 9), Room("s", 9)])
    without = replace(
        two,
        rooms=two.rooms[1:],
        courses=make_problem(
            [make_class(id_, MONDAY, TUESDAY, rooms=["s"]) for id_ in "abc"]
        ).courses,
    )
    problem = near(without, BEFORE, 100)
    costs = {
        id_: sorted(option.penalty for option in cls.times)
        for id_, cls in problem.classes.items()
    }
    assert costs == {"a": [0, 10], "b": [0, 10], "c": [0, 100]}


def test_a_class_whose_room_is_closed_then_or_whose_instructor_is_away_must_move_too() -> None:
    closed = replace(PROBLEM, rooms=(Room("r", 9, unavailable=(MONDAY,)), PROBLEM.rooms[1]))
    problem = near(closed, BEFORE, 100)
    costs = {
        id_: sorted([o.penalty for o in cls.times] + [o.penalty for o in cls.rooms])
        for id_, cls in problem.classes.items()
    }
    assert costs == {"a": [0, 0, 10, 10], "b": [0, 0, 100, 100], "c": [0, 0, 100, 100]}

    choosing = replace(CLASSES[0], instructors=tuple(InstructorOption((id,)) for id in "ij"))
    away = replace(
        make_problem([choosing], rooms=PROBLEM.rooms),
        instructors=(Instructor("i", unavailable=(MONDAY,)), Instructor("j")),
    )
    was = Solution("test", {"a": Placement(MONDAY, "r", ("i",))})
    eased = near(away, was, 100).classes["a"]
    assert [option.penalty for option in eased.times] == [0, 10]
    assert [option.penalty for option in eased.instructors] == [0, 10]


def test_an_older_timetable_is_read_as_far_as_it_still_makes_sense() -> None:
    fewer = make_problem(CLASSES[1:], rooms=[Room("s", 9)])
    data = encode_solution(PROBLEM, BEFORE, "native")
    older = read_solution(fewer, data, older=True)
    assert older.placements == {"b": Placement(TUESDAY, "r"), "c": Placement(MONDAY, "s")}
    assert still_there(fewer, older).placements == {"c": Placement(MONDAY, "s")}
    with pytest.raises(ProblemError, match="there is no such class"):
        read_solution(fewer, data)


@pytest.mark.timeout(280)
def test_after_losing_a_room_only_its_classes_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rooms = [Room("s", 9), Room("t", 9)]
    changed = make_problem(
        [make_class(id_, MONDAY, TUESDAY, rooms=["s", "t"]) for id_ in "abc"], rooms=rooms
    )
    write_problem(changed, "changed.json")
    write_solution(PROBLEM, BEFORE, "before.json")
    options = ["--initial", "before.json", "--change-weight", "100", "--time-limit", "2"]
    status = main(["solve", "changed.json", *options, "--output", "after.json", "--json"])
    assert status == 0
    told = json.loads(capsys.readouterr().out)
    after = read_solution(read_problem("changed.json"), "after.json")
    assert after.placements["c"] == BEFORE.placements["c"]
    assert {id_: after.placements[id_].time for id_ in "ab"} == {"a": MONDAY, "b": TUESDAY}
    assert (told["moved"], told["total"]) == (2, 0)


def test_a_weight_of_changes_needs_what_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_problem(PROBLEM, "problem.json")
    assert main(["solve", "problem.json", "--change-weight", "5"]) == 2
    assert "give that too" in capsys.readouterr().err
