"""What a timetable is like for students."""

from functools import lru_cache
from itertools import combinations

import numpy as np

from horarium.measures.timetable import Numbers, Timetable


@lru_cache(maxsize=1)
def conflicts(timetable: Timetable) -> Numbers:
    """Pairs of classes that collide, of each student who has a class."""
    student, cls = timetable.seats
    bounds = np.searchsorted(student, np.arange(timetable.students + 1))
    sizes = np.diff(bounds)
    found = np.zeros(timetable.students, np.int64)
    for size in np.unique(sizes[sizes > 1]).tolist():
        of = np.nonzero(sizes == size)[0]
        taken = cls[bounds[of][:, None] + np.arange(size)]
        a, b = np.array(list(combinations(range(size), 2))).T
        found[of] = _collide(timetable, taken[:, a], taken[:, b]).sum(axis=1)
    return found


def _collide(timetable: Timetable, a: Numbers, b: Numbers) -> Numbers:
    """1 where two classes overlap or leave too little time for the way."""
    classes = len(timetable.times)
    pairs, back = np.unique(a * classes + b, return_inverse=True)
    a, b = pairs // classes, pairs % classes
    start, end, times = timetable.start, timetable.end, timetable.times
    gap = np.maximum(start[a] - end[b], start[b] - end[a])
    ways = (max(room.travel.values(), default=0) for room in timetable.problem.rooms)
    way = max(ways, default=0)
    collide: Numbers = np.zeros(len(pairs), np.int64)
    rooms = timetable.rooms
    for at in np.nonzero(gap < way)[0].tolist():
        one, two = int(a[at]), int(b[at])
        if times[one].shares_day(times[two]) and (
            gap[at] < 0 or gap[at] < timetable.problem.travel(rooms[one], rooms[two])
        ):
            collide[at] = 1
    return np.asarray(collide[back], np.int64)


def student_conflicts(timetable: Timetable) -> float | None:
    return int(conflicts(timetable).sum()) if timetable.students else None


def students_with_conflicts(timetable: Timetable) -> float | None:
    if not timetable.students:
        return None
    return np.count_nonzero(conflicts(timetable)) / timetable.students


def student_days(timetable: Timetable) -> float | None:
    if not timetable.students:
        return None
    weeks = timetable.problem.calendar.weeks
    return timetable.student_days.count / timetable.students / weeks


def student_idle_minutes(timetable: Timetable) -> float | None:
    days = timetable.student_days
    if not days.count:
        return None
    return days.idle / days.count * timetable.problem.calendar.slot_minutes


def student_day_spread(timetable: Timetable) -> float | None:
    if not timetable.students:
        return None
    calendar, days = timetable.problem.calendar, timetable.teaching_days
    student, cls = timetable.seats
    rows, cell = timetable.cells.expand(cls)
    slots = (timetable.end - timetable.start)[cls[rows]] * timetable.cells.weeks[cell]
    load = np.bincount(
        student[rows] * calendar.days + cell % calendar.days,
        weights=slots,
        minlength=timetable.students * calendar.days,
    ).reshape(timetable.students, calendar.days)
    spread = load[:, days].std(axis=1).mean()
    return float(spread) * calendar.slot_minutes / calendar.weeks / 60


def student_walk_minutes(timetable: Timetable) -> float | None:
    days = timetable.student_days
    if not days.count or not any(room.travel for room in timetable.problem.rooms):
        return None
    walked = days.walked(timetable.rooms)
    return walked / days.count * timetable.problem.calendar.slot_minutes
