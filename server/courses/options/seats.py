"""Who gets a seat in what was asked for: everybody's first wish before anybody's second."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID
from zlib import crc32


class Request(NamedTuple):
    """A wish of a student: `offerings` are the course and its alternatives, in order."""

    key: UUID
    student: UUID
    rank: int
    offerings: tuple[UUID, ...]


@dataclass
class Allotment:
    """By student the offerings that were given, and the requests that got nothing."""

    given: dict[UUID, list[UUID]] = field(default_factory=dict)
    refused: list[Request] = field(default_factory=list)


def allot(
    requests: Iterable[Request],
    seats: Mapping[UUID, int | None],
    taken: Mapping[UUID, Sequence[UUID]],
    lot: str,
) -> Allotment:
    """Give seats (None: as many as wanted) by rank, and within a rank by lot.

    `taken` are the students' enrolments, whose seats are gone already. The lot is the
    same every time for the same `lot` and student, so that nobody gains by asking first.
    """
    left = dict(seats)
    has = {student: set(offerings) for student, offerings in taken.items()}
    result = Allotment()
    for request in sorted(requests, key=lambda r: (r.rank, _lot(lot, r.student), r.student)):
        mine = has.setdefault(request.student, set())
        if request.offerings[0] in mine:
            continue
        for offering in request.offerings:
            free = left.get(offering)
            if offering in mine or (free is not None and free <= 0):
                continue
            if free is not None:
                left[offering] = free - 1
            mine.add(offering)
            result.given.setdefault(request.student, []).append(offering)
            break
        else:
            result.refused.append(request)
    return result


def _lot(lot: str, student: UUID) -> int:
    return crc32(f"{lot}:{student}".encode())
