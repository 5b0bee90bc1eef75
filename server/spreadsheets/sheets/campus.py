"""Sheets of the campus: units, places, terms, people."""

from typing import Any

from accounts.models import Department, School
from campus import serializers as forms
from campus.models import (
    Break,
    Building,
    Cohort,
    Feature,
    Holiday,
    Instructor,
    InstructorPreference,
    InstructorUnavailability,
    Programme,
    Room,
    RoomFeature,
    RoomTravel,
    RoomUnavailability,
    Student,
    Term,
)
from campus.services import check_hours, holiday_check, travel_check
from spreadsheets.sheets.declaration import (
    HOURS,
    PENALTY,
    Column,
    Sheet,
    flag,
    identity,
    named,
    of_term,
    reference,
    references,
    whole,
)

ID_OR_NAME = (("id",), ("name",))
IN_TERM = (("term", "id"), ("term", "name"))
_OWN = "Only for what exists in one term alone."


def hours_check(attrs: dict[str, Any]) -> None:
    """Refuse hours that do not fit the row's term."""
    if {"weeks", "days", "start_minute", "length_minutes", "term"} <= attrs.keys():
        check_hours([attrs], "", single=True)


UNITS = (
    Sheet(
        "schools", "Schools", School, "school", forms.SchoolSerializer,
        (identity("school id"), named("school", "faculty")),
        ID_OR_NAME,
        aliases=("faculties", "colleges"),
    ),
    Sheet(
        "departments", "Departments", Department, "department", forms.DepartmentSerializer,
        (
            identity("department id"),
            named("department"),
            reference("school", "schools", "faculty"),
        ),
        ID_OR_NAME,
    ),
    Sheet(
        "programmes", "Programmes", Programme, "programme", forms.ProgrammeSerializer,
        (
            identity("programme id"),
            named("programme", "program"),
            reference("department", "departments"),
        ),
        ID_OR_NAME,
        aliases=("programs",),
    ),
    Sheet(
        "cohorts", "Cohorts", Cohort, "cohort", forms.CohortSerializer,
        (
            identity("cohort id"),
            named("cohort", "batch", "section"),
            reference("programme", "programmes", "program"),
            whole("year", "", "study year", "level"),
            whole("headcount", "", "expected", "size", help="How many are expected."),
            whole("minutes a day", "max_day_minutes", "most minutes a day"),
        ),
        ID_OR_NAME,
        aliases=("batches", "groups", "sections"),
    ),
)  # fmt: skip

TERMS = (
    Sheet(
        "terms", "Terms", Term, "term", forms.TermDetailSerializer,
        (
            identity("term id"),
            named("term", "semester"),
            Column("first day", "first_day", "date", aliases=("start date", "begins"),
                   help="A day such as 2026-08-03."),
            whole("weeks"),
            whole("days", "", "days a week"),
            whole("slots a day", "slots_per_day"),
            whole("slot minutes", "slot_minutes"),
            Column("day starts", "day_start", "clock", help="08:00"),
            Column("teaching days", "teaching_days",
                   help="A 1 for each day with teaching, a 0 for each other."),
            Column("teaching from", "teaching_start", "clock"),
            Column("teaching to", "teaching_end", "clock"),
            whole("period minutes", "period_minutes"),
            whole("hour minutes", "hour_minutes"),
            *(whole(f"weight {name}", f"weight_{name}") for name in forms.WEIGHTS),
        ),
        ID_OR_NAME,
        aliases=("semesters", "calendar"),
    ),
    Sheet(
        "breaks", "Breaks", Break, "term", forms.BreakSerializer,
        (of_term(), named("break"), *HOURS),
        (("term", "name", "weeks", "days", "start", "end"),),
        part_of="term", check=hours_check,
    ),
    Sheet(
        "holidays", "Holidays", Holiday, "term", forms.HolidaySerializer,
        (
            of_term(),
            named("holiday"),
            Column("first day", "first_day", "date", aliases=("from", "date")),
            Column("last day", "last_day", "date", aliases=("to", "until")),
        ),
        (("term", "name", "first day"),),
        part_of="term", check=holiday_check,
    ),
)  # fmt: skip

_ROOM = reference("room", "rooms", "room id", "room name", within="term")

