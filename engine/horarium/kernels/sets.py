"""Constraints over a set of classes: how far each is from holding, kept as it changes.

Every kind has one primitive, `_shift_<kind>`: a member starts (sign 1) or stops
(-1) meeting at time t in room r; it updates the kind's counters and returns the
change of the excess. A move is two shifts, and trying one is four; a kind whose
meetings are sorted has the excess of each day for a counter, and is tried at once.
"""

from horarium.kernels.jit import inline, kernel
from horarium.kernels.layout import (
    COMPACT,
    COMPACT_GRID,
    MAX_BLOCK,
    MAX_BREAKS,
    MAX_CONCURRENT,
    MAX_DAY_LOAD,
    MAX_DAYS,
    MAX_WEEK_LOAD,
    MIN_DAYS,
    STABLE_ROOM,
)

_SORTED = (MAX_BLOCK, MAX_BREAKS, COMPACT)


@inline
def _shift_days(data, count, base, t, sign):
    """Change of the number of days of the week on which any member meets."""
    change = 0
    for i in range(data.day_ptr[t], data.day_ptr[t + 1]):
        at = base + data.day[i]
        if sign > 0:
            change += count[at] == 0
            count[at] += 1
        else:
            count[at] -= 1
            change -= count[at] == 0
    return change


@inline
def _shift_load(data, count, base, t, sign, limit):
    """Change of the slots over the daily limit, summed over days and weeks."""
    change = 0
    length = data.end[t] - data.start[t]
    for i in range(data.cell_ptr[t], data.cell_ptr[t + 1]):
        at = base + data.cell[i]
        before = max(0, count[at] - limit)
        count[at] += sign * length
        change += data.cell_weeks[data.cell[i]] * (max(0, count[at] - limit) - before)
    return change


@inline
def _shift_week_load(data, count, base, t, sign, limit):
    """Change of the slots over the weekly limit, summed over weeks."""
    change = 0
    length = data.end[t] - data.start[t]
    for i in range(data.cell_ptr[t], data.cell_ptr[t + 1]):
        at = base + data.cell[i] // data.days
        before = max(0, count[at] - limit)
        count[at] += sign * length
        change += data.cell_weeks[data.cell[i]] * (max(0, count[at] - limit) - before)
    return change


@inline
def _shift_spans(data, count, base, t, sign, limit, width):
    """Change of the classes over the limit in a span of the day, over days and weeks."""
    change = 0
    spans = (data.slots - 1) // width + 1
    first = data.start[t] // width
    last = (data.end[t] - 1) // width
    for i in range(data.cell_ptr[t], data.cell_ptr[t + 1]):
        low = base + data.cell[i] * spans
        weeks = data.cell_weeks[data.cell[i]]
        for at in range(low + first, low + last + 1):
            change += weeks * sign * (count[at] >= limit + int(sign < 0))
            count[at] += sign
    return change


@inline
def _shift_rooms(data, count, base, r, sign):
    """Change of the number of rooms used beyond the first; no room counts for none."""
    rooms = data.travel.shape[0] - 2
    if r >= rooms:
        return 0
    used = count[base + rooms]
    if sign > 0:
        count[base + rooms] += count[base + r] == 0
        count[base + r] += 1
    else:
        count[base + r] -= 1
        count[base + rooms] -= count[base + r] == 0
    return max(0, count[base + rooms] - 1) - max(0, used - 1)


@inline
def _shift_grid(data, count, base, t, sign):
    """Change of the isolated meetings, when all meetings of the set are equally long.

    `count` holds, for each cell, how many meetings start at each slot, with a
    meeting's length of room on both sides, twice.
    """
    length = data.end[t] - data.start[t]
    width = data.slots + 4 * length
    change = 0
    for i in range(data.cell_ptr[t], data.cell_ptr[t + 1]):
        at = base + data.cell[i] * width + data.start[t] + 2 * length
        if sign < 0:
            count[at] -= 1
        before = count[at - length]
        after = count[at + length]
        alone = int(before == 0 and after == 0)
        if count[at] == 0:
            if count[at - 2 * length] == 0:
                alone -= before
            if count[at + 2 * length] == 0:
                alone -= after
        if sign > 0:
            count[at] += 1
        change += sign * alone * data.cell_weeks[data.cell[i]]
    return change


