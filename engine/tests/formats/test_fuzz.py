"""Mutated files of every format are read or refused, and never crash or hang.

Mutated are the texts, and also the elements inside them: what is left is sound JSON,
XML or lines of words, so that the mutations get past the parsers. What is then read
is also solved.
"""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horarium.formats import encode_problem, encode_solution, read_problem, read_solution
from horarium.problem import Calendar, Problem, ProblemError, Room
from horarium.score import evaluate
from horarium.solve import solve
from horarium.testing import at, make_class, make_course, make_problem, random_problem
from horarium.testing import random_solution as solved

Read = TypeVar("Read")
Draw = Callable[[st.SearchStrategy[int]], int]
VALUES: list[Any] = [0, 1, -1, 10**12, 2.5, "", "x", "01", "1111111", None, True, [], {}]
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


def mutate(data: bytes, draw: Draw) -> bytes:
    """One to three places cut out, repeated, or overwritten."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        middle = [b"", data[start:end] * 2, *BITS][draw(st.integers(0, len(BITS) + 1))]
        data = data[:start] + middle + data[end:]
    return data


def pick(draw: Draw, sequence: list[Read]) -> Read:
    return sequence[draw(st.integers(0, len(sequence) - 1))]


def places_in(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key or index in it."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in entries:
        yield node, key
        if isinstance(value, dict | list):
            yield from places_in(value)


def mutate_json(data: bytes, draw: Draw) -> bytes:
    """Values taken out, repeated, replaced, or put where another one is."""
    document = json.loads(data)
    for _ in range(draw(st.integers(1, 3))):
        places = list(places_in(document))
        container, key = pick(draw, places)
        other, at = pick(draw, places)
        step = draw(st.integers(0, 3))
        if step == 0:
            del container[key]
        elif step == 1 and isinstance(container, list):
            container.insert(key, copy.deepcopy(container[key]))
        elif step == 2:
            container[key] = copy.deepcopy(other[at])
        else:
            container[key] = pick(draw, VALUES)
    return json.dumps(document).encode()


def mutate_xml(data: bytes, draw: Draw) -> bytes:
    """Elements taken out, repeated or moved; attributes taken out or changed."""
    root = ElementTree.fromstring(data)
    for _ in range(draw(st.integers(1, 3))):
        elements = list(root.iter())
        parent = pick(draw, [element for element in elements if len(element)] or [root])
        step = draw(st.integers(0, 4))
        if step <= 2 and len(parent):
            child = pick(draw, list(parent))
            if step == 0:
                parent.remove(child)
            elif step == 1:
                parent.append(copy.deepcopy(child))
            else:
                pick(draw, elements).append(copy.deepcopy(child))
            continue
        element = pick(draw, [element for element in elements if element.attrib] or [root])
        name = pick(draw, sorted(element.attrib) or ["id"])
        if step == 3:
            element.attrib.pop(name, None)
        else:
            values = [element.get(name, "") for element in elements]
            element.set(name, pick(draw, [*map(str, VALUES[:9]), *values]))
    return ElementTree.tostring(root)


def mutate_lines(data: bytes, draw: Draw) -> bytes:
    """Lines taken out, repeated or moved; words replaced."""
    lines = [line.split() for line in data.decode().splitlines()]
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        step = draw(st.integers(0, 3))
        if step == 0 and len(lines) > 1:
            del lines[at]
        elif step == 1:
            lines.insert(draw(st.integers(0, len(lines))), list(lines[at]))
        elif lines[at]:
            words = [word for line in lines for word in line]
            word = draw(st.integers(0, len(lines[at]) - 1))
            lines[at][word] = pick(draw, [*map(str, VALUES[:9]), *words])
    return "\n".join(" ".join(line) for line in lines).encode()


ELEMENTS = {"native": mutate_json, "itc2019": mutate_xml, "itc2007": mutate_lines}


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
def test_a_problem_of_mutated_elements_is_solved_or_refused_by_name(
    form: str, data: st.DataObject
) -> None:
    whole, _ = encode_problem(lectures() if form == "itc2007" else random_problem(2), form)
    mutated = ELEMENTS[form](whole, data.draw)
    problem = result(lambda: read_problem(mutated, name="fuzz"))
    if isinstance(problem, ProblemError):
        assert str(problem).startswith("fuzz")
        assert problem.code
        assert problem.text
        return
    solved_now = solve(problem, iterations=200)
    assert solved_now.score == evaluate(problem, solved_now.solution)
    read_problem(encode_problem(problem, "native")[0])
    encode_solution(problem, solved_now.solution, problem.origin)


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
