"""`horarium diagnose`: its exit status and what it prints."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from horarium.cli import main
from horarium.formats import encode_problem
from horarium.problem import Constraint, Instructor, InstructorOption, Room
from horarium.testing import at, make_class, make_problem

TIMES = at("10000", 0), at("01000", 4)


def write(path: Path, count: int, *constraints: Constraint) -> str:
    """A problem of so many classes at two times in one room."""
    classes = [make_class(f"c{n}", *TIMES, rooms=["r"]) for n in range(count)]
    problem = make_problem(classes, rooms=[Room("r", 9)], constraints=constraints)
    path.write_bytes(encode_problem(problem, "native")[0])
    return str(path)


def test_a_problem_with_a_timetable_succeeds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diagnose", write(tmp_path / "p.json", 2)]) == 0
    assert "exists" in capsys.readouterr().out


def test_a_contradiction_ends_with_status_3_and_a_sentence_for_each_requirement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diagnose", write(tmp_path / "p.json", 3)]) == 3
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("no timetable can satisfy all of this")
    assert [line.strip() for line in lines] == [
        "3 classes (c0, c1, c2) must meet, 6 slots a week in r",
        "remedy: offer more times or rooms, or hold fewer classes",
        "1 room (r) holds one class at a time: 4 slots a week",
        "remedy: let the classes use other rooms",
    ]


def test_hours_that_suffice_and_still_cannot_hold_the_classes_are_said_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mondays = [at(days, 0) for days in ("11000", "10100", "10010")]
    classes = [make_class(id, *mondays, rooms=["r"]) for id in "ab"]
    path = tmp_path / "p.json"
    problem = make_problem(classes, rooms=[Room("r", 9)])
    path.write_bytes(encode_problem(problem, "native")[0])
    assert main(["diagnose", str(path)]) == 3
    said = capsys.readouterr().out
    assert "8 slots a week in r" in said
    assert "the hours alone would suffice" in said


def test_absences_of_instructors_have_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = (InstructorOption(("i1",)), InstructorOption(("i2",)))
    classes = [replace(make_class(id, TIMES[0]), instructors=by) for id in "ab"]
    apart = [
        Constraint("NotOverlap", ("a", "b"), required=True, id=f"x{i}", taught_by=f"i{i}")
        for i in (1, 2)
    ]
    problem = replace(
        make_problem(classes, constraints=apart),
        instructors=(Instructor("i1"), Instructor("i2", (TIMES[0],))),
    )
    path = tmp_path / "p.json"
    path.write_bytes(encode_problem(problem, "native")[0])
    assert main(["diagnose", str(path)]) == 3
    assert "absences of 1 instructor (i2) are kept" in capsys.readouterr().out


def test_as_json_it_is_one_line_with_codes_elements_and_parameters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = [
        Constraint("Precedence", pair, required=True, id=f"x{n}")
        for n, pair in enumerate((("c0", "c1"), ("c1", "c0")))
    ]
    assert main(["diagnose", "--json", write(tmp_path / "p.json", 2, *order)]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert answer["outcome"] == "infeasible"
    assert answer["minimal"] is True
    found = [(each["code"], each["elements"]) for each in answer["requirements"]]
    assert found == [
        ("classes_must_meet", ["class:c0", "class:c1"]),
        ("constraint_must_hold", ["constraint:x0"]),
        ("constraint_must_hold", ["constraint:x1"]),
    ]
    assert answer["requirements"][1]["parameters"]["kind"] == "Precedence"


def test_what_other_commands_refuse_as_a_contradiction_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    classes = [make_class(id, TIMES[0], rooms=["r"]) for id in "ab"]
    pinned = make_problem(classes, rooms=[Room("r", 9)])
    path = tmp_path / "p.json"
    path.write_bytes(encode_problem(pinned, "native")[0])
    assert main(["solve", str(path), "--time-limit", "1"]) == 2
    assert f"horarium diagnose {path}" in capsys.readouterr().err
    assert main(["diagnose", str(path)]) == 3
