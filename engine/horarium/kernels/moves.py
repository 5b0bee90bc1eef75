"""Moves of classes: one class to another place, and chains of classes that make way."""

import numpy as np

from horarium.kernels.jit import inline, kernel
from horarium.kernels.layout import CHAIN as LONGEST_CHAIN
from horarium.kernels.pairs import in_the_way, missing, own_cost, place_cost, run_breaks
from horarium.kernels.placing import place
from horarium.kernels.rng import below
from horarium.kernels.sets import sets_delta, sets_gain

MOST_CLASHES = 4
"""A chain begins only where its first class clashes with at most so many others."""


@inline
def energy(state, hard_weight):
    """Weighted cost: soft cost plus `hard_weight` for each hard violation."""
    return state.total[0] + hard_weight * (state.total[1] + state.total[2])


@inline
def move_delta(data, state, c, time_option, room_option, hard_weight, threshold):
    """Change of energy if class c moved; only known to exceed `threshold` when it does."""
    now = state.soft_of[c] + hard_weight * state.hard_of[c]
    gain = sets_gain(data, state, c, hard_weight)
    bound = now + threshold + gain
    hard, soft = place_cost(data, state, c, time_option, room_option, hard_weight, bound)
    delta = soft + hard_weight * hard - now
    if delta <= threshold + gain and data.in_ptr[c + 1] > data.in_ptr[c]:
        t = data.opt_time[time_option]
        r = data.opt_room[room_option]
        delta += sets_delta(data, state, c, t, r, data.opt_team[room_option], hard_weight)
    return delta


@inline
def _find(values, low, high, wanted):
    """Position of `wanted` in values[low:high], or -1."""
    for i in range(low, high):
        if values[i] == wanted:
            return i
    return -1


@inline
def _find_room(data, state, c, room):
    """Class c's option of this room with those who teach it now, or -1."""
    for i in range(data.room_ptr[c], data.room_ptr[c + 1]):
        if data.opt_room[i] == room and data.opt_team[i] == state.team[c]:
            return i
    return -1


@inline
def draw(state, low, high):
    """A random position in low..high-1."""
    return low + below(state.rng, high - low)


@inline
def draw_time(data, state, c, room_option, hard_weight, threshold):
    """A random time option of class c, in this room (-1: in any), for a rise up to a threshold.

    Where the class's students are counted at all its times, it is one of those whose
    cost is not known to rise further: others would only be refused. The present one
    if there is none.
    """
    low, high = data.time_ptr[c], data.time_ptr[c + 1]
    if data.counted[c] == 0:
        return draw(state, low, high)
    most = state.soft_of[c] + hard_weight * state.hard_of[c] + threshold
    most += sets_gain(data, state, c, hard_weight)
    room = data.travel.shape[0] - 1
    if room_option >= 0:
        room = data.opt_room[room_option]
        most -= data.opt_room_cost[room_option]
    found = 0
    for option in range(low, high):
        t = data.opt_time[option]
        cost = data.opt_time_cost[option] + data.student_weight * state.overlaps[option]
        cost += hard_weight * in_the_way(data, state, c, t, room)
        state.scratch[found] = option
        found += cost <= most and option != state.time_option[c]
    if found == 0:
        return np.int64(state.time_option[c])
    return np.int64(state.scratch[below(state.rng, found)])


@inline
def draw_room(data, state, c, time_option):
    """A random room option of class c in which nothing is in the way then, if there is one."""
    t = data.opt_time[time_option]
    low = data.room_ptr[c]
    count = data.room_ptr[c + 1] - low
    first = low + below(state.rng, count)
    r = first
    for _ in range(count):
        blocked = in_the_way(data, state, c, t, data.opt_room[r])
        if blocked + missing(data, t, data.opt_team[r]) == 0:
            return r
        r += 1
        if r == low + count:
            r = low
    return first


@inline
def draw_team(data, state, c, r):
    """A drawn option of class c, half the time with the team or the room that it has now."""
    rooms = data.rooms_per_team[c]
    low = data.room_ptr[c]
    count = data.room_ptr[c + 1] - low
    if rooms == 1 or rooms == count or state.room_option[c] < 0:
        return r
    now = state.room_option[c] - low
    new = r - low
    pick = below(state.rng, 4)
    if pick < 2:
        return low + now - now % rooms + new % rooms
    if pick == 2:
        return low + new - new % rooms + now % rooms
    return r


