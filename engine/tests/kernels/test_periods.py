"""Problems of periods: their own kernels agree with the oracle and the general kernels."""

import os
import random
from collections.abc import Callable

import numpy as np
import pytest

from horarium.arrays import Arrays, compile_problem
from horarium.arrays.periods import PeriodArrays, compile_periods
from horarium.kernels import placing
from horarium.kernels.layout import State
from horarium.kernels.periods import anneal, moves
from horarium.kernels.periods.layout import Timetable
from horarium.problem import (
    Calendar,
    Class,
    Constraint,
    Problem,
    ProblemError,
    Room,
    RoomOption,
    Time,
    TimeOption,
    Weights,
)
from horarium.score import evaluate
from horarium.search.schedule import minus_logs
from horarium.testing import make_course, make_problem
from horarium.validate import validate

JIT = os.environ.get("NUMBA_DISABLE_JIT") != "1"


def period_problem(seed: int) -> Problem:
    """A small problem of periods with everything that the family allows.

    Courses of like classes, some of them pinned, some without need of a room; rooms
    that are closed at times; penalties of times and rooms; pairs apart, hard and
    soft; sets over whole courses, and over classes that do not form courses.
    """
    rng = random.Random(seed)
    weeks = rng.randint(1, 3)
    every_week = (1 << weeks) - 1
    # Lessons of different lengths, with and without a break between them.
    starts = [(0, 2), (2, 2), (4, 3), (7, 2), (10, 2), (12, 2)]
    grid = [Time(every_week, 1 << day, *slot) for day in range(3) for slot in starts]
    rooms = [
        Room(f"r{n}", rng.randint(2, 9), tuple(rng.sample(grid, rng.randint(0, 2))))
        for n in range(3)
    ]
    courses, groups = [], []
    for k in range(6):
        times = tuple(
            TimeOption(time, rng.choice([0, 0, 3]))
            for time in rng.sample(grid, rng.randint(9, len(grid)))
        )
        offered = tuple(
            RoomOption(room.id, rng.choice([0, 2])) for room in rng.sample(rooms, 2)
        )
        needs_room = rng.random() < 0.8
        classes = [
            Class(
                f"c{k}.{n}",
                times if rng.random() < 0.9 else times[:1],
                offered if needs_room else (),
                needs_room,
                rng.choice([None, 8]) if n == 0 else 8,
            )
            for n in range(rng.randint(1, 4))
        ]
        courses.append(make_course(f"k{k}", *[[[cls] for cls in classes]]))
        groups.append([cls.id for cls in classes])
    every = [id for group in groups for id in group]
    constraints = []
    for n in range(12):
        some = (
            [id for group in rng.sample(groups, rng.randint(1, 3)) for id in group]
            if rng.random() < 0.7
            else rng.sample(every, 4)
        )
        for kind, parameters in (
            ("NotOverlap", ()),
            ("SameAttendees", ()),
            ("MinimumWorkingDays", (rng.randint(0, 4),)),
            ("CurriculumCompactness", ()),
            ("RoomStability", ()),
        ):
            required = kind in ("NotOverlap", "SameAttendees") and rng.random() < 0.6
            if rng.random() < 0.5:
                penalty = 0 if required else rng.randint(1, 9)
                constraints.append(
                    Constraint(kind, tuple(some), parameters, required, penalty, f"{kind}{n}")
                )
    problem = make_problem(
        [],
        courses=courses,
        rooms=rooms,
        constraints=constraints,
        calendar=Calendar(weeks, 3, 16),
        weights=Weights(*(rng.randint(1, 4) for _ in range(5))),
    )
    validate(problem)
    return problem


