"""Timetables at hand: problems read once, and a desk for each timetable asked about."""

import ctypes
import gc
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from horarium.formats import meetings, read_problem, read_solution
from horarium.formats.native import team_of
from horarium.problem import Problem
from horarium.questions import Desk
from horarium.solution import Placement, Solution

if TYPE_CHECKING:
    from horarium.arrays import Arrays

Fetch = Callable[[str], bytes]
"""A document by its digest. Raises ApiError."""


class TimetableUnknown(Exception):
    """This version is not at hand, and its placements were not sent."""


class Held:
    """A problem that was read, with what is known of it."""

    def __init__(self, fetch: Fetch, digest: str) -> None:
        self._fetch = fetch
        # Timetables are asked about while their term is being changed, whatever it lacks.
        self.problem: Problem = read_problem(fetch(digest), name="problem", contradictions=True)
        self._solutions: dict[str, Solution] = {}
        self._compiling = threading.Lock()

    def solution(self, digest: str) -> Solution:
        if digest not in self._solutions:
            document = self._fetch(digest)
            self._solutions[digest] = read_solution(self.problem, document, name="solution")
        return self._solutions[digest]

    def arrays(self) -> "Arrays":
        with self._compiling:
            return self._arrays

    @cached_property
    def _arrays(self) -> "Arrays":
        from horarium.arrays import compile_problem

        return compile_problem(self.problem)


@dataclass(eq=False)
class Open:
    """A timetable at hand, at one of its versions."""

    held: Held
    source: tuple[str, str]
    desk: Desk
    version: int
    lock: threading.Lock = field(default_factory=threading.Lock)


class Desks:
    """Whatever was asked about last, as much as memory allows.

    `in_use` says how many megabytes this process takes; beyond `memory_mb`, what was
    not asked about for longest is let go of.
    """

    def __init__(self, fetch: Fetch, memory_mb: int, in_use: Callable[[], int]) -> None:
        self._fetch, self._memory_mb, self._in_use = fetch, memory_mb, in_use
        self._lock = threading.Lock()
        self._problems: OrderedDict[str, Future[Held]] = OrderedDict()
        self._open: OrderedDict[str, Open] = OrderedDict()

    @contextmanager
    def desk(self, asked: Mapping[str, Any]) -> Iterator[Desk]:
        """The desk of the timetable that a question names, for one thread at a time.

        Raises TimetableUnknown; ApiError and ProblemError for documents that cannot
        be had or read.
        """
        source = asked["problem"], asked["solution"]
        placements = asked.get("placements")
        with self._lock:
            found = self._open.get(asked["timetable"])
            if found is not None and found.source == source:
                self._open.move_to_end(asked["timetable"])
                if asked["problem"] in self._problems:
                    self._problems.move_to_end(asked["problem"])
            else:
                found = None
        if found is None:
            if placements is None:
                raise TimetableUnknown
            found = self._opened(asked, source, placements)
        with found.lock:
            if found.version != asked["version"]:
                if placements is None:
                    raise TimetableUnknown
                found.desk.edit(_differences(found.desk, placements))
                found.version = asked["version"]
            yield found.desk

    def _opened(
        self,
        asked: Mapping[str, Any],
        source: tuple[str, str],
        placements: Sequence[Mapping[str, Any]],
    ) -> Open:
        held = self._held(asked["problem"])
        solution = held.solution(asked["solution"])
        problem = held.problem
        placed = Solution(problem.name, _placements(problem, placements), solution.students)
        found = Open(held, source, Desk(problem, placed, held.arrays), asked["version"])
        with self._lock:
            self._open[asked["timetable"]] = found
            self._open.move_to_end(asked["timetable"])
        self._let_go()
        return found

    def _held(self, digest: str) -> Held:
        """The problem; whoever asks while it is being read waits for that."""
        with self._lock:
            reading = self._problems.get(digest)
            mine = reading is None
            if reading is None:
                reading = self._problems[digest] = Future()
            self._problems.move_to_end(digest)
        if mine:
            try:
                reading.set_result(Held(self._fetch, digest))
            except BaseException as error:
                with self._lock:
                    self._problems.pop(digest, None)
                reading.set_exception(error)
        return reading.result()

    def _let_go(self) -> None:
        """Forget what was asked about least recently, but never the last."""
        while self._in_use() > self._memory_mb:
            with self._lock:
                if len(self._open) < 2:
                    return
                self._open.popitem(last=False)
                used = {found.source[0] for found in self._open.values()}
                for digest in [d for d, held in self._problems.items() if held.done()]:
                    if digest not in used:
                        del self._problems[digest]
            gc.collect()
            _trim()


def _placements(problem: Problem, entries: Sequence[Mapping[str, Any]]) -> dict[str, Placement]:
    """Of the classes and rooms that the problem has; a later room counts as none."""
    return {
        entry["id"]: Placement(
            meetings.time_from_document(entry, problem.calendar),
            entry["room"] if entry["room"] in problem.room else None,
            _team(problem, entry),
        )
        for entry in entries
        if entry["id"] in problem.classes
    }


def _team(problem: Problem, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Who teaches a class that chooses; who is not known any more counts as not named."""
    if not problem.classes[entry["id"]].instructors:
        return ()
    named = entry.get("instructors")
    known = problem.instructor.keys() >= set(named or ())
    return team_of(problem, entry["id"], named if known else None)


def _differences(
    desk: Desk, entries: Sequence[Mapping[str, Any]]
) -> dict[str, Placement | None]:
    now, wanted = desk.solution.placements, _placements(desk.problem, entries)
    changed: dict[str, Placement | None] = {
        id: placement for id, placement in wanted.items() if now.get(id) != placement
    }
    return {**changed, **{id: None for id in now if id not in wanted}}


def _trim() -> None:
    """Give what was freed back to the system, where the C library can."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
