"""Two classes at a time: clashes in a room, pair constraints, students in common.

`place_cost` says what a class costs at a placement; `shift` adds a class's
present contributions to, or takes them from, the classes it interacts with.
"""

import numpy as np

from horarium.kernels.jit import inline, kernel
from horarium.kernels.layout import (
    ATTEND,
    DIFFERENT_ROOM,
    GAP,
    NO_GAP,
    SAME_ROOM,
    TAUGHT,
    WORK_DAY,
)

_BLOCK = 16
"""Classes with common students that are counted between two looks at the bound."""


@inline
def pair_broken(data, kind, limit, t, u, r, q):
    """Whether a pair constraint fails for a class at (t, r) and its other at (u, q)."""
    if kind < GAP:
        return ((data.broken[t, u] >> kind) & 1) != 0
    gap = data.gap[t, u]
    if kind == GAP:
        return gap < limit
    if kind == ATTEND:
        return gap < data.travel[r, q]
    if kind == WORK_DAY:
        first = min(data.start[t], data.start[u])
        return gap != NO_GAP and max(data.end[t], data.end[u]) - first > limit
    nowhere = data.travel.shape[0] - 1
    if r == nowhere or q == nowhere:
        return False
    if kind == SAME_ROOM:
        return r != q
    return kind == DIFFERENT_ROOM and r == q


@inline
def run_breaks(data, state, run, o, t, r, team):
    """Whether a class of this team at (t, r) breaks with class o what the run asks for."""
    kind = data.run_kind[run]
    if kind >= TAUGHT:
        kind -= TAUGHT
        instructor = data.run_taught_by[run]
        if not (data.teaches[team, instructor] and data.teaches[state.team[o], instructor]):
            return False
    return pair_broken(data, kind, data.run_limit[run], t, state.time[o], r, state.room[o])


@inline
def count_broken(data, state, run, t, r, team):
    """With how many classes of the run one of this team at (t, r) breaks what it asks for.

    The common kinds have loops without branches, several times as fast.
    """
    kind = data.run_kind[run]
    low = data.pair_ptr[run]
    high = data.pair_ptr[run + 1]
    broken = 0
    if kind == GAP:
        limit = data.run_limit[run]
        gaps = data.gap[t]
        for i in range(low, high):
            broken += gaps[state.time[data.pair_other[i]]] < limit
    elif kind < GAP:
        kinds = data.broken[t]
        for i in range(low, high):
            broken += (kinds[state.time[data.pair_other[i]]] >> kind) & 1
    elif kind == ATTEND:
        gaps = data.gap[t]
        travel = data.travel[r]
        for i in range(low, high):
            o = data.pair_other[i]
            broken += gaps[state.time[o]] < travel[state.room[o]]
    elif kind < TAUGHT or data.teaches[team, data.run_taught_by[run]]:
        for i in range(low, high):
            broken += run_breaks(data, state, run, data.pair_other[i], t, r, team)
    return broken


@inline
def in_the_way(data, state, c, t, r):
    """How many other classes meet in room r while class c would at t; +1: it is closed."""
    busy = np.int64(state.busy[r, t])
    if busy > 0 and state.room[c] == r and data.gap[t, state.time[c]] < 0:
        busy -= 1
    return busy


@inline
def missing(data, t, team):
    """How many of the team are away at t."""
    return np.int64(data.away[team, t]) if data.teams > 1 else 0


@inline
def own_cost(data, time_option, room_option):
    """Weighted penalties of the chosen options themselves; 0 for an unplaced class."""
    if time_option < 0:
        return 0
    cost = data.opt_time_cost[time_option] + data.opt_room_cost[room_option]
    if data.teams > 1:
        cost += data.opt_team_cost[room_option]
        cost += data.minded[data.opt_team[room_option], data.opt_time[time_option]]
    return cost


@inline
def add_conflicts(data, state, c, t, r, cost, bound):
    """The cost, and that of class c's students' conflicts at (t, r), up to `bound`."""
    joint = data.joint_ptr[c]
    last = joint + state.joint_size[c]
    gaps = data.gap[t]
    travel = data.travel[r]
    while joint < last and cost <= bound:
        conflicts = 0
        for i in range(joint, min(joint + _BLOCK, last)):
            o = state.joint_other[i]
            conflicts += state.joint_count[i] * (gaps[state.time[o]] < travel[state.room[o]])
        cost += data.student_weight * conflicts
        joint += _BLOCK
    return cost


@inline
def place_cost(data, state, c, time_option, room_option, hard_weight, bound):
    """(hard, soft) of class c at a placement, all other classes staying where they are.

    Stops counting once soft + hard_weight * hard exceeds `bound`: the result is
    then only known to exceed it. Set constraints are not part of it.
    """
    t = data.opt_time[time_option]
    r = data.opt_room[room_option]
    team = data.opt_team[room_option]
    soft = own_cost(data, time_option, room_option)
    hard = in_the_way(data, state, c, t, r) + missing(data, t, team)
    # Students' conflicts come last; what is known of them is left for them.
    overlaps = np.int64(state.overlaps[time_option]) if data.counted[c] else 0
    least = data.student_weight * overlaps
    if soft + least + hard_weight * hard > bound:
        return hard, soft + least
    for run in range(data.run_ptr[c], data.run_ptr[c + 1]):
        broken = count_broken(data, state, run, t, r, team)
        if broken:
            hard += data.run_hard[run] * broken
            soft += data.run_soft[run] * broken
            if soft + least + hard_weight * hard > bound:
                return hard, soft + least
    return hard, add_conflicts(data, state, c, t, r, soft, bound - hard_weight * hard)


@kernel
def shift(data, state, c, sign):
    """Add (sign 1) or take away (-1) what class c, where it is now, costs.

    Updates the totals, `hard_of` and `soft_of` of c and of every class that it
    breaks something with. Set constraints are not part of it.
    """
    t = state.time[c]
    r = state.room[c]
    team = state.team[c]
    if state.time_option[c] < 0:
        state.hard_of[c] = 1
        state.soft_of[c] = 0
        state.total[1] += sign
        return
    soft = own_cost(data, state.time_option[c], state.room_option[c])
    gaps = data.gap[t]
    hard = in_the_way(data, state, c, t, r)
    if hard > data.closed[r, t]:
        base = state.room_ptr[r]
        for i in range(base, base + state.room_count[r]):
            o = state.room_class[i]
            if gaps[state.time[o]] < 0 and o != c:
                state.hard_of[o] += sign
    hard += missing(data, t, team)
    for run in range(data.run_ptr[c], data.run_ptr[c + 1]):
        broken = count_broken(data, state, run, t, r, team)
        if broken == 0:
            continue
        hard_cost = data.run_hard[run]
        soft_cost = data.run_soft[run]
        hard += hard_cost * broken
        soft += soft_cost * broken
        for i in range(data.pair_ptr[run], data.pair_ptr[run + 1]):
            o = data.pair_other[i]
            if run_breaks(data, state, run, o, t, r, team):
                state.hard_of[o] += sign * hard_cost
                state.soft_of[o] += sign * soft_cost
    joint = data.joint_ptr[c]
    travel = data.travel[r]
    for i in range(joint, joint + state.joint_size[c]):
        o = state.joint_other[i]
        if gaps[state.time[o]] < travel[state.room[o]]:
            cost = data.student_weight * state.joint_count[i]
            soft += cost
            state.soft_of[o] += sign * cost
    state.hard_of[c] = hard
    state.soft_of[c] = soft
    state.total[0] += sign * soft
    state.total[1] += sign * hard
