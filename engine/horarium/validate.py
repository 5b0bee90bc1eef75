"""Whether a problem makes sense: the one place where every reader has it checked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from horarium.bounds import most_cost
from horarium.constraints import KINDS
from horarium.contradictions import Fault
from horarium.contradictions import contradictions as find_contradictions
from horarium.problem import Class, Problem, ProblemError, Time

Locate = Callable[[str, str], str]
"""(type of element, id) -> where to find it, for people."""

MAX_WEEKS, MAX_DAYS, MAX_SLOTS = 60, 14, 1440
MAX_ID = 200
LARGEST = 10**9
"""No number in a problem may be larger."""

MOST_COST = 10**12
"""Nor may any timetable cost more: above it the search prices a hard violation."""


def name_element(element: str, id: str) -> str:
    """Where an element is when there are no lines: its type and id."""
    return f"{element} {id}"


def validate(
    problem: Problem, locate: Locate = name_element, *, contradictions: bool = False
) -> None:
    """Check that a problem is consistent in itself.

    With `contradictions` only that it is well-formed, so that it can be diagnosed and
    its timetables can be asked about.
    Raises ProblemError for the first fault found, with its code, a sentence, and
    as place what `locate` says of the element.
    """
    checks = (
        _calendar,
        _ids,
        _numbers,
        _rooms,
        _instructors,
        _courses,
        _classes,
        _students,
        _constraints,
        _costs,
        *(() if contradictions else (find_contradictions,)),
    )
    _refuse_first(problem, locate, checks)


def validate_constraints(problem: Problem) -> None:
    """Check the constraints alone: those that were added to a problem that was read.

    Raises ProblemError as `validate` does.
    """
    _refuse_first(problem, name_element, (_constraints,))


def _refuse_first(
    problem: Problem, locate: Locate, checks: Iterable[Callable[[Problem], Iterator[Fault]]]
) -> None:
    for check in checks:
        for element, id, code, text, parameters in check(problem):
            raise ProblemError(code, text, locate(element, id), **parameters)


def _calendar(problem: Problem) -> Iterator[Fault]:
    calendar, name = problem.calendar, problem.name
    for what, value, most in (
        ("weeks", calendar.weeks, MAX_WEEKS),
        ("days", calendar.days, MAX_DAYS),
        ("slots a day", calendar.slots_per_day, MAX_SLOTS),
        ("minutes a slot", calendar.slot_minutes, MAX_SLOTS),
    ):
        if not 1 <= value <= most:
            text = f"must have from 1 to {most} {what}, not {value}"
            yield "problem", name, "out_of_range", text, {"name": what, "maximum": most}


def _ids(problem: Problem) -> Iterator[Fault]:
    """Ids are unique among the elements of their type, in the whole problem."""
    configs = [config for course in problem.courses for config in course.configs]
    subparts = [subpart for config in configs for subpart in config.subparts]
    classes = [cls for subpart in subparts for cls in subpart.classes]
    if not classes:
        yield "problem", problem.name, "empty_problem", "has no class to schedule", {}
    for element, ids in (
        ("problem", [problem.name]),
        ("room", [room.id for room in problem.rooms]),
        ("course", [course.id for course in problem.courses]),
        ("config", [config.id for config in configs]),
        ("subpart", [subpart.id for subpart in subparts]),
        ("class", [cls.id for cls in classes]),
        ("instructor", [instructor.id for instructor in problem.instructors]),
        ("student", [student.id for student in problem.students]),
        ("constraint", [constraint.id for constraint in problem.constraints if constraint.id]),
    ):
        for id in ids:
            if not id.isprintable() or not 0 < len(id) <= MAX_ID:
                text = f"an id must be 1 to {MAX_ID} printable characters"
                yield element, ascii(id[:60]), "bad_id", text, {"maximum": MAX_ID}
        if len(ids) != len(set(ids)):
            id = Counter(ids).most_common(1)[0][0]
            yield element, id, "duplicate_id", f"the id {id} is used twice", {"id": id}


def _numbers(problem: Problem) -> Iterator[Fault]:
    """No number is negative or huge."""
    weights = problem.weights
    numbers: list[tuple[str, str, str, int]] = [
        ("problem", problem.name, f"{name} weight", getattr(weights, name))
        for name in ("time", "room", "distribution", "student", "capacity", "instructor")
    ]
    numbers += [("room", room.id, "capacity", room.capacity) for room in problem.rooms]
    for id, cls in problem.classes.items():
        numbers.append(("class", id, "limit", cls.limit or 0))
        numbers += [("class", id, "penalty", time.penalty) for time in cls.times]
        numbers += [("class", id, "penalty", room.penalty) for room in cls.rooms]
        numbers += [("class", id, "penalty", option.penalty) for option in cls.instructors]
    for instructor in problem.instructors:
        numbers += [
            ("instructor", instructor.id, "penalty", wish.penalty)
            for wish in instructor.preferences
        ]
    for element, id, what, number in numbers:
        yield from _number(element, id, what, number)


def _number(
    element: str, id: str, what: str, number: int, most: int = LARGEST
) -> Iterator[Fault]:
    if number < 0:
        yield element, id, "negative_number", f"{what} is negative", {"name": what}
    if number > most:
        text = f"{what} is larger than {most}"
        yield element, id, "number_too_large", text, {"name": what, "maximum": most}


def _costs(problem: Problem) -> Iterator[Fault]:
    """Penalties times weights, over all that they can count for, leave room for the search."""
    what = "cost of the worst timetable"
    yield from _number("problem", problem.name, what, most_cost(problem), MOST_COST)


def _rooms(problem: Problem) -> Iterator[Fault]:
    seen: set[int] = set()  # rooms of a place often share one mapping
    for room in problem.rooms:
        if id(room.travel) not in seen:
            seen.add(id(room.travel))
            for other, slots in room.travel.items():
                if other not in problem.room:
                    yield _unknown("room", room.id, "room", other)
                yield from _number("room", room.id, "travel", slots)
        yield from _times(problem, "room", room.id, room.unavailable)


def _instructors(problem: Problem) -> Iterator[Fault]:
    for instructor in problem.instructors:
        hours = (*instructor.unavailable, *(wish.time for wish in instructor.preferences))
        yield from _times(problem, "instructor", instructor.id, hours)


def _times(problem: Problem, element: str, id: str, times: Iterable[Time]) -> Iterator[Fault]:
    calendar = problem.calendar
    for time in times:
        if time.start < 0 or time.length < 1 or time.end > calendar.slots_per_day:
            text = (
                f"a meeting from slot {time.start} lasting {time.length} "
                f"does not fit in a day of {calendar.slots_per_day} slots"
            )
            slots = {"start": time.start, "length": time.length}
            yield element, id, "meeting_outside_day", text, {**slots}
        if time.weeks >> calendar.weeks or time.days >> calendar.days:
            text = "a meeting lies outside the calendar's weeks or days"
            yield element, id, "meeting_outside_calendar", text, {}


def _courses(problem: Problem) -> Iterator[Fault]:
    for course in problem.courses:
        if not course.configs:
            yield "course", course.id, "empty_course", "has no configuration", {}
        for config in course.configs:
            if not config.subparts:
                yield "config", config.id, "empty_config", "has no subpart", {}
            for subpart in config.subparts:
                if not subpart.classes:
                    yield "subpart", subpart.id, "empty_subpart", "has no class", {}


def _classes(problem: Problem) -> Iterator[Fault]:
    config_of = {
        cls.id: config.id
        for course in problem.courses
        for config in course.configs
        for subpart in config.subparts
        for cls in subpart.classes
    }
    for id, cls in problem.classes.items():
        if any(not option.time.weeks or not option.time.days for option in cls.times):
            yield "class", id, "never_meets", "has a time without any week or day", {}
        yield from _times(problem, "class", id, (option.time for option in cls.times))
        for option in cls.rooms:
            if option.room not in problem.room:
                yield _unknown("class", id, "room", option.room)
        if cls.parent is not None and cls.parent not in problem.classes:
            yield _unknown("class", id, "class", cls.parent)
        elif cls.parent is not None and config_of[cls.parent] != config_of[id]:
            text = f"has class {cls.parent} as parent, which is in another configuration"
            yield "class", id, "parent_elsewhere", text, {"parent": cls.parent}
        yield from _teams(problem, cls)
    yield from _parent_cycles(problem)
    yield from _parents_beside(problem)


def _teams(problem: Problem, cls: Class) -> Iterator[Fault]:
    """Who may teach a class is known, and each choice is there once."""
    teams = [frozenset(option.instructors) for option in cls.instructors]
    for option in cls.instructors:
        for instructor in option.instructors:
            if instructor not in problem.instructor:
                yield _unknown("class", cls.id, "instructor", instructor)
        if len(set(option.instructors)) != len(option.instructors):
            text = "is taught twice by one instructor"
            yield "class", cls.id, "duplicate_id", text, {"id": option.instructors[0]}
    if len(set(teams)) != len(teams):
        text = "offers the same instructors twice"
        id = ", ".join(sorted(Counter(teams).most_common(1)[0][0]))
        yield "class", cls.id, "duplicate_id", text, {"id": id}


def _parent_cycles(problem: Problem) -> Iterator[Fault]:
    fine: set[str] = set()
    for id in problem.classes:
        above: dict[str, None] = {}
        current: str | None = id
        while current is not None and current not in fine:
            if current in above:
                text = "is its own parent, directly or through others"
                yield "class", id, "parent_cycle", text, {}
                break
            above[current] = None
            current = problem.classes[current].parent
        fine |= above.keys()


def _parents_beside(problem: Problem) -> Iterator[Fault]:
    """A student attends one class of a subpart, and so never a class and such a parent."""
    for course in problem.courses:
        for config in course.configs:
            for subpart in config.subparts:
                together = {cls.id for cls in subpart.classes}
                for cls in subpart.classes:
                    if cls.parent in together:
                        text = f"has class {cls.parent} as parent, which is in the same subpart"
                        yield "class", cls.id, "parent_beside", text, {"parent": cls.parent}


def _students(problem: Problem) -> Iterator[Fault]:
    for student in problem.students:
        for course in student.courses:
            if course not in problem.course:
                yield _unknown("student", student.id, "course", course)
        if len(set(student.courses)) != len(student.courses):
            yield "student", student.id, "duplicate_id", "takes a course twice", {}


def _constraints(problem: Problem) -> Iterator[Fault]:
    for constraint in problem.constraints:
        kind, named = KINDS.get(constraint.kind), constraint.id or constraint.kind
        if kind is None:
            text = f"{constraint.kind} is no kind of constraint"
            yield "constraint", named, "unknown_kind", text, {"kind": constraint.kind}
            continue
        yield from _number("constraint", named, "penalty", constraint.penalty)
        if len(constraint.parameters) != len(kind.parameters):
            text = f"{kind.name} takes {len(kind.parameters)} parameters"
            yield "constraint", named, "bad_parameters", text, {"kind": kind.name}
        for parameter, value in zip(kind.parameters, constraint.parameters, strict=False):
            if not parameter.minimum <= value <= LARGEST:
                text = f"{parameter.name} of {kind.name} is {value}, out of range"
                yield "constraint", named, "bad_parameters", text, {"kind": kind.name}
        for id in constraint.classes:
            if id not in problem.classes:
                yield _unknown("constraint", named, "class", id)
        whose = constraint.taught_by
        if whose and whose not in problem.instructor:
            yield _unknown("constraint", named, "instructor", whose)
        if len(set(constraint.classes)) != len(constraint.classes):
            text = "lists a class twice"
            yield "constraint", named, "duplicate_class", text, {}


def _unknown(element: str, id: str, what: str, missing: str) -> Fault:
    text = f"there is no {what} {missing[:60]}"
    return element, id, f"unknown_{what}", text, {what: missing[:60]}
