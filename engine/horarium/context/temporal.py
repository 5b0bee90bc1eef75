"""Hours, days and weeks: what the institution says of them, late hours, crowded hours."""

from collections.abc import Iterator
from math import ceil

from horarium.context.known import Known
from horarium.context.reasons import OWN, Reason, Soft
from horarium.measures.timetable import hours
from horarium.problem import Class, Constraint, TimeOption

SLACK = 1.05
"""An hour is crowded that holds so many times what an even spread would put there."""


def of_time(known: Known, cls: Class, option: TimeOption) -> Iterator[Reason]:
    """What is stated, and where nothing is, a point for each meeting in the last hour."""
    time = option.time
    stated = known.stated(cls, time, option.penalty) * known.problem.weights.time
    if stated:
        weight = OWN if known.instructors else known.profile.lecturer_preference
        yield Reason("temporal", "stated_time", stated, weight)
    if known.instructors and cls.id not in known.says_hours:
        late = {
            day
            for day, hour in hours(known.problem, time)
            if day in known.edges and hour == known.edges[day][1]
        }
        if late:
            yield Reason("temporal", "late_hour", len(late), OWN)


def constraints(known: Known) -> Iterator[Soft]:
    """No hour of the clock holds much more than its even share, week by week."""
    problem = known.problem
    offered = {hour for time in problem.offered for hour in hours(problem, time)}
    if len({hour for _, hour in offered}) < 2 or not known.profile.peak_spreading:
        return
    held = sum(
        len(list(hours(problem, first))) * first.weeks.bit_count()
        for first in (cls.times[0].time for cls in problem.classes.values())
    )
    most = ceil(SLACK * held / len(offered) / problem.calendar.weeks)
    reason = Reason(
        "temporal",
        "crowded_hours",
        1,
        known.profile.peak_spreading,
        {"classes": most},
    )
    yield (
        Constraint(
            "MaxConcurrent",
            tuple(problem.classes),
            (most, known.hour),
            penalty=reason.cost,
            id="context:peaks",
        ),
        reason,
    )
