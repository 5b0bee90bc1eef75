from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from timetables.exports.ics import write_ics
from timetables.exports.xlsx import safe_cell, week_ranges, write_xlsx
from timetables.meetings import CourseRef, Meeting, Ref

MEETING = Meeting(
    class_id=UUID(int=7),
    course=CourseRef(uuid4(), "PHY101", "Mechanics"),
    part="lecture",
    name="L1",
    weeks="1101",
    days="1010000",
    start_minute=9 * 60,
    length_minutes=50,
    room=Ref(uuid4(), "B2 101"),
    instructors=(Ref(uuid4(), "Lecturer PHY-03"),),
    cohorts=(),
    students=42,
    department=Ref(uuid4(), "Physics"),
)


def _calendar(meeting: Meeting, first_day: date, *holidays: tuple[date, date]) -> Any:
    body = write_ics(
        "Term",
        [meeting],
        first_day=first_day,
        zone=ZoneInfo("Europe/Berlin"),
        domain="example.org",
        stamp=datetime(2026, 1, 1, tzinfo=UTC),
        holidays=holidays,
    )
    return Calendar.from_ical(body)


def test_a_class_on_two_days_is_two_weekly_events_at_its_hour_and_room() -> None:
    events = _calendar(MEETING, date(2026, 10, 5)).walk("VEVENT")
    assert [event.start.strftime("%a %H:%M") for event in events] == ["Mon 09:00", "Wed 09:00"]
    assert {str(event["location"]) for event in events} == {"B2 101"}
    assert (events[0].end - events[0].start).total_seconds() == 50 * 60


def test_a_week_without_the_class_is_an_exception_of_the_weekly_event() -> None:
    event = _calendar(MEETING, date(2026, 10, 5)).walk("VEVENT")[0]
    assert event["rrule"]["COUNT"] == [4]
    assert [when.dt.date() for when in event["exdate"].dts] == [date(2026, 10, 19)]


def test_a_holiday_is_an_exception_and_a_term_of_holidays_has_no_event() -> None:
    first = date(2026, 10, 5)
    monday = _calendar(MEETING, first, (date(2026, 10, 12), date(2026, 10, 13)))
    [on_mondays, on_wednesdays] = monday.walk("VEVENT")
    days = [when.dt.date() for line in on_mondays["exdate"] for when in line.dts]
    assert days == [date(2026, 10, 12), date(2026, 10, 19)]
    assert len(on_wednesdays["exdate"].dts) == 1
    assert _calendar(MEETING, first, (first, date(2026, 12, 31))).walk("VEVENT") == []


def test_the_hour_of_the_clock_stays_when_summer_time_ends_within_the_term() -> None:
    event = _calendar(MEETING, date(2026, 10, 19)).walk("VEVENT")[0]
    exception = event["exdate"].dts[0].dt
    assert exception.hour == event.start.hour == 9
    assert exception.utcoffset() != event.start.utcoffset()


def test_a_class_without_weeks_or_room_does_not_break_the_calendar() -> None:
    bare = replace(MEETING, weeks="0000", room=None, instructors=())
    assert _calendar(bare, date(2026, 10, 5)).walk("VEVENT") == []


def test_the_spreadsheet_has_one_readable_row_a_class() -> None:
    sheet = load_workbook(BytesIO(write_xlsx("Term", [MEETING]))).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[1] == (
        "PHY101", "Mechanics", "lecture", "L1", "1-2, 4", "Monday, Wednesday",
        "09:00", "09:50", "B2 101", "Lecturer PHY-03", 42, "Physics",
    )  # fmt: skip


def test_the_spreadsheet_names_days_as_the_calendar_does() -> None:
    wednesday = date(2026, 10, 7)
    sheet = load_workbook(BytesIO(write_xlsx("Term", [MEETING], wednesday))).active
    assert sheet is not None
    events = _calendar(MEETING, wednesday).walk("VEVENT")
    days = [event.start.strftime("%A") for event in events]
    assert sheet["F2"].value == ", ".join(days) == "Wednesday, Friday"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_text_of_a_user_becomes_a_formula(text: str) -> None:
    named = replace(MEETING, name=text)
    cell = load_workbook(BytesIO(write_xlsx("Term", [named]))).active["D2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")
    assert safe_cell("plain") == "plain"


def test_weeks_are_shown_as_ranges() -> None:
    assert week_ranges("111101") == "1-4, 6"
    assert week_ranges("000") == ""
