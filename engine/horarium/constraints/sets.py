"""The kinds that look at all classes of a constraint at once."""
# Every kind has the same signature, whether or not it needs the problem.
# ruff: noqa: ARG001

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from horarium.constraints.kind import Parameter, SetKind

if TYPE_CHECKING:
    from horarium.problem import Problem, Time
    from horarium.solution import Placement

Parameters = Sequence[int]
_DAYS = Parameter("days", "days")
_SLOTS = Parameter("slots", "slots")


def max_days(problem: "Problem", placements: "Sequence[Placement]", p: Parameters) -> int:
    return max(0, _days_used(placements) - p[0])


def max_day_load(problem: "Problem", placements: "Sequence[Placement]", p: Parameters) -> int:
    return sum(max(0, sum(time.length for time in day) - p[0]) for day in _by_day(placements))


def max_week_load(problem: "Problem", placements: "Sequence[Placement]", p: Parameters) -> int:
    load: Counter[int] = Counter()
    for placement in placements:
        for week in _bits(placement.time.weeks):
            load[week] += placement.time.week_slots
    return sum(max(0, slots - p[0]) for slots in load.values())


def max_breaks(problem: "Problem", placements: "Sequence[Placement]", p: Parameters) -> int:
    breaks, gap = p
    return sum(
        max(0, len(list(_blocks(day, gap))) - (breaks + 1)) for day in _by_day(placements)
    )


def max_block(problem: "Problem", placements: "Sequence[Placement]", p: Parameters) -> int:
    length, gap = p
    return sum(
        count > 1 and end - start > length
        for day in _by_day(placements)
        for start, end, count in _blocks(day, gap)
    )


def max_concurrent(problem: "Problem", placements: "Sequence[Placement]", p: Parameters) -> int:
    most, width = p
    over = 0
    for day in _by_day(placements):
        spans = Counter(
            span
            for time in day
            for span in range(time.start // width, (time.end - 1) // width + 1)
        )
        over += sum(max(0, classes - most) for classes in spans.values())
    return over


def missing_working_days(
    problem: "Problem", placements: "Sequence[Placement]", p: Parameters
) -> int:
    return max(0, p[0] - _days_used(placements))


def isolated_meetings(
    problem: "Problem", placements: "Sequence[Placement]", _: Parameters
) -> int:
    isolated = 0
    for day in _by_day(placements):
        starts = {time.start for time in day}
        ends = {time.end for time in day}
        isolated += sum(time.start not in ends and time.end not in starts for time in day)
    return isolated


def rooms_beyond_first(
    problem: "Problem", placements: "Sequence[Placement]", _: Parameters
) -> int:
    rooms = {placement.room for placement in placements if placement.room is not None}
    return max(0, len(rooms) - 1)


def _days_used(placements: "Sequence[Placement]") -> int:
    used = 0
    for placement in placements:
        used |= placement.time.days
    return used.bit_count()


def _by_day(placements: "Sequence[Placement]") -> "Iterator[list[Time]]":
    """The times that meet on a day of a week, for every such day that has any."""
    meetings: dict[tuple[int, int], list[Time]] = defaultdict(list)
    for placement in placements:
        days = list(_bits(placement.time.days))
        for week in _bits(placement.time.weeks):
            for day in days:
                meetings[week, day].append(placement.time)
    yield from meetings.values()


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest


def _blocks(day: "list[Time]", gap: int) -> Iterator[tuple[int, int, int]]:
    """Merge meetings at most `gap` slots apart; start, end and size of each block."""
    start = end = count = 0
    for time in sorted(day, key=lambda time: time.start):
        if count and time.start <= end + gap:
            end = max(end, time.end)
            count += 1
            continue
        if count:
            yield start, end, count
        start, end, count = time.start, time.end, 1
    if count:
        yield start, end, count


KINDS = (
    SetKind(
        "MaxDays",
        "The classes use at most so many days of the week; each day over counts.",
        max_days,
        parameters=(_DAYS,),
    ),
    SetKind(
        "MaxDayLoad",
        "On every day the classes last at most so long together; each slot over counts.",
        max_day_load,
        parameters=(_SLOTS,),
        weekly=True,
    ),
    SetKind(
        "MaxBreaks",
        "Every day has at most so many breaks longer than so many slots; each over counts.",
        max_breaks,
        parameters=(Parameter("breaks", "count"), _SLOTS),
        weekly=True,
    ),
    SetKind(
        "MaxBlock",
        "Classes at most so many slots apart form a block; each block of several classes "
        "that is longer than allowed counts.",
        max_block,
        parameters=(Parameter("length", "slots"), _SLOTS),
        weekly=True,
    ),
    SetKind(
        "MaxConcurrent",
        "In every span of so many slots of a day at most so many classes meet; "
        "each class over counts.",
        max_concurrent,
        parameters=(Parameter("classes", "count"), Parameter("slots", "slots", 1)),
        weekly=True,
        component="peaks",
    ),
    SetKind(
        "MinimumWorkingDays",
        "The classes are spread over at least so many days of the week; each missing counts.",
        missing_working_days,
        parameters=(_DAYS,),
        component="min_days",
    ),
    SetKind(
        "CurriculumCompactness",
        "No meeting is alone: another of the set ends as it starts, or starts as it ends; "
        "each isolated meeting counts.",
        isolated_meetings,
        weekly=True,
        component="compactness",
    ),
    SetKind(
        "RoomStability",
        "The classes share one room; each room beyond the first counts.",
        rooms_beyond_first,
        component="stability",
    ),
    SetKind(
        "MaxWeekLoad",
        "In every week the classes last at most so long together; each slot over counts.",
        max_week_load,
        parameters=(_SLOTS,),
        weekly=True,
        component="load",
    ),
)
