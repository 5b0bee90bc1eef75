"""Every public instance is read, scored exactly, and written back without loss."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from horarium.formats import encode_problem, encode_solution, read_problem, read_solution
from horarium.problem import Problem
from horarium.score import evaluate

ITC2019 = [
    "bet-sum18",
    "lums-spr18",
    "lums-sum17",
    "mary-spr17",
    "muni-fi-spr16",
    "muni-fsps-spr17",
    "nbi-spr18",
    "pu-cs-fal07",
    "tg-fal17",
    "wbg-fal10",
    "yach-fal17",
]
ITC2007 = [f"comp{number:02}" for number in range(1, 15)]


def paths(datasets: Path, name: str) -> tuple[Path, Path]:
    """The problem's file and its known solution's."""
    if name in ITC2007:
        return datasets / f"itc2007/{name}.ctt", datasets / f"solutions/{name}.sol"
    return datasets / f"itc2019/{name}.xml.gz", datasets / f"solutions/{name}.xml.gz"


def expected_scores(datasets: Path) -> dict[str, dict[str, int]]:
    with open(datasets / "solutions/expected.csv", newline="") as file:
        return {
            row.pop("instance"): {name: int(value) for name, value in row.items() if value}
            for row in csv.DictReader(file)
        }


def test_the_table_of_expected_scores_names_every_instance(datasets: Path) -> None:
    assert expected_scores(datasets).keys() == {*ITC2019, *ITC2007}


@pytest.mark.parametrize("name", [*ITC2019, *ITC2007])
def test_score_equals_the_published_one_in_every_number(datasets: Path, name: str) -> None:
    problem_path, solution_path = paths(datasets, name)
    problem = read_problem(problem_path)
    score = evaluate(problem, read_solution(problem, solution_path))
    found = {"total": score.total, "hard": score.hard, **score.raw}
    assert found == expected_scores(datasets)[name]
    assert sum(score.components.values()) == score.total
    assert score.violations == ()


@pytest.mark.parametrize("name", [*ITC2019, *ITC2007])
def test_writing_and_reading_back_changes_nothing(datasets: Path, name: str) -> None:
    problem_path, solution_path = paths(datasets, name)
    problem = read_problem(problem_path)
    solution = read_solution(problem, solution_path)
    for form in ("native", problem.origin):
        data, losses = encode_problem(problem, form)
        assert losses == []
        assert read_problem(data) == problem
        again = read_solution(problem, encode_solution(problem, solution, form))
        assert again.placements == solution.placements
        assert again.students.keys() == solution.students.keys()
        assert all(
            set(again.students[id]) == set(classes) for id, classes in solution.students.items()
        )


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda lines: lines[1:], {"unplaced"}),
        (lambda lines: [*lines, lines[0]], {"unknown_class", "room_double_booked"}),
    ],
    ids=["a lecture missing", "a lecture too many"],
)
def test_planted_faults_in_a_lecture_list_are_found(
    datasets: Path, change: Callable[[list[str]], list[str]], codes: set[str]
) -> None:
    problem = read_problem(datasets / "itc2007/comp01.ctt")
    lines = (datasets / "solutions/comp01.sol").read_text().splitlines()
    solution = read_solution(problem, "\n".join(change(lines)).encode())
    found = {violation.code for violation in evaluate(problem, solution).violations}
    assert found <= codes
    assert found


def test_a_curriculum_problem_as_itc2019_keeps_what_that_can_hold(datasets: Path) -> None:
    problem = read_problem(datasets / "itc2007/comp01.ctt")
    solution = read_solution(problem, datasets / "solutions/comp01.sol")
    data, losses = encode_problem(problem, "itc2019")
    assert {loss.code for loss in losses} == {
        "capacity_changed",
        "clock_dropped",
        "constraint_dropped",
        "id_changed",
    }
    converted: Problem = read_problem(data)
    as_xml = encode_solution(problem, solution, "itc2019")
    # Missing seats have become penalties of rooms; the three soft kinds are gone.
    score = evaluate(converted, read_solution(converted, as_xml))
    assert (score.hard, score.components["room"], score.total) == (0, 4, 4)
    assert read_solution(problem, as_xml).placements == solution.placements
