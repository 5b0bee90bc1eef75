"""The search on the card: a block of threads for each timetable.

In a round every thread draws a move and prices it against the same timetable. Those that
would be made have their turn by the threads' order, until one is made: then the round is
over, since the others were priced against what was. So a block makes what one thread would
make that had drawn these moves one after the other, and where few moves are accepted nearly
every one priced counts.
"""

from numba import cuda, int32

from horarium.gpu.rows import array_of, best_of, data_of, state_of
from horarium.kernels.anneal import CHAIN, STUDENT, draw_kind, draw_place, keep_best
from horarium.kernels.moves import move_delta, try_chain
from horarium.kernels.pairs import place_cost
from horarium.kernels.placing import place
from horarium.kernels.rng import below
from horarium.kernels.sets import sets_gain
from horarium.kernels.students import draw_student, move_student

# Columns of a report, a row a timetable: [soft, hard] now and at best, rounds that began
# without a hard violation, and moves made.
SOFT = 0
HARD = 1
BEST_SOFT = 2
BEST_HARD = 3
VALID = 4
MADE = 5
REPORT = 6


@cuda.jit
def seed(states, seeds):
    """Begin each thread's random numbers; `seeds` has one for every thread of all blocks."""
    state = state_of(states, cuda.blockIdx.x, cuda.threadIdx.x)
    state.rng[0] = seeds[cuda.blockIdx.x * cuda.blockDim.x + cuda.threadIdx.x]


@cuda.jit
def anneal(datas, states, bests, mix, tries, temperatures, hard_weight, logs, rounds, report):
    """So many rounds of every timetable, each at its own temperature, see `kernels.anneal`."""
    row = cuda.blockIdx.x
    thread = cuda.threadIdx.x
    turn = cuda.shared.array(1, int32)
    data = data_of(datas, 0, 0)
    state = state_of(states, row, thread)
    best = best_of(bests, row, 0)
    temperature = temperatures[row]
    shares, minus_logs = array_of(mix), array_of(logs)
    classes = data.movable.shape[0]
    valid = 0
    for _ in range(rounds):
        if thread == 0:
            valid += state.total[1] + state.total[2] == 0
        move, threshold = draw_kind(state, shares, temperature, minus_logs)
        willing = 0
        c, t, r = 0, 0, 0
        if move == STUDENT:
            # Of a move of students these are the request and the other one.
            c, t = draw_student(data, state, threshold)
            willing = int(c >= 0)
        else:
            c = data.movable[below(state.rng, classes)]
            t, r = draw_place(data, state, c, move, hard_weight, threshold)
            if t != state.time_option[c] or r != state.room_option[c]:
                willing = 1
                if move != CHAIN:
                    now = state.soft_of[c] + hard_weight * state.hard_of[c]
                    most = now + threshold + sets_gain(data, state, c, hard_weight)
                    hard, soft = place_cost(data, state, c, t, r, hard_weight, most)
                    willing = int(soft + hard_weight * hard <= most)
        # Every thread takes part in every barrier: what they decide by is the same for all.
        while cuda.syncthreads_or(willing) != 0:
            if thread == 0:
                turn[0] = cuda.blockDim.x
            cuda.syncthreads()
            if willing != 0:
                cuda.atomic.min(turn, 0, thread)
            cuda.syncthreads()
            made = 0
            if thread == turn[0]:
                willing = 0
                # Even without heat: fewer violations at a higher cost can be given up.
                keep_best(state, best)
                if move == STUDENT:
                    move_student(data, state, c, t)
                    made = 1
                elif move == CHAIN:
                    made = try_chain(data, state, c, t, r, tries, hard_weight, threshold)
                elif move_delta(data, state, c, t, r, hard_weight, threshold) <= threshold:
                    place(data, state, c, t, r)
                    made = 1
                report[row, MADE] += made
            if cuda.syncthreads_or(made) != 0:
                willing = 0
    cuda.syncthreads()
    if thread == 0:
        keep_best(state, best)
        report[row, SOFT] = state.total[0]
        report[row, HARD] = state.total[1] + state.total[2]
        report[row, BEST_SOFT] = best.value[0]
        report[row, BEST_HARD] = best.value[1]
        report[row, VALID] += valid
