"""Who may teach: the teams that classes choose from, and what each minds."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from horarium.arrays.times import closed_table
from horarium.kernels.layout import I64Table, U8Table, U16Table
from horarium.problem import InstructorOption, Problem, Time

Team = tuple[str, ...]

NOBODY = InstructorOption(())
"""The only option of a class that does not choose."""


class TeamTables(NamedTuple):
    """Fields of `layout.Data`, one row per team."""

    teaches: U8Table
    away: U16Table
    minded: I64Table


def find_teams(problem: Problem) -> tuple[Team, ...]:
    """Every set of instructors that some class offers, nobody first."""
    offered = (
        option.instructors for cls in problem.classes.values() for option in cls.instructors
    )
    return tuple(dict.fromkeys(((), *offered)))


def instructor_numbers(problem: Problem) -> Mapping[str, int]:
    """Number of each instructor by id."""
    return {instructor.id: i for i, instructor in enumerate(problem.instructors)}


def team_tables(problem: Problem, teams: Sequence[Team], times: Sequence[Time]) -> TeamTables:
    """The tables; the last column over times stands for `nowhen`."""
    teaches = _teaches(problem, teams)
    if len(teams) == 1:
        return TeamTables(teaches, np.zeros((1, 1), np.uint16), np.zeros((1, 1), np.int64))
    minded = np.zeros((len(problem.instructors), len(times) + 1), np.int64)
    for at, instructor in enumerate(problem.instructors):
        if instructor.preferences:
            minded[at, :-1] = [instructor.minds(time) for time in times]
    return TeamTables(
        teaches=teaches,
        away=away_table(problem, teams, times, range(len(problem.instructors))),
        minded=teaches.astype(np.int64) @ minded * problem.weights.instructor,
    )


def away_table(
    problem: Problem, teams: Sequence[Team], times: Sequence[Time], absent: Sequence[int]
) -> U16Table:
    """[team, time]: how many of the team are not there, if only the `absent` ever are not."""
    closed = [problem.instructors[at].unavailable for at in absent]
    away = closed_table(closed, times, problem.calendar)[: len(absent)]
    return np.asarray(_teaches(problem, teams)[:, absent].astype(np.int64) @ away, np.uint16)


def _teaches(problem: Problem, teams: Sequence[Team]) -> U8Table:
    """[team, instructor] is 1 where the instructor is in the team."""
    number = instructor_numbers(problem)
    teaches = np.zeros((len(teams), max(1, len(number))), np.uint8)
    for at, team in enumerate(teams):
        teaches[at, [number[id] for id in team]] = 1
    return teaches
