"""Which required constraints two classes cannot keep at any of the times that they may have.

By their hours alone, as the contracts' catalogue says of each kind; rooms, and the ways
between them, are left out.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from courses.options.hours import Hours, common, overlap, share_day

Values = frozenset[Any]


class Kind(NamedTuple):
    """`part` is what matters of a time; `holds` compares two of these, and a number."""

    part: Callable[[Hours], Any]
    holds: Callable[[Any, Any, int], bool]


def _start(time: Hours) -> int:
    return time[2]


def _span(time: Hours) -> tuple[int, int]:
    return time[2], time[2] + time[3]


def _weeks(time: Hours) -> str:
    return time[0]


def _days(time: Hours) -> str:
    return time[1]


def _whole(time: Hours) -> Hours:
    return time


def _first(time: Hours) -> tuple[int, int, int, int]:
    """First week, first day, begin and end of the first meeting."""
    return time[0].find("1"), time[1].find("1"), *_span(time)


def _within(a: tuple[int, int], b: tuple[int, int], _: int) -> bool:
    return (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])


def _apart(a: tuple[int, int], b: tuple[int, int], gap: int = 0) -> bool:
    return a[1] + gap <= b[0] or b[1] + gap <= a[0]


def _contained(a: str, b: str, _: int) -> bool:
    return common(a, b) == min(a.count("1"), b.count("1"))


def _in_order(a: tuple[int, ...], b: tuple[int, ...], _: int) -> bool:
    return a[:2] < b[:2] or (a[:2] == b[:2] and a[3] <= b[2])


def _in_a_day(a: Hours, b: Hours, most: int) -> bool:
    (first, end), (other, last) = _span(a), _span(b)
    return max(end, last) - min(first, other) <= most or not share_day(a, b)


def _with_gap(a: Hours, b: Hours, gap: int) -> bool:
    return _apart(_span(a), _span(b), gap) or not share_day(a, b)


KINDS = {
    "SameStart": Kind(_start, lambda a, b, _: a == b),
    "SameTime": Kind(_span, _within),
    "DifferentTime": Kind(_span, lambda a, b, _: _apart(a, b)),
    "SameDays": Kind(_days, _contained),
    "DifferentDays": Kind(_days, lambda a, b, _: not common(a, b)),
    "SameWeeks": Kind(_weeks, _contained),
    "DifferentWeeks": Kind(_weeks, lambda a, b, _: not common(a, b)),
    "Overlap": Kind(_whole, lambda a, b, _: overlap(a, b)),
    "NotOverlap": Kind(_whole, lambda a, b, _: not overlap(a, b)),
    "SameAttendees": Kind(_whole, lambda a, b, _: not overlap(a, b)),
    "Precedence": Kind(_first, _in_order),
    "WorkDay": Kind(_whole, _in_a_day),
    "MinGap": Kind(_whole, _with_gap),
}
"""All kinds of two classes but those of rooms alone."""


class Together:
    """Remembers what it compared: classes of one shape have the same times."""

    def __init__(self) -> None:
        self._parts: dict[Values, Values] = {}
        self._known: dict[tuple[str, int, Values, Values], bool] = {}

    def parts(self, kind: str, times: Iterable[Hours]) -> Values:
        """What matters of a class's times; the same object for the same times."""
        found = frozenset(map(KINDS[kind].part, times))
        return self._parts.setdefault(found, found)

    def can_hold(self, kind: str, number: int, these: Values, those: Values) -> bool:
        """Whether some of these parts and some of those go together."""
        key = kind, number, these, those
        if key not in self._known:
            holds = KINDS[kind].holds
            self._known[key] = any(holds(a, b, number) for a in these for b in those)
        return self._known[key]
