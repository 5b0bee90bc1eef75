"""Solving again after a loss: how soon, and how many classes move.

A timetable is searched for once; then, for each loss, the changed problem is solved from it
with `--change-weight`, in a process of its own as users start it.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypedDict

from horarium.bench import results
from horarium.bench.report import line
from horarium.changes import still_there, with_classes
from horarium.diagnosis import diagnose
from horarium.formats import read_solution, write_problem
from horarium.problem import Class, Problem, ProblemError
from horarium.solution import Solution
from horarium.solvers.cp_sat.least_moved import least_moved

BUSY_ROOM, BUSY_INSTRUCTOR = 4, 2
"""Classes at least, of a room or an instructor that is worth losing."""

CHANGE_WEIGHT = 1000
"""Above what any timetable could gain by moving one class more."""

PROOF_SECONDS = 60.0
"""To find out whether what is violated had to be, and how many classes had to move."""


class Again(TypedDict):
    """One loss; `touched` are the classes that cannot stay, `seconds` the whole command's.

    `least`: so many classes at least have to move, as far as that is proved; None: no
    timetable without violations is left.
    `impossible`: it is proved that no timetable without violations is left.
    """

    loss: str
    touched: int
    least: int | None
    moved: int
    classes: int
    hard: int
    impossible: bool
    seconds: float


def measure(
    problem: Problem, *, seconds: float, limit: float, losses: int, threads: int | None
) -> list[Again]:
    """Each kind of loss so many times, of a timetable that was searched for so long.

    `limit` is the time limit of each solve again, in seconds. Raises ProblemError
    (no_timetable) when the first search finds no valid one.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder)
        whole, start = files / "problem.json.gz", files / "start.json"
        write_problem(problem, whole)
        first, _ = _solve(whole, seconds, threads, "--output", str(start))
        if first["hard"]:
            raise ProblemError(
                "no_timetable", "found no valid timetable to begin with", "bench"
            )
        before = read_solution(problem, start)
        found = []
        for name, changed, touched in lost(problem, before, losses):
            file = files / "changed.json.gz"
            write_problem(changed, file)
            given = ("--initial", str(start), "--change-weight", str(CHANGE_WEIGHT))
            said, took = _solve(file, limit, threads, *given)
            least = least_moved(changed, still_there(changed, before), PROOF_SECONDS)
            found.append(
                Again(
                    loss=name,
                    touched=touched,
                    least=least,
                    moved=said["moved"],
                    classes=len(problem.classes),
                    hard=said["hard"],
                    impossible=least is None or (said["hard"] > 0 and _impossible(changed)),
                    seconds=round(took, 2),
                )
            )
    return found


def _impossible(problem: Problem) -> bool:
    return diagnose(problem, time_limit=PROOF_SECONDS).outcome == "infeasible"


def _solve(
    file: Path, limit: float, threads: int | None, *options: str
) -> tuple[dict[str, Any], float]:
    """What the command printed, and how long it took from its start to its end."""
    command = [sys.executable, "-m", "horarium.cli", "solve", str(file)]
    command += ["--time-limit", str(limit), "--seed", "1", "--progress", "none", "--json"]
    command += [] if threads is None else ["--threads", str(threads)]
    began = time.perf_counter()
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    if not done.stdout:
        raise ProblemError("no_timetable", done.stderr.strip(), "bench")
    return json.loads(done.stdout), took


def lost(problem: Problem, before: Solution, number: int) -> Iterator[tuple[str, Problem, int]]:
    """(what is lost, the problem without it, classes that cannot stay), drawn at random."""
    rng = random.Random(1)
    rooms: dict[str, list[str]] = defaultdict(list)
    for id_, placement in before.placements.items():
        if placement.room is not None:
            rooms[placement.room].append(id_)
    lone = {cls.rooms[0].room for cls in problem.classes.values() if len(cls.rooms) == 1}
    held = sorted(
        room for room, ids in rooms.items() if len(ids) >= BUSY_ROOM and room not in lone
    )
    for room in rng.sample(held, min(number, len(held))):
        yield f"room {room}", without_room(problem, room), len(rooms[room])
    taught = [
        (con.derived_from, con.classes)
        for con in problem.constraints
        if con.derived_from.startswith("instructor:") and len(con.classes) >= BUSY_INSTRUCTOR
    ]
    rng.shuffle(taught)
    for origin, ids in islice(
        ((origin, ids) for origin, ids in taught if _has_other_days(problem, before, ids)),
        number,
    ):
        day = _first_day(before, ids)
        off = sum(bool(before.placements[id_].time.days & day) for id_ in ids)
        yield f"{origin.replace(':', ' ')} on a day", without_day(problem, ids, day), off


def _first_day(before: Solution, ids: Sequence[str]) -> int:
    """The mask of the first day on which the first of these classes meets."""
    days = before.placements[ids[0]].time.days
    return days & -days


def _has_other_days(problem: Problem, before: Solution, ids: Sequence[str]) -> bool:
    day = _first_day(before, ids)
    return all(
        any(not option.time.days & day for option in problem.classes[id_].times) for id_ in ids
    )


def without_room(problem: Problem, room: str) -> Problem:
    """The problem after the room is gone."""

    def elsewhere(cls: Class) -> Class:
        return replace(cls, rooms=tuple(each for each in cls.rooms if each.room != room))

    rooms = tuple(
        replace(each, travel={to: far for to, far in each.travel.items() if to != room})
        for each in problem.rooms
        if each.id != room
    )
    return replace(with_classes(problem, elsewhere), rooms=rooms)


def without_day(problem: Problem, ids: Collection[str], days: int) -> Problem:
    """The problem in which these classes no longer meet on the days of the mask."""

    def elsewhen(cls: Class) -> Class:
        left = tuple(option for option in cls.times if not option.time.days & days)
        return replace(cls, times=left) if cls.id in ids else cls

    return with_classes(problem, elsewhen)


def markdown(found: list[Again], about: str) -> str:
    """A line a loss, with the share of classes moved."""
    heads = ["lost", "cannot stay", "must move", "moved", "of all", "violations", "seconds"]
    lines = ["# Solving again", "", about, "", line(heads)]
    lines.append(line(["---", *["---:"] * (len(heads) - 1)]))
    for row in found:
        share = f"{100 * row['moved'] / row['classes']:.2f} %"
        took = f"{row['seconds']:.1f}"
        hard = f"{row['hard']}, no valid one exists" if row["impossible"] else row["hard"]
        least = "-" if row["impossible"] else f"{row['least']} at least"
        told = [row["loss"], row["touched"], least, row["moved"], share, hard, took]
        lines.append(line(told))
    machine = ", ".join(f"{name} {value}" for name, value in results.machine().items())
    lines += ["", f"Made {results.now()}, commit {results.commit()}; {machine}.", ""]
    return "\n".join(lines)