@inline
def _sort_cell(data, state, k, cell):
    """Put the times of set k's members that meet in the cell, by start, into scratch."""
    n = 0
    for m in range(data.set_ptr[k], data.set_ptr[k + 1]):
        t = state.member_time[m]
        if data.in_cell[t, cell]:
            i = n
            while i > 0 and data.start[state.scratch[i - 1]] > data.start[t]:
                state.scratch[i] = state.scratch[i - 1]
                i -= 1
            state.scratch[i] = t
            n += 1
    return n


@inline
def _cell_excess(data, state, k, cell):
    """Excess of a MaxBreaks, MaxBlock or compactness set on one day of one week."""
    n = _sort_cell(data, state, k, cell)
    kind = data.set_kind[k]
    if kind == COMPACT:
        alone = 0
        for i in range(n):
            t = state.scratch[i]
            near = False
            for j in range(n):
                u = state.scratch[j]
                if data.end[u] == data.start[t] or data.start[u] == data.end[t]:
                    near = True
            alone += not near
        return alone
    blocks = 0
    long = 0
    size = 0
    start = 0
    end = 0
    for i in range(n):
        t = state.scratch[i]
        if size > 0 and data.start[t] <= end + data.set_gap[k]:
            end = max(end, data.end[t])
            size += 1
        else:
            long += size > 1 and end - start > data.set_limit[k]
            blocks += 1
            start = data.start[t]
            end = data.end[t]
            size = 1
    long += size > 1 and end - start > data.set_limit[k]
    if kind == MAX_BLOCK:
        return long
    return max(0, blocks - (data.set_limit[k] + 1))


@kernel
def _shift_sorted(data, state, k, position, t, sign):
    """Change of a set's excess that is counted anew on the days that t meets."""
    state.member_time[position] = t if sign > 0 else data.gap.shape[0] - 1
    change = 0
    for i in range(data.cell_ptr[t], data.cell_ptr[t + 1]):
        cell = data.cell[i]
        at = data.set_count_ptr[k] + cell
        before = state.set_count[at]
        state.set_count[at] = _cell_excess(data, state, k, cell)
        change += data.cell_weeks[cell] * (state.set_count[at] - before)
    return change


@kernel
def _try_sorted(data, state, k, position, old_t, t):
    """Change of such a set's excess if its member met at t: days that neither meets stay."""
    state.member_time[position] = t
    change = 0
    base = data.set_count_ptr[k]
    for i in range(data.cell_ptr[old_t], data.cell_ptr[old_t + 1]):
        cell = data.cell[i]
        excess = _cell_excess(data, state, k, cell)
        change += data.cell_weeks[cell] * (excess - state.set_count[base + cell])
    for i in range(data.cell_ptr[t], data.cell_ptr[t + 1]):
        cell = data.cell[i]
        if not data.in_cell[old_t, cell]:
            excess = _cell_excess(data, state, k, cell)
            change += data.cell_weeks[cell] * (excess - state.set_count[base + cell])
    state.member_time[position] = old_t
    return change


@inline
def shift_set(data, state, k, position, t, r, sign):
    """A member of set k, at `position`, starts or stops meeting at (t, r).

    Returns the change of the set's excess. The unplaced (t is nowhen) count for
    nothing.
    """
    kind = data.set_kind[k]
    base = data.set_count_ptr[k]
    limit = data.set_limit[k]
    count = state.set_count
    if kind == COMPACT_GRID:
        return _shift_grid(data, count, base, t, sign)
    if kind in (MIN_DAYS, MAX_DAYS):
        used = count[base + data.days]
        change = _shift_days(data, count, base, t, sign)
        count[base + data.days] += change
        if kind == MAX_DAYS:
            return max(0, used + change - limit) - max(0, used - limit)
        return max(0, limit - used - change) - max(0, limit - used)
    if kind == STABLE_ROOM:
        return _shift_rooms(data, count, base, r, sign)
    if kind == MAX_DAY_LOAD:
        return _shift_load(data, count, base, t, sign, limit)
    if kind == MAX_WEEK_LOAD:
        return _shift_week_load(data, count, base, t, sign, limit)
    if kind == MAX_CONCURRENT:
        return _shift_spans(data, count, base, t, sign, limit, data.set_gap[k])
    if kind in _SORTED:
        return _shift_sorted(data, state, k, position, t, sign)
    return 0


