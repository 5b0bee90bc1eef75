"""A solve keeps to the memory it was given, or says at once that it cannot."""

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from horarium import memory
from horarium.hardware import MEGABYTE
from horarium.memory import MemoryLimit, resident_bytes
from horarium.problem import Problem, ProblemError, Room
from horarium.progress import Progress
from horarium.solve import solve
from horarium.testing import at, make_class, make_problem
from horarium.university import generate


@pytest.fixture(scope="module")
def university() -> Problem:
    return generate("demo")


def occupying(monkeypatch: pytest.MonkeyPatch, *megabytes: int) -> None:
    """Let the process occupy so much at each look, and the last for good."""
    looks = itertools.chain(megabytes, itertools.repeat(megabytes[-1]))
    monkeypatch.setattr(memory, "resident_bytes", lambda root: next(looks) * MEGABYTE)


def test_the_memory_in_use_is_what_the_system_says() -> None:
    before = resident_bytes()
    assert before is not None
    filled = bytearray(b"x" * (64 * MEGABYTE))
    after = resident_bytes()
    assert after is not None
    assert 60 * MEGABYTE < after - before < 80 * MEGABYTE
    assert filled


def test_the_limit_is_reached_when_a_tenth_is_left_and_stays_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    occupying(monkeypatch, 100, 899, 901, 100)
    limit = MemoryLimit(1000)
    assert [limit.over() for _ in range(3)] == [False, True, True]


def test_without_a_limit_nothing_is_refused_or_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    occupying(monkeypatch, 10**9)
    limit = MemoryLimit(None)
    limit.require(10**15, "problem p")
    assert not limit.over()
    assert limit.room_for(10**15, 7) == 7


def test_as_many_threads_search_as_there_is_memory_for(monkeypatch: pytest.MonkeyPatch) -> None:
    occupying(monkeypatch, 400)
    limit = MemoryLimit(1000)
    assert [limit.room_for(size * MEGABYTE, 8) for size in (1, 100, 600)] == [8, 5, 0]


def test_what_cannot_fit_is_refused_before_it_is_built(university: Problem) -> None:
    with pytest.raises(ProblemError, match=r"needs about \d+ MB .* limit of 70 MB") as caught:
        solve(university, iterations=1, memory_mb=70)
    assert caught.value.code == "memory_too_small"
    assert caught.value.parameters["limit"] == 70


MANY_PAIRS = """
from horarium.problem import Calendar, Constraint, Time
from horarium.testing import make_class, make_problem

times = [Time(1, 1 << i % 5, i // 5 % 200, 1 + i // 1000) for i in range(1500)]
classes = [make_class(f"c{i}", *(times if i == 0 else times[:2])) for i in range(900)]
ids = tuple(cls.id for cls in classes)
constraints = [
    Constraint("NotOverlap", ids, required=True),
    Constraint("SameRoom", ids, penalty=0),
    Constraint("MaxConcurrent", ids, (300, 12), penalty=1),
    Constraint("MaxConcurrent", ids, (200, 12), penalty=1),
]
problem = make_problem(classes, constraints=constraints, calendar=Calendar(1, 5, 288))
"""
"""Many times and many pairs; of kinds of sets, and of what costs nothing, none are listed."""

MANY_TEAMS = """
from dataclasses import replace

from horarium.problem import Calendar, Instructor, InstructorOption, Room, Time
from horarium.testing import make_class, make_problem

rooms = [f"r{i}" for i in range(100)]
people = [f"p{i}" for i in range(20)]
teams = tuple(InstructorOption((person,)) for person in people)
classes = [
    replace(make_class(f"c{i}", Time(1, 1 << i % 5, 0, 12), rooms=rooms), instructors=teams)
    for i in range(300)
]
problem = replace(
    make_problem(classes, rooms=[Room(room, 9) for room in rooms]),
    instructors=tuple(map(Instructor, people)),
)
"""
"""Each room of a class once with each of those who may teach it."""

UNIVERSITY = """
from horarium.context import MultiDimensionalContextEngine
from horarium.university import generate

problem = MultiDimensionalContextEngine(generate("yardstick-quarter")).compile()
"""


@pytest.mark.parametrize("made", [MANY_PAIRS, MANY_TEAMS, UNIVERSITY])
def test_the_estimate_bounds_what_compiling_really_takes(made: str) -> None:
    """In a process of its own, the peak is below it."""
    code = f"""{made}
from pathlib import Path
from horarium.arrays import compile_problem
from horarium.arrays.size import KERNELS, compiling_bytes
from horarium.memory import resident_bytes

told = compiling_bytes(problem) - KERNELS
Path("/proc/self/clear_refs").write_text("5")  # the peak counts from now on
before = resident_bytes()
compile_problem(problem)
status = Path("/proc/self/status").read_text().split()
peak = int(status[status.index("VmHWM:") + 1]) * 1024
print(told, peak - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    told, used = map(int, done.stdout.split())
    assert used <= told < 2.5 * used, done.stderr


def test_a_search_that_reaches_the_limit_ends_with_its_best(
    university: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = [100 * MEGABYTE]
    monkeypatch.setattr(memory, "resident_bytes", lambda root: used[0])

    def grow(progress: Progress) -> None:
        if progress["hard"] == 0:
            used[0] = 950 * MEGABYTE

    result = solve(university, time_limit=60, memory_mb=1000, on_progress=grow)
    assert result.memory_reached
    assert result.seconds < 30
    assert result.score.valid


def test_threads_without_room_for_their_timetables_are_not_started(
    university: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    occupying(monkeypatch, 100)
    result = solve(university, iterations=1000, threads=2, memory_mb=10_000)
    assert result.threads == 2
    looks = iter([100, 100, 899])  # as the limit is set, before compiling, and after it
    monkeypatch.setattr(
        memory, "resident_bytes", lambda root: next(looks, 899) * MEGABYTE + 900_000
    )
    result = solve(university, iterations=1000, threads=2, memory_mb=1000)
    assert result.threads == 1


def test_a_system_that_tells_nothing_gets_no_limit_that_it_could_not_keep(
    tmp_path: Path,
) -> None:
    assert resident_bytes(tmp_path) is None
    with pytest.raises(ProblemError) as caught:
        MemoryLimit(500, tmp_path)
    assert caught.value.code == "memory_unknown"
    MemoryLimit(None, tmp_path)


def test_a_limit_of_nothing_is_refused() -> None:
    free = make_problem([make_class("a", at("10000", 4), rooms=["r"])], rooms=[Room("r", 9)])
    with pytest.raises(ValueError, match="positive"):
        solve(free, iterations=1, memory_mb=0)
