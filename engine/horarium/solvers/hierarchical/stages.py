"""Which classes are placed in which stage, and in which block of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from horarium.arrays import Arrays
from horarium.search.blocks import Block

Stage = list[Block]
"""Blocks that are placed side by side."""

STAGE_OF = {"core": 0, "elective": 1}
"""By type of course; all others are open to every department, and come last as one block."""

LAST = 2

LARGEST = 12
"""No community has more than one class in so many of the problem."""

ROUNDS = 8
"""Times that every course may go over to another community."""

TOGETHER = 10
"""What a constraint on two classes binds their courses, in students who take both."""


def stages_of(arrays: Arrays) -> list[Stage]:
    """Stages in their order, the empty ones left out; every class is in one block."""
    about = (arrays.problem.institution or {}).get("courses", {})
    named = sum("department" in about.get(course.id, ()) for course in arrays.problem.courses)
    if 2 * named > len(arrays.problem.courses):
        return _by_department(arrays, about)
    return [_blocks(arrays, communities(arrays))]


def _by_department(arrays: Arrays, about: Mapping[str, Any]) -> list[Stage]:
    """Core courses and electives by department; those without one stand for themselves."""
    groups: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(LAST + 1)]
    for number, course in enumerate(arrays.problem.courses):
        entry = about.get(course.id, {})
        stage = STAGE_OF.get(entry.get("type", "core"), LAST)
        department = "" if stage == LAST else entry.get("department", "")
        groups[stage][department].append(number)
    found = [_blocks(arrays, list(group.values())) for group in groups]
    return [stage for stage in found if stage]


def _blocks(arrays: Arrays, groups: Sequence[Sequence[int]]) -> Stage:
    """The classes of groups of courses, the groups with the most first."""
    blocks = [
        np.nonzero(np.isin(arrays.class_course, group))[0].astype(np.int32) for group in groups
    ]
    return sorted((block for block in blocks if len(block)), key=len, reverse=True)


def communities(arrays: Arrays) -> list[list[int]]:
    """Groups of courses that students and constraints tie together.

    Each course goes over to the community that it has most in common with, where there
    is room, until none does (label propagation: Raghavan, Albert and Kumara 2007).
    """
    ties = _ties(arrays)
    courses = len(ties)
    sizes = np.bincount(arrays.class_course, minlength=courses)
    most = max(int(sizes.max(initial=1)), int(sizes.sum()) // LARGEST + 1)
    label, held = np.arange(courses), sizes.copy()
    for _ in range(ROUNDS):
        moved = False
        for course in np.argsort(-ties.sum(axis=1), kind="stable").tolist():
            own = label[course]
            pull = np.bincount(label, weights=ties[course], minlength=courses)
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


def _ties(arrays: Arrays) -> np.ndarray:
    """[course, course]: students who take both, and what constraints add."""
    data, course_of = arrays.data, arrays.class_course
    courses = len(arrays.problem.courses)
    ties = np.zeros((courses, courses), np.int64)
    for own in np.split(data.request_course, data.student_request_ptr[1:-1]):
        ties[np.ix_(own, own)] += 1
    runs = np.repeat(np.arange(len(data.run_kind)), np.diff(data.pair_ptr))
    classes = np.repeat(np.arange(len(course_of)), np.diff(data.run_ptr))
    pairs = course_of[classes[runs]], course_of[data.pair_other[: len(runs)]]
    np.add.at(ties, pairs, TOGETHER)
    for low, high in zip(data.set_ptr[:-1], data.set_ptr[1:], strict=True):
        own = np.unique(course_of[data.set_member[low:high]])
        ties[np.ix_(own, own)] += TOGETHER
    np.fill_diagonal(ties, 0)
    return ties
