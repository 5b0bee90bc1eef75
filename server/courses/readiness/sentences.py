"""What each blocker says to programs; to people speaks the web's catalogue."""

from typing import Any

_SENTENCES = {
    "class_larger_than_rooms": "takes {limit} students, and the largest room seats {largest}",
    "class_when_instructors_are_away": "has no time when all of its instructors are there: "
    "{instructors}",
    "class_when_rooms_are_closed": "has no time when one of its rooms is open and its "
    "instructors are there: {rooms}",
    "class_without_featured_room": "needs what no room has: {features}",
    "class_without_hours": "has no weekly hours, neither its own nor its course's",
    "class_without_room": "may use no room: look at types, features, seats and departments",
    "class_without_time": "finds no time within the term's teaching days, hours and breaks",
    "cohort_days_too_short": "has {hours} core hours a week, more than {days} days of {limit}",
    "cohort_hours_above_week": "has {hours} core hours a week, which has {limit}",
    "constraint_never_holds": "wants {kind} of {first} and {second}, which is so at none of "
    "their times",
    "constraint_of_one_instructor": "wants {first} and {second} at once ({kind}), and "
    "{instructor} teaches both",
    "constraints_contradict": "wants {first} and {second} {kind}, and another wants {other}",
    "enrolled_above_limits": "has {students} students, and its classes take {seats}",
    "instructor_days_too_short": "teaches {hours} hours a week, more than {days} days of "
    "{limit}",
    "instructor_never_free": "has classes, and is free at no hour of the week",
    "lab_hours_short": "and its like offer {offered} lab hours a week, and {classes} classes "
    "need {needed}: {names}",
    "no_classes": "has no classes to place",
    "parent_beside": "has class {parent} above it, which is of the same part: students attend "
    "one class of each",
    "pin_when_room_is_closed": "is fixed to {room} when that is closed",
    "pins_of_one_instructor_overlap": "and {other} are fixed to overlapping times, and "
    "{instructor} teaches both",
    "precedence_in_a_circle": "orders classes in a circle: {classes}",
    "room_hours_short": "and its like offer {offered} hours a week, and {classes} classes "
    "need {needed}: {names}",
    "same_room_without_room": "wants one room for classes that have none in common: {classes}",
}


def sentence(code: str, name: str, parameters: dict[str, Any]) -> str:
    """The blocker said of the row that has this name."""
    texts = {
        key: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        for key, value in parameters.items()
    }
    return f"{name} {_SENTENCES[code].format(**texts)}."
