"""Classes: is there a time, a room, somebody who teaches?"""

from collections.abc import Iterator

from campus.models import Room
from courses.models import Class
from courses.readiness.facts import Facts, free
from courses.readiness.finding import Finding, blocks, warns

MOST_NAMED = 5
"""Rooms that a finding names."""


def empty_term(facts: Facts) -> Iterator[Finding]:
    if not facts.classes:
        yield blocks("no_classes", "term", facts.term)


def parents(facts: Facts) -> Iterator[Finding]:
    """Below a class of its own part: a student attends one class of each."""
    known = {cls.pk: cls for cls in facts.classes}
    for cls in facts.classes:
        above = known.get(cls.parent_id) if cls.parent_id else None
        if above is not None and above.subpart_id == cls.subpart_id:
            yield blocks("parent_beside", "class", cls, parent=above.name)


def times(facts: Facts) -> Iterator[Finding]:
    """Without a time of their own, or with none at which their instructors are there."""
    minded = []
    for cls in facts.classes:
        pin = facts.pins.get(cls.pk)
        if pin is not None and pin.start_minute is not None:
            continue
        if cls.pk in facts.stated:
            if facts.blocking(cls):
                minded.append(cls)
            continue
        derived = facts.derived(cls)
        if derived is None:
            yield blocks("class_without_hours", "class", cls)
        elif not derived:
            yield blocks("class_without_time", "class", cls)
        elif not free(derived, facts.blocking(cls)):
            yield _never_taught(facts, cls)
    stated = facts.stated_times(minded) if minded else {}
    for cls in minded:
        if not free(stated[cls.pk], facts.blocking(cls)):
            yield _never_taught(facts, cls)


def rooms(facts: Facts) -> Iterator[Finding]:
    """Without a room: too many students for any, features that none has, or no right to it."""
    largest = max((room.capacity for room in facts.rooms), default=0)
    for cls in facts.classes:
        if not cls.needs_room or facts.rooms_for[cls.pk]:
            continue
        need = facts.need(cls)
        lacking = sorted(
            facts.feature[feature] for feature in need.features if not _has(facts, feature)
        )
        if need.seats > largest:
            yield blocks(
                "class_larger_than_rooms", "class", cls, limit=need.seats, largest=largest
            )
        elif lacking:
            yield blocks("class_without_featured_room", "class", cls, features=lacking)
        else:
            yield blocks("class_without_room", "class", cls)
    # Seats that are missing have a price in some problems: there, a room may be too small.
    if not facts.term.weight_capacity:
        yield from _too_small(facts)


def closed_rooms(facts: Facts) -> Iterator[Finding]:
    """Never with a room that is open when the class's instructors are there."""
    minded = [
        cls
        for cls in facts.classes
        if (keys := facts.rooms_for.get(cls.pk)) and all(key in facts.closed for key in keys)
    ]
    times = facts.times(minded) if minded else {}
    for cls in minded:
        taught = [time for time in times[cls.pk] if free([time], facts.blocking(cls))]
        keys = facts.rooms_for[cls.pk]
        if taught and not any(free(taught, facts.closed[key]) for key in keys):
            names = sorted(facts.room[key].name for key in keys if key in facts.room)
            yield blocks("class_when_rooms_are_closed", "class", cls, rooms=names[:MOST_NAMED])


def instructors(facts: Facts) -> Iterator[Finding]:
    for cls in facts.classes:
        if cls.pk not in facts.teachers and cls.pk not in facts.alternatives:
            yield warns("class_without_instructor", "class", cls)


def _too_small(facts: Facts) -> Iterator[Finding]:
    if facts.term.self_contained:
        return
    for cls in facts.classes:
        keys = facts.rooms_for.get(cls.pk)
        seats = max((_seats(facts.room.get(key)) for key in keys or ()), default=0)
        if keys and cls.limit and seats < cls.limit:
            yield warns(
                "class_larger_than_its_rooms", "class", cls, limit=cls.limit, seats=seats
            )


def _seats(room: Room | None) -> int:
    return room.capacity if room else 0


def _has(facts: Facts, feature: object) -> bool:
    return any(feature in features for features in facts.room_features.values())


def _never_taught(facts: Facts, cls: Class) -> Finding:
    names = [i.name for i in facts.teaching(cls) if facts.blocked.get(i.pk)]
    return blocks("class_when_instructors_are_away", "class", cls, instructors=names)
