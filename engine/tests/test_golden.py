"""The same seed gives the same timetable on any machine: digests of small solves.

After a change of the search that is meant to change timetables, renew the table:

    .venv/bin/python engine/tests/test_golden.py
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from horarium.formats import encode_solution
from horarium.problem import Problem
from horarium.solve import solve
from horarium.testing import random_lectures, random_problem
from horarium.university import generate

TABLE = Path(__file__).parent / "samples" / "golden.json"

SOLVES: Mapping[str, tuple[Callable[[], Problem], int]] = {
    "lectures 1": (lambda: random_lectures(1), 300_000),
    "lectures 2": (lambda: random_lectures(2, courses=14, rooms=3), 300_000),
    "every kind 1": (lambda: random_problem(1), 60_000),
    "every kind 2": (lambda: random_problem(2, classes=40), 60_000),
    "every kind 3": (lambda: random_problem(3, students=0), 60_000),
    "university": (lambda: generate("demo", seed=1), 60_000),
}


def digest(name: str) -> str:
    make, iterations = SOLVES[name]
    problem = make()
    result = solve(problem, iterations=iterations, seed=7)
    return hashlib.sha256(encode_solution(problem, result.solution, "native")).hexdigest()[:16]


@pytest.mark.parametrize("name", SOLVES)
def test_a_fixed_seed_with_iterations_gives_the_committed_timetable(name: str) -> None:
    assert digest(name) == json.loads(TABLE.read_text())[name], "see the top of this file"


def test_the_table_has_no_digest_that_is_not_tested() -> None:
    assert json.loads(TABLE.read_text()).keys() == SOLVES.keys()


if __name__ == "__main__":
    TABLE.write_text(json.dumps({name: digest(name) for name in SOLVES}, indent=2) + "\n")
