"""What a timetable is like for students."""

import numpy as np

from horarium.measures.timetable import Timetable


def student_conflicts(timetable: Timetable) -> float | None:
    return int(timetable.conflicts.sum()) if timetable.students else None


def students_with_conflicts(timetable: Timetable) -> float | None:
    if not timetable.students:
        return None
    return np.count_nonzero(timetable.conflicts) / timetable.students


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
