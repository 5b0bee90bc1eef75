from random import Random

import pytest

from horarium.problem import Room, Time, TimeOption
from horarium.university.hidden import Distances, Meeting, Placing, UnplaceableError, bits

HOUR = 12
MONDAY = 1
TWO = {name: Room(name, 1) for name in "RS"}


def hour(start: int, hours: int = 1) -> Time:
    return Time(1, MONDAY, start * HOUR, hours * HOUR - 2)


def options(*starts: int) -> list[TimeOption]:
    return [TimeOption(hour(start)) for start in starts]


def test_hours_of_the_week_are_bits() -> None:
    assert bits(hour(9)) == 1 << 9
    assert bits(Time(1, 0b10, 9 * HOUR, 2 * HOUR - 2)) == 0b11 << (24 + 9)


def test_one_person_needs_another_hour_or_a_room_near_enough() -> None:
    far = Room("far", 1, travel={"here": 3})
    here = Room("here", 1, travel={"far": 3, "near": 2})
    near = Room("near", 1, travel={"here": 2})
    apart = Distances({room.id: room for room in (far, here, near)}).apart

    def meeting(start: int, room: str) -> Meeting:
        return Meeting(bits(hour(start)), hour(start), room)

    assert not apart(meeting(9, "here"), meeting(9, "near"))
    assert apart(meeting(9, "here"), meeting(10, "near"))
    assert not apart(meeting(9, "here"), meeting(10, "far"))
    assert apart(meeting(9, "here"), meeting(11, "far"))


def test_a_class_makes_way_for_one_that_has_no_other_place() -> None:
    times = {"free": options(9, 10), "bound": options(9), "mate": options(9, 10, 11)}
    rooms = {name: ["R"] for name in times} | {"mate": ["S"]}
    for seed in range(20):
        found = Placing(times, rooms, TWO, Distances(TWO), Random(seed)).place(
            {"free": {"mate"}, "bound": {"mate"}, "mate": {"free", "bound"}}
        )
        assert {name: m.time.start // HOUR for name, m in found.items()} == {
            "free": 10,
            "bound": 9,
            "mate": 11,
        }


def test_what_has_no_place_is_said() -> None:
    times = {"a": options(9), "b": options(9)}
    rooms = {"a": ["R"], "b": ["R"]}
    placing = Placing(times, rooms, TWO, Distances(TWO), Random(0))
    with pytest.raises(UnplaceableError, match="1 classes"):
        placing.place({})
