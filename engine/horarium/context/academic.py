"""Load over the days of those who teach and study, and courses that belong together."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil

from horarium.context.known import Known
from horarium.context.reasons import OWN, Reason, Soft
from horarium.measures.places import requisites
from horarium.measures.timetable import union
from horarium.problem import Class, Constraint

EVEN = 5
"""Points for an hour of an instructor beyond the even share of a day, and again for each
hour beyond one more: what is far from even costs more than twice what is near."""

STEPS = 3
"""Hours over for which the points grow."""

HOURS_A_DAY = 6
"""Hours of its common courses that a cohort should have on one day, at most."""


def constraints(known: Known) -> Iterator[Soft]:
    """Even days for instructors, bearable ones for cohorts, requisites side by side."""
    yield from _even_days(known)
    yield from _cohorts(known)
    yield from _requisites(known)


def _even_days(known: Known) -> Iterator[Soft]:
    """On no day more than an even share of what an instructor teaches in a week.

    A meeting that is longer than this costs the same wherever it is, but a day with it
    is the dearer one for everything else.
    """
    problem, weight = known.problem, known.profile.workload_balance
    teaching = union(time.days for time in problem.offered).bit_count()
    for one in known.instructors if weight else ():
        classes = [problem.classes[id_] for id_ in one["classes"] if id_ in problem.classes]
        if len(classes) < 2:
            continue
        even = ceil(_load(classes) / teaching)
        for step in range(STEPS):
            most = even + step * known.hour
            about = {"instructor": one["id"], "slots": most}
            name = f"even:{one['id']}:{step}"
            yield _day_load(known, name, classes, most, EVEN, weight, about)


def _cohorts(known: Known) -> Iterator[Soft]:
    """Where the institution sets no limit of its own, six hours a day of common classes."""
    problem, most = known.problem, HOURS_A_DAY * known.hour
    limited = {c.derived_from for c in problem.constraints if c.kind == "MaxDayLoad"}
    for constraint in problem.constraints:
        origin = constraint.derived_from
        cohort = origin.removeprefix("cohort:")
        if constraint.kind != "SameAttendees" or cohort == origin or origin in limited:
            continue
        classes = [problem.classes[id_] for id_ in constraint.classes]
        if _load(classes) > most:
            about = {"cohort": cohort, "slots": most}
            yield _day_load(known, f"cohort:{cohort}", classes, most, 1, OWN, about)


def _load(classes: Sequence[Class]) -> int:
    """Slots a week, by each class's first time."""
    return sum(cls.times[0].time.week_slots for cls in classes)


def _day_load(
    known: Known,
    name: str,
    classes: Sequence[Class],
    most: int,
    points: int,
    weight: int,
    about: dict[str, object],
) -> Soft:
    """So many points for each hour over: the kind counts slots, so a slot costs its part."""
    code = "even_days" if "instructor" in about else "cohort_day"
    reason = Reason("academic", code, points, weight, about)
    penalty = max(1, reason.cost // known.hour)
    ids = tuple(cls.id for cls in classes)
    return Constraint("MaxDayLoad", ids, (most,), penalty=penalty, id=f"context:{name}"), reason


def _requisites(known: Known) -> Iterator[Soft]:
    """A course and its requisite do not overlap, where neither leaves a choice of class."""
    for course, other in requisites(known.problem):
        for a, b in product(_only(known, course), _only(known, other)):
            about = {"course": course, "other": other}
            reason = Reason("academic", "requisite", 1, OWN, about)
            yield (
                Constraint("NotOverlap", (a, b), penalty=reason.cost, id=f"context:{a}:{b}"),
                reason,
            )


def _only(known: Known, course: str) -> list[str]:
    """The classes that nobody who takes the course gets around."""
    configs = known.problem.course[course].configs
    if len(configs) > 1:
        return []
    return [s.classes[0].id for s in configs[0].subparts if len(s.classes) == 1]
