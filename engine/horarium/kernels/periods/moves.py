"""What a move costs, and making it, in a problem of periods.

A move takes a class to a period and room; a class that is there takes the place
that became free.
"""

from horarium.kernels.jit import inline, kernel
from horarium.kernels.periods.layout import (
    GAP,
    HARD,
    NEVER,
    SHARE_COMPACT,
    SHARE_DAYS,
    SHARE_ROOM,
    SOFT,
)

REFUSED = 1 << 40
"""The soft cost of a move that cannot be made."""


@inline
def _arrival(met, at):
    """Change of a set's isolated meetings if one more were held; `met[at]` are there now."""
    before = met[at - 1]
    after = met[at + 1]
    change = int(before == 0 and after == 0)
    if met[at] == 0:
        if met[at - 2] == 0:
            change -= before
        if met[at + 2] == 0:
            change -= after
    return change


@inline
def _departure(met, at):
    """Change of a set's isolated meetings if one less were held, 0 when there is none."""
    if met[at] == 0:
        return 0
    before = met[at - 1]
    after = met[at + 1]
    change = -int(before == 0 and after == 0)
    if met[at] == 1:
        if met[at - 2] == 0:
            change += before
        if met[at + 2] == 0:
            change += after
    return change


@inline
def _in(values, low, high, value):
    """Whether values[low:high] has the value."""
    for i in range(low, high):  # noqa: SIM110 - compiled
        if values[i] == value:
            return True
    return False


@inline
def _compact_correction(grid, table, g, h, s, t):
    """What moving a class of group g from period s to t costs more than the tables say.

    They do not know that s becomes free as t is taken, nor of sets that hold group
    h too (-1: none), whose class goes the other way: these do not change at all.
    """
    met = table.met
    near = abs(s - t) <= GAP
    correction = 0
    for i in range(grid.compact_ptr[g], grid.compact_ptr[g + 1]):
        q = grid.compact[i]
        base = q * grid.periods
        if h >= 0 and _in(grid.compact, grid.compact_ptr[h], grid.compact_ptr[h + 1], q):
            change = -_departure(met, base + s) - _arrival(met, base + t)
        elif near:
            change = -_arrival(met, base + t)
            met[base + s] -= 1
            change += _arrival(met, base + t)
            met[base + s] += 1
        else:
            continue
        correction += grid.compact_cost[q] * change
    return correction


@inline
def _spread_delta(grid, table, g, h, s, t):
    """Change of the cost of missing days of group g's sets, those with group h left out."""
    delta = 0
    leaves = grid.day[s]
    enters = grid.day[t]
    for i in range(grid.spread_ptr[g], grid.spread_ptr[g + 1]):
        k = grid.spread[i]
        if h >= 0 and _in(grid.spread, grid.spread_ptr[h], grid.spread_ptr[h + 1], k):
            continue
        base = k * grid.days
        missing = grid.spread_limit[k] - table.days_used[k]
        gained = int(table.on_day[base + enters] == 0) - int(table.on_day[base + leaves] == 1)
        delta += grid.spread_cost[k] * (max(0, missing - gained) - max(0, missing))
    return delta


@inline
def _stable_delta(grid, table, g, h, r, q):
    """Change of the cost of rooms beyond the first of group g's sets, but those of h."""
    delta = 0
    for i in range(grid.stable_ptr[g], grid.stable_ptr[g + 1]):
        k = grid.stable[i]
        if h >= 0 and _in(grid.stable, grid.stable_ptr[h], grid.stable_ptr[h + 1], k):
            continue
        base = k * grid.rooms
        used = table.rooms_used[k]
        gained = 0
        if q < grid.rooms:
            gained += int(table.in_room[base + q] == 0)
        if r < grid.rooms:
            gained -= int(table.in_room[base + r] == 1)
        delta += grid.stable_cost[k] * (max(0, used + gained - 1) - max(0, used - 1))
    return delta


@inline
def move_delta(grid, table, c, t, q, price, bound):
    """(soft, hard) change if class c moved to period t and room q; REFUSED when it cannot.

    It is refused too when clashes, at this price, and what is told by the tables alone
    exceed the bound.
    """
    g = grid.group[c]
    s = table.period[c]
    r = table.room[c]
    o = table.owner[t * (grid.rooms + 1) + q]
    if o < -1:
        return REFUSED, 0
    rooms = grid.rooms + 1
    h = -1
    relation = 0
    soft = grid.room_cost[g * rooms + q] - grid.room_cost[g * rooms + r]
    if o >= 0:
        h = grid.group[o]
        soft += grid.room_cost[h * rooms + r] - grid.room_cost[h * rooms + q]
        relation = grid.relation[g * grid.groups + h]
        if h == g or soft >= NEVER // 2:
            return REFUSED, 0
    hard = 0
    if s != t:
        soft += table.entry[g * grid.periods + t] + table.leave[g * grid.periods + s]
        hard = table.clash[g * grid.periods + t] - table.clash[g * grid.periods + s]
        hard += grid.own_hard[g]
        if h >= 0:
            soft += table.entry[h * grid.periods + s] + table.leave[h * grid.periods + t]
            if soft >= NEVER // 2:
                return REFUSED, 0
            hard += table.clash[h * grid.periods + s] - table.clash[h * grid.periods + t]
            hard += grid.own_hard[h] - 2 * (relation & HARD)
            if relation & SOFT:
                soft -= 2 * grid.soft[g * grid.groups + h]
        if soft + price * hard > bound:
            return REFUSED, 0
        if (relation & SHARE_COMPACT) or abs(s - t) <= GAP:
            soft += _compact_correction(grid, table, g, h, s, t)
            if h >= 0:
                soft += _compact_correction(grid, table, h, g, t, s)
        if grid.day[s] != grid.day[t]:
            either = h if relation & SHARE_DAYS else -1
            soft += _spread_delta(grid, table, g, either, s, t)
            if h >= 0:
                either = g if relation & SHARE_DAYS else -1
                soft += _spread_delta(grid, table, h, either, t, s)
    if r != q:
        either = h if relation & SHARE_ROOM else -1
        soft += _stable_delta(grid, table, g, either, r, q)
        if h >= 0:
            either = g if relation & SHARE_ROOM else -1
            soft += _stable_delta(grid, table, h, either, q, r)
    return soft, hard


