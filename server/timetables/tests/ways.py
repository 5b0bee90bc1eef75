"""The way of a timetable through its states, for tests that are about something else."""

from typing import Any

from timetables.models import Timetable, TimetableState
from timetables.services import workflow


def published(timetable: Timetable) -> Timetable:
    """The timetable submitted, approved for a reason, and published."""
    workflow.submit(timetable.id, None)
    workflow.approve(timetable.id, None, "For a test")
    return workflow.publish(timetable.id, None)


def brought_to(timetable: Timetable, state: TimetableState, **fields: Any) -> Timetable:
    """The timetable in this state, step by step but without anybody's decision."""
    order = list(TimetableState)
    for step in order[
        order.index(TimetableState(timetable.state)) + 1 : order.index(state) + 1
    ]:
        Timetable.objects.filter(pk=timetable.pk).update(state=step)
    Timetable.objects.filter(pk=timetable.pk).update(**fields)
    timetable.refresh_from_db()
    return timetable
