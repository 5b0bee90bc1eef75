"""How many classes each part of a course gets, and how many students each takes."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from horarium.university.catalogue import Catalogue, Offering, Part
from horarium.university.presets import Size

SPARE = 1.06
"""Seats for each student that is expected."""

SPARE_OF_CHOICE = 1.25
"""The same where students choose, and not all can attend what they would like best."""

_KINDS = ("lecture", "tutorial", "lab")


@dataclass(frozen=True, slots=True)
class Section:
    """One class: `sections` of a course's part differ only in their number."""

    id: str
    offering: Offering
    part: Part
    limit: int
    parent: str | None


def part_id(offering: Offering, part: Part) -> str:
    """Id of a subpart, such as PHY-101-lab."""
    return f"{offering.id}-{part.kind}"


def make_sections(
    size: Size, catalogue: Catalogue, demand: Mapping[str, int]
) -> dict[str, tuple[Section, ...]]:
    """Exactly `size.classes` sections by subpart id; more where more students come.

    Every part has one; the rest go, one at a time, where classes are fullest
    compared with the size that is wanted.

    Raises ValueError when the courses alone have more parts than there are classes.
    """
    parts = [
        (offering, part) for offering in catalogue.offerings.values() for part in offering.parts
    ]
    if len(parts) > size.classes:
        raise ValueError(f"{len(parts)} parts of courses need at least as many classes")
    targets = dict(zip(_KINDS, size.targets, strict=True))
    count = [1] * len(parts)

    def crowding(index: int) -> tuple[float, int]:
        offering, part = parts[index]
        return (-demand.get(offering.id, 0) / (count[index] * targets[part.kind]), index)

    heap = [crowding(index) for index in range(len(parts))]
    heapq.heapify(heap)
    for _ in range(size.classes - len(parts)):
        index = heap[0][1]
        count[index] += 1
        heapq.heapreplace(heap, crowding(index))

    sections: dict[str, tuple[Section, ...]] = {}
    for (offering, part), number in zip(parts, count, strict=True):
        lectures = sections.get(f"{offering.id}-lecture", ())
        sections[part_id(offering, part)] = _numbered(
            offering, part, number, lectures, demand.get(offering.id, 0)
        )
    return sections


def _numbered(
    offering: Offering,
    part: Part,
    number: int,
    lectures: tuple[Section, ...],
    demand: int,
) -> tuple[Section, ...]:
    """Sections with some seats to spare; where lectures are several, under one each."""
    nested = part.kind != "lecture" and 1 < len(lectures) <= number
    sections: list[Section] = []
    for index in range(number):
        if nested:
            turn = index % len(lectures)
            parent = lectures[turn]
            siblings = len(range(turn, number, len(lectures)))
            limit, parent_id = ceil(parent.limit / siblings), parent.id
        else:
            spare = SPARE if offering.type == "core" else SPARE_OF_CHOICE
            limit, parent_id = max(8, ceil(demand / number * spare) + 1), None
        name = f"{offering.id}-{part.kind[:3].capitalize()}{index + 1}"
        sections.append(Section(name, offering, part, limit, parent_id))
    return tuple(sections)
