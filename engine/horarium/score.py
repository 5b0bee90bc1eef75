"""The exact score of a timetable, in plain Python.

This is the oracle: it shares no code with the search, and every timetable that
is called valid has passed it. The rules are those of ITC-2019 (Müller, Rudová,
Müllerová 2025), with soft capacity and the set constraints of ITC-2007 track 3.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, combinations
from typing import Any

from horarium.constraints import KINDS, Kind, PairKind
from horarium.constraints.pairs import same_attendees
from horarium.problem import Class, Constraint, Course, Problem
from horarium.solution import Placement, Solution


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that is broken, as a code; `amount` is what it adds to `Score.hard`."""

    code: str
    classes: tuple[str, ...] = ()
    kind: str = ""
    amount: int = 1
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """`components` are weighted and sum to `total`; `raw` is the same before weights.

    The raw student component is the number of student conflicts. `hard` is the
    sum of the violations' amounts; a timetable is valid when it is 0.
    """

    total: int
    hard: int
    components: Mapping[str, int]
    raw: Mapping[str, int]
    violations: tuple[Violation, ...]

    @property
    def valid(self) -> bool:
        return self.hard == 0

    @property
    def student_conflicts(self) -> int:
        """Pairs of classes that a student cannot both attend, over all students."""
        return self.raw.get("student", 0)


def evaluate(problem: Problem, solution: Solution) -> Score:
    """Score a timetable: cost by component, and every hard rule that it breaks.

    Never raises for a bad timetable: whatever is wrong with it is a violation.
    """
    timetable = _Timetable(problem, solution)
    violations = tuple(
        chain(
            _bad_placements(timetable),
            _double_bookings(timetable),
            _broken_constraints(timetable),
            _attendance(timetable),
        )
    )
    raw = _costs(timetable)
    components = {name: cost * _weight(problem, name) for name, cost in raw.items()}
    return Score(
        total=sum(components.values()),
        hard=sum(violation.amount for violation in violations),
        components=components,
        raw=raw,
        violations=violations,
    )


def attendance(problem: Problem, solution: Solution) -> tuple[Violation, ...]:
    """The violations of who attends what, which no class's place changes."""
    return tuple(_attendance(_Timetable(problem, solution)))


class _Timetable:
    """A problem and its solution, indexed once for all the rules below."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self.problem = problem
        self.placements: dict[str, Placement] = {
            id: solution.placements[id] for id in problem.classes if id in solution.placements
        }
        self.unknown_classes = [id for id in solution.placements if id not in problem.classes]
        self.unknown_rooms = {
            id for id, p in self.placements.items()
            if p.room is not None and p.room not in problem.room
        }  # fmt: skip
        for id in self.unknown_rooms:
            self.placements[id] = replace(self.placements[id], room=None)
        self.students = {id: set(classes) for id, classes in solution.students.items()}

    @cached_property
    def by_room(self) -> Mapping[str, list[tuple[str, Placement]]]:
        """Classes placed in each room."""
        rooms: dict[str, list[tuple[str, Placement]]] = defaultdict(list)
        for id, placement in self.placements.items():
            if placement.room is not None:
                rooms[placement.room].append((id, placement))
        return rooms

    @cached_property
    def course_of(self) -> Mapping[str, str]:
        """Course id by class id."""
        return {
            cls.id: course.id
            for course in self.problem.courses
            for config in course.configs
            for subpart in config.subparts
            for cls in subpart.classes
        }

    def placed(self, constraint: Constraint) -> list[tuple[str, Placement]]:
        """The constraint's classes that are placed, in its order; of one instructor, theirs."""
        return [
            (id, placement)
            for id in constraint.classes
            if (placement := self.placements.get(id)) is not None
            and (not constraint.taught_by or constraint.taught_by in placement.instructors)
        ]


# Hard rules


def _bad_placements(timetable: _Timetable) -> Iterator[Violation]:
    """Classes unplaced, or placed at a time or in a room that is not offered to them."""
    problem = timetable.problem
    for id in timetable.unknown_classes:
        yield Violation("unknown_class", (id,))
    for id, cls in problem.classes.items():
        placement = timetable.placements.get(id)
        if placement is None:
            yield Violation("unplaced", (id,))
            continue
        if all(option.time != placement.time for option in cls.times):
            yield Violation("time_not_offered", (id,))
        if not _room_offered(cls, placement.room) or id in timetable.unknown_rooms:
            yield Violation("room_not_offered", (id,), parameters={"room": placement.room})
        if placement.room is not None and any(
            placement.time.overlaps(time) for time in problem.room[placement.room].unavailable
        ):
            yield Violation("room_unavailable", (id,), parameters={"room": placement.room})
        yield from _bad_instructors(problem, cls, placement)


