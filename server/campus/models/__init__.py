"""Where and when teaching happens, and who takes part: terms, buildings, rooms, people.

Rooms and students (and courses) with a term exist only in it: so does everything that
came in a competition file.
"""

from campus.models.people import (
    Cohort,
    Instructor,
    InstructorPreference,
    InstructorUnavailability,
    Programme,
    Student,
)
from campus.models.rooms import (
    Building,
    Feature,
    Room,
    RoomFeature,
    RoomTravel,
    RoomUnavailability,
)
from campus.models.terms import Break, Holiday, Hours, Term, bits, sound_hours

__all__ = [
    "Break",
    "Building",
    "Cohort",
    "Feature",
    "Holiday",
    "Hours",
    "Instructor",
    "InstructorPreference",
    "InstructorUnavailability",
    "Programme",
    "Room",
    "RoomFeature",
    "RoomTravel",
    "RoomUnavailability",
    "Student",
    "Term",
    "bits",
    "sound_hours",
]