@inline
def set_cost(data, k, excess):
    """Weighted soft cost of a set at this excess."""
    return data.set_penalty[k] * excess // data.set_weeks[k] * data.set_weight[k]


@inline
def sets_gain(data, state, c, hard_weight):
    """The most that moving class c could save in its sets."""
    gain = 0
    for i in range(data.in_ptr[c], data.in_ptr[c + 1]):
        k = data.in_set[i]
        excess = state.set_excess[k]
        if excess == 0:
            continue
        saved = min(excess, data.set_reach[k])
        gain += set_cost(data, k, excess) - set_cost(data, k, excess - saved)
        gain += hard_weight * data.set_hard[k] * saved
    return gain


@inline
def _try_move(data, state, k, position, old_t, old_r, t, r):
    """Change of set k's excess if its member moved from the old time and room."""
    if data.set_kind[k] in _SORTED:
        return _try_sorted(data, state, k, position, old_t, t)
    change = 0
    for step in range(4):
        # Leave, arrive; then back, so that the counters end as they began.
        back = step > 1
        there = step == 1 or step == 2
        shifted = shift_set(
            data,
            state,
            k,
            position,
            t if there else old_t,
            r if there else old_r,
            1 if step % 2 == 1 else -1,
        )
        if not back:
            change += shifted
    return change


@inline
def counts_in(data, k, team):
    """Whether a class of this team counts in set k."""
    if data.teams == 1 or data.set_taught_by[k] < 0:
        return True
    return data.teaches[team, data.set_taught_by[k]] != 0


@kernel
def sets_delta(data, state, c, t, r, team, hard_weight):
    """Change of weighted cost over all sets of class c if it moved to (t, r) and this team."""
    delta = 0
    nowhen = data.gap.shape[0] - 1
    nowhere = data.travel.shape[0] - 1
    for i in range(data.in_ptr[c], data.in_ptr[c + 1]):
        k = data.in_set[i]
        counted = counts_in(data, k, state.team[c])
        counts = counts_in(data, k, team)
        old_t = state.time[c] if counted else nowhen
        old_r = state.room[c] if counted else nowhere
        new_t = t if counts else nowhen
        new_r = r if counts else nowhere
        by_room = data.set_kind[k] == STABLE_ROOM
        if (by_room and new_r == old_r) or (not by_room and new_t == old_t):
            continue
        change = _try_move(data, state, k, data.in_position[i], old_t, old_r, new_t, new_r)
        if change == 0:
            continue
        excess = state.set_excess[k]
        delta += set_cost(data, k, excess + change) - set_cost(data, k, excess)
        delta += hard_weight * data.set_hard[k] * change
    return delta


@kernel
def newly_broken(data, state, c, t, r, team):
    """How many hard sets the unplaced class c of this team would break further at (t, r)."""
    broken = 0
    nowhen = data.gap.shape[0] - 1
    nowhere = data.travel.shape[0] - 1
    for i in range(data.in_ptr[c], data.in_ptr[c + 1]):
        k = data.in_set[i]
        if data.set_hard[k] > 0 and counts_in(data, k, team):
            p = data.in_position[i]
            broken += _try_move(data, state, k, p, nowhen, nowhere, t, r) > 0
    return broken


@kernel
def move_in_sets(data, state, c, t, r, team, sign):
    """Class c of this team starts or stops meeting at (t, r): update sets and totals."""
    for i in range(data.in_ptr[c], data.in_ptr[c + 1]):
        k = data.in_set[i]
        if not counts_in(data, k, team):
            continue
        change = shift_set(data, state, k, data.in_position[i], t, r, sign)
        excess = state.set_excess[k]
        state.set_excess[k] = excess + change
        state.total[0] += set_cost(data, k, excess + change) - set_cost(data, k, excess)
        state.total[1] += data.set_hard[k] * change
