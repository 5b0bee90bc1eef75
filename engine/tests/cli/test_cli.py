"""The command line: exit statuses, output, and one clear line for whatever is wrong."""

import inspect
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from horarium import score
from horarium.cli import main
from horarium.cli.sentences import _REQUIREMENTS, _SENTENCES, sentence
from horarium.formats import encode_solution, read_problem, write_problem, write_solution
from horarium.problem import Instructor, InstructorOption, Room
from horarium.score import evaluate
from horarium.solution import Placement, Solution
from horarium.solvers.cp_sat import requirements
from horarium.testing import (
    at,
    make_class,
    make_problem,
    place,
    random_problem,
    random_solution,
    without,
)

CTT = """Name: Tiny
Courses: 1
Rooms: 1
Days: 1
Periods_per_day: 2
Curricula: 0
Constraints: 0
COURSES:
math t1 1 1 30
ROOMS:
A 20
CURRICULA:
UNAVAILABILITY_CONSTRAINTS:
END.
"""
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a tiny problem, and a solution to it."""
    (tmp_path / "tiny.ctt").write_text(CTT)
    (tmp_path / "tiny.sol").write_text("math A 0 1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def complaint(captured: Captured) -> str:
    """The only line on stderr."""
    lines = captured.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_evaluate_prints_the_score_and_succeeds(folder: Path, capsys: Captured) -> None:
    assert main(["evaluate", "tiny.ctt", "tiny.sol"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "total  10"


def test_evaluate_as_json_is_one_line(folder: Path, capsys: Captured) -> None:
    assert main(["evaluate", "--json", "tiny.ctt", "tiny.sol"]) == 0
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    result = json.loads(line)
    assert (result["total"], result["hard"]) == (10, 0)
    assert sum(result["components"].values()) == result["total"]


def test_evaluate_fails_with_1_and_a_sentence_when_a_hard_rule_is_broken(
    folder: Path, capsys: Captured
) -> None:
    (folder / "tiny.sol").write_text("math A 0 1\nmath A 0 0\n")
    assert main(["evaluate", "tiny.ctt", "tiny.sol"]) == 1
    assert "class math-2 is not in the problem" in capsys.readouterr().out


def test_who_is_wrongly_chosen_to_teach_is_said_in_a_sentence(
    folder: Path, capsys: Captured
) -> None:
    noon = at("10000", 4)
    teams = (InstructorOption(("i1",)), InstructorOption(("i2",)))
    classes = [replace(make_class(id, noon), instructors=teams) for id in "ab"]
    problem = replace(
        make_problem(classes), instructors=(Instructor("i1"), Instructor("i2", (noon,)))
    )
    chosen = {"a": Placement(noon, None, ("i1", "i2")), "b": Placement(noon, None, ("i2",))}
    write_problem(problem, folder / "taught.json")
    write_solution(problem, Solution("test", chosen), folder / "wrong.json")
    assert main(["evaluate", "taught.json", "wrong.json"]) == 1
    told = capsys.readouterr().out
    assert "class a does not offer to be taught by i1, i2" in told
    assert "class b is taught by i2, who is away then" in told


@pytest.mark.parametrize("lacking", ["times", "rooms"])
def test_a_timetable_of_a_class_that_is_offered_nothing_is_scored(
    folder: Path, capsys: Captured, lacking: str
) -> None:
    noon = at("10000", 4)
    problem = make_problem(
        [without(make_class("a", noon, rooms=["r"]), lacking)], rooms=[Room("r", 9)]
    )
    write_problem(problem, folder / "bare.json")
    write_solution(problem, Solution("test", place({"a": noon}, a="r")), folder / "bare.sol")
    assert main(["evaluate", "bare.json", "bare.sol"]) == 1
    assert capsys.readouterr().out.count("class a") == 1


def test_every_violation_and_every_requirement_has_its_sentence() -> None:
    violations = re.findall(r'Violation\(\s*"(\w+)"', inspect.getsource(score))
    assert len(violations) > 10
    assert set(violations) == _SENTENCES.keys()
    needs = re.findall(r'_requirement\(\s*"(\w+)"', inspect.getsource(requirements))
    assert len(needs) > 8
    assert set(needs) == _REQUIREMENTS.keys()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["evaluate", "missing.ctt", "tiny.sol"], ["missing.ctt", "No such file"]),
        (["evaluate", "tiny.sol", "tiny.sol"], ["tiny.sol, line 1", "Name"]),
        (["evaluate", "tiny.ctt", "broken.sol"], ["broken.sol, line 1", "biology"]),
        (["convert", "tiny.ctt", "out.txt"], ["out.txt", ".json, .xml, .ctt"]),
        (["convert", "tiny.ctt", "no/such/folder/out.json"], ["No such file"]),
        (["convert", "broken.xml", "out.json"], ["broken.xml, line 1"]),
        (["solve", "tiny.ctt", "--output", "no/out.sol"], ["no", "folder"]),
        (["solve", "broken.xml", "--output", "out.xml"], ["broken.xml, line 1"]),
        (["generate", "out.json", "--preset", "demo", "--classes", "50"], ["either"]),
        (["generate", "out.txt"], ["out.txt"]),
    ],
)
def test_unusable_input_fails_with_2_and_one_line_that_names_it(
    folder: Path, capsys: Captured, arguments: list[str], words: list[str]
) -> None:
    (folder / "broken.xml").write_text("<problem")
    (folder / "broken.sol").write_text("biology A 0 1\n")
    before = sorted(folder.iterdir())
    assert main(arguments) == 2
    line = complaint(capsys)
    assert line.startswith("horarium: ")
    assert all(word in line for word in words), line
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    "options",
    [
        ["--time-limit", "0"],
        ["--time-limit", "-5"],
        ["--time-limit", "604800"],
        ["--time-limit", "nan"],
        ["--time-limit", "soon"],
        ["--iterations", "0"],
        ["--iterations", "1e6"],
        ["--seed", "-1"],
        ["--seed", "0" * 20 + "9" * 5000],
        ["--threads", "0"],
        ["--threads", "1000000"],
        ["--memory", "0"],
        ["--progress", "loud"],
        ["--time", "5"],
    ],
)
def test_a_bad_or_unknown_option_is_refused(
    folder: Path, capsys: Captured, options: list[str]
) -> None:
    assert main(["solve", "tiny.ctt", *options]) == 2
    assert options[0] in complaint(capsys)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["solve", "tiny.ctt", "--solver", "magic"], ["auto", "local_search"]),
        (["generate", "out.json", "--preset", "atlantis"], ["demo", "purdue"]),
    ],
)
def test_an_unknown_name_is_answered_with_the_list_that_help_explains(
    folder: Path, capsys: Captured, arguments: list[str], names: list[str]
) -> None:
    assert main(arguments) == 2
    line = complaint(capsys)
    assert all(name in line for name in (arguments[-1], *names)), line
    assert main([arguments[0], "--help"]) == 0
    explained = [line.split() for line in capsys.readouterr().out.splitlines()]
    for name in names:
        assert any(words[:1] == [name] and len(words) > 3 for words in explained), name


@pytest.mark.parametrize("arguments", [[], ["diagnose"], ["bench"], ["solve"]])
def test_a_command_that_does_not_exist_or_lacks_its_file_is_refused(
    arguments: list[str], capsys: Captured
) -> None:
    assert main(arguments) == 2
    assert "--help" in complaint(capsys)


def test_convert_lists_what_the_target_cannot_hold(folder: Path, capsys: Captured) -> None:
    assert main(["convert", "tiny.ctt", "out.xml.gz", "--report", "report.jsonl"]) == 0
    assert "out.xml.gz cannot hold everything: " in complaint(capsys)
    losses = [json.loads(line) for line in (folder / "report.jsonl").read_text().splitlines()]
    assert {loss["code"] for loss in losses} >= {"clock_dropped", "constraint_dropped"}
    assert read_problem(folder / "out.xml.gz").origin == "itc2019"


def test_convert_there_and_back_is_lossless_where_the_target_holds_all(
    folder: Path, capsys: Captured
) -> None:
    assert main(["convert", "tiny.ctt", "out.json", "--report", "report.jsonl"]) == 0
    assert main(["convert", "out.json", "back.ctt"]) == 0
    assert read_problem(folder / "back.ctt") == read_problem(folder / "tiny.ctt")
    assert (folder / "report.jsonl").read_text() == ""
    assert capsys.readouterr().err == ""


def test_generate_makes_the_same_university_for_the_same_seed(folder: Path) -> None:
    for name in ("a.json", "b.json"):
        assert (
            main(["generate", "--classes", "40", "--students", "60", "--seed", "7", name]) == 0
        )
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()
    assert len(read_problem(folder / "a.json").students) == 60


def test_every_violation_has_a_sentence() -> None:
    codes = set()
    for seed in range(30):
        problem = random_problem(seed, required=0.6)
        solution = random_solution(problem, seed, unplaced=0.1)
        students = {**solution.students, "nobody": (), "s0": ("c0", "ghost")}
        placements = {**solution.placements, "ghost": next(iter(solution.placements.values()))}
        score = evaluate(problem, Solution("test", placements, students))
        for violation in score.violations:
            codes.add(violation.code)
            assert "{" not in sentence(violation)
    assert {"unplaced", "unknown_class", "unknown_student", "constraint_set"} <= codes


def test_a_solution_may_be_in_another_format_than_its_problem(folder: Path) -> None:
    problem = read_problem(folder / "tiny.ctt")
    solution = random_solution(problem, 1)
    for form, name in (("native", "s.json"), ("itc2019", "s.xml")):
        (folder / name).write_bytes(encode_solution(problem, solution, form))
        assert main(["evaluate", "tiny.ctt", name]) == 0


INTERRUPTED_IMPORT = """
import os, signal, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == "horarium":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
from horarium_command import main
main()
"""


def test_ctrl_c_while_the_command_still_starts_is_one_line() -> None:
    command = [sys.executable, "-c", INTERRUPTED_IMPORT]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (130, "horarium: interrupted\n")
