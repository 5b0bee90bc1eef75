"""A timetable without any clash, around which a university is made and which nobody is shown.

Its classes are placed before students choose, and they choose what they can attend in it:
so there is always a timetable in which every wish for a course comes true.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from random import Random

from horarium.problem import Room, Time, TimeOption
from horarium.university.people import Lecturer
from horarium.university.presets import LECTURE_MINUTES, SLOT_MINUTES
from horarium.university.sections import Section
from horarium.university.wishes import HOUR

_BREAK = 60 // SLOT_MINUTES - LECTURE_MINUTES // SLOT_MINUTES
"""Slots between a class and one in the next hour."""

_DAY = 24
_PATIENCE = 200
"""Placings for each class after which there is no hope."""


class UnplaceableError(ValueError):
    """No timetable without clashes was found for the classes."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where and when a class meets; `hours` has a bit for each hour of the week."""

    hours: int
    time: Time
    room: str

    @property
    def beside(self) -> int:
        """The hours just before and after."""
        return (self.hours << 1) | (self.hours >> 1)


class Distances:
    """Between which rooms the break between two hours is too short."""

    def __init__(self, rooms: Mapping[str, Room]) -> None:
        self._rooms = rooms

    def apart(self, a: Meeting, b: Meeting) -> bool:
        """Whether one person can attend both."""
        if a.hours & b.hours:
            return False
        return not a.beside & b.hours or self._near(a.room, b.room)

    def _near(self, a: str, b: str) -> bool:
        return self._rooms[a].travel.get(b, 0) <= _BREAK


def bits(time: Time) -> int:
    """The hours of the week that a time takes, as bits."""
    hours = -(-time.length // HOUR)
    block = ((1 << hours) - 1) << (time.start // HOUR)
    return sum(block << (day * _DAY) for day in range(7) if time.days >> day & 1)


class Placing:
    """Puts every class somewhere, sending others away where there is no free place.

    Iterative forward search (Müller 2005): a class that is sent away often weighs more.
    """

    def __init__(
        self,
        times: Mapping[str, Sequence[TimeOption]],
        places: Mapping[str, Sequence[str]],
        rooms: Mapping[str, Room],
        distances: Distances,
        rng: Random,
    ) -> None:
        self._times = {
            c: [(bits(o.time), o.time) for o in options] for c, options in times.items()
        }
        self._places = places
        self._rng = rng
        self._distances = distances
        self._taken = {r.id: sum(map(bits, r.unavailable)) for r in rooms.values()}
        self._closed = dict(self._taken)
        self._in: dict[str, dict[str, Meeting]] = defaultdict(dict)
        self._sent: dict[str, int] = defaultdict(lambda: 1)
        self.meetings: dict[str, Meeting] = {}

    def place(self, never: Mapping[str, Collection[str]]) -> dict[str, Meeting]:
        """Meetings by class, none of them at once with one of its `never`.

        Raises UnplaceableError.
        """
        waiting = sorted(
            self._times,
            key=lambda c: (
                len(never.get(c, ())),
                -len(self._times[c]) * len(self._places[c]),
                c,
            ),
        )
        for _ in range(_PATIENCE * len(waiting)):
            if not waiting:
                return self.meetings
            cls = waiting.pop()
            meeting = self._choose(cls, never.get(cls, ()))
            # In an order that does not depend on how texts are hashed in this process.
            for other in sorted(self._in_the_way(meeting, never.get(cls, ()))):
                self._sent[other] += 1
                self._take_out(other)
                waiting.append(other)
            self.meetings[cls] = self._in[meeting.room][cls] = meeting
            self._taken[meeting.room] |= meeting.hours
        raise UnplaceableError(f"{len(waiting)} classes have no place")

    def _take_out(self, cls: str) -> None:
        meeting = self.meetings.pop(cls)
        del self._in[meeting.room][cls]
        self._taken[meeting.room] ^= meeting.hours

    def _choose(self, cls: str, never: Collection[str]) -> Meeting:
        best, least = None, float("inf")
        for hours, time in self._times[cls]:
            room = self._room(cls, hours)
            if room is None:
                continue
            meeting = Meeting(hours, time, room)
            sent_away = self._in_the_way(meeting, never)
            cost = self._rng.random() + sum(self._sent[other] for other in sent_away)
            if cost < least:
                best, least = meeting, cost
        if best is None:
            raise UnplaceableError(f"{cls}: its rooms are never open")
        return best

    def _room(self, cls: str, hours: int) -> str | None:
        """The first room that is free then, or one of those that are taken."""
        taken = []
        for room in self._places[cls]:
            if not self._taken[room] & hours:
                return room
            if not self._closed[room] & hours:
                taken.append(room)
        return self._rng.choice(taken) if taken else None

    def _in_the_way(self, meeting: Meeting, never: Collection[str]) -> set[str]:
        found = set()
        if self._taken[meeting.room] & meeting.hours:
            found = {c for c, m in self._in[meeting.room].items() if m.hours & meeting.hours}
        for other in never:
            there = self.meetings.get(other)
            if there is not None and not self._distances.apart(meeting, there):
                found.add(other)
        return found


def rivals(
    core: Iterable[Iterable[Section]], lecturers: Iterable[Lecturer]
) -> dict[str, set[str]]:
    """The classes that each class never meets at the same time as: someone attends both."""
    together = {tuple(section.id for section in own) for own in core}
    together |= {tuple(lecturer.sections) for lecturer in lecturers}
    never: dict[str, set[str]] = defaultdict(set)
    for classes in together:
        for a, b in permutations(classes, 2):
            never[a].add(b)
    return never
