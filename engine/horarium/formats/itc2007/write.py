"""Writing ITC-2007 text files, with a list of what they cannot hold of a problem."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from horarium.formats.itc2007.lectures import is_lecture, lectures, room_names, word, words
from horarium.formats.itc2007.read import (
    COMPACTNESS_PENALTY,
    MIN_DAYS_PENALTY,
    STABILITY_PENALTY,
)
from horarium.formats.loss import Loss, clock_losses
from horarium.problem import Class, Constraint, Problem, ProblemError, Weights
from horarium.solution import Solution


def encode_problem(problem: Problem) -> tuple[bytes, list[Loss]]:
    """The problem as .ctt text, and what of it the format cannot hold.

    Raises ProblemError (not_convertible) when not one class is a lecture, that
    is, has a time of one slot on one day in every week.
    """
    plan = _Plan(problem)
    if not plan.lectures:
        text = "no class meets for one slot, on one day, in every week, as an ITC-2007 lecture"
        raise ProblemError("not_convertible", text, f"problem {problem.name}")
    plan.sort_constraints()
    return "\n".join(plan.lines()).encode() + b"\n", plan.losses


def encode_solution(problem: Problem, solution: Solution) -> bytes:
    """The solution as lines of `course room day period`; unplaced lectures are left out.

    Raises ProblemError (not_convertible) for a class that is no lecture.
    """
    lines, rooms = [], room_names(problem)
    for name, classes in lectures(problem).items():
        for id in classes:
            placement = solution.placements.get(id)
            if placement is None:
                continue
            if placement.room is None or not is_lecture(placement.time, problem):
                raise _no_lecture(id)
            day = placement.time.days.bit_length() - 1
            lines.append(f"{name} {rooms[placement.room]} {day} {placement.time.start}")
    return "".join(f"{line}\n" for line in lines).encode()


@dataclass(slots=True)
class _Lectures:
    """One line of the COURSES section in the making; without a `teacher` it has its own."""

    classes: tuple[str, ...]
    students: int
    teacher: str | None = None
    min_days: int = 1
    stable: bool = False


@dataclass(slots=True)
class _Plan:
    problem: Problem
    losses: list[Loss] = field(default_factory=list)
    lectures: dict[str, _Lectures] = field(default_factory=dict)
    curricula: dict[str, tuple[str, ...]] = field(default_factory=dict)
    course_of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, classes in lectures(self.problem).items():
            kept = tuple(id for id in classes if self.keep(self.problem.classes[id]))
            if kept:
                first = self.problem.classes[kept[0]]
                self.lectures[name] = _Lectures(kept, first.limit or 0)
                self.course_of.update(dict.fromkeys(kept, name))
                for id in kept[1:]:
                    cls = self.problem.classes[id]
                    if (cls.times, cls.limit) != (first.times, first.limit):
                        self.lose("lecture_changed", "class", id, written=first.id)

    def lose(self, code: str, element: str, id: str, **parameters: object) -> None:
        self.losses.append(Loss(code, element, id, parameters))

    def keep(self, cls: Class) -> bool:
        """Whether the class can be a lecture; notes what of it is lost."""
        if not cls.needs_room or not any(is_lecture(o.time, self.problem) for o in cls.times):
            self.lose("class_dropped", "class", cls.id)
            return False
        if not all(is_lecture(option.time, self.problem) for option in cls.times):
            self.lose("times_dropped", "class", cls.id)
        if {option.room for option in cls.rooms} != self.problem.room.keys():
            self.lose("room_choice_dropped", "class", cls.id)
        if any(o.penalty for o in cls.times) or any(o.penalty for o in cls.rooms):
            self.lose("penalties_dropped", "class", cls.id)
        return True

    def sort_constraints(self) -> None:
        """Find teachers, curricula, working days; whatever else there is, is lost."""
        by_classes = {frozenset(line.classes): name for name, line in self.lectures.items()}
        compact = self.sets_of("CurriculumCompactness", required=False)
        apart = self.sets_of("NotOverlap", required=True)
        for constraint in self.problem.constraints:
            course = by_classes.get(frozenset(constraint.classes))
            line = self.lectures.get(course or "")
            if constraint.taught_by:
                self.drop(constraint)
            elif constraint.kind == "NotOverlap" and constraint.required:
                self.apart(constraint, frozenset(constraint.classes) in compact, line)
            elif constraint.kind == "MinimumWorkingDays" and line and not constraint.required:
                line.min_days = constraint.parameters[0]
                self.expect_penalty(constraint, MIN_DAYS_PENALTY)
            elif constraint.kind == "RoomStability" and line and not constraint.required:
                line.stable = True
                self.expect_penalty(constraint, STABILITY_PENALTY)
            elif constraint.kind == "CurriculumCompactness" and not constraint.required:
                self.expect_penalty(constraint, COMPACTNESS_PENALTY)
                if frozenset(constraint.classes) not in apart:
                    self.drop(constraint)
            else:
                self.drop(constraint)
        for name, line in self.lectures.items():
            if not line.stable and len(line.classes) > 1:
                self.lose("stability_added", "course", name)
        self.lose_the_rest()

    def apart(self, constraint: Constraint, compact: bool, line: "_Lectures | None") -> None:
        """A required NotOverlap: of a course, of a teacher, or of a curriculum."""
        origin, _, id = constraint.id.partition(":")
        courses = self.whole_courses(constraint)
        if line is not None and origin not in ("teacher", "curriculum"):
            return  # the lectures of one course are apart in any case
        if courses is None:
            self.drop(constraint)
        elif origin == "teacher" and all(self.lectures[c].teacher is None for c in courses):
            for name in courses:
                self.lectures[name].teacher = id
        else:
            name = word(id if origin == "curriculum" else constraint.id or "set")
            while name in self.curricula:
                name += "'"
            self.curricula[name] = courses
            if not compact:
                self.lose("compactness_added", "constraint", constraint.id)

    def whole_courses(self, constraint: Constraint) -> tuple[str, ...] | None:
        """The courses whose lectures the constraint lists, None if it lists only some."""
        names = dict.fromkeys(self.course_of.get(id, "") for id in constraint.classes)
        if "" in names:
            return None
        covered = sum(len(self.lectures[name].classes) for name in names)
        return tuple(names) if covered == len(constraint.classes) else None

    def sets_of(self, kind: str, required: bool) -> set[frozenset[str]]:
        return {
            frozenset(constraint.classes)
            for constraint in self.problem.constraints
            if constraint.kind == kind
            and constraint.required == required
            and not constraint.taught_by
        }

    def expect_penalty(self, constraint: Constraint, penalty: int) -> None:
        if constraint.penalty != penalty:
            self.lose("penalty_changed", "constraint", constraint.id, written=penalty)

    def drop(self, constraint: Constraint) -> None:
        self.lose("constraint_dropped", "constraint", constraint.id, kind=constraint.kind)

    def lose_the_rest(self) -> None:
        problem = self.problem
        self.losses += clock_losses(problem.calendar, 60, 480)
        if problem.calendar.weeks > 1:
            self.lose("weeks_dropped", "problem", problem.name, weeks=problem.calendar.weeks)
        if problem.weights != Weights(capacity=1):
            self.lose("weights_changed", "problem", problem.name)
        if problem.students:
            self.lose("students_dropped", "problem", problem.name, count=len(problem.students))
        if problem.institution:
            self.lose("names_dropped", "institution", "")
        if problem.instructors:
            self.lose("instructors_dropped", "problem", problem.name)
        for room in problem.rooms:
            if room.unavailable:
                self.lose("unavailable_dropped", "room", room.id)
            if room.travel:
                self.lose("travel_dropped", "room", room.id)

    def lines(self) -> Iterator[str]:
        problem, calendar = self.problem, self.problem.calendar
        closed, teachers, rooms = list(self.closed()), self.teachers(), room_names(problem)
        yield f"Name: {word(problem.name)}"
        yield f"Courses: {len(self.lectures)}"
        yield f"Rooms: {len(problem.rooms)}"
        yield f"Days: {calendar.days}"
        yield f"Periods_per_day: {calendar.slots_per_day}"
        yield f"Curricula: {len(self.curricula)}"
        yield f"Constraints: {len(closed)}"
        yield "\nCOURSES:"
        for name, line in self.lectures.items():
            size = f"{len(line.classes)} {line.min_days} {line.students}"
            yield f"{name} {teachers[name]} {size}"
        yield "\nROOMS:"
        for room in problem.rooms:
            yield f"{rooms[room.id]} {room.capacity}"
        yield "\nCURRICULA:"
        for name, courses in self.curricula.items():
            yield f"{name} {len(courses)} {' '.join(courses)}"
        yield "\nUNAVAILABILITY_CONSTRAINTS:"
        yield from closed
        yield "\nEND."

    def teachers(self) -> dict[str, str]:
        """What the teacher of each course is called."""
        known = {
            name: (True, f"teacher-of-{name}")
            if line.teacher is None
            else (False, line.teacher)
            for name, line in self.lectures.items()
        }
        distinct = list(dict.fromkeys(known.values()))
        called = dict(zip(distinct, words([id for _, id in distinct]), strict=True))
        return {name: called[teacher] for name, teacher in known.items()}

    def closed(self) -> Iterator[str]:
        """Periods in which a course has no time to offer."""
        calendar = self.problem.calendar
        for name, line in self.lectures.items():
            times = self.problem.classes[line.classes[0]].times
            free = {
                (option.time.days.bit_length() - 1, option.time.start)
                for option in times
                if is_lecture(option.time, self.problem)
            }
            for day in range(calendar.days):
                for period in range(calendar.slots_per_day):
                    if (day, period) not in free:
                        yield f"{name} {day} {period}"


def _no_lecture(id: str) -> ProblemError:
    text = "is not one slot on one day in a room, as an ITC-2007 lecture is"
    return ProblemError("not_convertible", text, f"class {id}", cls=id)