@kernel
def _relocate(data, state, o, old_time, old_room, new_time, new_room, tries, hard_weight):
    """Move class o, which clashes with one that went from an old to a new place.

    To the best of a few placements: the one that became free, its own time in the
    new room (for classes that share a room), the new time in its own room (for
    those that share a time), and random ones.
    """
    best = 1 << 60
    choice_t = state.time_option[o]
    choice_r = state.room_option[o]
    low_t, high_t = data.time_ptr[o], data.time_ptr[o + 1]
    low_r, high_r = data.room_ptr[o], data.room_ptr[o + 1]
    for n in range(tries):
        t = state.time_option[o]
        r = state.room_option[o]
        if n == 0:
            t = _find(data.opt_time, low_t, high_t, old_time)
            r = _find_room(data, state, o, old_room)
        elif n == 1:
            r = _find_room(data, state, o, new_room)
        elif n == 2:
            t = _find(data.opt_time, low_t, high_t, new_time)
        else:
            t = draw(state, low_t, high_t)
            if n % 2 == 0:
                r = draw(state, low_r, high_r)
        if t < 0:
            t = draw(state, low_t, high_t)
        if r < 0:
            r = draw(state, low_r, high_r)
        delta = move_delta(data, state, o, t, r, hard_weight, best - 1)
        if delta < best:
            best = delta
            choice_t = t
            choice_r = r
    place(data, state, o, choice_t, choice_r)


@kernel
def _clashes(data, state, c, t, r, team, list_at, most):
    """List in scratch the classes that class c, so placed, breaks something hard with.

    Returns how many; each may be listed twice. More than `most` are not listed: -1.
    """
    found = 0
    gaps = data.gap[t]
    in_room = in_the_way(data, state, c, t, r)
    if in_room > most:
        return -1
    base = state.room_ptr[r]
    i = base
    while found < in_room and i < base + state.room_count[r]:
        o = state.room_class[i]
        if gaps[state.time[o]] < 0 and o != c:
            state.scratch[list_at + found] = o
            found += 1
        i += 1
    for run in range(data.run_ptr[c], data.run_ptr[c + 1]):
        if data.run_hard[run] == 0:
            break
        for i in range(data.pair_ptr[run], data.pair_ptr[run + 1]):
            o = data.pair_other[i]
            if run_breaks(data, state, run, o, t, r, team):
                if found == most:
                    return -1
                state.scratch[list_at + found] = o
                found += 1
    return found


@inline
def _move_logged(state, log, moved, c):
    """Note in scratch where class c is, before it moves; the new length of the log."""
    state.scratch[log + moved] = c
    state.scratch[log + LONGEST_CHAIN + moved] = state.time_option[c]
    state.scratch[log + 2 * LONGEST_CHAIN + moved] = state.room_option[c]
    return moved + 1


@kernel
def try_chain(data, state, c, time_option, room_option, tries, hard_weight, threshold):
    """Move class c, then each class that it clashes with, then those that these clash with.

    Up to `LONGEST_CHAIN` classes move, each once. All of it is undone, and 0 returned, when
    the energy rose by more than `threshold`.
    """
    t = data.opt_time[time_option]
    r = data.opt_room[room_option]
    team = data.opt_team[room_option]
    now = state.soft_of[c] + hard_weight * state.hard_of[c]
    spare = now + threshold + sets_gain(data, state, c, hard_weight)
    if data.closed[r, t] or missing(data, t, team):
        return 0
    if own_cost(data, time_option, room_option) > spare:
        return 0
    scratch = state.scratch
    # Sorting set constraints' meetings uses the front of scratch; the chain's own is behind.
    log = scratch.shape[0] - 4 * LONGEST_CHAIN
    list_at = log + 3 * LONGEST_CHAIN
    clashes = _clashes(data, state, c, t, r, team, list_at, MOST_CLASHES)
    if clashes < 0:
        return 0
    if clashes == 0:
        if move_delta(data, state, c, time_option, room_option, hard_weight, threshold) > (
            threshold
        ):
            return 0
        place(data, state, c, time_option, room_option)
        return 1
    for v in range(clashes):
        spare += state.soft_of[scratch[list_at + v]]
    _, soft = place_cost(data, state, c, time_option, room_option, 0, spare)
    if soft > spare:
        return 0
    before = energy(state, hard_weight)
    moved = _move_logged(state, log, 0, c)
    place(data, state, c, time_option, room_option)
    at = 0
    while at < moved:
        mover = scratch[log + at]
        old_time = data.opt_time[scratch[log + LONGEST_CHAIN + at]]
        old_room = data.opt_room[scratch[log + 2 * LONGEST_CHAIN + at]]
        t = state.time[mover]
        r = state.room[mover]
        at += 1
        if at > 1:
            team = state.team[mover]
            clashes = _clashes(data, state, mover, t, r, team, list_at, LONGEST_CHAIN)
        if clashes < 0 or moved + clashes > LONGEST_CHAIN:
            break
        for v in range(clashes):
            o = scratch[list_at + v]
            if _find(scratch, log, log + moved, o) >= 0:
                continue
            moved = _move_logged(state, log, moved, o)
            _relocate(data, state, o, old_time, old_room, t, r, tries, hard_weight)
    if energy(state, hard_weight) - before <= threshold:
        return 1
    for back in range(moved):
        at = log + moved - 1 - back
        t = scratch[at + LONGEST_CHAIN]
        place(data, state, scratch[at], t, scratch[at + 2 * LONGEST_CHAIN])
    return 0
