"""Meetings as a spreadsheet, one row a class."""

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO

import xlsxwriter

from timetables.meetings import Meeting, positions

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HEADERS = (
    "Course",
    "Title",
    "Part",
    "Class",
    "Weeks",
    "Days",
    "Start",
    "End",
    "Room",
    "Instructors",
    "Students",
    "Department",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_xlsx(title: str, meetings: Sequence[Meeting], first_day: date | None = None) -> bytes:
    """The spreadsheet file of `meetings`; no text of a user becomes a formula.

    `first_day` is the first day of the term's first week, a Monday where it is not known.
    """
    first_weekday = first_day.weekday() if first_day else 0
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title})
        sheet = book.add_worksheet("Classes")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, HEADERS, book.add_format({"bold": True, "bottom": 1}))
        for row, meeting in enumerate(meetings, start=1):
            for column, value in enumerate(_cells(meeting, first_weekday)):
                if isinstance(value, int):
                    sheet.write_number(row, column, value)
                else:
                    sheet.write_string(row, column, safe_cell(value))
        sheet.autofilter(0, 0, max(1, len(meetings)), len(HEADERS) - 1)
        sheet.autofit()
    return buffer.getvalue()


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, even when saved on as CSV."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def clock(minute: int) -> str:
    """Minutes of the day as HH:MM."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def day_names(days: str, first_weekday: int) -> str:
    """Names of the days of a bit string whose first character is a weekday, 0 for Monday."""
    return ", ".join(
        DAYS[(first_weekday + day) % 7] if day < 7 else f"Day {day + 1}"
        for day in positions(days)
    )


def week_ranges(weeks: str) -> str:
    """Weeks counted from 1, runs shortened: "1-4, 6"."""
    runs: list[list[int]] = []
    for week in positions(weeks):
        if runs and week == runs[-1][1] + 1:
            runs[-1][1] = week
        else:
            runs.append([week, week])
    return ", ".join(f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in runs)


def _cells(meeting: Meeting, first_weekday: int) -> Iterator[str | int]:
    yield meeting.course.code
    yield meeting.course.name
    yield meeting.part
    yield meeting.name
    yield week_ranges(meeting.weeks)
    yield day_names(meeting.days, first_weekday)
    yield clock(meeting.start_minute)
    yield clock(meeting.end_minute)
    yield meeting.room.name if meeting.room else ""
    yield ", ".join(instructor.name for instructor in meeting.instructors)
    yield meeting.students
    yield meeting.department.name if meeting.department else ""
