"""Groups of courses that belong together: by department, or by what ties them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from horarium.arrays import Arrays
from horarium.problem import Problem

LARGEST = 12
"""No community has more than one class in so many of the problem."""

ROUNDS = 8
"""Times that every course may go over to another community."""

TOGETHER = 10
"""What a constraint on two classes binds their courses, in students who take both."""


def about_courses(problem: Problem) -> Mapping[str, Any] | None:
    """What the institution says of its courses; None where few of them have a department."""
    about: Mapping[str, Any] = (problem.institution or {}).get("courses", {})
    named = sum("department" in about.get(course.id, ()) for course in problem.courses)
    return about if 2 * named > len(problem.courses) else None


def departments_or_communities(arrays: Arrays) -> list[list[int]]:
    """Numbers of courses by department, where the problem says so, else by community."""
    about = about_courses(arrays.problem)
    if about is None:
        return communities(arrays)
    groups: dict[str, list[int]] = defaultdict(list)
    for number, course in enumerate(arrays.problem.courses):
        groups[about.get(course.id, {}).get("department", "")].append(number)
    return list(groups.values())


def communities(arrays: Arrays) -> list[list[int]]:
    """Groups of courses that students and constraints tie together.

    Each course goes over to the community that it has most in common with, where there
    is room, until none does (label propagation: Raghavan, Albert and Kumara 2007).
    """
    between = ties(arrays)
    courses = len(between)
    sizes = np.bincount(arrays.class_course, minlength=courses)
    most = max(int(sizes.max(initial=1)), int(sizes.sum()) // LARGEST + 1)
    label, held = np.arange(courses), sizes.copy()
    for _ in range(ROUNDS):
        moved = False
        for course in np.argsort(-between.sum(axis=1), kind="stable").tolist():
            own = label[course]
            pull = np.bincount(label, weights=between[course], minlength=courses)
            pull[(held + sizes[course] > most) & (np.arange(courses) != own)] = 0
            best = int(pull.argmax())
            if pull[best] > pull[own]:
                held[own] -= sizes[course]
                held[best] += sizes[course]
                label[course] = best
                moved = True
        if not moved:
            break
    return [np.nonzero(label == name)[0].tolist() for name in np.unique(label)]


def ties(arrays: Arrays) -> np.ndarray:
    """[course, course]: students who take both, and what constraints add."""
    data, course_of = arrays.data, arrays.class_course
    courses = len(arrays.problem.courses)
    found = np.zeros((courses, courses), np.int64)
    for own in np.split(data.request_course, data.student_request_ptr[1:-1]):
        found[np.ix_(own, own)] += 1
    runs = np.repeat(np.arange(len(data.run_kind)), np.diff(data.pair_ptr))
    classes = np.repeat(np.arange(len(course_of)), np.diff(data.run_ptr))
    pairs = course_of[classes[runs]], course_of[data.pair_other[: len(runs)]]
    np.add.at(found, pairs, TOGETHER)
    for low, high in zip(data.set_ptr[:-1], data.set_ptr[1:], strict=True):
        own = np.unique(course_of[data.set_member[low:high]])
        found[np.ix_(own, own)] += TOGETHER
    np.fill_diagonal(found, 0)
    return found
