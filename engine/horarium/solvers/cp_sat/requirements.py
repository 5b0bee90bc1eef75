"""What must hold, as members that can be taken out one by one, and in words.

Taking out a class means that it need not be placed; a room, that it holds any number of
classes at once; a closure, that the room is open; an absence, that the instructor is there;
a limit, that the class takes anybody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from horarium.arrays import Arrays
from horarium.constraints import KINDS, PairKind
from horarium.contradictions import is_open
from horarium.diagnosis import Requirement
from horarium.problem import Class, Constraint, Problem, Time

Type = Literal["class", "room", "closure", "absence", "constraint", "course", "limit"]


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """A requirement: its type, and the number of what it is about.

    Classes are numbered as in the arrays, all others as in the problem; limits by
    their class.
    """

    type: Type
    at: int


def members_over(arrays: Arrays, classes: Iterable[int]) -> list[Member]:
    """Everything that must hold among these classes alone, besides students' seats."""
    problem = arrays.problem
    inside = sorted(set(classes))
    ids = {arrays.classes[c].id for c in inside}
    users: dict[int, int] = defaultdict(int)
    for c in inside:
        for room in _rooms_of(arrays, c):
            users[room] += 1
    found = [Member("class", c) for c in inside]
    found += [Member("room", room) for room, count in sorted(users.items()) if count > 1]
    found += [Member("closure", room) for room in users if problem.rooms[room].unavailable]
    choices = [option for c in inside for option in arrays.classes[c].instructors]
    teaching = {id for option in choices for id in option.instructors}
    found += [
        Member("absence", at)
        for at, instructor in enumerate(problem.instructors)
        if instructor.unavailable and instructor.id in teaching
    ]
    for at, constraint in enumerate(problem.constraints):
        if constraint.required:
            listed = sum(id in ids for id in constraint.classes)
            alone = not isinstance(KINDS[constraint.kind], PairKind)
            if listed > 1 or (listed and alone):
                found.append(Member("constraint", at))
    return found


def alike(arrays: Arrays, members: Sequence[Member]) -> list[list[Member]]:
    """The members in groups within which each can stand for each other.

    Classes are alike when they offer the same times, rooms and instructors and stand in
    the same constraints, which do not ask which of them comes first.
    """
    problem = arrays.problem
    in_constraints: dict[str, list[int]] = defaultdict(list)
    apart: set[str] = set()
    for member in members:
        if member.type == "constraint":
            constraint = problem.constraints[member.at]
            for id in constraint.classes:
                in_constraints[id].append(member.at)
            kind = KINDS[constraint.kind]
            if isinstance(kind, PairKind) and kind.ordered:
                apart.update(constraint.classes)
    placed = any(m.type in ("room", "closure") for m in members) or any(
        problem.constraints[m.at].kind in ("SameRoom", "DifferentRoom", "RoomStability")
        or problem.constraints[m.at].kind == "SameAttendees"
        for m in members
        if m.type == "constraint"
    )
    groups: dict[object, list[Member]] = {}
    for member in members:
        key: object = member
        if member.type == "class":
            cls = arrays.classes[member.at]
            key = (
                frozenset(option.time for option in cls.times),
                frozenset(_rooms_of(arrays, member.at)) if placed else None,
                frozenset(frozenset(option.instructors) for option in cls.instructors),
                tuple(in_constraints[cls.id]),
                cls.id if cls.id in apart else None,
            )
        groups.setdefault(key, []).append(member)
    return list(groups.values())


def in_words(arrays: Arrays, members: Iterable[Member]) -> tuple[Requirement, ...]:
    """Like members put together, in the order classes, rooms, constraints, seats."""
    by_type: dict[str, list[int]] = defaultdict(list)
    for member in sorted(set(members)):
        by_type[member.type].append(member.at)
    return (
        *_classes(arrays, by_type["class"], by_type["room"]),
        *_rooms(arrays, by_type["room"], by_type["class"]),
        *_closures(arrays.problem, by_type["closure"]),
        *_absences(arrays.problem, by_type["absence"]),
        *(_constraint(arrays, by_type["class"], at) for at in by_type["constraint"]),
        *_seats(arrays, by_type["course"], by_type["limit"]),
    )


def has_place(cls: Class) -> bool:
    """Whether the class is offered a time, and a room if it needs one."""
    return bool(cls.times) and bool(cls.rooms or not cls.needs_room)


def _requirement(
    code: str, elements: Iterable[str], *, parameters: Mapping[str, Any]
) -> Requirement:
    return Requirement(code, tuple(elements), parameters)


def _classes(
    arrays: Arrays, classes: Sequence[int], rooms: Sequence[int]
) -> Iterator[Requirement]:
    """Classes that compete for the same rooms together; fixed ones each with its place."""
    problem = arrays.problem
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for c in classes:
        cls, own = arrays.classes[c], _rooms_of(arrays, c)
        if not has_place(cls):
            yield _requirement(
                "class_has_no_place",
                [f"class:{cls.id}"],
                parameters={"class": cls.id, "lacks": "rooms" if cls.times else "times"},
            )
        elif len({option.time for option in cls.times}) == 1 and len(own) <= 1:
            time = cls.times[0].time
            yield _requirement(
                "class_has_one_place",
                [f"class:{cls.id}"],
                parameters={
                    "class": cls.id,
                    "room": problem.rooms[own[0]].id if own else None,
                    "weeks": time.weeks,
                    "days": time.days,
                    "start": time.start,
                    "length": time.length,
                },
            )
        else:
            groups[tuple(room for room in own if room in set(rooms))].append(c)
    for shared, members in groups.items():
        ids = [arrays.classes[c].id for c in members]
        yield _requirement(
            "classes_must_meet",
            [f"class:{id}" for id in ids],
            parameters={
                "number": len(ids),
                "classes": ids,
                "rooms": [problem.rooms[room].id for room in shared],
                "needed": _amount(problem, sum(_length(arrays, c) for c in members)),
                "unit": _unit(problem),
            },
        )


