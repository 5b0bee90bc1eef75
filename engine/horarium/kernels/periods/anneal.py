"""Simulated annealing in a problem of periods."""

from horarium.kernels.jit import inline, kernel
from horarium.kernels.periods.layout import HARD
from horarium.kernels.periods.moves import REFUSED, make, move_delta
from horarium.kernels.rng import next_integer

TIME = 0
ROOM = 1
BOTH = 2
MOVES = 3

_CLASS_BITS = 22
_OPTION_BITS = 14


@inline
def _scaled(bits, shift, width, n):
    """A number in 0..n-1 from `width` of the random bits."""
    return (((bits >> shift) & ((1 << width) - 1)) * n) >> width


@inline
def _in_the_way(grid, table, g, t, q, clash):
    """The room of the class that group g's must not meet with in period t; -1: several."""
    row = t * (grid.rooms + 1)
    for r in range(grid.rooms):
        o = table.owner[row + r]
        if o >= 0:
            weight = grid.relation[g * grid.groups + grid.group[o]] & HARD
            if weight > 0:
                return r if weight == clash else -1
    return q


@kernel
def keep_best(table, best):
    """Copy the places to `best` when they are better: less hard weight, then less cost."""
    soft = table.total[0]
    hard = table.total[1]
    if hard > best.value[1] or (hard == best.value[1] and soft >= best.value[0]):
        return
    best.value[0] = soft
    best.value[1] = hard
    best.period[:] = table.period
    best.room[:] = table.room


@kernel
def anneal(grid, table, best, mix, temperature, price, logs, steps, stats):
    """Run `steps` moves at one temperature (in 1/1024 of cost).

    `mix` holds cumulative shares of the moves out of 4096; `logs` -ln(u) in 1/1024
    for u over 4096 values; hard weight costs `price` each. `stats` counts: tried and
    accepted moves by kind. The best timetable is copied just before a worse one takes
    its place.
    """
    classes = grid.movable.shape[0]
    highest = (temperature * logs[0]) >> 20
    # Beyond it nothing that a move might gain besides can make up for the clashes.
    bound = highest + price // 4
    for _ in range(steps):
        bits = next_integer(table.rng)
        c = grid.movable[_scaled(bits, 0, _CLASS_BITS, classes)]
        pick = (bits >> 50) & 4095
        g = grid.group[c]
        t = table.period[c]
        q = table.room[c]
        move = TIME
        if pick >= mix[TIME]:
            low = grid.room_ptr[g]
            q = grid.option_room[
                low + _scaled(bits, 36, _OPTION_BITS, grid.room_ptr[g + 1] - low)
            ]
            move = ROOM
        if move == TIME or pick >= mix[ROOM]:
            low = grid.period_ptr[g]
            t = grid.option_period[
                low + _scaled(bits, 22, _OPTION_BITS, grid.period_ptr[g + 1] - low)
            ]
            move += int(move == ROOM)
        stats[move, 0] += 1
        if move == TIME and t != table.period[c]:
            clash = table.clash[g * grid.periods + t]
            if clash > HARD:
                continue
            if clash > 0:
                q = _in_the_way(grid, table, g, t, q, clash)
                if q < 0:
                    continue
        if t == table.period[c] and q == table.room[c]:
            continue
        soft, hard = move_delta(grid, table, c, t, q, price, bound)
        rise = soft + price * hard
        if rise > 0:
            if rise > highest:
                continue
            if rise > (temperature * logs[next_integer(table.rng) & 4095]) >> 20:
                continue
        if soft > 0 or hard > 0:
            keep_best(table, best)
        make(grid, table, c, t, q, soft, hard)
        stats[move, 1] += 1
    keep_best(table, best)


@kernel
def probe(grid, table, rises, draws):
    """Collect rises of soft cost by single moves that break nothing further.

    Fills `rises` from up to `draws` moves, none of which is made; returns how many
    it collected.
    """
    found = 0
    classes = grid.movable.shape[0]
    for _ in range(draws):
        if found == rises.shape[0]:
            break
        bits = next_integer(table.rng)
        c = grid.movable[_scaled(bits, 0, _CLASS_BITS, classes)]
        g = grid.group[c]
        low = grid.period_ptr[g]
        t = grid.option_period[
            low + _scaled(bits, 22, _OPTION_BITS, grid.period_ptr[g + 1] - low)
        ]
        low = grid.room_ptr[g]
        q = grid.option_room[low + _scaled(bits, 36, _OPTION_BITS, grid.room_ptr[g + 1] - low)]
        soft, hard = move_delta(grid, table, c, t, q, 0, REFUSED)
        if 0 < soft < REFUSED and hard <= 0:
            rises[found] = soft
            found += 1
    return found
