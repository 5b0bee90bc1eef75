"""Sheets of what is taught in a term, and of who takes it."""

from courses import planning_serializers as planning
from courses import serializers as forms
from courses import services
from courses.models import (
    Class,
    ClassAlternative,
    ClassInstructor,
    CohortOffering,
    Config,
    Constraint,
    ConstraintClass,
    Course,
    CourseFeature,
    CourseRequest,
    Enrolment,
    Offering,
    Pin,
    RequestAlternative,
    Requisite,
    RoomOption,
    Subpart,
    TimeOption,
)
from spreadsheets.sheets.campus import hours_check
from spreadsheets.sheets.classes import class_complete, pin_check, room_option_check
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
    text,
    whole,
)

_OWN = "Only for what exists in one term alone."
_LIST = "Separated by semicolons."
_IN_COURSE = "subpart__config__offering__course"


def _requisites(name: str, source: str, kind: str) -> Column:
    return references(
        name, source, "courses", (Requisite, "course", "required"), within="term",
        where=(("kind", kind),), help=_LIST,
    )  # fmt: skip


def _offered(source: str = "offering") -> Column:
    return reference(
        "course", "offerings", "course code", "course id", "subject", source=source,
        within="term", required=True,
    )  # fmt: skip


_CLASS = reference("class", "classes", "class id", source="cls", within="term", required=True)

CATALOGUE = (
    Sheet(
        "courses", "Courses", Course, "course", forms.CourseDetailSerializer,
        (
            of_term(chosen=False, help=_OWN),
            identity("course id"),
            text("code", "", "course code", "subject code"),
            named("course", "course title"),
            reference("department", "departments"),
            Column("type", "type", "choice", aliases=("course type",)),
            Column("credits", "credits", "number"),
            Column("lecture hours", "lecture_hours", "number", aliases=("l",)),
            Column("tutorial hours", "tutorial_hours", "number", aliases=("t",)),
            Column("practical hours", "practical_hours", "number", aliases=("p", "lab hours")),
            _requisites("prerequisites", "prerequisite_ids", Requisite.Kind.PREREQUISITE),
            _requisites("corequisites", "corequisite_ids", Requisite.Kind.COREQUISITE),
        ),
        (("term", "id"), ("term", "code")),
        names=("external_id", "code", "name"), scope="term", own_term=True,
        related=("term", "department"), aliases=("subjects", "modules"),
    ),
    Sheet(
        "course-features", "Course features", CourseFeature, "course", forms.NeedSerializer,
        (
            of_term("course__term", chosen=False, help=_OWN),
            reference("course", "courses", "course code", within="term"),
            reference("feature", "features"),
            Column("part", "part", "choice", help="Empty for all parts of the course."),
        ),
        (("course", "feature", "part"),),
        part_of="course", help="What the rooms of a course must have.",
    ),
    Sheet(
        "offerings", "Offerings", Offering, "offering", planning.OfferingDetailSerializer,
        (
            of_term(),
            reference("course", "courses", "course code", within="term"),
        ),
        (("term", "course"),),
        names=("course__external_id", "course__code", "course__name"), scope="term",
        related=("course", "term"), aliases=("course offerings",),
        help="Courses that are taught in a term.",
    ),
    Sheet(
        "configs", "Configurations", Config, "config", planning.ConfigSerializer,
        (of_term("offering__term"), _offered(), identity("configuration")),
        (("course", "id"),),
        names=("external_id",), scope="offering", related=("offering__term",),
        help="The ways in which an offering can be taken.",
    ),
    Sheet(
        "subparts", "Parts", Subpart, "subpart", planning.SubpartSerializer,
        (
            of_term("config__offering__term"),
            _offered("config__offering"),
            reference("configuration", "configs", "config", source="config", within="course"),
            identity("part id"),
            Column("part", "part", "choice"),
            whole("minutes a week", "week_minutes"),
            whole("meetings", "", "meetings a week"),
            Column("room type", "room_type", "choice"),
        ),
        (("configuration", "id"),),
        names=("external_id",), scope="config", related=("config__offering",),
        aliases=("subparts", "components"),
        help="Lectures, tutorials and labs of a configuration.",
    ),
)  # fmt: skip

