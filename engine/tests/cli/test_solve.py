"""`horarium solve`, as a process: statuses, the time limit, signals, progress, output."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from horarium.changes import with_classes
from horarium.cli import main
from horarium.cli import solve as solving
from horarium.formats import read_problem, read_solution, write_problem
from horarium.problem import Class, Constraint, Room
from horarium.score import evaluate
from horarium.testing import at, make_class, make_problem
from horarium.university import generate

COMMAND = [sys.executable, "-m", "horarium.cli", "solve"]
DEMO = "demo.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo, an easy and an impossible problem; kernels are warm."""
    subprocess.run([sys.executable, "-m", "horarium.warm"], check=True, timeout=280)
    folder = tmp_path_factory.mktemp("solve")
    write_problem(generate("demo"), folder / DEMO)
    crowd = [make_class(id, at("10000", 4), at("01000", 4), rooms=["r"]) for id in "abc"]
    write_problem(make_problem(crowd, rooms=[Room("r", 9)]), folder / "impossible.json")
    classes = [make_class(id, at("10000", 4), at("01000", 4), rooms=["r"]) for id in "ab"]
    apart = Constraint("DifferentDays", ("a", "b"), required=True)
    write_problem(
        make_problem(classes, rooms=[Room("r", 9)], constraints=[apart]), folder / "easy.json"
    )
    return folder


def solve(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options], cwd=folder, capture_output=True, text=True, timeout=120
    )


def test_an_easy_problem_is_solved_and_its_json_agrees_with_the_oracle(folder: Path) -> None:
    done = solve(
        folder, "easy.json", "--time-limit", "3", "--output", "easy.out.json", "--json"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    result = json.loads(done.stdout)
    assert result.keys() == {
        "total",
        "hard",
        "components",
        "seconds",
        "first_feasible_seconds",
        "iterations",
    }
    problem = read_problem(folder / "easy.json")
    score = evaluate(problem, read_solution(problem, folder / "easy.out.json"))
    assert (score.total, score.hard) == (result["total"], result["hard"]) == (0, 0)
    assert result["components"] == score.components


def test_hard_violations_left_are_status_1_or_proved_3_and_the_file_is_written(
    folder: Path,
) -> None:
    done = solve(
        folder, "impossible.json", "--time-limit", "2", "--output", "imp.json", "--json"
    )
    assert done.returncode in (1, 3), done.stderr
    assert json.loads(done.stdout)["hard"] == 1
    assert (folder / "imp.json").is_file()
    assert "horarium diagnose impossible.json" in done.stderr or done.returncode == 3


def test_the_limit_is_wall_time_from_start_to_written_file(folder: Path) -> None:
    started = time.monotonic()
    done = solve(folder, DEMO, "--time-limit", "10", "--output", "timed.json", "--json")
    assert done.returncode in (0, 1), done.stderr
    assert time.monotonic() - started < 10 + 2
    assert json.loads(done.stdout)["seconds"] < 10 + 2


def test_progress_is_json_lines_on_stderr_and_never_falls(folder: Path) -> None:
    done = solve(folder, DEMO, "--time-limit", "4", "--progress", "jsonl")
    documents = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert documents
    fractions = [document["fraction"] for document in documents]
    assert fractions == sorted(fractions)
    assert "total" in done.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_search_and_the_best_so_far_is_written(
    folder: Path, number: signal.Signals
) -> None:
    output = folder / f"stopped-{number.name}.json"
    process = subprocess.Popen(
        [*COMMAND, DEMO, "--time-limit", "100", "--output", str(output), "--progress", "jsonl"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr
        for line in process.stderr:
            if line.startswith("{") and json.loads(line)["phase"] == "search":
                break
        sent = time.monotonic()
        os.kill(process.pid, number)
        process.communicate(timeout=60)
    finally:
        process.kill()
    assert time.monotonic() - sent < 10
    assert process.returncode in (0, 1)
    problem = read_problem(folder / DEMO)
    assert len(read_solution(problem, output).placements) > 0.9 * len(problem.classes)


def test_an_interruption_before_a_valid_timetable_leaves_an_older_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    older = folder / "older.json"
    older.write_text("older")
    monkeypatch.setattr(solving, "stop_on_signal", lambda: nullcontext(lambda: True))
    asked = ["solve", str(folder / "impossible.json"), "--solver", "local_search"]
    assert main([*asked, "--time-limit", "9", "--output", str(older)]) == 1
    assert older.read_text() == "older"
    assert "older.json: interrupted before a valid timetable" in capsys.readouterr().err


def test_what_moved_from_a_start_is_named(folder: Path) -> None:
    solve(folder, "easy.json", "--time-limit", "2", "--output", "start.json")
    problem = read_problem(folder / "easy.json")
    start = read_solution(problem, folder / "start.json")
    when = start.placements["a"].time

    def elsewhen(cls: Class) -> Class:
        left = tuple(option for option in cls.times if option.time != when)
        return replace(cls, times=left) if cls.id == "a" else cls

    changed = with_classes(problem, elsewhen)
    write_problem(changed, folder / "changed.json")
    options = ("--initial", "start.json", "--change-weight", "1000", "--time-limit", "3")
    told = json.loads(solve(folder, "changed.json", *options, "--json").stdout)
    assert (told["moved"], told["moved_classes"]) == (2, ["a", "b"])
    said = solve(folder, "changed.json", *options).stdout
    assert "moved  2 of 2 classes: a, b" in said


def test_a_start_that_places_nothing_is_refused(folder: Path) -> None:
    elsewhere = make_problem([make_class("z", at("10000", 4))])
    write_problem(elsewhere, folder / "elsewhere.json")
    solve(folder, "elsewhere.json", "--time-limit", "2", "--output", "z.json")
    refused = solve(folder, "easy.json", "--initial", "z.json")
    assert refused.returncode == 2
    assert "z.json: places no class of" in refused.stderr


def test_a_search_can_start_from_a_timetable(folder: Path) -> None:
    first = solve(folder, DEMO, "--time-limit", "5", "--output", "first.json", "--json")
    options = ("--iterations", "1000", "--initial", "first.json", "--json")
    again = solve(folder, DEMO, *options)
    assert (folder / "first.json").is_file(), first.stderr
    before, after = json.loads(first.stdout), json.loads(again.stdout)
    assert (after["hard"], after["total"]) <= (before["hard"], before["total"])


def test_a_start_made_for_another_problem_is_taken_as_far_as_it_goes_and_said(
    folder: Path,
) -> None:
    other = make_problem([make_class("a", at("10000", 4), rooms=["r"])], rooms=[Room("r", 9)])
    write_problem(replace(other, name="other"), folder / "other.json")
    solve(folder, "other.json", "--iterations", "10", "--output", "other.out.json")
    done = solve(folder, "easy.json", "--iterations", "10", "--initial", "other.out.json")
    assert "a timetable of other, not of test: it places 1 of 2 classes" in done.stderr
    same = solve(folder, "other.json", "--iterations", "10", "--initial", "other.out.json")
    assert "a timetable of" not in same.stderr


def test_the_same_seed_and_iterations_give_the_same_file(folder: Path) -> None:
    for name in ("one.json", "two.json"):
        done = solve(folder, DEMO, "--iterations", "20000", "--seed", "3", "--output", name)
        assert done.returncode in (0, 1), done.stderr
    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


def test_without_output_the_user_is_told_that_nothing_is_kept(folder: Path) -> None:
    done = solve(folder, "easy.json", "--time-limit", "2")
    assert "without --output" in done.stderr