@kernel
def _shift_compact(grid, table, k, s, sign):
    """A meeting of compact set k in period s comes or goes: new prices for its groups."""
    met = table.met
    change = table.scratch
    low = k * grid.periods + s - GAP
    width = 2 * GAP + 1
    for i in range(width):
        change[i] = -_arrival(met, low + i)
        change[width + i] = -_departure(met, low + i)
    met[low + GAP] += sign
    for i in range(width):
        change[i] = grid.compact_cost[k] * (change[i] + _arrival(met, low + i))
        change[width + i] = grid.compact_cost[k] * (
            change[width + i] + _departure(met, low + i)
        )
    for i in range(grid.member_ptr[k], grid.member_ptr[k + 1]):
        row = grid.member[i] * grid.periods + s - GAP
        for j in range(width):
            table.entry[row + j] += change[j]
            table.leave[row + j] += change[width + j]


@kernel
def _shift_period(grid, table, g, s, sign):
    """A class of group g begins (1) or ceases (-1) to meet in period s."""
    for i in range(grid.other_ptr[g], grid.other_ptr[g + 1]):
        row = grid.other[i] * grid.periods + s
        table.clash[row] += sign * grid.other_hard[i]
        if grid.other_soft[i]:
            table.entry[row] += sign * grid.other_soft[i]
            table.leave[row] -= sign * grid.other_soft[i]
    for i in range(grid.compact_ptr[g], grid.compact_ptr[g + 1]):
        _shift_compact(grid, table, grid.compact[i], s, sign)
    for i in range(grid.spread_ptr[g], grid.spread_ptr[g + 1]):
        k = grid.spread[i]
        at = k * grid.days + grid.day[s]
        table.days_used[k] += int(table.on_day[at] == 0) if sign > 0 else 0
        table.on_day[at] += sign
        table.days_used[k] -= int(table.on_day[at] == 0) if sign < 0 else 0


@inline
def _shift_room(grid, table, g, r, sign):
    """A class of group g begins (1) or ceases (-1) to be in room r."""
    if r == grid.rooms:
        return
    for i in range(grid.stable_ptr[g], grid.stable_ptr[g + 1]):
        k = grid.stable[i]
        at = k * grid.rooms + r
        table.rooms_used[k] += int(table.in_room[at] == 0) if sign > 0 else 0
        table.in_room[at] += sign
        table.rooms_used[k] -= int(table.in_room[at] == 0) if sign < 0 else 0


@inline
def _own(grid, table, r, s, c):
    """Class c (or `FREE`) is what room r holds in period s; the last room holds nobody."""
    if r < grid.rooms:
        table.owner[s * (grid.rooms + 1) + r] = c


@kernel
def put(grid, table, c, s, r):
    """Class c, which is nowhere yet, begins to be in period s and room r: all but totals."""
    table.period[c] = s
    table.room[c] = r
    _own(grid, table, r, s, c)
    _shift_period(grid, table, grid.group[c], s, 1)
    _shift_room(grid, table, grid.group[c], r, 1)


@kernel
def make(grid, table, c, t, q, soft, hard):
    """Move class c, and who is in its way to where it was; the change was told before."""
    s = table.period[c]
    r = table.room[c]
    g = grid.group[c]
    o = table.owner[t * (grid.rooms + 1) + q]
    _own(grid, table, r, s, o)
    _own(grid, table, q, t, c)
    table.period[c] = t
    table.room[c] = q
    if s != t:
        _shift_period(grid, table, g, s, -1)
        _shift_period(grid, table, g, t, 1)
    if r != q:
        _shift_room(grid, table, g, r, -1)
        _shift_room(grid, table, g, q, 1)
    if o >= 0:
        h = grid.group[o]
        table.period[o] = s
        table.room[o] = r
        if s != t:
            _shift_period(grid, table, h, t, -1)
            _shift_period(grid, table, h, s, 1)
        if r != q:
            _shift_room(grid, table, h, q, -1)
            _shift_room(grid, table, h, r, 1)
    table.total[0] += soft
    table.total[1] += hard
