"""A timetable that can be changed and asked, class by class."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from itertools import chain

from horarium.problem import Problem
from horarium.solution import Placement, Solution

Changes = Mapping[str, Placement | None]
"""New placements by class id; None takes the class out of the timetable."""


class Placed:
    """Placements by class, and who shares rooms and students with whom.

    What a solution names and the problem does not have is left out.
    """

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self.problem = problem
        self.students = solution.students
        self.at: dict[str, Placement] = {}
        self._in_room: dict[str, dict[str, None]] = defaultdict(dict)
        self._joint: dict[str, Counter[str]] = {}
        for id, placement in solution.placements.items():
            if id in problem.classes:
                self.put(id, placement)

    def put(self, id: str, placement: Placement | None) -> None:
        """Place a class, or take it out."""
        old = self.at.pop(id, None)
        if old is not None and old.room is not None:
            del self._in_room[old.room][id]
        if placement is None:
            return
        if placement.room is not None and placement.room not in self.problem.room:
            placement = replace(placement, room=None)
        self.at[id] = placement
        if placement.room is not None:
            self._in_room[placement.room][id] = None

    @contextmanager
    def changed(self, changes: Changes) -> Iterator[None]:
        """With the changes made, for as long as the context lasts."""
        before = {id: self.at.get(id) for id in changes}
        for id, placement in changes.items():
            self.put(id, placement)
        try:
            yield
        finally:
            for id, placement in before.items():
                self.put(id, placement)

    def in_room(self, room: str | None) -> tuple[str, ...]:
        """The classes that are placed in a room."""
        return tuple(self._in_room[room]) if room in self._in_room else ()

    def joint(self, id: str) -> Mapping[str, int]:
        """How many students the class has in common with each other class."""
        if id not in self._joint:
            others = (self._attended[student] for student in self._roster.get(id, ()))
            shared = Counter(chain.from_iterable(others))
            del shared[id]
            self._joint[id] = shared
        return self._joint[id]

    @cached_property
    def _attended(self) -> Mapping[str, frozenset[str]]:
        """Classes of each student that the problem has."""
        known = self.problem.classes.keys()
        return {
            student: frozenset(known & set(classes))
            for student, classes in self.students.items()
        }

    @cached_property
    def _roster(self) -> Mapping[str, list[str]]:
        roster: dict[str, list[str]] = defaultdict(list)
        for student, classes in self._attended.items():
            for id in classes:
                roster[id].append(student)
        return roster
