"""Pins that cannot all hold."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from uuid import UUID

from courses.models import Class
from courses.options.hours import Hours, overlap
from courses.readiness.facts import Facts
from courses.readiness.finding import Finding, blocks, warns


def contradictions(facts: Facts) -> Iterator[Finding]:
    if not facts.pins:
        return
    classes = {cls.pk: cls for cls in facts.classes if cls.pk in facts.pins}
    fixed: dict[UUID, list[tuple[Class, Hours]]] = defaultdict(list)
    for key, cls in classes.items():
        pin = facts.pins[key]
        if pin.room is not None and cls.limit and pin.room.capacity < cls.limit:
            yield warns(
                "pin_room_too_small",
                "class",
                cls,
                room=pin.room.name,
                seats=pin.room.capacity,
                limit=cls.limit,
            )
        if pin.start_minute is None or pin.length_minutes is None:
            continue
        hours = (pin.weeks, pin.days, pin.start_minute, pin.length_minutes)
        if pin.room and any(
            overlap(hours, other) for other in facts.closed.get(pin.room.pk, ())
        ):
            yield blocks("pin_when_room_is_closed", "class", cls, room=pin.room.name)
        away = [
            i.name
            for i in facts.teaching(cls)
            if any(overlap(hours, other) for other in facts.blocked.get(i.pk, ()))
        ]
        if away:
            yield warns("pin_when_instructors_are_away", "class", cls, instructors=away)
        for instructor in facts.teaching(cls):
            fixed[instructor.pk].append((cls, hours))
    for instructor_id, meetings in fixed.items():
        for (cls, hours), (other, others) in combinations(meetings, 2):
            if overlap(hours, others):
                yield blocks(
                    "pins_of_one_instructor_overlap",
                    "class",
                    cls,
                    other=other.name,
                    instructor=facts.instructors[instructor_id].name,
                )
