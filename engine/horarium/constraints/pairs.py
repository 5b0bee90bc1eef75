"""The kinds that look at two classes at a time."""
# Every kind has the same signature, whether or not it needs the problem.
# ruff: noqa: ARG001

from collections.abc import Sequence
from typing import TYPE_CHECKING

from horarium.constraints.kind import PairKind, Parameter

if TYPE_CHECKING:
    from horarium.problem import Problem, Time
    from horarium.solution import Placement

Parameters = Sequence[int]
_SLOTS = Parameter("slots", "slots")


def same_start(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return a.time.start == b.time.start


def same_time(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return _within(a.time, b.time) or _within(b.time, a.time)


def different_time(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return a.time.end <= b.time.start or b.time.end <= a.time.start


def same_days(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return _one_contains_other(a.time.days, b.time.days)


def different_days(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return not a.time.days & b.time.days


def same_weeks(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return _one_contains_other(a.time.weeks, b.time.weeks)


def different_weeks(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return not a.time.weeks & b.time.weeks


def overlap(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return a.time.overlaps(b.time)


def not_overlap(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return not a.time.overlaps(b.time)


def same_room(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return a.room == b.room


def different_room(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    return a.room != b.room


def same_attendees(
    problem: "Problem", a: "Placement", b: "Placement", _: Parameters = ()
) -> bool:
    """Also what decides whether two classes of one student are in conflict."""
    if not a.time.shares_day(b.time):
        return True
    travel = problem.travel(a.room, b.room)
    return a.time.end + travel <= b.time.start or b.time.end + travel <= a.time.start


def precedence(problem: "Problem", a: "Placement", b: "Placement", _: Parameters) -> bool:
    first, second = (_first(t.weeks, t.days) for t in (a.time, b.time))
    return first < second or (first == second and a.time.end <= b.time.start)


def work_day(problem: "Problem", a: "Placement", b: "Placement", p: Parameters) -> bool:
    span = max(a.time.end, b.time.end) - min(a.time.start, b.time.start)
    return span <= p[0] or not a.time.shares_day(b.time)


def min_gap(problem: "Problem", a: "Placement", b: "Placement", p: Parameters) -> bool:
    if a.time.end + p[0] <= b.time.start or b.time.end + p[0] <= a.time.start:
        return True
    return not a.time.shares_day(b.time)


def _within(inner: "Time", outer: "Time") -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _one_contains_other(a: int, b: int) -> bool:
    return a | b in (a, b)


def _first(weeks: int, days: int) -> tuple[int, int]:
    """First week of the pattern, then its first day, as the lowest bit of each mask."""
    return weeks & -weeks, days & -days


KINDS = (
    PairKind("SameStart", "The classes start at the same time of day.", same_start),
    PairKind(
        "SameTime", "The time of day of one class lies within that of the other.", same_time
    ),
    PairKind(
        "DifferentTime", "The classes' times of day do not overlap, on any day.", different_time
    ),
    PairKind("SameDays", "The days of one class are among those of the other.", same_days),
    PairKind("DifferentDays", "The classes have no day of the week in common.", different_days),
    PairKind("SameWeeks", "The weeks of one class are among those of the other.", same_weeks),
    PairKind("DifferentWeeks", "The classes have no week in common.", different_weeks),
    PairKind("Overlap", "The classes overlap in some week and day.", overlap),
    PairKind("NotOverlap", "The classes never overlap.", not_overlap),
    PairKind("SameRoom", "The classes meet in the same room.", same_room),
    PairKind("DifferentRoom", "The classes meet in different rooms.", different_room),
    PairKind(
        "SameAttendees",
        "One can attend both classes: they do not overlap, and leave time to walk between.",
        same_attendees,
    ),
    PairKind(
        "Precedence",
        "The first meeting of the earlier listed class ends before that of the later starts.",
        precedence,
        ordered=True,
    ),
    PairKind(
        "WorkDay",
        "Where both meet on a day, the earlier start and later end are at most so far apart.",
        work_day,
        parameters=(_SLOTS,),
    ),
    PairKind(
        "MinGap",
        "Where both meet on a day, at least so much time lies between them.",
        min_gap,
        parameters=(_SLOTS,),
    ),
)
