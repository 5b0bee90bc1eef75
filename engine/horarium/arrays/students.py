"""Students: their requests for courses, and the seats that a request holds."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from horarium.kernels.layout import I32, I64
from horarium.problem import Config, Problem, Subpart

NO_LIMIT = 1 << 30


class StudentLists(NamedTuple):
    """Fields of `layout.Data`. A config's subparts stand with parents' subparts first."""

    student_request_ptr: I32
    request_student: I32
    request_course: I32
    seat_ptr: I32
    seat_request: I32
    course_config_ptr: I32
    config_subpart_ptr: I32
    subpart_class_ptr: I32
    class_subpart: I32
    subpart_config: I32
    config_course: I32
    class_parent: I32
    class_limit: I32
    roster_ptr: I64
    joint_ptr: I64
    switchable: I32


def parents_first(config: Config) -> list[Subpart]:
    """The config's subparts, each after those that its classes' parents belong to."""
    home = {cls.id: subpart.id for subpart in config.subparts for cls in subpart.classes}
    above = {
        subpart.id: {
            home[cls.parent] for cls in subpart.classes if cls.parent and cls.parent in home
        }
        - {subpart.id}
        for subpart in config.subparts
    }
    below: dict[str, list[str]] = defaultdict(list)
    for id, parents in above.items():
        for parent in parents:
            below[parent].append(id)
    left = {subpart.id: subpart for subpart in config.subparts}
    rank = {id: at for at, id in enumerate(left)}
    ordered: list[Subpart] = []
    ready = [id for id in left if not above[id]]
    while left:
        ready = ready or [next(iter(left))]
        ordered += [left.pop(id) for id in ready]
        freed: set[str] = set()
        for done in ready:
            for id in below[done]:
                above[id].discard(done)
                if id in left and not above[id]:
                    freed.add(id)
        ready = sorted(freed, key=rank.__getitem__)
    return ordered


def student_lists(problem: Problem, number: Mapping[str, int]) -> StudentLists:
    """`number` numbers the classes subpart by subpart, in the order of `parents_first`."""
    course_number = {course.id: i for i, course in enumerate(problem.courses)}
    requests = [list(dict.fromkeys(student.courses)) for student in problem.students]
    course = np.array([course_number[id] for ids in requests for id in ids], np.int32)
    student = np.repeat(np.arange(len(requests)), [len(ids) for ids in requests])
    configs = [config for c in problem.courses for config in c.configs]
    subparts = [subpart for config in configs for subpart in parents_first(config)]
    width = np.array([max(len(f.subparts) for f in c.configs) for c in problem.courses])
    seats = width[course] if len(course) else np.zeros(0, np.int64)
    seat_ptr = _starts(seats)
    demand = Counter(course.tolist())
    config_course = np.repeat(
        np.arange(len(problem.courses)), [len(c.configs) for c in problem.courses]
    )
    subpart_config = np.repeat(np.arange(len(configs)), [len(f.subparts) for f in configs])
    class_subpart = np.repeat(np.arange(len(subparts)), [len(s.classes) for s in subparts])
    class_course = config_course[subpart_config[class_subpart]]
    limit = np.zeros(len(number), np.int64)
    parent = np.full(len(number), -1, np.int64)
    for cls in problem.classes.values():
        limit[number[cls.id]] = NO_LIMIT if cls.limit is None else cls.limit
        if cls.parent is not None:
            parent[number[cls.id]] = number[cls.parent]
    takers = np.array([demand[c] for c in class_course], np.int64)
    several = np.bincount(class_course, minlength=len(problem.courses)) > np.array(
        [min(len(f.subparts) for f in c.configs) for c in problem.courses]
    )
    return StudentLists(
        student_request_ptr=_starts([len(ids) for ids in requests]).astype(np.int32),
        request_student=student.astype(np.int32),
        request_course=course,
        seat_ptr=seat_ptr.astype(np.int32),
        seat_request=np.repeat(np.arange(len(course)), seats).astype(np.int32),
        course_config_ptr=_starts([len(c.configs) for c in problem.courses]).astype(np.int32),
        config_subpart_ptr=_starts([len(f.subparts) for f in configs]).astype(np.int32),
        subpart_class_ptr=_starts([len(s.classes) for s in subparts]).astype(np.int32),
        class_subpart=class_subpart.astype(np.int32),
        subpart_config=subpart_config.astype(np.int32),
        config_course=config_course.astype(np.int32),
        class_parent=parent.astype(np.int32),
        class_limit=limit.astype(np.int32),
        roster_ptr=_starts(np.minimum(limit, takers)),
        joint_ptr=_joint_starts(
            course, student, class_course, np.minimum(limit, takers), seats
        ),
        switchable=np.nonzero(several[course])[0].astype(np.int32),
    )


def _joint_starts(
    course: np.ndarray,
    student: np.ndarray,
    class_course: np.ndarray,
    roster: np.ndarray,
    seats: np.ndarray,
) -> I64:
    """Where each class's list of classes with common students begins.

    It holds at most the classes of all courses that one of its course's students
    takes, and at most all seats of all its students.
    """
    courses = int(class_course.max(initial=-1)) + 1
    together = np.zeros((courses, courses), bool)
    for own in np.split(course, np.nonzero(np.diff(student))[0] + 1):
        together[np.ix_(own, own)] = True
    classes = np.bincount(class_course, minlength=courses)
    reachable = together @ classes
    week = np.bincount(student, weights=seats).max(initial=0) if len(student) else 0
    return _starts(np.minimum(reachable[class_course], roster * int(week)))


def _starts(sizes: Sequence[int] | np.ndarray) -> I64:
    """Where each slice begins when slices of these sizes lie one after another."""
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts
