"""A first timetable without hard violations: insert, and eject what is in the way.

Each class carries a weight that grows whenever it needs an ejection, and the
placement that ejects the least weight is chosen: hard classes end up ejecting
easy ones (Nagata and Bräysy 2009, there for vehicle routes).
"""

import numpy as np

from horarium.kernels.jit import inline, kernel
from horarium.kernels.layout import MIN_DAYS
from horarium.kernels.pairs import add_conflicts, missing, own_cost, run_breaks
from horarium.kernels.placing import place
from horarium.kernels.rng import below
from horarium.kernels.sets import counts_in, newly_broken

EJECTION = 1 << 20
"""Price of an ejection where soft cost hardly matters: a first timetable is to be valid."""

_ASTRAY = 16

_CLOSED = 1 << 40
"""Price of a placement that can never be valid."""


@inline
def _price(data, state, weight, ejection, c, time_option, room_option, bound):
    """Cost of class c at a placement, and `ejection` for each unit of weight that it ejects.

    Counted up to `bound`; the cost of sets is not part of it.
    """
    t = data.opt_time[time_option]
    r = data.opt_room[room_option]
    price = own_cost(data, time_option, room_option)
    team = data.opt_team[room_option]
    if data.closed[r, t] or missing(data, t, team):
        price += _CLOSED
    if price + ejection * np.int64(state.busy[r, t]) >= bound:
        return bound
    if state.busy[r, t] > 0:
        base = state.room_ptr[r]
        for i in range(base, base + state.room_count[r]):
            o = state.room_class[i]
            if data.gap[t, state.time[o]] < 0:
                price += ejection * weight[o]
                if price >= bound:
                    return price
    for run in range(data.run_ptr[c], data.run_ptr[c + 1]):
        hard = data.run_hard[run] > 0
        for i in range(data.pair_ptr[run], data.pair_ptr[run + 1]):
            o = data.pair_other[i]
            if run_breaks(data, state, run, o, t, r, team):
                price += data.run_soft[run]
                if hard and state.time_option[o] >= 0:
                    price += ejection * weight[o]
                if price >= bound:
                    return price
    price = add_conflicts(data, state, c, t, r, price, bound)
    if price < bound and data.in_ptr[c + 1] > data.in_ptr[c]:
        price += ejection * (weight[c] // 2 + 1) * newly_broken(data, state, c, t, r, team)
    return price


@kernel
def best_placement(data, state, weight, ejection, c, samples):
    """(time option, room option) of least price among all, or so many drawn."""
    low_t = data.time_ptr[c]
    times = data.time_ptr[c + 1] - low_t
    low_r = data.room_ptr[c]
    rooms = data.room_ptr[c + 1] - low_r
    best = np.int64(1 << 60)
    best_t = low_t
    best_r = low_r
    every = times * rooms
    start = below(state.rng, every)
    for n in range(min(every, samples)):
        at = (start + n) % every if every <= samples else below(state.rng, every)
        t = low_t + at // rooms
        r = low_r + at % rooms
        price = _price(data, state, weight, ejection, c, t, r, best)
        if price < best:
            best = price
            best_t = t
            best_r = r
    return best_t, best_r


@inline
def _eject(data, state, o, pool, size):
    """Take class o out and append it to the pool; returns the pool's new size."""
    place(data, state, o, -1, -1)
    pool[size] = o
    return size + 1


@kernel
def _eject_conflicts(data, state, c, time_option, room_option, pool, size):
    """Take out every class that class c cannot stand beside; the pool's new size."""
    t = data.opt_time[time_option]
    r = data.opt_room[room_option]
    team = data.opt_team[room_option]
    i = state.room_count[r] - 1
    while i >= 0:
        o = state.room_class[state.room_ptr[r] + i]
        if data.gap[t, state.time[o]] < 0:
            size = _eject(data, state, o, pool, size)
        i -= 1
    for run in range(data.run_ptr[c], data.run_ptr[c + 1]):
        if data.run_hard[run] == 0:
            break
        for i in range(data.pair_ptr[run], data.pair_ptr[run + 1]):
            o = data.pair_other[i]
            if state.time_option[o] >= 0 and run_breaks(data, state, run, o, t, r, team):
                size = _eject(data, state, o, pool, size)
    return size


@kernel
def _eject_from_sets(data, state, c, pool, size):
    """Take random members out of the hard sets that class c, now placed, breaks."""
    for i in range(data.in_ptr[c], data.in_ptr[c + 1]):
        k = data.in_set[i]
        low = data.set_ptr[k]
        count = data.set_ptr[k + 1] - low
        turn = below(state.rng, count)
        for j in range(count):
            if data.set_hard[k] == 0 or state.set_excess[k] == 0:
                break
            o = data.set_member[low + (turn + j) % count]
            if o == c or state.time_option[o] < 0:
                continue
            before = state.set_excess[k]
            t = state.time_option[o]
            r = state.room_option[o]
            place(data, state, o, -1, -1)
            if state.set_excess[k] < before:
                pool[size] = o
                size += 1
            else:
                place(data, state, o, t, r)
    return size


@kernel
def construct(data, state, pool, size, weight, ejection, steps, samples):
    """Insert classes from pool[:size], ejecting others into it; returns its size.

    Ends when the pool is empty, or after so many insertions. `weight` is kept
    between calls. `ejection` is what ejecting a class of weight 1 may cost.
    """
    for _ in range(steps):
        if size == 0:
            break
        if below(state.rng, 4) == 0:
            at = below(state.rng, size)
            c = pool[at]
            pool[at] = pool[size - 1]
            pool[size - 1] = c
        c = pool[size - 1]
        # Now and then only a few placements compete, which breaks cycles of ejections.
        few = below(state.rng, _ASTRAY) == 0
        t, r = best_placement(data, state, weight, ejection, c, 8 if few else samples)
        size -= 1
        alone = size
        size = _eject_conflicts(data, state, c, t, r, pool, size)
        place(data, state, c, t, r)
        size = _eject_from_sets(data, state, c, pool, size)
        weight[c] += size > alone
    return size


@kernel
def force(data, state, pool, size, weight, ejection, samples):
    """Place what is left in the pool where it costs least, ejecting nothing.

    `ejection` is the price of what it breaks there.
    """
    for i in range(size):
        t, r = best_placement(data, state, weight, ejection, pool[i], samples)
        place(data, state, pool[i], t, r)


@kernel
def transplant(data, state, block, times, rooms, pool):
    """Place the block's classes, none of which is placed, at these options of other timetables.

    Whatever a class cannot stand beside is taken out; `pool` is scratch for all classes.
    """
    for i in range(block.shape[0]):
        c = block[i]
        if times[c] >= 0:
            _eject_conflicts(data, state, c, times[c], rooms[c], pool, 0)
            place(data, state, c, times[c], rooms[c])
            _eject_from_sets(data, state, c, pool, 0)


@kernel
def clear_violations(data, state):
    """Take classes out until no placed one breaks anything, the worst offenders first."""
    classes = state.time_option.shape[0]
    for _ in range(classes):
        worst = -1
        most = 0
        for c in range(classes):
            if state.time_option[c] < 0:
                continue
            hard = state.hard_of[c] * 4
            for i in range(data.in_ptr[c], data.in_ptr[c + 1]):
                k = data.in_set[i]
                if (
                    data.set_hard[k] > 0
                    and data.set_kind[k] != MIN_DAYS
                    and counts_in(data, k, state.team[c])
                ):
                    hard += int(state.set_excess[k] > 0)
            if hard > most:
                most = hard
                worst = c
        if worst < 0:
            break
        place(data, state, worst, -1, -1)
