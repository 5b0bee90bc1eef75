"""Timetables of a term, how they are agreed on, and what they teach the next.

timetable  where and when classes meet, and who attends which
review     departments' approvals, and the steps from draft to archive
past       departments that stay, and ratings
"""

from timetables.models.past import FrozenDepartment, Rating
from timetables.models.review import Approval, ApprovalState, ReviewAction, ReviewStep
from timetables.models.timetable import (
    STEPS,
    Attendance,
    Placement,
    Timetable,
    TimetableState,
)

__all__ = [
    "STEPS",
    "Approval",
    "ApprovalState",
    "Attendance",
    "FrozenDepartment",
    "Placement",
    "Rating",
    "ReviewAction",
    "ReviewStep",
    "Timetable",
    "TimetableState",
]
