"""Simulated annealing over complete timetables, hard violations at a price.

One step proposes one move and accepts it when the weighted cost rises by at
most `temperature * -ln(u)`, u uniform: Metropolis' rule with the random number
drawn first, so that counting a hopeless move's cost stops early.
"""

from horarium.kernels.jit import inline, kernel
from horarium.kernels.layout import CHAIN as LONGEST_CHAIN
from horarium.kernels.pairs import pair_broken, place_cost
from horarium.kernels.placing import place
from horarium.kernels.rng import below, next_integer
from horarium.kernels.sets import sets_delta, sets_gain
from horarium.kernels.students import try_student

# Moves, as rows of `stats` and positions in `mix`.
TIME = 0
ROOM = 1
BOTH = 2
CHAIN = 3
STUDENT = 4
MOVES = 5


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
        delta += sets_delta(data, state, c, t, data.opt_room[room_option], hard_weight)
    return delta


@inline
def _find(values, low, high, wanted):
    """Position of `wanted` in values[low:high], or -1."""
    for i in range(low, high):
        if values[i] == wanted:
            return i
    return -1


@inline
def _draw(state, low, high):
    """A random position in low..high-1."""
    return low + below(state.rng, high - low)


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
            r = _find(data.opt_room, low_r, high_r, old_room)
        elif n == 1:
            r = _find(data.opt_room, low_r, high_r, new_room)
        elif n == 2:
            t = _find(data.opt_time, low_t, high_t, new_time)
        else:
            t = _draw(state, low_t, high_t)
            if n % 2 == 0:
                r = _draw(state, low_r, high_r)
        if t < 0:
            t = _draw(state, low_t, high_t)
        if r < 0:
            r = _draw(state, low_r, high_r)
        delta = move_delta(data, state, o, t, r, hard_weight, best - 1)
        if delta < best:
            best = delta
            choice_t = t
            choice_r = r
    place(data, state, o, choice_t, choice_r)


@kernel
def _clashes(data, state, c, list_at):
    """List in scratch the classes that break something hard with class c; how many.

    Each may be listed twice. More than `LONGEST_CHAIN` are not listed: -1.
    """
    t = state.time[c]
    r = state.room[c]
    found = 0
    base = state.room_ptr[r]
    for i in range(base, base + state.room_count[r]):
        o = state.room_class[i]
        if o != c and data.gap[t, state.time[o]] < 0:
            if found == LONGEST_CHAIN:
                return -1
            state.scratch[list_at + found] = o
            found += 1
    for i in range(data.pair_ptr[c], data.pair_ptr[c + 1]):
        if data.pair_hard[i] == 0:
            break
        o = data.pair_other[i]
        if pair_broken(
            data, data.pair_kind[i], data.pair_limit[i], t, state.time[o], r, state.room[o]
        ):
            if found == LONGEST_CHAIN:
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
    if data.closed[data.opt_room[room_option], data.opt_time[time_option]]:
        return 0
    scratch = state.scratch
    # Sorting set constraints' meetings uses the front of scratch; the chain's own is behind.
    log = scratch.shape[0] - 4 * LONGEST_CHAIN
    list_at = log + 3 * LONGEST_CHAIN
    before = energy(state, hard_weight)
    moved = _move_logged(state, log, 0, c)
    place(data, state, c, time_option, room_option)
    at = 0
    while at < moved:
        mover = scratch[log + at]
        old_time = data.opt_time[scratch[log + LONGEST_CHAIN + at]]
        old_room = data.opt_room[scratch[log + 2 * LONGEST_CHAIN + at]]
        at += 1
        clashes = _clashes(data, state, mover, list_at)
        if clashes < 0 or moved + clashes > LONGEST_CHAIN:
            break
        for v in range(clashes):
            o = scratch[list_at + v]
            if _find(scratch, log, log + moved, o) >= 0:
                continue
            moved = _move_logged(state, log, moved, o)
            _relocate(
                data,
                state,
                o,
                old_time,
                old_room,
                state.time[mover],
                state.room[mover],
                tries,
                hard_weight,
            )
    if energy(state, hard_weight) - before <= threshold:
        return 1
    for back in range(moved):
        at = log + moved - 1 - back
        t = scratch[at + LONGEST_CHAIN]
        place(data, state, scratch[at], t, scratch[at + 2 * LONGEST_CHAIN])
    return 0


@kernel
def keep_best(state, best):
    """Copy the timetable to `best` when it is better: fewer hard violations, then cost."""
    hard = state.total[1] + state.total[2]
    if hard > best.value[1] or (hard == best.value[1] and state.total[0] >= best.value[0]):
        return
    best.value[0] = state.total[0]
    best.value[1] = hard
    best.time_option[:] = state.time_option
    best.room_option[:] = state.room_option
    best.seat[:] = state.seat


@kernel
def anneal(data, state, best, mix, tries, temperature, hard_weight, logs, steps, stats):
    """Run `steps` moves at one temperature (in 1/1024 of cost).

    `mix` holds cumulative shares of the moves out of 1024; `logs` -ln(u) in
    1/1024 for u over 4096 values. `stats[move]` counts tried and accepted moves,
    `stats[MOVES]` steps without hard violations. The best timetable is copied
    just before a worse one takes its place.
    """
    classes = data.movable.shape[0]
    for _ in range(steps):
        bits = next_integer(state.rng)
        threshold = (temperature * logs[bits & 4095]) >> 20
        pick = (bits >> 12) & 1023
        move = 0
        while pick >= mix[move]:
            move += 1
        stats[move, 0] += 1
        hard = state.total[1] + state.total[2]
        soft = state.total[0]
        stats[MOVES, int(hard == 0)] += 1
        if threshold > 0 and (
            hard < best.value[1] or (hard == best.value[1] and soft < best.value[0])
        ):
            keep_best(state, best)
        if move == STUDENT:
            stats[STUDENT, 1] += try_student(data, state, threshold)
            continue
        c = data.movable[below(state.rng, classes)]
        t = state.time_option[c]
        r = state.room_option[c]
        if move != ROOM:
            t = _draw(state, data.time_ptr[c], data.time_ptr[c + 1])
        if move != TIME:
            r = _draw(state, data.room_ptr[c], data.room_ptr[c + 1])
        if t == state.time_option[c] and r == state.room_option[c]:
            continue
        if move == CHAIN:
            stats[CHAIN, 1] += try_chain(data, state, c, t, r, tries, hard_weight, threshold)
            continue
        if move_delta(data, state, c, t, r, hard_weight, threshold) <= threshold:
            place(data, state, c, t, r)
            stats[move, 1] += 1
    keep_best(state, best)


@kernel
def probe(data, state, deltas, draws):
    """Collect rises of soft cost by random single moves that break nothing further.

    Fills `deltas` from up to `draws` moves, none of which is made; returns how many
    it collected.
    """
    found = 0
    big = 1 << 40
    for _ in range(draws):
        if found == deltas.shape[0]:
            break
        c = data.movable[below(state.rng, data.movable.shape[0])]
        t = _draw(state, data.time_ptr[c], data.time_ptr[c + 1])
        r = _draw(state, data.room_ptr[c], data.room_ptr[c + 1])
        delta = move_delta(data, state, c, t, r, big, big - 1)
        if 0 < delta < big // 2:
            deltas[found] = delta
            found += 1
    return found
