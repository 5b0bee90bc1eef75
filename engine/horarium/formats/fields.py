"""Numbers and bit strings as the text formats write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from horarium.problem import ProblemError
from horarium.validate import LARGEST


@dataclass(slots=True)
class Place:
    """Where a reader is: the file's name, the line, and the element there."""

    source: str
    line: int = 0
    element: str = ""

    def __str__(self) -> str:
        parts = [self.source, f"line {self.line}" if self.line else "", self.element]
        return ", ".join(part for part in parts if part)


def parse_number(text: str, what: str, place: object) -> int:
    """A whole number from 0 to `LARGEST`.

    Raises ProblemError (not_a_number, negative_number, number_too_large).
    """
    digits = text.strip()
    if digits.isascii() and digits.isdigit():
        if len(digits) <= 10 and int(digits) <= LARGEST:
            return int(digits)
        raise ProblemError(
            "number_too_large",
            f"{what} is larger than {LARGEST}",
            str(place),
            name=what,
            maximum=LARGEST,
        )
    if digits[:1] == "-" and digits[1:].isascii() and digits[1:].isdigit():
        raise ProblemError(
            "negative_number", f"{what} is negative: {digits[:20]}", str(place), name=what
        )
    raise ProblemError(
        "not_a_number",
        f"{what} is {digits[:20]!r}, not a whole number",
        str(place),
        name=what,
        value=digits[:20],
    )


def parse_bits(text: str, length: int, what: str, place: object) -> int:
    """A mask from one character a week (or day), the first of which becomes bit 0.

    Raises ProblemError (bad_bits) unless it has `length` characters, each 0 or 1.
    """
    mask = _mask(text)
    if mask is None or len(text) != length:
        raise ProblemError(
            "bad_bits",
            f"{what} must be {length} characters 0 or 1, not {text[:60]!r}",
            str(place),
            name=what,
            length=length,
        )
    return mask


@lru_cache(maxsize=4096)
def _mask(text: str) -> int | None:
    if not text or not set(text) <= {"0", "1"}:
        return None
    return int(text[::-1], 2)


@lru_cache(maxsize=4096)
def format_bits(mask: int, length: int) -> str:
    """The string that `parse_bits` reads as `mask`."""
    return format(mask, f"0{length}b")[::-1]


def both_ways(travel: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Symmetric travel by room or place; where a pair is given twice the larger counts."""
    table: dict[str, dict[str, int]] = {}
    for a, ways in travel.items():
        for b, slots in ways.items():
            for one, other in ((a, b), (b, a)):
                row = table.setdefault(one, {})
                row[other] = max(slots, row.get(other, 0))
    return table
