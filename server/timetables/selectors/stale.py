"""Whether a timetable's figures are of before it, or what it is made from, was changed."""

from datetime import date

from django.utils import timezone

from audit.selectors import data_version
from timetables.models import Timetable, TimetableState


def is_stale(timetable: Timetable, now: str | None = None) -> bool:
    """True until it is scored anew; `now` is the `data_version`, where that is known.

    What is archived, or of a term that is over, keeps the figures that it had.
    """
    is_past = date.min < timetable.term.end_day <= timezone.localdate()
    if not timetable.scored_of or timetable.state == TimetableState.ARCHIVED or is_past:
        return not timetable.scored_of
    return timetable.scored_of != (data_version() if now is None else now)
