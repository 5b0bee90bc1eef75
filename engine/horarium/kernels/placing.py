"""Change a timetable's placements, and build its state from nothing."""

from horarium.kernels.jit import inline, kernel
from horarium.kernels.pairs import shift
from horarium.kernels.sets import move_in_sets


@inline
def _occupy(data, state, r, t, change):
    """A class more (1) or less (-1) meets at t in room r: count it at all times it overlaps."""
    gaps = data.gap[t]
    busy = state.busy[r]
    for u in range(gaps.shape[0]):
        busy[u] += change * (gaps[u] < 0)


@inline
def _leave_room(data, state, c, r):
    """Take class c out of its room's list; the last of the list takes its place."""
    at = state.room_position[c]
    if at < 0:
        return
    _occupy(data, state, r, state.time[c], -1)
    state.room_count[r] -= 1
    last = state.room_class[state.room_ptr[r] + state.room_count[r]]
    state.room_class[state.room_ptr[r] + at] = last
    state.room_position[last] = at
    state.room_position[c] = -1


@inline
def _enter_room(data, state, c, r):
    """Append class c to its room's list; the two rooms that are none have no list."""
    if r >= data.travel.shape[0] - 2:
        return
    _occupy(data, state, r, state.time[c], 1)
    at = state.room_count[r]
    state.room_class[state.room_ptr[r] + at] = c
    state.room_position[c] = at
    state.room_count[r] = at + 1


@inline
def _recount(data, state, c, before, after):
    """Class c meets at another time: its students' other classes count it at theirs."""
    was = data.gap[before]
    now = data.gap[after]
    first = data.joint_ptr[c]
    for i in range(first, first + state.joint_size[c]):
        o = state.joint_other[i]
        if data.counted[o]:
            students = state.joint_count[i]
            for option in range(data.time_ptr[o], data.time_ptr[o + 1]):
                t = data.opt_time[option]
                state.overlaps[option] += students * (int(now[t] < 0) - int(was[t] < 0))


@kernel
def place(data, state, c, time_option, room_option):
    """Move class c to the two options (-1, -1: out of the timetable)."""
    if state.class_touched[c] == 0:
        state.class_touched[c] = 1
        state.touched_class[state.touched[0]] = c
        state.touched[0] += 1
    shift(data, state, c, -1)
    before = state.time[c]
    if state.time_option[c] >= 0:
        move_in_sets(data, state, c, state.time[c], state.room[c], state.team[c], -1)
    _leave_room(data, state, c, state.room[c])
    state.time_option[c] = time_option
    state.room_option[c] = room_option
    if time_option < 0:
        state.time[c] = data.gap.shape[0] - 1
        state.room[c] = data.travel.shape[0] - 1
        state.team[c] = 0
    else:
        state.time[c] = data.opt_time[time_option]
        state.room[c] = data.opt_room[room_option]
        state.team[c] = data.opt_team[room_option]
        move_in_sets(data, state, c, state.time[c], state.room[c], state.team[c], 1)
    _enter_room(data, state, c, state.room[c])
    if state.time[c] != before:
        _recount(data, state, c, before, state.time[c])
    shift(data, state, c, 1)
