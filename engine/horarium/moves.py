"""Moves of one's own: changes of a timetable that the search proposes beside its own."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from horarium.problem import Problem
from horarium.solution import Placement

Propose = Callable[[Problem, Mapping[str, Placement], random.Random], Mapping[str, Placement]]


@dataclass(frozen=True)
class Move:
    """`propose(problem, placements, random)` gives new placements of some classes, by id.

    All of them are made when the search accepts what they cost together, or none. A
    placement that a class does not offer is passed over. Whatever is random must
    come from `random`, so that equal seeds give equal timetables.
    """

    name: str
    summary: str
    propose: Propose = field(repr=False)


MOVES: dict[str, Move] = {}


def register(move: Move) -> Move:
    """Let every search from now on propose it. Raises ValueError when the name is taken."""
    if move.name in MOVES:
        raise ValueError(f"the move {move.name} exists already")
    MOVES[move.name] = move
    return move
