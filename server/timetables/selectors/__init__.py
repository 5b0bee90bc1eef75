"""What is read about timetables.

meetings  for a page or a file, and one's own week
reviews   where a timetable stands on its way, and who has to say what
"""

from timetables.selectors.meetings import (
    ATTENDED_BY,
    FILTERS,
    Week,
    current_timetable,
    meetings,
    own_placements,
    own_week,
    placements,
)
from timetables.selectors.reviews import approvals, steps, timetables

__all__ = [
    "ATTENDED_BY",
    "FILTERS",
    "Week",
    "approvals",
    "current_timetable",
    "meetings",
    "own_placements",
    "own_week",
    "placements",
    "steps",
    "timetables",
]
