"""What the best timetable's cost is made of, told quickly while the search goes on."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from horarium.arrays import Arrays
from horarium.arrays.own import OwnCosts
from horarium.arrays.sets import counted_sets
from horarium.constraints import KINDS
from horarium.kernels import placing
from horarium.kernels.layout import Best
from horarium.score import shown_components


def components(arrays: Arrays, best: Best) -> Mapping[str, int]:
    """The weighted components, as the oracle names them, of a best timetable.

    Its classes are placed anew, without students: what the total falls short of
    the best's is what the students cost, and each set says its own share.
    """
    problem, weights = arrays.problem, arrays.problem.weights
    data, state = arrays.data, arrays.empty(0)
    placed = np.nonzero(best.time_option >= 0)[0]
    chosen = best.time_option[placed].tolist(), best.room_option[placed].tolist()
    for c, time_option, room_option in zip(placed.tolist(), *chosen, strict=True):
        placing.place(data, state, c, time_option, room_option)
    costs: Counter[str] = Counter()
    costs["time"] = int(data.opt_time_cost[best.time_option[placed]].sum())
    costs["capacity"] = weights.capacity * _without_seat(arrays, placed, state.room[placed])
    costs["room"] = int(data.opt_room_cost[best.room_option[placed]].sum()) - costs["capacity"]
    if data.teams > 1:
        costs["instructor"] = int(
            data.opt_team_cost[best.room_option[placed]].sum()
            + data.minded[state.team[placed], state.time[placed]].sum()
        )
    each = data.set_penalty * state.set_excess // data.set_weeks * data.set_weight
    for constraint, cost in zip(counted_sets(problem), each.tolist(), strict=True):
        costs[KINDS[constraint.kind].component] += cost
    costs["distribution"] += int(state.total[0]) - costs.total()
    if arrays.own_constraints:
        own = OwnCosts(arrays)
        own.follow(best)
        for component, cost in own.by_component():
            costs[component] += cost
    costs["student"] = int(best.value[0]) - costs.total()
    return {name: costs[name] for name in shown_components(problem, costs)}


def _without_seat(arrays: Arrays, classes: np.ndarray, rooms: np.ndarray) -> int:
    """Students beyond the seats, over all classes in a room."""
    limit = np.array([cls.limit or 0 for cls in arrays.classes], np.int64)
    seats = np.array([room.capacity for room in arrays.problem.rooms], np.int64)
    seated = rooms < len(seats)
    return int(np.maximum(0, limit[classes[seated]] - seats[rooms[seated]]).sum())
