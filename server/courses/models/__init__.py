"""What is taught, and who takes it: from a course to the classes of its offering in a term."""

from courses.models.catalogue import Course, CourseFeature, Part, Requisite
from courses.models.constraints import SCOPES, UNITS, Constraint, ConstraintClass, kinds
from courses.models.demand import CohortOffering, CourseRequest, Enrolment, RequestAlternative
from courses.models.offerings import (
    Class,
    ClassAlternative,
    ClassInstructor,
    Config,
    Offering,
    Subpart,
)
from courses.models.places import Pin, RoomOption, TimeOption

__all__ = [
    "SCOPES",
    "UNITS",
    "Class",
    "ClassAlternative",
    "ClassInstructor",
    "CohortOffering",
    "Config",
    "Constraint",
    "ConstraintClass",
    "Course",
    "CourseFeature",
    "CourseRequest",
    "Enrolment",
    "Offering",
    "Part",
    "Pin",
    "RequestAlternative",
    "Requisite",
    "RoomOption",
    "Subpart",
    "TimeOption",
    "kinds",
]
