"""What each class may get: of what it is offered, where its instructors are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from campus.models import Instructor, InstructorUnavailability, Term
from courses.compile.offers import Fixed, Offer, Offers, Place
from courses.compile.rows import HOURS, Rows, grouped
from courses.models import Class
from courses.options.hours import Hours, cost, only, overlap


@dataclass
class Choice:
    """Times and rooms with penalties; `derived` names what nobody stated."""

    times: Sequence[tuple[Hours, int]]
    rooms: Sequence[tuple[UUID, int]]
    derived: list[str] = field(default_factory=list)
    pin: Place | None = None


class Choices:
    """By class its `Choice`. `fixed` classes stay where they are."""

    def __init__(self, rows: Rows, fixed: Mapping[UUID, Fixed]) -> None:
        self.rows = rows
        self.offers = Offers(rows, fixed)
        self.teaching = self.offers.teaching
        self.week = self.offers.week
        self.blocked = blocked_hours(rows.term, rows.instructors)
        self.held: dict[UUID, Hours] = {}
        self._common: dict[Any, list[tuple[Hours, int]]] = {}
        self.of = {row[0].pk: self._choice(row[0], self.offers.of(*row)) for row in rows.each()}

    def _choice(self, cls: Class, offer: Offer) -> Choice:
        times, rooms = self._times(cls, offer), offer.rooms
        hours, room = offer.stays
        if hours is not None:
            self.held[cls.pk] = hours
            times = [(hours, dict(times).get(hours, 0))]
        if room is not None:
            rooms = [(room, dict(rooms).get(room, 0))]
        return Choice(times, rooms, list(offer.derived), offer.pin)

    def _times(self, cls: Class, offer: Offer) -> Sequence[tuple[Hours, int]]:
        """Those at which the instructors are there; a time costs what they mind, too."""
        blocked, wishes = self._minds(cls)
        if not blocked and not wishes:
            return offer.times
        # What is derived is the same for many classes.
        key = offer.shape and (offer.shape, tuple(blocked), tuple(wishes))
        if key not in self._common:
            times = [
                (hours, penalty + cost(wishes, hours))
                for hours, penalty in offer.times
                if not any(overlap(hours, other) for other in blocked)
            ]
            if key is None:
                return times
            self._common[key] = times
        return self._common[key]

    def _minds(self, cls: Class) -> tuple[list[Hours], list[Any]]:
        """When the class's instructors cannot teach, and when they would rather not.

        Those whom classes choose say so themselves in the document.
        """
        if cls.pk in self.teaching.teams:
            return [], []
        teachers = self.rows.teachers.get(cls.pk, ())
        blocked = [hours for i in teachers for hours in self.blocked.get(i.pk, ())]
        wishes = [wish for i in teachers for wish in self.rows.preferences.get(i.pk, ())]
        return blocked, wishes


def blocked_hours(term: Term, instructors: Iterable[Instructor]) -> dict[UUID, list[Hours]]:
    """By instructor when classes cannot be: unavailable, or the research day."""
    blocked: dict[UUID, list[Hours]] = grouped(
        InstructorUnavailability.objects.filter(term=term), "instructor_id", *HOURS
    )
    for instructor in instructors:
        day = instructor.research_day
        if day is not None and day < term.days:
            whole = ("1" * term.weeks, only(term.days, day), 0, 24 * 60)
            blocked[instructor.pk].append(whole)
    return dict(blocked)
