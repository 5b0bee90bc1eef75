"""The constraints that the document states; derived ones are made again by compiling."""

from courses.fill.courses import Courses
from courses.fill.source import Source
from courses.fill.store import Store
from courses.grid import in_minutes
from courses.models import Constraint, ConstraintClass


def fill_constraints(store: Store, source: Source, courses: Courses) -> None:
    rows, members = [], []
    for number, entry in enumerate(source.document["constraints"], start=1):
        if entry.get("derived_from"):
            continue
        row = Constraint(
            term=source.term,
            external_id=entry.get("id") or str(number),
            kind=entry["kind"],
            parameters=in_minutes(
                entry["kind"], entry.get("parameters", {}), source.clock.slot_minutes
            ),
            required=entry.get("required", False),
            penalty=entry.get("penalty", 0),
        )
        rows.append(row)
        members += [
            ConstraintClass(constraint=row, cls=courses.classes[cls])
            for cls in entry["classes"]
        ]
    store.add(rows)
    store.add(members)
