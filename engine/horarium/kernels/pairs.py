"""Two classes at a time: clashes in a room, pair constraints, students in common.

`place_cost` says what a class costs at a placement; `shift` adds a class's
present contributions to, or takes them from, the classes it interacts with.
"""

from horarium.kernels.jit import inline, kernel
from horarium.kernels.layout import (
    ATTEND,
    DIFFERENT_ROOM,
    GAP,
    NO_GAP,
    SAME_ROOM,
    WORK_DAY,
)


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
def own_cost(data, time_option, room_option):
    """Weighted penalties of the chosen options themselves; 0 for an unplaced class."""
    if time_option < 0:
        return 0
    return data.opt_time_cost[time_option] + data.opt_room_cost[room_option]


@inline
def place_cost(data, state, c, time_option, room_option, hard_weight, bound):
    """(hard, soft) of class c at a placement, all other classes staying where they are.

    Stops counting once soft + hard_weight * hard exceeds `bound`: the result is
    then only known to exceed it. Set constraints are not part of it.
    """
    t = data.opt_time[time_option]
    r = data.opt_room[room_option]
    soft = own_cost(data, time_option, room_option)
    hard = int(data.closed[r, t])
    gaps = data.gap[t]
    if soft + hard_weight * hard > bound:
        return hard, soft
    base = state.room_ptr[r]
    for i in range(base, base + state.room_count[r]):
        o = state.room_class[i]
        if gaps[state.time[o]] < 0 and o != c:
            hard += 1
            if soft + hard_weight * hard > bound:
                return hard, soft
    for i in range(data.pair_ptr[c], data.pair_ptr[c + 1]):
        o = data.pair_other[i]
        if pair_broken(
            data, data.pair_kind[i], data.pair_limit[i], t, state.time[o], r, state.room[o]
        ):
            hard += data.pair_hard[i]
            soft += data.pair_soft[i]
            if soft + hard_weight * hard > bound:
                return hard, soft
    joint = data.joint_ptr[c]
    travel = data.travel[r]
    for i in range(joint, joint + state.joint_size[c]):
        o = state.joint_other[i]
        if gaps[state.time[o]] < travel[state.room[o]]:
            soft += data.student_weight * state.joint_count[i]
    return hard, soft


@kernel
def shift(data, state, c, sign):
    """Add (sign 1) or take away (-1) what class c, where it is now, costs.

    Updates the totals, `hard_of` and `soft_of` of c and of every class that it
    breaks something with. Set constraints are not part of it.
    """
    t = state.time[c]
    r = state.room[c]
    if state.time_option[c] < 0:
        state.hard_of[c] = 1
        state.soft_of[c] = 0
        state.total[1] += sign
        return
    soft = own_cost(data, state.time_option[c], state.room_option[c])
    hard = int(data.closed[r, t])
    gaps = data.gap[t]
    base = state.room_ptr[r]
    for i in range(base, base + state.room_count[r]):
        o = state.room_class[i]
        if gaps[state.time[o]] < 0 and o != c:
            hard += 1
            state.hard_of[o] += sign
    for i in range(data.pair_ptr[c], data.pair_ptr[c + 1]):
        o = data.pair_other[i]
        if pair_broken(
            data, data.pair_kind[i], data.pair_limit[i], t, state.time[o], r, state.room[o]
        ):
            hard += data.pair_hard[i]
            soft += data.pair_soft[i]
            state.hard_of[o] += sign * data.pair_hard[i]
            state.soft_of[o] += sign * data.pair_soft[i]
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
