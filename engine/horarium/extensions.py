"""Constraint kinds, moves and solvers of one's own, without editing the package."""

from functools import cache
from importlib.metadata import entry_points
from typing import TypeVar

from horarium import constraints, moves, solvers
from horarium.constraints import PairKind, SetKind
from horarium.moves import Move
from horarium.problem import ProblemError
from horarium.solvers import Solver

GROUP = "horarium"
"""Entry points of this group name what an installed package registers."""

Extension = TypeVar("Extension", PairKind, SetKind, Move, Solver)


def register(extension: Extension) -> Extension:
    """Add a constraint kind, a move or a solver, so that problems and solves may use it.

    Raises ValueError when the name is taken, TypeError for anything else.
    """
    if isinstance(extension, PairKind | SetKind):
        constraints.register(extension)
    elif isinstance(extension, Move):
        moves.register(extension)
    elif isinstance(extension, Solver):
        solvers.register(extension)
    else:
        raise TypeError(f"{extension!r} is no constraint kind, move or solver")
    return extension


@cache
def load_installed() -> tuple[str, ...]:
    """Register what installed packages declare as entry points of the group `horarium`.

    An entry point names a kind, a move or a solver. The command line does this as it
    starts; returns the names. Raises ProblemError (bad_extension).
    """
    loaded = []
    for point in entry_points(group=GROUP):
        try:
            register(point.load())
        except Exception as error:
            raise ProblemError(
                "bad_extension",
                f"cannot be used as an extension: {error}",
                f"{point.name} = {point.value}",
            ) from error
        loaded.append(point.name)
    return tuple(loaded)
