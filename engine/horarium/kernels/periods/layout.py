"""The arrays of a problem of periods (`Grid`) and of one timetable for it (`Timetable`).

Classes that are alike in everything are one group; tables have a row per group.
Periods are numbered along the days: the numbers of those that touch differ by 1, and
between any others at least `GAP` numbers belong to no period, nor do the first and
last `MARGIN` ones. The last room is that of classes that need none. Tables of two
dimensions are flat: row * width + column.
"""

from dataclasses import dataclass

from horarium.kernels.fields import Fields
from horarium.kernels.layout import I8, I32, I64, U64, Number

GAP = 2
MARGIN = 2 * GAP

NEVER = 1 << 28
"""Cost of a period or room that a class does not offer; no true cost comes near."""

FREE = -1
CLOSED = -2
"""In `Timetable.owner`: nobody is there; nobody may be there."""

HARD = 7
SHARE_COMPACT = 8
SHARE_DAYS = 16
SHARE_ROOM = 32
SOFT = 64
"""Parts of `Grid.relation`: the hard weight of two groups' classes in one period, whether
they are in a common set of a kind, and whether `Grid.soft` has a cost for them."""


@dataclass(frozen=True, eq=False)
class Grid(Fields):
    """A problem. `x_ptr` arrays delimit, per row, a slice of the arrays that follow them."""

    periods: Number
    rooms: Number
    groups: Number
    days: Number
    day: I32
    # Classes and their groups; of a group the options, and what each costs.
    movable: I32
    group: I32
    period_ptr: I32
    option_period: I32
    room_ptr: I32
    option_room: I32
    room_cost: I32
    # Two groups: `relation` for each two; per group a list of those it must (hard) or
    # should (soft) not meet at the same time with, itself among them; and the weights
    # of two of its own classes.
    relation: I8
    soft: I32
    other_ptr: I32
    other: I32
    other_hard: I32
    other_soft: I32
    own_hard: I32
    own_soft: I32
    # Sets that should have no isolated meetings, by group, and their groups.
    compact_ptr: I32
    compact: I32
    member_ptr: I32
    member: I32
    compact_cost: I32
    # Sets that should be spread over days, and sets that should keep to one room.
    spread_ptr: I32
    spread: I32
    spread_limit: I32
    spread_cost: I32
    stable_ptr: I32
    stable: I32
    stable_cost: I32


@dataclass(frozen=True, eq=False)
class Timetable(Fields):
    """Where every class is, and what makes the cost of a move cheap to find."""

    period: I32
    room: I32
    # The class in each period and room.
    owner: I32
    # Per group and period: the hard weight of the classes there that a class of the group
    # must not meet with; what it would cost more if one came; what if one went.
    clash: I32
    entry: I32
    leave: I32
    # Meetings of each compact set in each period; of each spread set on each day, and
    # days it uses; of each stable set in each room, and rooms it uses.
    met: I32
    on_day: I32
    days_used: I32
    in_room: I32
    rooms_used: I32
    # Soft cost and hard weight of the whole.
    total: I64
    rng: U64
    scratch: I32


@dataclass(frozen=True, eq=False)
class BestPlaces(Fields):
    """Where all classes are in the best timetable so far; `value` is [soft, hard]."""

    period: I32
    room: I32
    value: I64
