"""`horarium bench`: real runs of a small problem, resumed, reported."""

import json
import threading
from pathlib import Path

import pytest

from horarium.bench import quality, results
from horarium.cli import main
from horarium.formats import write_problem
from horarium.problem import ProblemError, Room
from horarium.testing import at, make_class, make_problem, random_lectures, random_problem

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one easy problem and one that has no valid timetable."""
    monkeypatch.chdir(tmp_path)
    two = [at("10000", 4), at("01000", 4)]
    for name, ids in (("easy", "ab"), ("hopeless", "abc")):
        classes = [make_class(id, *two, rooms=["r"]) for id in ids]
        write_problem(make_problem(classes, rooms=[Room("r", 9)]), tmp_path / f"{name}.json")
    (tmp_path / "best_known.csv").write_text("instance,best_known\neasy,0\n")
    return tmp_path


def bench(*options: str) -> int:
    return main(["bench", "quality", "--data", ".", "--time-limit", "1", *options])


def test_a_benchmark_is_made_once_and_gone_on_with(data: Path, capsys: Captured) -> None:
    assert bench("--instances", "easy", "--seeds", "1") == 0
    assert bench("--instances", "easy", "--seeds", "2") == 0
    told = capsys.readouterr()
    assert "2 runs, 1 of them made already" in told.err
    rows = results.read(data / "benchmark.jsonl")
    assert [(row["seed"], row["total"], row["hard"]) for row in rows] == [(1, 0, 0), (2, 0, 0)]
    assert all(row["curve"] and row["memory_mb"] > 30 for row in rows)
    assert main(["bench", "report", "out", "--data", "."]) == 0
    text = (data / "out" / "results.md").read_text()
    assert "| easy | 2 | 0 | 0 | 0 |" in text
    assert "curves-1s-1t.svg" in text
    assert (data / "out" / "curves-1s-1t.svg").is_file()


def test_solvers_are_compared_seed_by_seed(data: Path, capsys: Captured) -> None:
    plan = ["--data", ".", "--instances", "easy", "--seeds", "2", "--time-limit", "1"]
    names = "local_search,hierarchical"
    assert main(["bench", "compare", "--solvers", names, *plan, "--write", "solvers.md"]) == 0
    rows = results.read(data / "benchmark.jsonl")
    # In the order in which they ended: as many run at a time as there are cores.
    assert sorted((row["solver"], row["seed"], row["total"]) for row in rows) == [
        ("hierarchical", 1, 0),
        ("hierarchical", 2, 0),
        ("local_search", 1, 0),
        ("local_search", 2, 0),
    ]
    text = (data / "solvers.md").read_text()
    assert "| easy | local_search | 2 | 2 | 0 | 0 | 0 | - |" in text
    assert "| easy | hierarchical | 2 | 2 | 0 | 0 | 0 | 0 of 0 |" in text
    assert bench("--instances", "easy", "--seeds", "2") == 0, "those of `auto` are others"
    assert len(results.read(data / "benchmark.jsonl")) == 6


def test_growth_makes_universities_and_writes_a_table_and_a_picture(data: Path) -> None:
    plan = ["--presets", "demo", "--seeds", "1", "--time-limit", "5", "--write", "growth.md"]
    assert main(["bench", "growth", *plan]) == 0
    assert "| demo | 3,700 |" in (data / "growth.md").read_text()
    assert (data / "growth.svg").is_file()


def test_a_loss_is_made_up_for_with_few_moves(data: Path) -> None:
    plan = ["--preset", "demo", "--first", "8", "--time-limit", "5", "--losses", "1"]
    status = main(["bench", "resolve", *plan, "--write", "resolve.md"])
    text = (data / "resolve.md").read_text()
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines()]
    room, instructor = (row for row in rows if row and row[0].startswith(("room ", "instr")))
    for _, touched, must, moved, _, left, _ in (room, instructor):
        violations = int(left.removesuffix(", no valid one exists"))
        assert 0 < int(touched) <= int(moved) + violations
        assert left.endswith("exists") == (must == "-")
        if violations == 0:
            assert int(touched) <= int(must.removesuffix(" at least")) <= int(moved)
    done = all(row[5] == "0" or row[5].endswith("exists") for row in (room, instructor))
    assert status == (0 if done else 1)


def test_a_timetable_that_is_not_valid_is_status_1(data: Path) -> None:
    assert bench("--instances", "hopeless") == 1


def test_a_run_without_a_timetable_is_a_row_that_says_why(data: Path) -> None:
    (data / "broken.json").write_text("{")
    run = quality.Run("broken", data / "broken.json", 1, 1.0, 1)
    row = quality.execute(run, "abc", threading.Event())
    assert row["total"] is None
    assert "broken.json" in row["error"]


def test_a_change_of_the_engine_ends_the_benchmark(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = iter(["before", "after"])
    monkeypatch.setattr(results, "engine_hash", lambda: next(hashes))
    run = quality.Run("easy", data / "easy.json", 1, 1.0, 1)
    with pytest.raises(ProblemError) as caught:
        quality.run_all([run], data / "rows.jsonl", [0], lambda row: None)
    assert caught.value.code == "engine_changed"
    assert not (data / "rows.jsonl").exists()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["quality", "--data", ".", "--instances", "atlantis"], "easy, hopeless"),
        (["quality"], "--data"),
        (["quality", "--data", ".", "--cores", "one"], "cores must be some of"),
        (["quality", "--data", ".", "--seeds", "0"], "--seeds"),
        (["report", "out"], "has no results"),
        (["speed", "--write"], "--baseline"),
        (["questions", "--preset", "atlantis"], "yardstick"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_one_line(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, options: list[str], word: str
) -> None:
    monkeypatch.delenv("HORARIUM_DATASETS", raising=False)
    assert main(["bench", *options]) == 2
    assert word in capsys.readouterr().err


def test_a_baseline_is_written_and_compared_with(tmp_path: Path) -> None:
    from horarium.bench import speed

    problem = make_problem([make_class(id, at("10000", 4), at("01000", 4)) for id in "ab"])
    told = {"tiny": speed.measure(problem, iterations=1000)}
    assert told["tiny"]["moves_per_second"] > 0
    speed.write_baseline(tmp_path / "speed.json", told)
    assert json.loads((tmp_path / "speed.json").read_text())["machine"]
    assert "1.00" in speed.table(told, speed.read_baseline(tmp_path / "speed.json"))


def test_each_move_of_both_families_of_kernels_has_a_speed() -> None:
    from horarium.bench.kernels import moves_per_second

    periods = moves_per_second(random_lectures(1), steps=5000)
    general = moves_per_second(random_problem(1), steps=5000)
    assert list(periods) == ["time", "room", "both"]
    assert list(general) == ["time", "room", "both", "chain", "student"]
    assert min(*periods.values(), *general.values()) > 100


def test_the_families_of_problems_whose_speed_is_measured_can_be_made() -> None:
    from horarium.bench import speed

    sizes = {name: len(make().classes) for name, make in speed.FAMILIES.items()}
    assert min(sizes.values()) > 50


def test_questions_are_timed_beside_a_search(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "questions.json"
    options = ["--preset", "demo", "--calls", "3", "--time-limit", "1", "--write", str(file)]
    assert main(["bench", "questions", *options]) == 0
    found = json.loads(file.read_text())["milliseconds"]
    assert found.keys() == {"first", "check", "heat", "suggest"}
    assert all(0 < each["p50"] <= each["p95"] <= each["most"] for each in found.values())
    assert "suggest" in capsys.readouterr().out
