"""Scores, violations and diagnoses in English, for people at a terminal."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from horarium.constraints import KINDS
from horarium.diagnosis import Requirement
from horarium.problem import Calendar, Problem
from horarium.score import Score, Violation

_SENTENCES = {
    "unplaced": "class {classes} has no time",
    "unknown_class": "class {classes} is not in the problem",
    "unknown_student": "student {student} is not in the problem",
    "time_not_offered": "class {classes} is at a time that it does not offer",
    "room_not_offered": "class {classes} is in room {room}, which it does not offer",
    "room_unavailable": "class {classes} is in room {room} while that is unavailable",
    "instructors_not_offered": "class {classes} does not offer to be taught by {taught_by}",
    "instructor_unavailable": "class {classes} is taught by {instructor}, who is away then",
    "room_double_booked": "classes {classes} meet in room {room} at the same time",
    "constraint_pair": "classes {classes} break a required {kind} ({meaning})",
    "constraint_set": "classes {classes} break a required {kind} by {excess} ({meaning})",
    "limit_exceeded": "class {classes} has {students} students, its limit is {limit}",
    "student_class_missing": "student {student} has no class of subpart {subpart}",
    "student_class_extra": "student {student} has class {classes} beyond what {course} asks",
    "student_not_enrolled": "student {student} has class {classes} of a course not taken",
    "parent_not_attended": "student {student} attends a class but not its parent: {classes}",
}
_REQUIREMENTS = {
    "class_has_no_place": "class {class} is offered no {lacks}",
    "class_has_one_place": "class {class} can only meet {moment}{place}",
    "classes_must_meet": "{number} {noun} ({classes}) must meet, {needed} {unit} a week{place}",
    "rooms_hold_one_class": "{number} {noun} ({rooms}) {hold} one class at a time: "
    "{offered} {unit} a week",
    "rooms_are_closed": "{number} {noun} ({rooms}) {are} closed at times",
    "instructors_are_away": "absences of {number} {noun} ({instructors}) are kept",
    "instructor_in_one_place": "instructor {instructor} teaches {classes}, one at a time",
    "cohort_in_one_place": "cohort {cohort} attends {classes}, one at a time",
    "constraint_must_hold": "constraint {constraint} requires {kind}{given} of {classes}",
    "students_need_seats": "{students} students of course {course} need a seat in each part",
    "classes_are_limited": "{number} {noun} ({classes}) {have} {seats} seats",
}
_REMEDIES = {
    "class_has_no_place": "offer it some, or leave it out",
    "class_has_one_place": "unpin it, or offer another time",
    "classes_must_meet": "offer more times or rooms, or hold fewer classes",
    "rooms_hold_one_class": "let the classes use other rooms",
    "rooms_are_closed": "open a room then, or let its classes use another",
    "instructors_are_away": "change the hours, or offer others to choose from",
    "instructor_in_one_place": "free hours of the instructor, or give a class to another",
    "cohort_in_one_place": "spread the classes over more hours",
    "constraint_must_hold": "relax it, or prefer it instead of requiring it",
    "students_need_seats": "enrol fewer students",
    "classes_are_limited": "raise a limit, or add a class",
}
_SHOWN = 20
_NAMED = 8
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def sentence(violation: Violation) -> str:
    """What is wrong, and with which classes and students."""
    kind = KINDS.get(violation.kind)
    values = {
        "classes": ", ".join(violation.classes),
        "kind": violation.kind,
        "meaning": kind.meaning.rstrip(".") if kind else "",
        "taught_by": ", ".join(violation.parameters.get("instructors", ())) or "nobody",
        **violation.parameters,
    }
    return _SENTENCES[violation.code].format(**values)


def requirement(problem: Problem, each: Requirement) -> str:
    """What must hold, of a diagnosis."""
    values: dict[str, Any] = dict(each.parameters)
    several = values.get("number", 1) != 1
    counted = each.code.split("_")[0]
    nouns = {"rooms": ("room", "rooms"), "instructors": ("instructor", "instructors")}
    values["noun"] = nouns.get(counted, ("class", "classes"))[several]
    values["are"], values["have"] = ("are", "have") if several else ("is", "has")
    values["hold"] = "each hold" if several else "holds"
    where = [values["room"]] if values.get("room") else values.get("rooms", [])
    values["place"] = f" in {name_some(where)}" if where else ""
    values["given"] = _given(values.get("kind", ""), values.get("values") or {})
    for name in ("classes", "rooms", "instructors"):
        if name in values:
            values[name] = name_some(values[name])
    if "start" in values:
        values["moment"] = moment(problem.calendar, values)
    return _REQUIREMENTS[each.code].format(**values)


def _given(kind: str, values: Mapping[str, int]) -> str:
    """A constraint's parameters, with what they count: "(3 breaks, length 12 slots)"."""
    known = {one.name: one.unit for one in KINDS[kind].parameters} if kind in KINDS else {}
    texts = []
    for name, value in values.items():
        unit = known.get(name, name)
        if unit == "count":
            texts.append(f"{value} {name}")
        else:
            texts.append(f"{value} {unit}" if name == unit else f"{name} {value} {unit}")
    return f" ({', '.join(texts)})" if texts else ""


def remedy(each: Requirement) -> str:
    """What could be done about a requirement of a diagnosis."""
    return _REMEDIES[each.code]


def moment(calendar: Calendar, time: Mapping[str, int]) -> str:
    """A weekly time, as days and the hour or, where slots have no length, the slot."""
    days = [name for day, name in enumerate(day_names(calendar)) if time["days"] >> day & 1]
    if calendar.slot_minutes == 1:
        return f"on {', '.join(days)} at slot {time['start']}"
    minutes = calendar.day_start + time["start"] * calendar.slot_minutes
    return f"on {', '.join(days)} at {minutes // 60:02}:{minutes % 60:02}"


def day_names(calendar: Calendar) -> Sequence[str]:
    """Of weekdays or, where there are more of them, numbers."""
    if calendar.days <= len(_DAYS):
        return _DAYS[: calendar.days]
    return [f"day {n + 1}" for n in range(calendar.days)]


def name_some(names: Sequence[str]) -> str:
    """The first few by name, and how many more."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def report(score: Score) -> Iterator[str]:
    """The score as lines of text: totals, components, and the first violations."""
    yield f"total  {score.total}"
    for name, cost in score.components.items():
        raw = score.raw[name]
        yield f"  {name:<14}{cost:>10}" + (f"   ({raw} before weights)" if raw != cost else "")
    yield f"hard   {score.hard}"
    for violation in score.violations[:_SHOWN]:
        yield f"  {sentence(violation)}"
    if len(score.violations) > _SHOWN:
        yield f"  and {len(score.violations) - _SHOWN} more"


def memory_reached(limit: int) -> str:
    """That a search ended before its time, at its limit of so many megabytes."""
    return f"the search ended early, at its limit of {limit} MB of memory"


def violations_left(problem: str) -> str:
    """What to do about a timetable that is not valid."""
    return (
        "hard violations are left: allow more time, or find out whether a timetable "
        f"without any exists with: horarium diagnose {problem}"
    )


def as_json(**values: Any) -> str:
    """One line of JSON."""
    return json.dumps(values, ensure_ascii=False)