def _rooms(
    arrays: Arrays, rooms: Sequence[int], classes: Sequence[int]
) -> Iterator[Requirement]:
    problem = arrays.problem
    if not rooms:
        return
    times = {option.time for c in classes for option in arrays.classes[c].times}
    ids = [problem.rooms[room].id for room in rooms]
    offered = sum(_slots(time for time in times if is_open(problem, id, time)) for id in ids)
    yield _requirement(
        "rooms_hold_one_class",
        [f"room:{id}" for id in ids],
        parameters={
            "number": len(ids),
            "rooms": ids,
            "offered": _amount(problem, offered),
            "unit": _unit(problem),
        },
    )


def _closures(problem: Problem, rooms: Sequence[int]) -> Iterator[Requirement]:
    if rooms:
        ids = [problem.rooms[room].id for room in rooms]
        yield _requirement(
            "rooms_are_closed",
            [f"closure:{id}" for id in ids],
            parameters={"number": len(ids), "rooms": ids},
        )


def _absences(problem: Problem, instructors: Sequence[int]) -> Iterator[Requirement]:
    if instructors:
        ids = [problem.instructors[at].id for at in instructors]
        yield _requirement(
            "instructors_are_away",
            [f"absence:{id}" for id in ids],
            parameters={"number": len(ids), "instructors": ids},
        )


def _constraint(arrays: Arrays, classes: Sequence[int], at: int) -> Requirement:
    """A constraint by what it follows from: an instructor, a cohort, or itself."""
    constraint = arrays.problem.constraints[at]
    inside = {arrays.classes[c].id for c in classes}
    listed = [id for id in constraint.classes if id in inside]
    element = [f"constraint:{constraint.id or at}"]
    origin, _, id = constraint.derived_from.partition(":")
    if origin == "instructor" and constraint.kind == "SameAttendees":
        return _requirement(
            "instructor_in_one_place",
            element,
            parameters={"instructor": id, "classes": listed, "number": len(listed)},
        )
    if origin == "cohort" and constraint.kind == "SameAttendees":
        return _requirement(
            "cohort_in_one_place",
            element,
            parameters={"cohort": id, "classes": listed, "number": len(listed)},
        )
    return _requirement(
        "constraint_must_hold",
        element,
        parameters={
            "constraint": constraint.id or f"number {at + 1}",
            "kind": constraint.kind,
            "values": _values(constraint),
            "classes": listed,
            "number": len(listed),
            "origin": constraint.derived_from,
        },
    )


def _seats(
    arrays: Arrays, courses: Sequence[int], limits: Sequence[int]
) -> Iterator[Requirement]:
    problem = arrays.problem
    for at in courses:
        id = problem.courses[at].id
        students = sum(id in student.courses for student in problem.students)
        yield _requirement(
            "students_need_seats",
            [f"course:{id}"],
            parameters={"course": id, "students": students},
        )
    if limits:
        classes = [arrays.classes[c] for c in limits]
        yield _requirement(
            "classes_are_limited",
            [f"limit:{cls.id}" for cls in classes],
            parameters={
                "number": len(classes),
                "classes": [cls.id for cls in classes],
                "seats": sum(cls.limit or 0 for cls in classes),
            },
        )


def _values(constraint: Constraint) -> dict[str, int]:
    names = (parameter.name for parameter in KINDS[constraint.kind].parameters)
    return dict(zip(names, constraint.parameters, strict=True))


def _rooms_of(arrays: Arrays, c: int) -> list[int]:
    data = arrays.data
    rooms = data.opt_room[data.room_ptr[c] : data.room_ptr[c + 1]]
    return [int(room) for room in np.unique(rooms) if room < len(arrays.problem.rooms)]


def _length(arrays: Arrays, c: int) -> int:
    """Fewest slots a week that the class meets."""
    return min(option.time.week_slots for option in arrays.classes[c].times)


def _slots(times: Iterable[Time]) -> int:
    """Slots of a week that the times cover together."""
    covered: dict[int, set[int]] = defaultdict(set)
    for time in times:
        for day in range(time.days.bit_length()):
            if time.days >> day & 1:
                covered[day].update(range(time.start, time.end))
    return sum(map(len, covered.values()))


def _amount(problem: Problem, slots: int) -> float:
    """Slots in the unit that people count in."""
    minutes = problem.calendar.slot_minutes
    return slots if minutes == 1 else round(slots * minutes / 60, 1)


def _unit(problem: Problem) -> str:
    """Hours, or slots where these have no length."""
    return "slots" if problem.calendar.slot_minutes == 1 else "hours"
