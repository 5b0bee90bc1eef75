"""What people say about timetables."""

from django.utils import timezone

from accounts.models import Membership, Role
from config.errors import Refused
from courses.models import Class
from timetables.models import Comment, Timetable, TimetableState


def add(
    by: Membership, timetable: Timetable, text: str, cls: Class | None = None, **fields: str
) -> Comment:
    """A comment on the whole, or on a class.

    Instructors speak of their own classes, once these are published.

    Raises Refused: class_elsewhere, timetable_not_published.
    """
    if cls is not None and cls.term_id != timetable.term_id:
        raise Refused("class_elsewhere", "This class is of another term.", field="cls")
    if by.role == Role.INSTRUCTOR and timetable.state != TimetableState.PUBLISHED:
        raise Refused(
            "timetable_not_published", "It is not published.", status=403, field="timetable"
        )
    course = cls.subpart.config.offering.course if cls else None
    return Comment.objects.create(
        timetable=timetable,
        cls=cls,
        text=text,
        author=by.user,
        department_id=course.department_id if course else by.department_id,
        **fields,
    )


def rewrite(by: Membership, comment: Comment, text: str) -> Comment:
    """Raises Refused (comment_of_another) where somebody else wrote it."""
    _refuse_others(by, comment)
    comment.text = text
    comment.save()
    return comment


def remove(by: Membership, comment: Comment) -> None:
    """Raises Refused (comment_of_another) unless one wrote it, or is the registrar."""
    if by.role != Role.REGISTRAR:
        _refuse_others(by, comment)
    comment.delete()


def resolve(by: Membership | None, comment: Comment) -> Comment:
    """Note who settled it; None: it is open again."""
    comment.resolved_by = by.user if by else None
    comment.resolved_at = timezone.now() if by else None
    comment.save()
    return comment


def _refuse_others(by: Membership, comment: Comment) -> None:
    if comment.author_id != by.user_id:
        raise Refused("comment_of_another", "Somebody else wrote this.", status=403)