def start(seed: int) -> tuple[Arrays, PeriodArrays, State, Timetable]:
    """A problem with all classes at places of their own."""
    while True:
        try:
            arrays = compile_problem(period_problem(seed))
        except ProblemError:  # Pinned classes contradict each other.
            seed += 1000
            continue
        periods = compile_periods(arrays)
        assert periods is not None
        state = arrays.empty(seed)
        data = arrays.data
        for c in range(len(arrays.classes)):
            options = [
                (t, r)
                for t in range(*data.time_ptr[c : c + 2])
                for r in range(*data.room_ptr[c : c + 2])
            ]
            for t, r in random.Random(seed).sample(options, len(options)):
                placing.place(data, state, c, t, r)
                if placed_well(arrays, state, c):
                    break
        table = periods.table(state, seed)
        if table is not None:
            return arrays, periods, state, table
        seed += 1000


def placed_well(arrays: Arrays, state: State, c: int) -> bool:
    data, time, room = arrays.data, state.time, state.room
    if data.closed[room[c], time[c]]:
        return False
    nowhere = data.travel.shape[0] - 2
    same = (time == time[c]) & (room == room[c]) & (room < nowhere)
    return int(same.sum()) <= 1


def check(arrays: Arrays, periods: PeriodArrays, table: Timetable) -> None:
    """Totals are the oracle's and the general kernels', tables those of a fresh start."""
    state = arrays.empty(0)
    times, rooms = periods.options(table)
    for c, (t, r) in enumerate(zip(times, rooms, strict=True)):
        placing.place(arrays.data, state, c, t, r)
    score = evaluate(arrays.problem, arrays.solution(state))
    assert table.total.tolist() == [score.total, score.hard]
    assert table.total.tolist() == [state.total[0], state.total[1]]
    fresh = periods.table(state, 0)
    assert fresh is not None
    for name in ("owner", "clash", "entry", "leave", "met", "on_day", "in_room"):
        assert np.array_equal(getattr(table, name), getattr(fresh, name)), name


@pytest.mark.parametrize("seed", range(40 if JIT else 3))
def test_a_walk_over_periods_agrees_with_the_oracle_and_the_general_kernels(
    seed: int,
) -> None:
    arrays, periods, _, table = start(seed)
    grid, rng = periods.grid, random.Random(seed)
    check(arrays, periods, table)
    made = 0
    for step in range(400 if JIT else 60):
        c = int(rng.choice(grid.movable.tolist()))
        g = grid.group[c]
        t = int(rng.choice(grid.option_period[slice(*grid.period_ptr[g : g + 2])].tolist()))
        q = int(rng.choice(grid.option_room[slice(*grid.room_ptr[g : g + 2])].tolist()))
        if t == table.period[c] and q == table.room[c]:
            continue
        before = [array.copy() for array in (table.met, table.entry, table.owner)]
        soft, hard = moves.move_delta(grid, table, c, t, q, 0, moves.REFUSED)
        after = (table.met, table.entry, table.owner)
        assert all(np.array_equal(*pair) for pair in zip(before, after, strict=True))
        if soft == moves.REFUSED:
            continue
        moves.make(grid, table, c, t, q, soft, hard)
        made += 1
        if made % 4 == 0 or step < 20:
            check(arrays, periods, table)
    assert made > 3


@pytest.mark.parametrize("seed", range(5 if JIT else 1))
def test_the_best_timetable_of_an_annealing_is_what_its_totals_say(seed: int) -> None:
    arrays, periods, _, table = start(seed)
    stats = np.zeros((anneal.MOVES, 2), np.int64)
    mix = np.array([1000, 2000, 4096], np.int64)
    steps = 20_000 if JIT else 300
    best = periods.no_places()
    anneal.anneal(periods.grid, table, best, mix, 3000, 5, minus_logs(), steps, stats)
    assert stats[:, 0].sum() == steps
    check(arrays, periods, table)
    times, rooms = periods.options(best)
    state = arrays.empty(0)
    for c, (t, r) in enumerate(zip(times, rooms, strict=True)):
        placing.place(arrays.data, state, c, t, r)
    assert best.value.tolist() == [state.total[0], state.total[1]]


def test_the_kernels_of_periods_agree_without_the_jit_too(
    without_jit: Callable[[str], None],
) -> None:
    without_jit(__file__)
