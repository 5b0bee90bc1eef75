"""Instructors: what they teach and could teach, their limits, hours and wishes."""

from campus.models import Instructor, InstructorPreference, InstructorUnavailability
from courses.fill.campus import Campus
from courses.fill.source import Source, named
from courses.fill.store import Ids, Store
from courses.models import Class, ClassAlternative, ClassInstructor


def fill_instructors(store: Store, source: Source, campus: Campus, classes: Ids[Class]) -> None:
    entries = source.about.get("instructors", [])
    instructors = store.put(
        Instructor,
        [
            {
                "external_id": entry["id"],
                "name": entry["name"],
                "department_id": campus.departments.key(entry.get("department")),
                **named(entry, "research_day", "needs_accessible"),
                **source.minutes(
                    entry, max_week_minutes="max_week_load", max_day_minutes="max_day_load"
                ),
            }
            for entry in entries
        ],
    )
    store.add(
        ClassInstructor(instructor=instructors[entry["id"]], cls=classes[cls])
        for entry in entries
        for cls in entry["classes"]
    )
    store.add(
        ClassAlternative(instructor=instructors[entry["id"]], cls=classes[cls])
        for entry in entries
        for cls in entry.get("alternatives", ())
    )
    store.add(
        InstructorUnavailability(
            term=source.term, instructor=instructors[entry["id"]], **source.hours(hours)
        )
        for entry in entries
        for hours in entry.get("unavailable", ())
    )
    store.add(
        InstructorPreference(
            term=source.term,
            instructor=instructors[entry["id"]],
            penalty=hours.get("penalty", 0),
            **source.hours(hours),
        )
        for entry in entries
        for hours in entry.get("preferences", ())
    )
