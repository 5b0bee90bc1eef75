"""Ids as programs of the competition expect them: numbers."""

from collections.abc import Iterable, Mapping

from horarium.problem import Problem

Ids = Mapping[str, str]


def numbered(problem: Problem, ids: Iterable[str]) -> Ids:
    """What each id is written as: itself, or its position where some id is no number.

    A problem that came from the competition keeps its ids in any case, also
    those of elements that were added since.
    """
    ids = list(ids)
    if problem.origin == "itc2019" or all(id.isascii() and id.isdigit() for id in ids):
        return {id: id for id in ids}
    return {id: str(number) for number, id in enumerate(ids, start=1)}


def class_ids(problem: Problem) -> Ids:
    return numbered(problem, problem.classes)


def room_ids(problem: Problem) -> Ids:
    return numbered(problem, problem.room)


def student_ids(problem: Problem) -> Ids:
    return numbered(problem, (student.id for student in problem.students))
