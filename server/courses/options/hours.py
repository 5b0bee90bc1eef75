"""Meetings as tuples: bit strings of weeks and days, start minute, length in minutes."""

from collections.abc import Iterable

Hours = tuple[str, str, int, int]


def overlap(a: Hours, b: Hours) -> bool:
    """True when the two share a minute of a common day of a common week."""
    return a[2] < b[2] + b[3] and b[2] < a[2] + a[3] and share_day(a, b)


def share_day(a: Hours, b: Hours) -> bool:
    return common(a[0], b[0]) > 0 and common(a[1], b[1]) > 0


def only(length: int, at: int) -> str:
    """A bit string with a 1 in one place."""
    return "".join("1" if n == at else "0" for n in range(length))


def common(a: str, b: str) -> int:
    """In how many places both bit strings have a 1."""
    return (int(a, 2) & int(b, 2)).bit_count() if len(a) == len(b) else 0


def cost(wishes: Iterable[tuple[str, str, int, int, int]], hours: Hours) -> int:
    """What the wishes' penalties (fifth) add up to, once for each day that is touched."""
    return sum(
        wish[4] * common(wish[1], hours[1]) for wish in wishes if overlap(wish[:4], hours)
    )


def week_minutes(hours: Hours) -> int:
    """Minutes in each of its weeks."""
    return hours[1].count("1") * hours[3]
