"""`horarium solve --variants` and `--profile`: files, differences, and clear errors."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from horarium import variants
from horarium.cli import main
from horarium.cli.variants import numbered
from horarium.formats import read_problem, read_solution, write_problem
from horarium.score import evaluate
from horarium.solve import Result
from horarium.university import generate
from horarium.variants import solve_profile

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_problem(generate(classes=20, students=40), tmp_path / "small.json")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.timeout(280)
def test_each_variant_is_a_whole_timetable_in_a_file_of_its_own(
    folder: Path, capsys: Captured
) -> None:
    options = ["--variants", "3", "--time-limit", "6", "--output", "x.json", "--json"]
    status = main(["solve", "small.json", *options, "--progress", "none"])
    told = json.loads(capsys.readouterr().out)
    problem = read_problem(folder / "small.json")
    assert [one["output"] for one in told["variants"]] == [
        f"x-{at}.json" for at in range(1, len(told["variants"]) + 1)
    ]
    for one in told["variants"]:
        score = evaluate(problem, read_solution(problem, folder / one["output"]))
        assert (score.total, score.hard) == (one["total"], one["hard"])
        assert len(one["measures"]) > 6
    assert (status == 0) == all(one["hard"] == 0 for one in told["variants"])
    assert not list(folder.glob("x.json"))


@pytest.mark.timeout(280)
@pytest.mark.usefixtures("folder")
def test_the_table_has_scores_and_how_much_the_variants_differ(capsys: Captured) -> None:
    options = ["--variants", "2", "--time-limit", "5", "--progress", "none"]
    main(["solve", "small.json", *options])
    lines = capsys.readouterr().out.splitlines()
    columns = len(lines[0].split())
    rows = {line.split()[0]: line.split()[1:] for line in lines[1:]}
    for name in ("student_conflicts", "score_spatial", "fairness_instructors"):
        assert len(rows[name]) == columns
    assert lines[-1].startswith("each pair: ") == (columns == 2)


@pytest.mark.timeout(280)
def test_one_variant_of_a_profile_keeps_the_name_that_was_asked_for(
    folder: Path, capsys: Captured
) -> None:
    options = ["--profile", "0/0/1/0/0/0", "--time-limit", "2", "--output", "x.json", "--json"]
    main(["solve", "small.json", *options, "--progress", "none"])
    (one,) = json.loads(capsys.readouterr().out)["variants"]
    assert one["weights"]["room_fit"] == 100
    assert (folder / "x.json").is_file()


@pytest.mark.timeout(280)
def test_a_search_that_ends_at_its_limit_of_memory_says_so(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*args: Any, **options: Any) -> Result:
        return replace(solve_profile(*args, **options), memory_reached=True)

    monkeypatch.setattr(variants, "solve_profile", ended)
    options = ["--profile", "balanced", "--time-limit", "2", "--memory", "20000"]
    main(["solve", "small.json", *options, "--progress", "none"])
    assert "ended early, at its limit of 20000 MB" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--profile", "1/1/1/1/1/-1"], "continuity is -1.0"),
        (["--profile", "0/0/0/0/0/0"], "sum to 0.001 at least"),
        (["--profile", "happy"], "there is no profile 'happy'"),
        (["--variants", "0"], "is not a whole number from 1"),
        (["--variants", "2", "--iterations", "10"], "give --time-limit"),
        (["--variants", "2", "--iterations", "10", "--time-limit", "1"], "give --time-limit"),
        (["--variants", "2", "--change-weight", "9", "--time-limit", "1"], "--change-weight"),
        (["--variants", "2", "--output", "/dev/null"], "could not be numbered"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_made_is_refused_in_one_line(
    options: list[str], complaint: str, capsys: Captured
) -> None:
    assert main(["solve", "small.json", *options]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert complaint in line


@pytest.mark.timeout(280)
def test_each_is_written_once_it_is_made_and_what_is_left_out_goes_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[list[str]] = []
    select = variants._selected

    def only_the_first(problem: Any, found: Any, warnings: Any) -> Any:
        there.append(sorted(path.name for path in folder.glob("x-*.json")))
        return select(problem, found[:1], warnings)

    monkeypatch.setattr(variants, "_selected", only_the_first)
    # This process is older than the command.
    monkeypatch.setattr("horarium.cli.solve._process_age", lambda: 0.0)
    options = ["--variants", "2", "--time-limit", "6", "--output", "x.json"]
    assert main(["solve", "small.json", *options, "--progress", "none"]) == 0
    assert there == [["x-1.json", "x-2.json"]]
    assert [path.name for path in folder.glob("x-*.json")] == ["x-1.json"]


def test_numbers_come_before_the_ending() -> None:
    assert numbered("a/x.xml.gz", 2, 5) == "a/x-2.xml.gz"
    assert numbered("a/x.xml", 1, 1) == "a/x.xml"
