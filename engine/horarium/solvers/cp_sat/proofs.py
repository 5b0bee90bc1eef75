"""Whether members contradict each other, asked of CP-SAT at three levels of exactness."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from ortools.sat.python import cp_model

from horarium.arrays import Arrays
from horarium.arrays.teams import away_table
from horarium.solvers.cp_sat.model import Model
from horarium.solvers.cp_sat.requirements import Member
from horarium.solvers.cp_sat.running import solver_for, watch

Level = Literal["times", "counting", "exact"]
"""Times and teams alone; rooms counted, without saying who is where; everything."""

EFFORT = 4.0
"""Deterministic time for one proof, for each worker."""

PORTFOLIO = 8
"""Workers of an exact proof, each with a strategy of its own, on whatever cores there are:
where one is lost, another often has it at once."""


class Proofs:
    """Answers by members and level, until `over`; `doubts` when one was not found out."""

    def __init__(self, arrays: Arrays, over: Callable[[], bool]) -> None:
        self._arrays = arrays
        self._over = over
        self.doubts = False

    def contradicts(self, members: Sequence[Member], level: Level) -> bool:
        """True only when it is proved that nothing satisfies all members."""
        if self._over():
            self.doubts = True
            return False
        model = self.model(members, level)
        workers = PORTFOLIO if level == "exact" else 1
        solver = solver_for(workers, 0)
        if workers == 1:
            solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = workers * EFFORT
        status = watch(solver, model.places.cp, self._over)
        if status == cp_model.UNKNOWN:
            self.doubts = True
        return status == cp_model.INFEASIBLE

    def model(self, members: Sequence[Member], level: Level) -> Model:
        """The members as a model without costs; levels below exact leave rules out."""
        arrays = self._arrays
        numbers = {
            type: [member.at for member in members if member.type == type]
            for type in ("class", "room", "closure", "absence", "constraint")
        }
        closed = np.zeros(len(arrays.data.closed), bool)
        closed[numbers["closure"]] = True

        def allowed(_: int, times: np.ndarray, rooms: np.ndarray) -> np.ndarray:
            table = arrays.data.closed[rooms][:, times].T.astype(bool) & closed[rooms]
            if level == "exact":
                return np.asarray(~table)
            return np.repeat(~table.all(axis=1)[:, None], len(rooms), axis=1)

        away = away_table(arrays.problem, arrays.teams, arrays.times, numbers["absence"]) > 0
        exact = level == "exact"
        model = Model(arrays, numbers["class"], allowed, away=away, with_rooms=exact)
        if level != "times":
            model.add_counting(set(numbers["room"]))
        if exact:
            model.add_rooms(numbers["room"])
        model.add_constraints(arrays.problem.constraints[at] for at in numbers["constraint"])
        return model
