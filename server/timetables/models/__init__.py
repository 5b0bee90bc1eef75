"""Timetables of a term, how they are agreed on, and what they teach the next.

timetable  where and when classes meet, and who attends which
review     departments' approvals, and the steps from draft to archive
comments   what people say about it
edits      what people change in a draft by hand
dated      what changes on one date after publication
notices    what people are told
past       departments that stay, and ratings
"""

from timetables.models.comments import Comment
from timetables.models.dated import DatedChange, DatedKind
from timetables.models.edits import Edit, EditKind
from timetables.models.notices import NoticeKind, Notification
from timetables.models.past import ClassRating, FrozenDepartment, Rating
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
    "ClassRating",
    "Comment",
    "DatedChange",
    "DatedKind",
    "Edit",
    "EditKind",
    "FrozenDepartment",
    "NoticeKind",
    "Notification",
    "Placement",
    "Rating",
    "ReviewAction",
    "ReviewStep",
    "Timetable",
    "TimetableState",
]
