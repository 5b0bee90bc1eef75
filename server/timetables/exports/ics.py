"""Meetings as an iCalendar file.

A class that meets in every week between its first and last becomes one weekly
event; weeks that are left out become exceptions. A meeting that is moved, or taught by
somebody else, becomes an event of its own in the place of one of the series. Times carry
the institution's zone, so that they stay at the same hour of the clock across changes of
the season.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from timetables.meetings import Meeting, positions, start_at
from timetables.models import DatedChange, DatedKind


def write_ics(
    title: str,
    meetings: Sequence[Meeting],
    *,
    first_day: date,
    zone: ZoneInfo,
    domain: str,
    stamp: datetime,
    holidays: Sequence[tuple[date, date]] = (),
    changes: Sequence[DatedChange] = (),
    instead: Sequence[Meeting] = (),
) -> bytes:
    """The calendar file of `meetings`, none of them on `holidays` (first and last days).

    `changes` of one date apply to the meetings of their classes. Of the meetings `instead`
    only the dates with a change are in the calendar: somebody else's, taught by its owner.

    `first_day` is the first day of the term's first week, `stamp` when the timetable
    was made, and `domain` ends the events' identifiers, which stay the same from one
    version of a timetable to the next.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Horarium//Timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", zone.key)
    by_class: dict[UUID, dict[date, DatedChange]] = defaultdict(dict)
    for change in changes:
        by_class[change.cls_id][change.date] = change
    for meeting in meetings:
        own = by_class.get(meeting.class_id, {})
        for event in _events(meeting, first_day, zone, domain, holidays, own):
            event.add("dtstamp", stamp.astimezone(UTC))
            calendar.add_component(event)
    for meeting in instead:
        for day, change in by_class.get(meeting.class_id, {}).items():
            at = timedelta(minutes=meeting.start_minute)
            start = (datetime.combine(day, time()) + at).replace(tzinfo=zone)
            uid = f"{meeting.class_id}-{day}-instead@{domain}"
            event = _event(uid, meeting, start, change, zone)
            event.add("dtstamp", stamp.astimezone(UTC))
            calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _events(
    meeting: Meeting,
    first_day: date,
    zone: ZoneInfo,
    domain: str,
    holidays: Sequence[tuple[date, date]],
    changes: Mapping[date, DatedChange],
) -> Iterator[Event]:
    for day in positions(meeting.days):

        def at(week: int, day: int = day) -> datetime:
            return start_at(first_day, week, day, meeting.start_minute).replace(tzinfo=zone)

        weeks = [
            week
            for week in positions(meeting.weeks)
            if not any(first <= at(week).date() <= last for first, last in holidays)
        ]
        held = [week for week in weeks if not _is_off(changes.get(at(week).date()))]
        if not held:
            continue
        uid = f"{meeting.class_id}-{day}@{domain}"
        alone = len(weeks) == 1
        change = changes.get(at(weeks[0]).date()) if alone else None
        event = _event(uid, meeting, at(weeks[0]), change, zone)
        if not alone:
            span = range(weeks[0], weeks[-1] + 1)
            event.add("rrule", vRecur({"FREQ": "WEEKLY", "COUNT": len(span)}))
            for week in span:
                if week not in held:
                    event.add("exdate", at(week))
        yield event
        for week in held:
            change = changes.get(at(week).date())
            if change is not None and not alone:
                instead = _event(uid, meeting, at(week), change, zone)
                instead.add("recurrence-id", at(week))
                yield instead


def _is_off(change: DatedChange | None) -> bool:
    return change is not None and change.kind == DatedKind.CANCELLED


def _event(
    uid: str, meeting: Meeting, start: datetime, change: DatedChange | None, zone: ZoneInfo
) -> Event:
    """One event of the meeting, as the change has it if there is one."""
    minutes, room = meeting.length_minutes, meeting.room.name if meeting.room else ""
    if change is not None and change.kind == DatedKind.MOVED:
        assert change.new_date is not None
        at = timedelta(minutes=change.start_minute or 0)
        start = (datetime.combine(change.new_date, time()) + at).replace(tzinfo=zone)
        minutes = change.length_minutes or minutes
        room = change.room.name if change.room else ""
    event = Event()
    event.add("uid", uid)
    event.add("summary", f"{meeting.course.code} {meeting.course.name}".strip())
    event.add("dtstart", start)
    event.add("duration", timedelta(minutes=minutes))
    if room:
        event.add("location", room)
    event.add("description", _description(meeting, change))
    return event


def _description(meeting: Meeting, change: DatedChange | None) -> str:
    people = ", ".join(instructor.name for instructor in meeting.instructors)
    if change is not None and change.instructor is not None:
        people = change.instructor.name
    named = f"{meeting.part} {meeting.name}".strip()
    return "\n".join(line for line in (named, people, change.reason if change else "") if line)
