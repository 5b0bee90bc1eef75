"""Meetings as an iCalendar file.

A class that meets in every week between its first and last becomes one weekly
event; weeks that are left out become exceptions. Times carry the institution's
zone, so that they stay at the same hour of the clock across changes of the season.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from timetables.meetings import Meeting, positions, start_at


def write_ics(
    title: str,
    meetings: Sequence[Meeting],
    *,
    first_day: date,
    zone: ZoneInfo,
    domain: str,
    stamp: datetime,
    holidays: Sequence[tuple[date, date]] = (),
) -> bytes:
    """The calendar file of `meetings`, none of them on `holidays` (first and last days).

    `first_day` is the first day of the term's first week, `stamp` when the timetable
    was made, and `domain` ends the events' identifiers, which stay the same from one
    version of a timetable to the next.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Horarium//Timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", zone.key)
    for meeting in meetings:
        for event in _events(meeting, first_day, zone, domain, holidays):
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
) -> Iterator[Event]:
    for day in positions(meeting.days):

        def at(week: int, day: int = day) -> datetime:
            return start_at(first_day, week, day, meeting.start_minute).replace(tzinfo=zone)

        weeks = [
            week
            for week in positions(meeting.weeks)
            if not any(first <= at(week).date() <= last for first, last in holidays)
        ]
        if not weeks:
            continue
        event = Event()
        event.add("uid", f"{meeting.class_id}-{day}@{domain}")
        event.add("summary", f"{meeting.course.code} {meeting.course.name}".strip())
        event.add("dtstart", at(weeks[0]))
        event.add("duration", timedelta(minutes=meeting.length_minutes))
        if meeting.room:
            event.add("location", meeting.room.name)
        event.add("description", _description(meeting))
        if len(weeks) > 1:
            span = range(weeks[0], weeks[-1] + 1)
            event.add("rrule", vRecur({"FREQ": "WEEKLY", "COUNT": len(span)}))
            for week in span:
                if week not in weeks:
                    event.add("exdate", at(week))
        yield event


def _description(meeting: Meeting) -> str:
    people = ", ".join(instructor.name for instructor in meeting.instructors)
    return "\n".join(
        line for line in (f"{meeting.part} {meeting.name}".strip(), people) if line
    )