def _bad_instructors(problem: Problem, cls: Class, placement: Placement) -> Iterator[Violation]:
    """Instructors who are not offered to the class, and each who is not there then."""
    chosen = placement.instructors
    if all(option.instructors != chosen for option in cls.instructors) and (
        cls.instructors or chosen
    ):
        given = {"instructors": list(chosen)}
        yield Violation("instructors_not_offered", (cls.id,), parameters=given)
    for id in chosen:
        instructor = problem.instructor.get(id)
        if instructor and any(placement.time.overlaps(t) for t in instructor.unavailable):
            yield Violation("instructor_unavailable", (cls.id,), parameters={"instructor": id})


def _room_offered(cls: Class, room: str | None) -> bool:
    if not cls.needs_room:
        return room is None
    return any(option.room == room for option in cls.rooms)


def _double_bookings(timetable: _Timetable) -> Iterator[Violation]:
    for room, booked in timetable.by_room.items():
        for (a, at), (b, bt) in combinations(booked, 2):
            if at.time.overlaps(bt.time):
                yield Violation("room_double_booked", (a, b), parameters={"room": room})


def _broken_constraints(timetable: _Timetable) -> Iterator[Violation]:
    """Each required set that does not hold, and each pair once for each kind it breaks.

    What is of one instructor counts for that one.
    """
    broken: set[tuple[str, str, str, str]] = set()
    for constraint in timetable.problem.constraints:
        if not constraint.required:
            continue
        kind = KINDS[constraint.kind]
        details = {"constraint": constraint.id, "parameters": _named(kind, constraint)}
        if isinstance(kind, PairKind):
            for a, b in _broken_pairs(timetable, constraint, kind):
                first, second = (a, b) if kind.ordered else sorted((a, b))
                pair = (kind.name, constraint.taught_by, first, second)
                if pair not in broken:
                    broken.add(pair)
                    yield Violation("constraint_pair", (a, b), kind.name, parameters=details)
            continue
        placed = [placement for _, placement in timetable.placed(constraint)]
        if excess := kind.excess(timetable.problem, placed, constraint.parameters):
            yield Violation(
                "constraint_set",
                constraint.classes,
                kind.name,
                parameters={**details, "excess": excess},
            )


def _broken_pairs(
    timetable: _Timetable, constraint: Constraint, kind: PairKind
) -> Iterator[tuple[str, str]]:
    problem, holds, parameters = timetable.problem, kind.holds, constraint.parameters
    for (a, at), (b, bt) in combinations(timetable.placed(constraint), 2):
        if not holds(problem, at, bt, parameters):
            yield a, b


def _named(kind: Kind, constraint: Constraint) -> dict[str, int]:
    names = (parameter.name for parameter in kind.parameters)
    return dict(zip(names, constraint.parameters, strict=True))


def _attendance(timetable: _Timetable) -> Iterator[Violation]:
    yield from _full_classes(timetable)
    yield from _student_rules(timetable)


def _full_classes(timetable: _Timetable) -> Iterator[Violation]:
    """Classes with more students than their limit; each student over counts."""
    taken = Counter(chain.from_iterable(timetable.students.values()))
    for id, cls in timetable.problem.classes.items():
        if cls.limit is not None and taken[id] > cls.limit:
            over = {"students": taken[id], "limit": cls.limit}
            yield Violation(
                "limit_exceeded", (id,), amount=taken[id] - cls.limit, parameters=over
            )


def _student_rules(timetable: _Timetable) -> Iterator[Violation]:
    """Each student has one class of each subpart of one config of each course, and parents."""
    problem = timetable.problem
    known = {student.id for student in problem.students}
    for id in timetable.students:
        if id not in known:
            yield Violation("unknown_student", parameters={"student": id})
    for student in problem.students:
        attended = timetable.students.get(student.id, set())
        by_course: dict[str, set[str]] = defaultdict(set)
        for id in attended:
            by_course[timetable.course_of.get(id, "")].add(id)
        for course in dict.fromkeys(student.courses):
            yield from _course_rules(
                problem.course[course], by_course.pop(course, set()), student.id
            )
        for id in sorted(chain.from_iterable(by_course.values())):
            yield Violation("student_not_enrolled", (id,), parameters={"student": student.id})
        for id in sorted(attended):
            cls = problem.classes.get(id)
            if cls and cls.parent is not None and cls.parent not in attended:
                yield Violation(
                    "parent_not_attended", (id, cls.parent), parameters={"student": student.id}
                )


