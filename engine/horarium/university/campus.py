"""Buildings on a map, and rooms of the number and the sizes that the classes need."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from math import ceil, hypot, isqrt
from random import Random

from horarium.university.catalogue import Catalogue
from horarium.university.people import shares
from horarium.university.presets import SLOT_MINUTES, Size
from horarium.university.sections import Section

HALL_FILL = 0.7
"""Share of the week's hours for which the halls together are booked, at most."""

LAB_FILL = 0.95
"""The same of the labs that departments of a school share."""

_TRAVEL = files("horarium") / "contracts" / "travel.json"
WALK_METRES_PER_MINUTE: int = json.loads(_TRAVEL.read_text("utf-8"))["walk_metres_per_minute"]


@dataclass(frozen=True, slots=True)
class Building:
    """`x` and `y` are metres east and north of the campus origin."""

    id: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Space:
    """A room of some departments; of none, where it is for everybody."""

    id: str
    type: str
    building: str
    departments: tuple[str, ...]
    capacity: int


@dataclass(frozen=True, slots=True)
class Campus:
    buildings: tuple[Building, ...]
    spaces: tuple[Space, ...]

    def travel_from(self, building: str) -> Mapping[str, int]:
        """Slots of walking from a building to every room of the others, rounded up."""
        home = next(b for b in self.buildings if b.id == building)
        slots = {
            b.id: ceil(
                hypot(b.x - home.x, b.y - home.y) / WALK_METRES_PER_MINUTE / SLOT_MINUTES
            )
            for b in self.buildings
        }
        return {s.id: slots[s.building] for s in self.spaces if s.building != building}


def make_campus(
    size: Size, catalogue: Catalogue, sections: Iterable[Section], rng: Random
) -> Campus:
    """Exactly `size.rooms` rooms, into which all sections fit by size and by hours.

    Raises ValueError when that many rooms cannot hold the sections.
    """
    schools: dict[int, list[str]] = defaultdict(list)
    for department in catalogue.departments:
        if department.subject.laboratory:
            schools[department.faculty].append(department.id)
    sharing = {id_: tuple(group) for group in schools.values() for id_ in group}
    labs: dict[tuple[str, ...], list[Section]] = defaultdict(list)
    rest: dict[str, list[Section]] = {d.id: [] for d in catalogue.departments}
    large: list[Section] = []
    for section in sections:
        if section.part.kind == "lab":
            labs[sharing[section.offering.department]].append(section)
        elif section.limit > size.hall_seats:
            large.append(section)
        else:
            rest[section.offering.department].append(section)

    of_halls, of_labs = HALL_FILL * size.week_hours, LAB_FILL * size.week_hours
    seats: list[tuple[str, tuple[str, ...], int]] = [
        ("hall", (), capacity)
        for capacity in _capacities(large, of_halls, size) or [size.hall_seats + 20]
    ]
    for owners, group in labs.items():
        seats += [("lab", owners, capacity) for capacity in _capacities(group, of_labs, size)]

    hours = {d: float(_hours(group)) for d, group in rest.items()}
    numbers = shares(size.rooms - len(seats), list(hours.values()), least=1)
    for (id_, group), number in zip(rest.items(), numbers, strict=True):
        needed = hours[id_] / size.week_hours
        if number < max(1.0, needed):
            raise ValueError(f"{size.rooms} rooms cannot hold {size.classes} classes")
        capacities = _capacities(group, max(hours[id_] / number, 1e-9), size)
        capacities += [30] * (number - len(capacities))
        seats += [
            ("lecture" if capacity > 40 else "seminar", (id_,), capacity)
            for capacity in capacities[:number]
        ]

    buildings = _buildings(len(catalogue.departments), rng)
    return Campus(buildings, _spaces(buildings, catalogue, seats))


def _hours(sections: Iterable[Section]) -> int:
    return sum(section.part.week_hours for section in sections)


def _taken(section: Section, size: Size) -> float:
    """Hours of a room's week that a class takes, with those that are too few for another."""
    blocks = sum(run // section.part.hours for run in size.runs)
    return section.part.meetings * len(size.hours) / max(1, blocks)


def _capacities(sections: list[Section], budget: float, size: Size) -> list[int]:
    """Seats of rooms that hold the sections, largest first, `budget` hours in each."""
    capacities: list[int] = []
    filled = 0.0
    for section in sorted(sections, key=lambda s: (-s.limit, s.id)):
        if filled >= budget * len(capacities) - 1e-6:
            capacities.append(5 * ceil(section.limit / 5))
        filled += _taken(section, size)
    return capacities


def _buildings(departments: int, rng: Random) -> tuple[Building, ...]:
    """One for the shared halls in the middle, and one for about five departments each."""
    count = 1 + max(2, ceil(departments / 5))
    side = isqrt(count - 1) + 1
    places = sorted(
        ((column, row) for column in range(side) for row in range(side)),
        key=lambda place: (hypot(place[0] - side / 2, place[1] - side / 2), place),
    )
    return tuple(
        Building(
            f"B{index + 1:02}",
            f"Block {index + 1}" if index else "Lecture Hall Complex",
            float(130 * column + rng.randint(-30, 30)),
            float(130 * row + rng.randint(-30, 30)),
        )
        for index, (column, row) in enumerate(places[:count])
    )


def _spaces(
    buildings: tuple[Building, ...],
    catalogue: Catalogue,
    seats: list[tuple[str, tuple[str, ...], int]],
) -> tuple[Space, ...]:
    home: dict[str, Building] = {}
    for index, department in enumerate(catalogue.departments):
        home[department.id] = buildings[1 + index // 5 % (len(buildings) - 1)]
    number: dict[str, int] = defaultdict(lambda: 100)
    spaces = []
    for kind, owners, capacity in seats:
        building = home[owners[0]].id if owners else buildings[0].id
        number[building] += 1
        spaces.append(Space(f"{building}-{number[building]}", kind, building, owners, capacity))
    return tuple(sorted(spaces, key=lambda space: space.id))
