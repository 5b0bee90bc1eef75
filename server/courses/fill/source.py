"""The document that is read, and the clock it is read by."""

from typing import Any

from campus.models import Term
from config.errors import Refused
from courses.clock import Clock

Document = dict[str, Any]


def named(entry: Document, *names: str) -> Document:
    """Those of the entry's values that it has: the rest stays as it is."""
    return {name: entry[name] for name in names if name in entry}


class Source:
    """`about` is the institution part; `own` the term of rows that exist only in it."""

    def __init__(self, document: Document, term: Term) -> None:
        self.document = document
        self.term = term
        self.about: Document = document.get("institution", {})
        self.own = term.own
        self.clock = Clock(term.slot_minutes, term.day_start)
        cohorts = self.about.get("cohorts", ())
        self.placeholders = {
            f"{cohort['id']}/{number}"
            for cohort in cohorts
            if cohort.get("courses")
            for number in range(
                len(cohort.get("students", ())) + 1, cohort.get("headcount", 0) + 1
            )
        }
        """Students who are expected and nobody has on record."""

    def minutes(self, entry: Document, **fields: str) -> dict[str, int]:
        """Those of the entry's slots that it names, in minutes: `max_day_load` as a field."""
        return {
            field: self.clock.minutes(entry[name])
            for field, name in fields.items()
            if name in entry
        }

    def hours(self, entry: Document) -> dict[str, Any]:
        """A meeting of the document, in minutes. Raises Refused: hours_do_not_fit_term."""
        for name, expected in (("weeks", self.term.weeks), ("days", self.term.days)):
            given = len(entry[name])
            if given != expected:
                raise Refused(
                    "hours_do_not_fit_term",
                    f"The term has {expected} {name}, but some hours name {given}.",
                    name=name,
                    expected=expected,
                    given=given,
                )
        return {
            "weeks": entry["weeks"],
            "days": entry["days"],
            "start_minute": self.clock.minute_of(entry["start"]),
            "length_minutes": self.clock.minutes(entry["length"]),
        }
