"""Small problems for tests of kinds, moves and solvers: by hand, and at random."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, product

from horarium.changes import with_classes
from horarium.constraints import KINDS, Parameter
from horarium.formats import itc2007
from horarium.problem import (
    Calendar,
    Class,
    Config,
    Constraint,
    Course,
    Instructor,
    InstructorOption,
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
from horarium.validate import validate

_USUAL = tuple(name for name in KINDS if name != "MaxWeekLoad")
"""MaxWeekLoad is for the classes that an instructor is chosen for: see `with_choices`."""


def at(days: str, start: int, length: int = 2, weeks: str = "11") -> Time:
    """A time from bit strings: `at("10100", 4)` meets on the first and third day."""
    return Time(int(weeks[::-1], 2), int(days[::-1], 2), start, length)


def make_class(
    id: str,
    *times: Time,
    rooms: Sequence[str] = (),
    limit: int | None = None,
    parent: str | None = None,
) -> Class:
    """A class that offers these times and rooms at no penalty; without rooms it needs none."""
    return Class(
        id,
        tuple(TimeOption(time) for time in times),
        tuple(RoomOption(room) for room in rooms),
        bool(rooms),
        limit,
        parent,
    )


def without(cls: Class, lacking: str) -> Class:
    """The class as it is offered no "times", or no "rooms" though it needs one."""
    if lacking == "times":
        return replace(cls, times=())
    return replace(cls, rooms=(), needs_room=True)


def make_problem(
    classes: Sequence[Class],
    *,
    rooms: Sequence[Room] = (),
    constraints: Sequence[Constraint] = (),
    weights: Weights = Weights(),  # noqa: B008 - frozen
    calendar: Calendar = Calendar(2, 5, 20),  # noqa: B008 - frozen
    courses: Sequence[Course] | None = None,
    students: Sequence[Student] = (),
    origin: str = "native",
) -> Problem:
    """A problem in which, unless courses are given, every class is a course of its own."""
    if courses is None:
        courses = [make_course(f"course-{cls.id}", [[cls]]) for cls in classes]
    return Problem(
        "test",
        calendar,
        weights,
        tuple(rooms),
        tuple(courses),
        tuple(students),
        tuple(constraints),
        origin,
    )


def make_course(id: str, *configs: Sequence[Sequence[Class]]) -> Course:
    """A course from the classes of each subpart of each config."""
    return Course(
        id,
        tuple(
            Config(
                f"{id}.{number}",
                tuple(
                    Subpart(f"{id}.{number}.{part}", tuple(classes))
                    for part, classes in enumerate(subparts)
                ),
            )
            for number, subparts in enumerate(configs)
        ),
    )


def place(times: Mapping[str, Time], **rooms: str) -> dict[str, Placement]:
    """Placements from times by class; a class named among `rooms` is in that room."""
    return {id: Placement(time, rooms.get(id)) for id, time in times.items()}


def random_problem(
    seed: int,
    *,
    classes: int = 14,
    students: int = 8,
    required: float = 0.2,
    kinds: Sequence[str] | None = None,
) -> Problem:
    """A small problem that has the usual kinds (or those named) twice, soft or required.

    It has travel, unavailable rooms, roomless classes, parents, several configs
    and all five weights. Nothing promises that it can be solved.
    """
    rng = random.Random(seed)
    calendar = Calendar(rng.randint(1, 4), rng.randint(2, 6), 24)
    rooms = [_random_room(rng, calendar, number) for number in range(4)]
    for a, b in ((0, 1), (1, 2), (0, 3)):
        slots = rng.randint(1, 3)
        rooms[a].travel[f"r{b}"] = rooms[b].travel[f"r{a}"] = slots  # type: ignore[index]
    courses = _random_courses(rng, calendar, classes)
    ids = [
        cls.id
        for course in courses
        for config in course.configs
        for subpart in config.subparts
        for cls in subpart.classes
    ]
    names = list(kinds if kinds is not None else _USUAL) * 2
    problem = Problem(
        f"random-{seed}",
        calendar,
        Weights(*(rng.randint(1, 5) for _ in range(5))),
        tuple(rooms),
        tuple(courses),
        tuple(
            Student(
                f"s{number}", tuple(c.id for c in rng.sample(courses, min(3, len(courses))))
            )
            for number in range(students)
        ),
        tuple(
            _random_constraint(rng, name, ids, number, rng.random() < required)
            for number, name in enumerate(names)
        ),
    )
    validate(problem)
    return problem


def with_choices(problem: Problem, seed: int) -> Problem:
    """The problem with four instructors from whom most of its classes choose.

    They have hours without classes and hours that they mind; half of the constraints,
    once more, are of one of them.
    """
    rng = random.Random(seed)
    people = [f"i{number}" for number in range(4)]

    def teach(cls: Class) -> Class:
        teams = [tuple(sorted(rng.sample(people, rng.choice([1, 1, 1, 2])))) for _ in range(3)]
        teams += [()] * (rng.random() < 0.2)
        chosen = list(dict.fromkeys(teams))[: rng.randint(0, 4)]
        return replace(
            cls, instructors=tuple(InstructorOption(team, rng.randint(0, 5)) for team in chosen)
        )

    def instructor(id: str) -> Instructor:
        closed = tuple(_random_time(rng, problem.calendar) for _ in range(rng.randint(0, 2)))
        minded = TimeOption(_random_time(rng, problem.calendar), rng.randint(1, 5))
        return Instructor(id, closed, (minded,))

    extra = [
        replace(constraint, id=f"{constraint.id}-{at}", taught_by=rng.choice(people))
        for at, constraint in enumerate(problem.constraints)
        if rng.random() < 0.5 or len(problem.constraints) < 3
    ]
    return replace(
        with_classes(problem, teach),
        weights=replace(problem.weights, instructor=rng.randint(1, 5)),
        instructors=tuple(map(instructor, people)),
    ).constrained(*extra)


def random_lectures(seed: int, *, courses: int = 30, rooms: int = 6) -> Problem:
    """A problem of periods, as ITC-2007 track 3 has them: no students, one room a lecture.

    About two thirds of the rooms' periods are used, so that it can be solved.
    """
    rng = random.Random(seed)
    days, periods = 5, 6
    left, lines = days * periods * rooms * 2 // 3, []
    for number in range(courses):
        lectures = min(rng.randint(2, 6), max(1, left - (courses - number - 1)))
        left -= lectures
        spread = min(days, lectures, rng.randint(2, 4))
        lines.append(f"k{number} t{number // 2} {lectures} {spread} {rng.randint(10, 120)}")
    names = [line.split()[0] for line in lines]
    groups = [
        rng.sample(names, min(len(names), rng.randint(2, 4))) for _ in range(courses // 2)
    ]
    text = [
        f"Name: lectures-{seed}",
        f"Courses: {courses}",
        f"Rooms: {rooms}",
        f"Days: {days}",
        f"Periods_per_day: {periods}",
        f"Curricula: {len(groups)}",
        f"Constraints: {courses}",
        "COURSES:",
        *lines,
        "ROOMS:",
        *(f"r{number} {rng.randint(30, 130)}" for number in range(rooms)),
        "CURRICULA:",
        *(f"q{at} {len(group)} {' '.join(group)}" for at, group in enumerate(groups)),
        "UNAVAILABILITY_CONSTRAINTS:",
        *(f"{name} {rng.randrange(days)} {rng.randrange(periods)}" for name in names),
        "END.",
    ]
    return itc2007.read_problem("\n".join(text).encode())


def random_solution(problem: Problem, seed: int, *, unplaced: float = 0.0) -> Solution:
    """Placements at random among the options, and students in random classes of a config."""
    rng = random.Random(seed)
    placements = {
        id: Placement(
            rng.choice(cls.times).time,
            rng.choice(cls.rooms).room if cls.needs_room else None,
            rng.choice(cls.instructors).instructors if cls.instructors else (),
        )
        for id, cls in problem.classes.items()
        if rng.random() >= unplaced
    }
    return Solution(
        problem.name,
        placements,
        {student.id: _random_classes(rng, problem, student) for student in problem.students},
    )


def trimmed(problem: Problem, *, times: int, rooms: int) -> Problem:
    """The problem with at most so many options a class, so that all can be tried."""

    def trim(cls: Class) -> Class:
        return replace(cls, times=cls.times[:times], rooms=cls.rooms[:rooms])

    return with_classes(problem, trim)


def every_timetable(problem: Problem) -> Iterator[Solution]:
    """Every choice of times, rooms and instructors, and of classes for students."""
    places = [
        [
            Placement(option.time, room, team)
            for option in cls.times
            for room in ([r.room for r in cls.rooms] if cls.needs_room else [None])
            for team in ([o.instructors for o in cls.instructors] or [()])
        ]
        for cls in problem.classes.values()
    ]
    weeks = [
        list(product(*(_bundles(problem, c) for c in s.courses))) for s in problem.students
    ]
    for chosen in product(*places):
        placements = dict(zip(problem.classes, chosen, strict=True))
        for taken in product(*weeks):
            attended = {
                student.id: tuple(chain(*bundles))
                for student, bundles in zip(problem.students, taken, strict=True)
            }
            yield Solution(problem.name, placements, attended)


def _bundles(problem: Problem, course: str) -> list[tuple[str, ...]]:
    return [
        tuple(cls.id for cls in classes)
        for config in problem.course[course].configs
        for classes in product(*(subpart.classes for subpart in config.subparts))
    ]


def _random_classes(rng: random.Random, problem: Problem, student: Student) -> tuple[str, ...]:
    return tuple(
        rng.choice(subpart.classes).id
        for course in student.courses
        for subpart in rng.choice(problem.course[course].configs).subparts
    )


def _random_time(rng: random.Random, calendar: Calendar) -> Time:
    length = rng.randint(1, 5)
    return Time(
        rng.randint(1, 2**calendar.weeks - 1),
        rng.randint(1, 2**calendar.days - 1),
        rng.randint(0, calendar.slots_per_day - length),
        length,
    )


def _random_room(rng: random.Random, calendar: Calendar, number: int) -> Room:
    closed = tuple(_random_time(rng, calendar) for _ in range(rng.randint(0, 1)))
    return Room(f"r{number}", rng.randint(2, 9), closed, {})


def _random_courses(rng: random.Random, calendar: Calendar, classes: int) -> list[Course]:
    """Courses of one or two configs of one or two subparts of one to three classes."""
    courses: list[Course] = []
    made = 0
    while made < classes:
        id = f"k{len(courses)}"
        configs = []
        for _ in range(rng.randint(1, 2)):
            subparts: list[list[Class]] = []
            for _ in range(rng.randint(1, 2)):
                parents = [cls.id for cls in subparts[-1]] if subparts else []
                size = rng.randint(1, 3)
                subparts.append(
                    [_random_class(rng, calendar, f"c{made + n}", parents) for n in range(size)]
                )
                made += size
            configs.append(subparts)
        courses.append(make_course(id, *configs))
    return courses


def _random_class(
    rng: random.Random, calendar: Calendar, id: str, parents: Sequence[str]
) -> Class:
    drawn = [_random_time(rng, calendar) for _ in range(rng.randint(4, 7))]
    # ITC-2019 solutions tell a class's times apart by weeks, days and start alone.
    times = {(time.weeks, time.days, time.start): time for time in drawn}
    rooms = rng.sample(range(4), rng.randint(2, 4)) if rng.random() < 0.8 else []
    return Class(
        id,
        tuple(TimeOption(time, rng.randint(0, 6)) for time in times.values()),
        tuple(RoomOption(f"r{room}", rng.randint(0, 6)) for room in rooms),
        bool(rooms),
        rng.randint(8, 12),
        rng.choice(parents) if parents and rng.random() < 0.5 else None,
    )


def _random_constraint(
    rng: random.Random, kind: str, ids: Sequence[str], number: int, required: bool
) -> Constraint:
    return Constraint(
        kind,
        tuple(rng.sample(ids, min(len(ids), rng.randint(2, 6)))),
        tuple(_random_value(rng, kind, parameter) for parameter in KINDS[kind].parameters),
        required,
        0 if required else rng.randint(1, 9),
        f"x{number}",
    )


def _random_value(rng: random.Random, kind: str, parameter: Parameter) -> int:
    if kind == "MaxWeekLoad":  # less may contradict the problem
        return rng.randint(20, 50)
    most = {"days": 6, "count": 2, "slots": 8}.get(parameter.unit, 5)
    return rng.randint(parameter.minimum, most)