PLACES = (
    Sheet(
        "features", "Features", Feature, "feature", forms.FeatureSerializer,
        (identity("feature id"), named("feature")),
        ID_OR_NAME,
        aliases=("equipment",),
    ),
    Sheet(
        "buildings", "Buildings", Building, "building", forms.BuildingSerializer,
        (
            identity("building id"),
            named("building"),
            Column("x", "x", "number", aliases=("east",),
                   help="Metres east of the campus's origin."),
            Column("y", "y", "number", aliases=("north",),
                   help="Metres north of the campus's origin."),
        ),
        ID_OR_NAME,
    ),
    Sheet(
        "rooms", "Rooms", Room, "room", forms.RoomDetailSerializer,
        (
            of_term(chosen=False, help=_OWN),
            identity("room id", "room number", "room code"),
            named("room"),
            whole("capacity", "", "seats", "places", "size"),
            Column("type", "type", "choice", aliases=("kind", "room type")),
            reference("building", "buildings"),
            reference("department", "departments", "owner"),
            flag("shared", help="yes where other departments may use it, too"),
            flag("accessible", "", "step free", "wheelchair",
                 help="yes where it is reached without steps"),
            references("features", "feature_ids", "features", (RoomFeature, "room", "feature"),
                       "feature", "equipment", help="Separated by semicolons."),
        ),
        IN_TERM,
        scope="term", own_term=True, related=("term", "department"),
    ),
    Sheet(
        "room-hours", "Room hours", RoomUnavailability, "room", forms.HoursSerializer,
        (of_term(), _ROOM, *HOURS),
        (("term", "room", "weeks", "days", "start", "end"),),
        part_of="room", check=hours_check, aliases=("room unavailability", "closed rooms"),
        help="Hours at which rooms are closed.",
    ),
    Sheet(
        "ways", "Ways between rooms", RoomTravel, "room", forms.TravelSerializer,
        (
            of_term("room__term", chosen=False, help=_OWN),
            reference("room", "rooms", "from", within="term"),
            reference("other room", "rooms", "to", source="other", within="term"),
            whole("minutes", "", "walk", "travel"),
        ),
        (("room", "other room"),),
        part_of="room", pair=("room", "other room"), check=travel_check,
        aliases=("travel", "distances", "ways"),
        help="Minutes both ways, where they are not those that the coordinates give.",
    ),
)  # fmt: skip

_INSTRUCTOR = reference("instructor", "instructors", "lecturer", "teacher")
_COHORT = reference("cohort", "cohorts", "batch", "section")

PEOPLE = (
    Sheet(
        "instructors", "Instructors", Instructor, "instructor",
        forms.InstructorDetailSerializer,
        (
            identity("instructor id", "staff id"),
            named("instructor", "lecturer", "teacher"),
            reference("department", "departments"),
            whole("minutes a week", "max_week_minutes", "most minutes a week"),
            whole("minutes a day", "max_day_minutes", "most minutes a day"),
            whole("research day", "research_day", help="0 is the first day of a week."),
            flag("needs accessible", "needs_accessible"),
        ),
        ID_OR_NAME,
        aliases=("lecturers", "teachers", "staff"),
    ),
    Sheet(
        "instructor-hours", "Instructor hours", InstructorUnavailability, "instructor",
        forms.UnavailabilitySerializer,
        (of_term(), _INSTRUCTOR, *HOURS),
        (("term", "instructor", "weeks", "days", "start", "end"),),
        part_of="instructor", check=hours_check, aliases=("availability", "unavailability"),
        help="Hours at which instructors cannot teach.",
    ),
    Sheet(
        "instructor-preferences", "Instructor preferences", InstructorPreference, "instructor",
        forms.PreferenceSerializer,
        (of_term(), _INSTRUCTOR, *HOURS, PENALTY),
        (("term", "instructor", "weeks", "days", "start", "end"),),
        part_of="instructor", check=hours_check, aliases=("preferences",),
        help="Hours at which instructors would rather not teach.",
    ),
    Sheet(
        "students", "Students", Student, "student", forms.StudentSerializer,
        (
            of_term(chosen=False, help=_OWN),
            identity("student id", "student number", "enrolment number", "roll number"),
            named("student"),
            _COHORT,
        ),
        (("term", "id"),),
        names=("external_id",), scope="term", own_term=True,
        related=("term", "cohort__programme"),
    ),
)  # fmt: skip
