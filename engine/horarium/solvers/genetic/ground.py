"""Connected blocks of courses, for recombination."""

import random

import numpy as np

from horarium.arrays import Arrays
from horarium.search.blocks import Block
from horarium.solvers.communities import departments_or_communities, ties

LEAST, MOST = 0.1, 0.5
"""A block's share of the classes."""


class Ground:
    """Departments, or communities, and how much they have in common."""

    def __init__(self, arrays: Arrays) -> None:
        groups = departments_or_communities(arrays)
        member = np.zeros(len(arrays.problem.courses), np.int64)
        for number, group in enumerate(groups):
            member[group] = number
        self._unit = member[arrays.class_course]
        rows = np.zeros((len(groups), len(member)), np.int64)
        np.add.at(rows, member, ties(arrays))
        self._ties = np.zeros((len(groups), len(groups)), np.int64)
        np.add.at(self._ties, member, rows.T)

    def draw(self, rng: random.Random) -> Block:
        """A unit and those that have most in common with what is taken, up to a share drawn."""
        wanted = rng.uniform(LEAST, MOST) * len(self._unit)
        units = len(self._ties)
        taken = np.zeros(units, bool)
        taken[rng.randrange(units) if units else slice(0)] = True
        block = taken[self._unit]
        while block.sum() < wanted and not taken.all():
            pull = self._ties[taken].sum(axis=0)
            pull[taken] = -1
            taken[int(pull.argmax())] = True
            block = taken[self._unit]
        return np.nonzero(block)[0].astype(np.int32)
