"""The arrays that the kernels work on: `Data` is read-only, `State` is one timetable.

Rooms, courses and students are numbered in the order of the problem, and so are classes,
but that in each config the subparts of parents come first. Two numbers beyond the real
ones keep the kernels free of branches: the time `nowhen` (the last row of every table
over times), which conflicts with nothing, and the rooms `no_room` (for a class that needs
none) and `nowhere` (for a class that is not placed). An "option" is a position in
`opt_time` or `opt_room`.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numba import types
from numpy.typing import NDArray

from horarium.kernels.fields import Fields

I8 = Annotated[NDArray[np.int8], types.Array(types.int8, 1, "C")]
I32 = Annotated[NDArray[np.int32], types.Array(types.int32, 1, "C")]
I64 = Annotated[NDArray[np.int64], types.Array(types.int64, 1, "C")]
U64 = Annotated[NDArray[np.uint64], types.Array(types.uint64, 1, "C")]
I16Table = Annotated[NDArray[np.int16], types.Array(types.int16, 2, "C")]
I64Table = Annotated[NDArray[np.int64], types.Array(types.int64, 2, "C")]
U8Table = Annotated[NDArray[np.uint8], types.Array(types.uint8, 2, "C")]
U16Table = Annotated[NDArray[np.uint16], types.Array(types.uint16, 2, "C")]
Number = Annotated[int, types.int64]

NO_GAP = 32767
"""In `Data.gap`: the two times have no day of any week in common."""

CHAIN = 12
"""Most classes that one chain of moves can drive from their places."""

# How a pair entry is checked. Kinds below GAP are a bit of `Data.broken`.
SAME_START = 0
SAME_TIME = 1
DIFFERENT_TIME = 2
SAME_DAYS = 3
DIFFERENT_DAYS = 4
SAME_WEEKS = 5
DIFFERENT_WEEKS = 6
OVERLAP = 7
BEFORE = 8
AFTER = 9
GAP = 10
ATTEND = 11
WORK_DAY = 12
SAME_ROOM = 13
DIFFERENT_ROOM = 14
TAUGHT = 16
"""Added to a kind that counts only between two classes of the run's instructor."""

# How a set constraint is counted.
MAX_DAYS = 0
MAX_DAY_LOAD = 1
MAX_BREAKS = 2
MAX_BLOCK = 3
MIN_DAYS = 4
COMPACT = 5
STABLE_ROOM = 6
COMPACT_GRID = 7
MAX_CONCURRENT = 8
MAX_WEEK_LOAD = 9


@dataclass(frozen=True, eq=False)
class Data(Fields):
    """A problem. `x_ptr` arrays delimit, per row, a slice of the arrays that follow them."""

    # Times: `gap[t, u]` slots between two times, negative when they overlap, NO_GAP when
    # they share no day; bit k of `broken[t, u]`: pair kind k does not hold for t before u.
    gap: I16Table
    broken: U16Table
    start: I32
    end: I32
    # Cells are (class of like weeks, day); `cell_weeks` is how many weeks a cell stands for.
    cell_ptr: I32
    cell: I32
    cell_weeks: I32
    in_cell: U8Table
    day_ptr: I32
    day: I32
    # Rooms: travel in slots; `closed[r, t]`: t meets while r is unavailable.
    travel: I16Table
    closed: U8Table
    # Classes: options with their weighted costs.
    time_ptr: I32
    opt_time: I32
    opt_time_cost: I64
    room_ptr: I32
    opt_room: I32
    opt_room_cost: I64
    # Where classes choose who teaches them, room options are pairs of a team and a room, those
    # of one team side by side: `rooms_per_team` in a class. Team 0 is nobody; there is no other
    # where no class chooses. `teaches[team, instructor]`; `away[team, t]`: how many of the
    # team are not there at t; `minded[team, t]`: the weighted cost of what they mind.
    opt_team: I32
    opt_team_cost: I64
    rooms_per_team: I32
    teaches: U8Table
    away: U16Table
    minded: I64Table
    # Pairs: for each class, runs of other classes that it must keep the same with; for
    # each run, how to check and what a violation adds, and its slice of the others. One of an
    # instructor has a kind beyond TAUGHT, and says whose.
    run_ptr: I32
    run_kind: I8
    run_limit: I32
    run_hard: I32
    run_soft: I64
    run_taught_by: I32
    pair_ptr: I32
    pair_other: I32
    # Sets: kind, parameters, costs (penalty * excess // weeks * weight), members, and the
    # instructor whose classes count alone (-1: all do).
    set_kind: I8
    set_limit: I32
    set_gap: I32
    set_hard: I32
    set_penalty: I64
    set_weight: I64
    set_weeks: I64
    set_ptr: I32
    set_member: I32
    set_taught_by: I32
    # Where a class stands in the member lists: the set and the position.
    in_ptr: I32
    in_set: I32
    in_position: I32
    set_count_ptr: I64
    # The most by which a member that moves can lessen a set's excess.
    set_reach: I64
    # Students: requests are (student, course); a request has a seat per subpart.
    student_request_ptr: I32
    request_student: I32
    request_course: I32
    seat_ptr: I32
    seat_request: I32
    course_config_ptr: I32
    config_subpart_ptr: I32
    subpart_class_ptr: I32
    class_subpart: I32
    subpart_config: I32
    config_course: I32
    class_parent: I32
    class_limit: I32
    # Classes with students and few times: those who have another class then are counted.
    counted: I8
    roster_ptr: I64
    joint_ptr: I64
    switchable: I32
    movable: I32
    # Weights and sizes.
    teams: Number
    student_weight: Number
    days: Number
    slots: Number


@dataclass(frozen=True, eq=False)
class State(Fields):
    """One timetable, with everything that makes the cost of a move cheap to find."""

    # Classes: chosen options (-1: not placed) and the time, room and team that they mean.
    time_option: I32
    room_option: I32
    time: I32
    room: I32
    team: I32
    # What each class's own options, room clashes, pairs and students cost now.
    hard_of: I64
    soft_of: I64
    # Classes in each room, and where a class stands in its room's list.
    room_ptr: I64
    room_class: I32
    room_count: I32
    room_position: I32
    # [room, time]: how many classes meet there at an overlapping time, and one more where
    # the room is closed.
    busy: U16Table
    # Set constraints: each one's excess, members' times, and counters by kind.
    set_excess: I64
    member_time: I32
    set_count: I32
    # Students: the class of each seat (-1: none), who sits in each class, and how many
    # students each class has in common with others.
    seat: I32
    filled: I32
    roster: I32
    roster_position: I32
    joint_other: I32
    joint_count: I32
    joint_size: I32
    # [time option]: students of its class who then have another class, for counted classes.
    overlaps: I32
    # What was touched since the best timetable was kept, so that keeping it again copies
    # little: marks and lists of classes and of seats, and how many are listed.
    class_touched: I8
    touched_class: I32
    seat_touched: I8
    touched_seat: I32
    touched: I64
    # Totals: soft cost, hard violations of classes, missing classes of students.
    total: I64
    rng: U64
    # Scratch for sorting a cell's meetings and for building student bundles.
    scratch: I32
    bundle: I32


@dataclass(frozen=True, eq=False)
class Best(Fields):
    """A copy of the choices of the best timetable so far; `value` is [soft, hard]."""

    time_option: I32
    room_option: I32
    seat: I32
    value: I64
