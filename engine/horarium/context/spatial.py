"""Rooms: what the institution says of them, empty seats, and ways without steps."""

from collections.abc import Iterator

from horarium.context.known import Known
from horarium.context.reasons import OWN, Reason
from horarium.problem import Class, RoomOption

SEAT_HOURS_A_POINT = 20
"""Seats that stay empty for an hour of the week, for a point."""

MOST_EMPTY = 20
"""Points that empty seats can cost."""

STEPS = 5
"""Points for a room with steps where somebody cannot take them."""


def of_room(known: Known, cls: Class, option: RoomOption) -> Iterator[Reason]:
    """What is stated, seats that stay empty, and steps."""
    stated = option.penalty * known.problem.weights.room
    if stated:
        weight = OWN if known.instructors else known.profile.room_fit
        yield Reason("spatial", "stated_room", stated, weight)
    empty = known.problem.room[option.room].capacity - (cls.limit or 0)
    if cls.limit is not None and empty > 0:
        hours = cls.times[0].time.week_slots / known.hour
        points = min(MOST_EMPTY, round(empty * hours / SEAT_HOURS_A_POINT))
        if points:
            seats = {"room": option.room, "seats": empty}
            yield Reason("spatial", "empty_seats", points, known.profile.room_fit, seats)
    if cls.id in known.need_access and option.room not in known.accessible:
        yield Reason("spatial", "steps", STEPS, OWN, {"room": option.room})
