"""Whether a timetable's figures are of before it, or what it is made from, was changed."""

from audit.selectors import data_version
from timetables.models import Timetable, TimetableState


def is_stale(timetable: Timetable, now: str | None = None) -> bool:
    """True until it is scored anew; `now` is the `data_version`, where that is known.

    What is archived keeps the figures that it had.
    """
    if not timetable.scored_of or timetable.state == TimetableState.ARCHIVED:
        return not timetable.scored_of
    return timetable.scored_of != (data_version() if now is None else now)
