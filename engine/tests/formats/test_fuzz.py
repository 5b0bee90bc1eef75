"""Mutated files of every format are read or refused, and never crash."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horarium.formats import encode_problem, encode_solution, read_problem, read_solution
from horarium.problem import Calendar, Problem, ProblemError, Room
from horarium.score import evaluate
from horarium.testing import at, make_class, make_course, make_problem, random_problem
from horarium.testing import random_solution as solved

Read = TypeVar("Read")
BITS = [
    b"0",
    b"-1",
    b"1",
    b"99999999999999999999",
    b"x",
    b"",
    b"\xff",
    b'"',
    b"<",
    b"&a;",
    b"{",
]


def lectures() -> Problem:
    """A problem that every format can hold."""
    times = [at(days, slot, 1, "1") for days in ("10", "01") for slot in range(3)]
    classes = [[make_class(f"m{number}", *times, rooms=["A"], limit=9)] for number in range(2)]
    return make_problem(
        [],
        courses=[make_course("m", classes)],
        rooms=[Room("A", 9)],
        calendar=Calendar(1, 2, 3),
    )


def mutate(data: bytes, draw: Callable[[st.SearchStrategy[int]], int]) -> bytes:
    """One to three places cut out, repeated, or overwritten."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        middle = [b"", data[start:end] * 2, *BITS][draw(st.integers(0, len(BITS) + 1))]
        data = data[:start] + middle + data[end:]
    return data


def result(read: Callable[[], Read]) -> Read | ProblemError:
    """What is read, or why it was refused."""
    try:
        return read()
    except ProblemError as error:
        return error


@pytest.mark.parametrize("form", ["native", "itc2019", "itc2007"])
@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_a_mutated_problem_is_read_or_refused(form: str, data: st.DataObject) -> None:
    whole, _ = encode_problem(lectures() if form == "itc2007" else random_problem(2), form)
    problem = result(lambda: read_problem(mutate(whole, data.draw), name="fuzz"))
    if isinstance(problem, ProblemError):
        assert str(problem).startswith("fuzz")
        return
    solution = solved(problem, 1)
    evaluate(problem, solution)
    encode_problem(problem, problem.origin)
    encode_solution(problem, solution, problem.origin)


@pytest.mark.parametrize("form", ["native", "itc2019", "itc2007"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_mutated_solution_is_read_or_refused(form: str, data: st.DataObject) -> None:
    problem = lectures() if form == "itc2007" else random_problem(2)
    whole = encode_solution(problem, solved(problem, 1), form)
    solution = result(lambda: read_solution(problem, mutate(whole, data.draw), name="fuzz"))
    if isinstance(solution, ProblemError):
        assert str(solution).startswith("fuzz")
        return
    evaluate(problem, solution)
