"""What a problem document says of its institution, indexed once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from horarium.context.learning import Learned, learn
from horarium.formats.fields import parse_bits
from horarium.formats.meetings import option_from_document
from horarium.measures.fairness import edges
from horarium.measures.places import need_access
from horarium.problem import Calendar, Class, Problem, Time, TimeOption
from horarium.profiles import Profile
from horarium.teaching import instructors_of


@dataclass(frozen=True, slots=True)
class Past:
    """Where a class was in the last timetable."""

    days: int
    start: int
    room: str | None


@dataclass(frozen=True)
class Known:
    """The institution behind a problem, and the profile that weighs it."""

    problem: Problem
    profile: Profile

    @property
    def calendar(self) -> Calendar:
        return self.problem.calendar

    @cached_property
    def institution(self) -> Mapping[str, Any]:
        return self.problem.institution or {}

    @cached_property
    def hour(self) -> int:
        """Slots of an hour of the clock, at least one."""
        return max(1, 60 // self.calendar.slot_minutes)

    @cached_property
    def edges(self) -> Mapping[int, tuple[int, int]]:
        """By day the first and the last hour of the clock at which classes can be."""
        return edges(self.problem)

    @cached_property
    def instructors(self) -> Sequence[Mapping[str, Any]]:
        """Those who teach something whatever the timetable."""
        return [one for one in instructors_of(self.problem) if one["classes"]]

    @cached_property
    def teachers(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the instructors of each class that has any."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in self.instructors:
            for id_ in one["classes"]:
                found[id_].append(one["id"])
        return {id_: tuple(ids) for id_, ids in found.items()}

    @cached_property
    def wishes(self) -> Mapping[str, Sequence[TimeOption]]:
        """By instructor the hours that are minded."""
        return {
            one["id"]: [
                option_from_document(entry, self.calendar)
                for entry in one.get("preferences", ())
            ]
            for one in self.instructors
            if one.get("preferences")
        }

    @cached_property
    def learned(self) -> Learned:
        """What ratings and edits of earlier terms say of instructors' hours."""
        return learn(self.problem, self.instructors)

    @cached_property
    def past(self) -> Mapping[str, Past]:
        """By class, where it was in the last timetable."""
        entries = (self.problem.history or {}).get("timetable", {}).get("classes", ())
        return {
            was["id"]: Past(
                parse_bits(was["days"], self.calendar.days, "days", "history"),
                was["start"],
                was["room"],
            )
            for was in entries
        }

    @cached_property
    def accessible(self) -> set[str]:
        """Rooms that are reached without steps."""
        rooms = self.institution.get("rooms", {})
        return {id_ for id_, room in rooms.items() if room.get("accessible")}

    @cached_property
    def need_access(self) -> set[str]:
        """Classes that must be reached without steps, also for whoever may teach them."""
        listed = self.institution.get("instructors", ())
        needing = {one["id"] for one in listed if one.get("needs_accessible")}
        return need_access(self.institution, listed) | {
            id_
            for id_, cls in self.problem.classes.items()
            if any(not needing.isdisjoint(option.instructors) for option in cls.instructors)
        }

    @cached_property
    def says_hours(self) -> set[str]:
        """Classes of which the institution itself says which hours it would rather not."""
        return {
            id_
            for id_, cls in self.problem.classes.items()
            if len({self.stated(cls, o.time, o.penalty) for o in cls.times}) > 1
        }

    def minded(self, cls: Class, time: Time) -> list[tuple[str, int]]:
        """Instructors of the class who mind the time, and what that costs.

        Of a class that offers its instructors, the problem says itself what they mind.
        """
        if cls.instructors:
            return []
        found = []
        for id_ in self.teachers.get(cls.id, ()):
            cost = sum(wish.minded(time) for wish in self.wishes.get(id_, ()))
            if cost:
                found.append((id_, cost))
        return found

    def stated(self, cls: Class, time: Time, penalty: int) -> int:
        """What is left of an option's penalty without its instructors' preferences."""
        return max(0, penalty - sum(cost for _, cost in self.minded(cls, time)))
