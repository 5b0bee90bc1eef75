"""From the plan of a university to its timetabling problem."""

from collections import Counter, defaultdict
from random import Random
from typing import Any

from horarium.problem import (
    Class,
    Config,
    Course,
    Problem,
    Room,
    RoomOption,
    Student,
    Subpart,
    Time,
    TimeOption,
    Weights,
)
from horarium.university.campus import Campus, Space, make_campus
from horarium.university.catalogue import Offering, make_catalogue
from horarium.university.constraints import make_constraints
from horarium.university.institution import describe
from horarium.university.people import enrol, staff
from horarium.university.presets import ALL_WEEKS, CALENDAR, Size
from horarium.university.sections import Section, make_sections, part_id
from horarium.university.wishes import HOUR, Hours, Wish, make_wishes


def assemble(size: Size, seed: int) -> Problem:
    """The whole university; each step draws from a random stream of its own."""

    def draws(step: str) -> Random:
        return Random(f"{size.name}:{seed}:{step}")

    catalogue = make_catalogue(size, draws("catalogue"))
    students = enrol(size, catalogue, draws("students"))
    demand = Counter(course for student in students for course in student.courses)
    sections = make_sections(size, catalogue, demand)
    lecturers = staff(size, catalogue, sections)
    every_section = [section for group in sections.values() for section in group]
    campus = make_campus(size, catalogue, every_section, draws("campus"))
    wishes = make_wishes(size, lecturers, draws("wishes"))

    hours = Hours(size)
    wishes_of_section: dict[str, tuple[Wish, ...]] = {
        section: wishes.get(lecturer.id, ())
        for lecturer in lecturers
        for section in lecturer.sections
    }
    times = {s.id: hours.options(s.part, wishes_of_section[s.id]) for s in every_section}
    return Problem(
        name=f"{size.name}-{seed}",
        calendar=CALENDAR,
        weights=Weights(time=1, room=1, distribution=1, student=10),
        rooms=_rooms(campus, draws("rooms")),
        courses=_courses(size, catalogue.offerings, sections, times, campus),
        students=tuple(Student(student.id, student.courses) for student in students),
        constraints=make_constraints(catalogue, sections, lecturers, draws("constraints")),
        institution=describe(size, catalogue, sections, campus, students, lecturers, wishes),
    )


def _rooms(campus: Campus, rng: Random) -> tuple[Room, ...]:
    """The shared halls are closed for two hours a week, for assemblies and upkeep."""
    travel: dict[str, Any] = {b.id: campus.travel_from(b.id) for b in campus.buildings}
    rooms = []
    for space in campus.spaces:
        closed: tuple[Time, ...] = ()
        if space.department is None:
            closed = (Time(ALL_WEEKS, 1 << rng.randrange(5), 15 * HOUR, 2 * HOUR),)
        rooms.append(Room(space.id, space.capacity, closed, travel[space.building]))
    return tuple(rooms)


def _courses(
    size: Size,
    offerings: dict[str, Offering],
    sections: dict[str, tuple[Section, ...]],
    times: dict[str, tuple[TimeOption, ...]],
    campus: Campus,
) -> tuple[Course, ...]:
    spaces: dict[tuple[str | None, bool], list[Space]] = defaultdict(list)
    for space in campus.spaces:
        spaces[space.department, space.type == "lab"].append(space)

    def class_of(section: Section) -> Class:
        rooms = _room_options(section, spaces, size.hall_seats)
        return Class(
            section.id, times[section.id], rooms, limit=section.limit, parent=section.parent
        )

    return tuple(
        Course(
            offering.id,
            (
                Config(
                    f"{offering.id}-config",
                    tuple(
                        Subpart(
                            part_id(offering, part),
                            tuple(class_of(s) for s in sections[part_id(offering, part)]),
                        )
                        for part in offering.parts
                    ),
                ),
            ),
        )
        for offering in offerings.values()
    )


def _room_options(
    section: Section, spaces: dict[tuple[str | None, bool], list[Space]], hall_seats: int
) -> tuple[RoomOption, ...]:
    """Rooms of the own department that seat the class, and halls when it is large.

    A point for every room that would be more than half empty, two for a hall
    that a smaller room could spare.
    """
    lab = section.part.kind == "lab"
    options = [
        RoomOption(space.id, int(space.capacity > 2 * section.limit))
        for space in spaces[section.offering.department, lab]
        if space.capacity >= section.limit
    ]
    if not lab and section.limit > hall_seats // 2:
        options += [
            RoomOption(space.id, 0 if section.limit > hall_seats else 2)
            for space in spaces[None, False]
            if section.limit <= space.capacity <= 4 * section.limit
        ]
    return tuple(options)
