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

FILL = 0.6
"""Share of the week's hours for which labs and halls are booked, at most."""

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
    """A room; `department` is None for one that all share."""

    id: str
    type: str
    building: str
    department: str | None
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
    labs: dict[str, list[Section]] = defaultdict(list)
    rest: dict[str, list[Section]] = {d.id: [] for d in catalogue.departments}
    large: list[Section] = []
    for section in sections:
        if section.part.kind == "lab":
            labs[section.offering.department].append(section)
        elif section.limit > size.hall_seats:
            large.append(section)
        else:
            rest[section.offering.department].append(section)

    budget = FILL * size.week_hours
    seats: list[tuple[str, str | None, int]] = [
        ("hall", None, capacity)
        for capacity in _capacities(large, budget) or [size.hall_seats + 20]
    ]
    for department, group in labs.items():
        seats += [("lab", department, capacity) for capacity in _capacities(group, budget)]

    hours = {d: float(_hours(group)) for d, group in rest.items()}
    numbers = shares(size.rooms - len(seats), list(hours.values()), least=1)
    for (department, group), number in zip(rest.items(), numbers, strict=True):
        needed = hours[department] / size.week_hours
        if number < max(1.0, needed):
            raise ValueError(f"{size.rooms} rooms cannot hold {size.classes} classes")
        capacities = _capacities(group, max(hours[department] / number, 1e-9))
        capacities += [30] * (number - len(capacities))
        seats += [
            ("lecture" if capacity > 40 else "seminar", department, capacity)
            for capacity in capacities[:number]
        ]

    buildings = _buildings(len(catalogue.departments), rng)
    return Campus(buildings, _spaces(buildings, catalogue, seats))


def _hours(sections: Iterable[Section]) -> int:
    return sum(section.part.week_hours for section in sections)


def _capacities(sections: list[Section], budget: float) -> list[int]:
    """Seats of rooms that hold the sections, largest first, `budget` hours in each."""
    capacities: list[int] = []
    filled = 0.0
    for section in sorted(sections, key=lambda s: (-s.limit, s.id)):
        if filled >= budget * len(capacities) - 1e-6:
            capacities.append(5 * ceil(section.limit / 5))
        filled += section.part.week_hours
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
    seats: list[tuple[str, str | None, int]],
) -> tuple[Space, ...]:
    home: dict[str | None, Building] = {None: buildings[0]}
    for index, department in enumerate(catalogue.departments):
        home[department.id] = buildings[1 + index // 5 % (len(buildings) - 1)]
    number: dict[str, int] = defaultdict(lambda: 100)
    spaces = []
    for kind, owner, capacity in seats:
        building = home[owner].id
        number[building] += 1
        spaces.append(Space(f"{building}-{number[building]}", kind, building, owner, capacity))
    return tuple(sorted(spaces, key=lambda space: space.id))
