"""A timetable as a file: for people (calendar, spreadsheet) and for programs (competition)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Membership
from accounts.permissions import Reach, reach
from config.errors import Refused
from timetables import selectors
from timetables.documents import solved_documents
from timetables.exports.competition import write_competition
from timetables.exports.ics import write_ics
from timetables.exports.xlsx import write_xlsx
from timetables.meetings import Meeting
from timetables.models import DatedChange, Timetable, TimetableState
from timetables.selectors.dated import dated_changes

CALENDAR = "text/calendar"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    content_type: str
    ending: str


def export_timetable(
    timetable: Timetable, kind: str, member: Membership, wanted: Mapping[str, UUID]
) -> File:
    """The timetable as ics or xlsx (what the member may see of what is `wanted`), or whole.

    Raises Refused: term_without_dates, format_not_of_term, export_scope,
    generator_unavailable, and whatever the generation service finds.
    """
    if kind in {"ics", "xlsx"}:
        rows = selectors.placements(timetable, member, wanted)
        meetings = selectors.meetings(timetable, rows)
        title = f"{timetable.term.name}, {timetable.name}"
        if kind == "xlsx":
            return File(write_xlsx(title, meetings, timetable.term.first_day), XLSX, "xlsx")
        changes = dated_changes().filter(cls__in=[meeting.class_id for meeting in meetings])
        return File(_calendar(timetable, title, meetings, list(changes)), CALENDAR, "ics")
    if reach(member, "view", "class") is not Reach.EVERYWHERE:
        raise Refused("export_scope", "Only the whole timetable has this format.", status=403)
    problem, solution = solved_documents(timetable)
    if kind == "json":
        return File(json.dumps(solution).encode(), "application/json", "json")
    if kind != timetable.term.origin:
        raise Refused(
            "format_not_of_term",
            f"This term did not come from a file in the format {kind}.",
            field="format",
            origin=timetable.term.origin,
        )
    return File(*write_competition(problem, solution, kind))


def own_calendar(week: selectors.Week) -> File:
    """One's own week as a calendar.

    Raises Refused: no_published_timetable, term_without_dates.
    """
    timetable = week.timetable
    if timetable is None:
        raise Refused("no_published_timetable", "No timetable is published yet.", status=404)
    title = timetable.term.name
    calendar = _calendar(timetable, title, week.meetings, week.changes, week.instead)
    return File(calendar, CALENDAR, "ics")


def _calendar(
    timetable: Timetable,
    title: str,
    meetings: Sequence[Meeting],
    changes: Sequence[DatedChange],
    instead: Sequence[Meeting] = (),
) -> bytes:
    """The calendar; changes by date apply to the published timetable alone."""
    term = timetable.term
    if term.first_day is None:
        raise Refused(
            "term_without_dates",
            f"{term.name} has no first day, so its weeks have no dates.",
            status=409,
        )
    return write_ics(
        title,
        meetings,
        first_day=term.first_day,
        zone=term.institution.zone,
        domain=f"{term.institution_id}.horarium",
        stamp=timetable.updated_at,
        changes=changes if timetable.state == TimetableState.PUBLISHED else (),
        instead=instead,
        holidays=list(term.holidays.values_list("first_day", "last_day")),
    )
