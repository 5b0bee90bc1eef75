"""Which classes are placed in which stage, and in which block of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from horarium.arrays import Arrays
from horarium.search.blocks import Block
from horarium.solvers.communities import about_courses, communities

Stage = list[Block]
"""Blocks that are placed side by side."""

STAGE_OF = {"core": 0, "elective": 1}
"""By type of course; all others are open to every department, and come last as one block."""

LAST = 2


def stages_of(arrays: Arrays) -> list[Stage]:
    """Stages in their order, the empty ones left out; every class is in one block."""
    about = about_courses(arrays.problem)
    if about is None:
        found = [_blocks(arrays, communities(arrays))]
    else:
        found = _by_department(arrays, about)
    return [stage for stage in found if stage]


def _by_department(arrays: Arrays, about: Mapping[str, Any]) -> list[Stage]:
    """Core courses and electives by department; those without one stand for themselves."""
    groups: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(LAST + 1)]
    for number, course in enumerate(arrays.problem.courses):
        entry = about.get(course.id, {})
        stage = STAGE_OF.get(entry.get("type", "core"), LAST)
        department = "" if stage == LAST else entry.get("department", "")
        groups[stage][department].append(number)
    return [_blocks(arrays, list(group.values())) for group in groups]


def _blocks(arrays: Arrays, groups: Sequence[Sequence[int]]) -> Stage:
    """The classes of groups of courses, the groups with the most first."""
    blocks = [
        np.nonzero(np.isin(arrays.class_course, group))[0].astype(np.int32) for group in groups
    ]
    return sorted((block for block in blocks if len(block)), key=len, reverse=True)
