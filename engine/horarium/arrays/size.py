"""How much memory compiling a problem takes, told before it is begun."""

from horarium.arrays.pairs import lists_pairs
from horarium.arrays.teams import find_teams
from horarium.problem import Problem

PER_TIME_PAIR = 24
"""Bytes at the peak of comparing two distinct times: measured, rounded up."""

PER_TEAM_TIME = 40
"""Bytes at the peak of telling what one team minds of one distinct time: reckoned."""

PER_CLASS_PAIR = 360
"""Bytes at the peak of listing a constrained pair of classes: measured, rounded up."""

PER_TIME_OPTION, PER_ROOM_OPTION = 100, 350
"""Bytes at the peak for a time, and for a room, that a class offers: measured, rounded up."""

PER_TEAM_ROOM = 80
"""Bytes at the peak for a room once more with each choice of instructors: the same."""

KERNELS = 64 * 1024 * 1024
"""Bytes that the kernels' machine code and its loading take."""


def compiling_bytes(problem: Problem) -> int:
    """Most memory in use while `compile_problem` works, beyond what is in use before.

    What grows with the square of something decides: the tables over distinct
    times, of times and teams, and the pairs of constraints; then what classes offer.
    """
    times = problem.offered
    pairs = sum(
        len(constraint.classes) * (len(constraint.classes) - 1) // 2
        for constraint in problem.constraints
        if lists_pairs(problem, constraint)
    )
    minded = PER_TEAM_TIME * len(find_teams(problem)) * len(times) if problem.instructors else 0
    offered = sum(
        PER_TIME_OPTION * len(cls.times)
        + PER_ROOM_OPTION * len(cls.rooms)
        + PER_TEAM_ROOM * len(cls.rooms) * len(cls.instructors)
        for cls in problem.classes.values()
    )
    squares = PER_TIME_PAIR * len(times) ** 2 + PER_CLASS_PAIR * pairs + minded
    return KERNELS + squares + offered
