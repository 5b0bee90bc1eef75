"""What those who teach would rather have: stated, learned, and as it was before."""

from collections.abc import Iterator

from horarium.context.known import Known
from horarium.context.reasons import Reason
from horarium.measures.timetable import bits
from horarium.problem import Class, RoomOption, TimeOption

MOVED_TIME = 2
"""Points for a class at another time than in the last timetable."""

MOVED_ROOM = 1


def of_time(known: Known, cls: Class, option: TimeOption) -> Iterator[Reason]:
    """Stated preferences, learned ones, and another time than last term."""
    time, profile = option.time, known.profile
    weight = profile.lecturer_preference
    for instructor, points in known.minded(cls, time):
        yield Reason(
            "behavioural", "stated_preference", points, weight, {"instructor": instructor}
        )
    if known.learned:
        for instructor in known.teachers.get(cls.id, ()):
            yield from _learned(known, instructor, option)
    past = known.past.get(cls.id)
    if past is not None and (past.days, past.start) != (time.days, time.start):
        yield Reason("behavioural", "moved_time", MOVED_TIME, profile.continuity)


def of_room(known: Known, cls: Class, option: RoomOption) -> Iterator[Reason]:
    """Rooms that were disliked, and another room than last term."""
    if known.learned:
        weight = known.profile.lecturer_preference
        for instructor in known.teachers.get(cls.id, ()):
            points = known.learned.points(instructor, ("room", option.room))
            if points:
                about = {"instructor": instructor, "room": option.room}
                yield Reason("behavioural", "learned_room", points, weight, about)
    past = known.past.get(cls.id)
    if past is not None and past.room is not None and past.room != option.room:
        yield Reason("behavioural", "moved_room", MOVED_ROOM, known.profile.continuity)


def _learned(known: Known, instructor: str, option: TimeOption) -> Iterator[Reason]:
    """What past terms say against the hours and days of this time."""
    time, weight = option.time, known.profile.lecturer_preference
    days = list(bits(time.days))
    for hour in known.calendar.clock_hours(time.start, time.end):
        points = known.learned.points(instructor, ("hour", hour)) * len(days)
        if points:
            about = {"instructor": instructor, "hour": hour}
            yield Reason("behavioural", "learned_hour", points, weight, about)
    for day in days:
        points = known.learned.points(instructor, ("day", day))
        if points:
            about = {"instructor": instructor, "day": day}
            yield Reason("behavioural", "learned_day", points, weight, about)
