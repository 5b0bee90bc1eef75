"""From the plan of a university to its timetabling problem."""

from collections import Counter, defaultdict
from collections.abc import Iterable
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
from horarium.solution import Placement, Solution
from horarium.university.campus import Campus, Space, make_campus
from horarium.university.catalogue import Offering, make_catalogue
from horarium.university.constraints import make_constraints
from horarium.university.hidden import Distances, Placing, rivals
from horarium.university.institution import describe
from horarium.university.people import enrol, staff
from horarium.university.presets import ALL_WEEKS, CALENDAR, Size
from horarium.university.seats import Seats, core_classes
from horarium.university.sections import Section, make_sections, part_id
from horarium.university.wishes import HOUR, Hours, make_wishes


def assemble(size: Size, seed: int) -> tuple[Problem, Solution]:
    """The whole university, and the timetable without clashes that it was made around.

    Each step draws from a random stream of its own.
    """

    def draws(step: str) -> Random:
        return Random(f"{size.name}:{seed}:{step}")

    catalogue = make_catalogue(size, draws("catalogue"))
    # What students would choose if everything could be attended: so many classes it takes.
    wanted = enrol(size, catalogue, draws("students"))
    demand = Counter(course for student in wanted for course in student.courses)
    sections = make_sections(size, catalogue, demand)
    lecturers = staff(size, catalogue, sections)
    every_section = [section for group in sections.values() for section in group]
    campus = make_campus(size, catalogue, every_section, draws("campus"))
    rooms = _rooms(campus, draws("rooms"))
    places = _places(every_section, campus, size.hall_seats)

    by_id = {room.id: room for room in rooms}
    distances = Distances(by_id)
    core = core_classes(catalogue, sections, wanted)
    hours = Hours(size)
    meetings = Placing(
        {s.id: hours.options(s.part, ()) for s in every_section},
        {section: [option.room for option in options] for section, options in places.items()},
        by_id,
        distances,
        draws("hidden"),
    ).place(rivals(core, lecturers))
    seats = Seats(catalogue.offerings, sections, core, meetings, distances)
    students = enrol(size, catalogue, draws("students"), seats)

    wishes = make_wishes(size, lecturers, draws("wishes"))
    wishes_of_section: dict[str, tuple[TimeOption, ...]] = {
        section: wishes.get(lecturer.id, ())
        for lecturer in lecturers
        for section in lecturer.sections
    }
    times = {s.id: hours.options(s.part, wishes_of_section[s.id]) for s in every_section}
    problem = Problem(
        name=f"{size.name}-{seed}",
        calendar=CALENDAR,
        weights=Weights(time=1, room=1, distribution=1, student=10),
        rooms=rooms,
        courses=_courses(catalogue.offerings, sections, times, places),
        students=tuple(Student(student.id, student.courses) for student in students),
        constraints=make_constraints(catalogue, sections, lecturers, draws("constraints")),
        institution=describe(size, catalogue, sections, campus, students, lecturers, wishes),
    )
    hidden = Solution(
        problem.name,
        {c: Placement(meeting.time, meeting.room) for c, meeting in meetings.items()},
        {student.id: tuple(seats.classes[n]) for n, student in enumerate(students)},
    )
    return problem, hidden


def _rooms(campus: Campus, rng: Random) -> tuple[Room, ...]:
    """The shared halls are closed for two hours a week, for assemblies and upkeep."""
    travel: dict[str, Any] = {b.id: campus.travel_from(b.id) for b in campus.buildings}
    rooms = []
    for space in campus.spaces:
        closed: tuple[Time, ...] = ()
        if not space.departments:
            closed = (Time(ALL_WEEKS, 1 << rng.randrange(5), 15 * HOUR, 2 * HOUR),)
        rooms.append(Room(space.id, space.capacity, closed, travel[space.building]))
    return tuple(rooms)


def _courses(
    offerings: dict[str, Offering],
    sections: dict[str, tuple[Section, ...]],
    times: dict[str, tuple[TimeOption, ...]],
    places: dict[str, tuple[RoomOption, ...]],
) -> tuple[Course, ...]:
    def class_of(s: Section) -> Class:
        return Class(s.id, times[s.id], places[s.id], limit=s.limit, parent=s.parent)

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


def _places(
    sections: Iterable[Section], campus: Campus, hall_seats: int
) -> dict[str, tuple[RoomOption, ...]]:
    """The rooms in which each class may be."""
    spaces: dict[tuple[str | None, bool], list[Space]] = defaultdict(list)
    for space in campus.spaces:
        for department in space.departments or (None,):
            spaces[department, space.type == "lab"].append(space)
    return {s.id: _room_options(s, spaces, hall_seats) for s in sections}


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