CLASSES = (
    Sheet(
        "classes", "Classes", Class, "class", forms.ClassDetailSerializer,
        (
            of_term(),
            reference("course", "courses", "course code", source=_IN_COURSE, within="term",
                      required=True),
            text("configuration", "subpart__config__external_id", "config",
                 help="Empty for the course's first."),
            text("part id", "subpart__external_id", "subpart",
                 help="Empty for the first of its kind."),
            Column("part", "subpart__part", "choice", help="lecture, tutorial or lab"),
            identity("class id", "section id"),
            named("class", "section"),
            whole("limit", "", "seats", "capacity"),
            reference("parent", "classes", "parent class", within="term"),
            flag("needs room", "needs_room"),
            flag("needs accessible", "needs_accessible"),
            references("instructors", "instructor_ids", "instructors",
                       (ClassInstructor, "cls", "instructor"), "instructor", "lecturer",
                       "teacher", help=_LIST),
            references("alternatives", "alternative_ids", "instructors",
                       (ClassAlternative, "cls", "instructor"),
                       help="Others who could teach it. " + _LIST),
        ),
        (("term", "id"), ("term", "name")),
        scope="term", related=("subpart__config__offering__course", "term"),
        complete=class_complete, later_check=services.class_check_parent,
        aliases=("sections",),
    ),
    Sheet(
        "class-times", "Class times", TimeOption, "class", forms.TimeOptionSerializer,
        (of_term("cls__term"), _CLASS, *HOURS, PENALTY),
        (("class", "weeks", "days", "start", "end"),),
        part_of="cls", check=hours_check, aliases=("times", "time options"),
        help="Times at which a class may meet, where they do not follow from the term.",
    ),
    Sheet(
        "class-rooms", "Class rooms", RoomOption, "class", forms.RoomOptionSerializer,
        (of_term("cls__term"), _CLASS, reference("room", "rooms", within="term"), PENALTY),
        (("class", "room"),),
        part_of="cls", check=room_option_check, aliases=("room options",),
        help="Rooms in which a class may meet, where they do not follow from the course.",
    ),
    Sheet(
        "pins", "Pins", Pin, "class", forms.PinSerializer,
        (of_term(), _CLASS, reference("room", "rooms", within="term"), *HOURS),
        (("class",),),
        part_of="cls", check=pin_check, aliases=("fixed meetings",),
        help="Where and when a class certainly meets: a time, a room, or both.",
    ),
)  # fmt: skip

_STUDENT = reference("student", "students", "student id", within="term")


DEMAND = (
    Sheet(
        "curricula", "Curricula", CohortOffering, "curriculum",
        planning.CohortOfferingSerializer,
        (of_term("offering__term"), reference("cohort", "cohorts", "batch"), _offered()),
        (("cohort", "course"),),
        help="What everybody of a cohort takes in a term.",
    ),
    Sheet(
        "enrolments", "Enrolments", Enrolment, "enrolment", planning.EnrolmentSerializer,
        (of_term("offering__term"), _STUDENT, _offered()),
        (("student", "course"),),
        aliases=("enrollments", "registrations"),
        help="Who takes what.",
    ),
    Sheet(
        "course-requests", "Course requests", CourseRequest, "request",
        planning.CourseRequestSerializer,
        (
            of_term("offering__term"),
            _STUDENT,
            _offered(),
            whole("rank", "", "priority", "choice"),
            references("alternatives", "alternative_ids", "offerings",
                       (RequestAlternative, "request", "offering"), within="term",
                       ordered=True, help="Taken instead, in this order. " + _LIST),
        ),
        (("student", "course"),),
        related=("student", "offering"), aliases=("requests", "choices"),
        help="What students would like to take.",
    ),
    Sheet(
        "constraints", "Constraints", Constraint, "constraint", forms.ConstraintSerializer,
        (
            of_term(),
            identity("constraint id"),
            Column("kind", "kind", help="A kind of the catalogue, such as SameRoom."),
            Column("parameters", "parameters", "parameters", help="minutes=120; days=2"),
            flag("required", "", "hard"),
            PENALTY,
            references("classes", "class_ids", "classes",
                       (ConstraintClass, "constraint", "cls"),
                       within="term", ordered=True, help=_LIST),
        ),
        (("term", "id"),),
        names=("external_id",), scope="term", aliases=("distribution constraints",),
    ),
)  # fmt: skip
