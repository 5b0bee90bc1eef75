"""What may be rated, and by whom."""

from campus.models import Instructor
from config.errors import Refused
from courses.models import Class
from timetables.models import Timetable, TimetableState

PUBLIC = {TimetableState.PUBLISHED, TimetableState.ARCHIVED}
"""What people live by, or have lived by."""


def check_timetable(timetable: Timetable) -> None:
    """Raises Refused: timetable_not_published."""
    if timetable.state not in PUBLIC:
        raise Refused("timetable_not_published", "It is not published.", field="timetable")


def check_class(timetable: Timetable, instructor: Instructor, cls: Class) -> None:
    """Raises Refused: class_elsewhere, class_of_another."""
    if timetable.term_id != cls.term_id:
        raise Refused("class_elsewhere", "This class is of another term.", field="cls")
    if not cls.instructors.filter(pk=instructor.pk).exists():
        raise Refused(
            "class_of_another",
            f"{instructor.name} does not teach it.",
            field="cls",
            instructor=instructor.name,
        )