def _course_rules(course: Course, attended: set[str], student: str) -> Iterator[Violation]:
    """What is missing or too much against the config of which most classes are attended."""
    chosen = [
        [
            [cls.id for cls in subpart.classes if cls.id in attended]
            for subpart in config.subparts
        ]
        for config in course.configs
    ]
    best = max(range(len(chosen)), key=lambda config: sum(map(len, chosen[config])))
    for subpart, classes in zip(course.configs[best].subparts, chosen[best], strict=True):
        if not classes:
            yield Violation(
                "student_class_missing",
                parameters={"student": student, "course": course.id, "subpart": subpart.id},
            )
    kept = {classes[0] for classes in chosen[best] if classes}
    for id in sorted(attended - kept):
        yield Violation(
            "student_class_extra", (id,), parameters={"student": student, "course": course.id}
        )


# Costs


def _costs(timetable: _Timetable) -> dict[str, int]:
    """Unweighted cost of each component that this problem shows."""
    problem = timetable.problem
    costs: Counter[str] = Counter()
    for id, placement in timetable.placements.items():
        cls = problem.classes[id]
        costs["time"] += next((o.penalty for o in cls.times if o.time == placement.time), 0)
        costs["room"] += next((o.penalty for o in cls.rooms if o.room == placement.room), 0)
        costs["capacity"] += _without_seat(problem, cls, placement.room)
        costs["instructor"] += _instructor_cost(problem, cls, placement)
    for constraint in problem.constraints:
        if not constraint.required:
            component = KINDS[constraint.kind].component
            costs[component] += _constraint_cost(timetable, constraint)
    costs["student"] = _student_conflicts(timetable)
    return {name: costs[name] for name in shown_components(problem, costs)}


def shown_components(problem: Problem, costs: Mapping[str, int]) -> Sequence[str]:
    """Components in their order: those that the problem's format names, or that cost."""
    used = {KINDS[c.kind].component for c in problem.constraints if not c.required}
    if problem.weights.capacity:
        used.add("capacity")
    if problem.instructors:
        used.add("instructor")
    if problem.origin == "itc2007":
        shown = {"capacity", "min_days", "compactness", "stability"}
        used = {name for name, cost in costs.items() if cost}
    else:
        shown = {"time", "room", "distribution", "student"}
    order = ("time", "room", "distribution", "student", "capacity", "min_days", "compactness")
    names = (*order, "stability", *sorted(used))
    return [name for name in dict.fromkeys(names) if name in shown | used]


def _weight(problem: Problem, component: str) -> int:
    """Components of constraints are all weighted as distributions."""
    weights = problem.weights
    own = {
        "time": weights.time,
        "room": weights.room,
        "student": weights.student,
        "capacity": weights.capacity,
        "instructor": weights.instructor,
    }
    return own.get(component, weights.distribution)


def _without_seat(problem: Problem, cls: Class, room: str | None) -> int:
    if cls.limit is None or room is None:
        return 0
    return max(0, cls.limit - problem.room[room].capacity)


def _instructor_cost(problem: Problem, cls: Class, placement: Placement) -> int:
    """Of who was chosen, and of the hours that those mind."""
    chosen = placement.instructors
    penalty = next((o.penalty for o in cls.instructors if o.instructors == chosen), 0)
    known = [problem.instructor[id] for id in chosen if id in problem.instructor]
    return penalty + sum(instructor.minds(placement.time) for instructor in known)


def _constraint_cost(timetable: _Timetable, constraint: Constraint) -> int:
    kind = KINDS[constraint.kind]
    if isinstance(kind, PairKind):
        return constraint.penalty * sum(1 for _ in _broken_pairs(timetable, constraint, kind))
    placed = [placement for _, placement in timetable.placed(constraint)]
    excess = kind.excess(timetable.problem, placed, constraint.parameters)
    weeks = timetable.problem.calendar.weeks if kind.weekly else 1
    return constraint.penalty * excess // weeks


def _student_conflicts(timetable: _Timetable) -> int:
    """Pairs of classes of one student that overlap or leave too little time to walk."""
    problem, placements = timetable.problem, timetable.placements
    joint: Counter[tuple[str, str]] = Counter()
    for attended in timetable.students.values():
        joint.update(combinations(sorted(id for id in attended if id in placements), 2))
    return sum(
        students
        for (a, b), students in joint.items()
        if not same_attendees(problem, placements[a], placements[b])
    )
