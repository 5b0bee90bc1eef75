"""Simulated annealing over complete timetables, hard violations at a price.

One step proposes one move and accepts it when the weighted cost rises by at
most `temperature * -ln(u)`, u uniform: Metropolis' rule with the random number
drawn first, so that counting a hopeless move's cost stops early.
"""

import numpy as np

from horarium.kernels.jit import inline, kernel
from horarium.kernels.moves import draw, draw_room, draw_team, draw_time, move_delta, try_chain
from horarium.kernels.placing import place
from horarium.kernels.rng import below, next_integer
from horarium.kernels.students import try_student

# Moves, as rows of `stats` and positions in `mix`.
TIME = 0
ROOM = 1
BOTH = 2
CHAIN = 3
STUDENT = 4
MOVES = 5


@kernel
def keep_best(state, best):
    """Copy the timetable to `best` when it is better: fewer hard violations, then cost."""
    hard = state.total[1] + state.total[2]
    if hard > best.value[1] or (hard == best.value[1] and state.total[0] >= best.value[0]):
        return
    best.value[0] = state.total[0]
    best.value[1] = hard
    for i in range(state.touched[0]):
        c = state.touched_class[i]
        state.class_touched[c] = 0
        best.time_option[c] = state.time_option[c]
        best.room_option[c] = state.room_option[c]
    for i in range(state.touched[1]):
        seat = state.touched_seat[i]
        state.seat_touched[seat] = 0
        best.seat[seat] = state.seat[seat]
    state.touched[:] = 0


@kernel
def touch_all(state):
    """Any class and any seat may differ from the best timetable."""
    for c in range(state.class_touched.shape[0]):
        state.class_touched[c] = 1
        state.touched_class[c] = c
    for seat in range(state.seat_touched.shape[0]):
        state.seat_touched[seat] = 1
        state.touched_seat[seat] = seat
    state.touched[0] = state.class_touched.shape[0]
    state.touched[1] = state.seat_touched.shape[0]


@inline
def draw_kind(state, mix, temperature, logs):
    """A kind of move by its share, and by how much energy may rise for it, see `anneal`."""
    bits = next_integer(state.rng)
    pick = (bits >> 12) & 1023
    move = 0
    while pick >= mix[move]:
        move += 1
    return move, (temperature * logs[bits & 4095]) >> 20


@inline
def draw_place(data, state, c, move, hard_weight, threshold):
    """The options, perhaps the present ones, to which a move of this kind takes class c."""
    t = np.int64(state.time_option[c])
    r = np.int64(state.room_option[c])
    part = BOTH if move != CHAIN else below(state.rng, 3)
    if move == CHAIN:
        if part != ROOM:
            t = draw(state, data.time_ptr[c], data.time_ptr[c + 1])
    elif move != ROOM:
        t = draw_time(data, state, c, r if move == TIME else -1, hard_weight, threshold)
        if t == state.time_option[c]:
            return t, r
    if move == BOTH:
        r = draw_room(data, state, c, t)
    elif move != TIME and part != TIME:
        r = draw(state, data.room_ptr[c], data.room_ptr[c + 1])
    if data.teams > 1 and r != state.room_option[c]:
        r = draw_team(data, state, c, r)
    return t, r


@kernel
def anneal(data, state, best, mix, tries, temperature, hard_weight, logs, steps, stats):
    """Run `steps` moves at one temperature (in 1/1024 of cost).

    `mix` holds cumulative shares of the moves out of 1024; `logs` -ln(u) in
    1/1024 for u over 4096 values. `stats[move]` counts tried and accepted moves;
    `stats[MOVES]` sums hard violations over steps, and counts steps without any.
    The best timetable is copied just before a worse one takes its place.
    """
    classes = data.movable.shape[0]
    for _ in range(steps):
        move, threshold = draw_kind(state, mix, temperature, logs)
        stats[move, 0] += 1
        hard = state.total[1] + state.total[2]
        soft = state.total[0]
        stats[MOVES, 0] += hard
        stats[MOVES, 1] += hard == 0
        # Also where energy may not rise: fewer violations at a higher cost can be given up.
        if hard < best.value[1] or (hard == best.value[1] and soft < best.value[0]):
            keep_best(state, best)
        if move == STUDENT:
            stats[STUDENT, 1] += try_student(data, state, threshold)
            continue
        c = data.movable[below(state.rng, classes)]
        t, r = draw_place(data, state, c, move, hard_weight, threshold)
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
        t = draw(state, data.time_ptr[c], data.time_ptr[c + 1])
        r = draw(state, data.room_ptr[c], data.room_ptr[c + 1])
        delta = move_delta(data, state, c, t, r, big, big - 1)
        if 0 < delta < big // 2:
            deltas[found] = delta
            found += 1
    return found
