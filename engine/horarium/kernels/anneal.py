"""Simulated annealing over complete timetables, hard violations at a price.

One step proposes one move and accepts it when the weighted cost rises by at
most `temperature * -ln(u)`, u uniform: Metropolis' rule with the random number
drawn first, so that counting a hopeless move's cost stops early.
"""

from horarium.kernels.jit import inline, kernel
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

_VICTIMS = 4


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
def _relocate(data, state, o, hint_time, hint_room, tries, hard_weight):
    """Move class o to the best of a few placements: the hinted one first, then random."""
    best = 1 << 60
    choice_t = state.time_option[o]
    choice_r = state.room_option[o]
    low_t, high_t = data.time_ptr[o], data.time_ptr[o + 1]
    low_r, high_r = data.room_ptr[o], data.room_ptr[o + 1]
    t = _find(data.opt_time, low_t, high_t, hint_time)
    r = _find(data.opt_room, low_r, high_r, hint_room)
    for n in range(tries):
        if n > 0 or t < 0:
            t = _draw(state, low_t, high_t)
        if n > 0 or r < 0:
            r = state.room_option[o] if n % 2 == 0 else _draw(state, low_r, high_r)
        delta = move_delta(data, state, o, t, r, hard_weight, best - 1)
        if delta < best:
            best = delta
            choice_t = t
            choice_r = r
    place(data, state, o, choice_t, choice_r)


@kernel
def try_chain(data, state, c, time_option, room_option, tries, hard_weight, threshold):
    """Move class c, then each class that it clashes with to a place of its own.

    All of it is undone, and 0 returned, when the energy rose by more than
    `threshold`.
    """
    t = data.opt_time[time_option]
    r = data.opt_room[room_option]
    if data.closed[r, t]:
        return 0
    scratch = state.scratch
    victims = 0
    base = state.room_ptr[r]
    for i in range(base, base + state.room_count[r]):
        o = state.room_class[i]
        if o != c and data.gap[t, state.time[o]] < 0:
            if victims == _VICTIMS:
                return 0
            scratch[victims] = o
            victims += 1
    for i in range(data.pair_ptr[c], data.pair_ptr[c + 1]):
        o = data.pair_other[i]
        if data.pair_hard[i] > 0 and pair_broken(
            data, data.pair_kind[i], data.pair_limit[i], t, state.time[o], r, state.room[o]
        ):
            if victims == _VICTIMS:
                return 0
            scratch[victims] = o
            victims += 1
    before = energy(state, hard_weight)
    old_time = state.time[c]
    old_room = state.room[c]
    # Sorting set constraints' meetings uses the front of scratch: keep the list away from it.
    log = scratch.shape[0] - 3 * (_VICTIMS + 1)
    scratch[log] = c
    scratch[log + 1] = state.time_option[c]
    scratch[log + 2] = state.room_option[c]
    for v in range(victims):
        o = scratch[v]
        scratch[log + 3 * v + 3] = o
        scratch[log + 3 * v + 4] = state.time_option[o]
        scratch[log + 3 * v + 5] = state.room_option[o]
    place(data, state, c, time_option, room_option)
    for v in range(victims):
        o = scratch[log + 3 * v + 3]
        _relocate(data, state, o, old_time, old_room, tries, hard_weight)
    if energy(state, hard_weight) - before <= threshold:
        return 1
    for back in range(victims + 1):
        at = log + 3 * (victims - back)
        place(data, state, scratch[at], scratch[at + 1], scratch[at + 2])
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
