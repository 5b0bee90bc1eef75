"""`horarium context`: what a profile adds to a problem, and why a class's options cost."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from horarium.cli.options import Commands, profile
from horarium.cli.sentences import as_json, day_names, moment
from horarium.formats import read_problem
from horarium.formats.meetings import time_document
from horarium.problem import Problem, ProblemError
from horarium.profiles import BALANCED

if TYPE_CHECKING:
    from horarium.context import MultiDimensionalContextEngine, Reason

_REASONS = {
    "stated_time": "stated for this time {points}",
    "late_hour": "late hour {points}",
    "stated_preference": "stated preference of {instructor} {points}",
    "learned_hour": "learned of {instructor} about the hour from {hour:02}:00 {points}",
    "learned_day": "learned of {instructor} on {day} {points}",
    "learned_room": "learned of {instructor} in room {room} {points}",
    "moved_time": "not the time of last term {points}",
    "moved_room": "not the room of last term {points}",
    "stated_room": "stated for this room {points}",
    "empty_seats": "{seats} empty seats {points}",
    "steps": "steps {points}",
    "unfair_hours": "more than a fair share of early and late hours {points}",
    "unfair_wish": "more than a fair share of unmet wishes {points}",
    "unfair_room": "more than a fair share of poor rooms {points}",
}
"""What a reason says, with what it costs in the institution's own points."""

_CONSTRAINTS = {
    "crowded_hours": "an hour holds {classes} classes at most",
    "even_days": "days of instructors are even",
    "cohort_day": "days of cohorts are bearable",
    "requisite": "courses and their requisites do not overlap",
    "break": "groups of students have no long breaks",
}


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "context",
        help="why times and rooms cost what they do for a profile",
        description=__doc__,
        allow_abbrev=False,
    )
    parser.add_argument("problem", metavar="PROBLEM", help="ITC-2019, ITC-2007 or native (.gz)")
    parser.add_argument("--profile", metavar="NAME", type=profile, default=BALANCED)
    parser.add_argument("--class", dest="cls", metavar="ID", help="options of this class")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit status 0. Raises ProblemError: foreign_history, unknown_class."""
    from horarium.context import MultiDimensionalContextEngine

    problem = read_problem(options.problem)
    engine = MultiDimensionalContextEngine(problem, options.profile)
    if options.cls is None:
        added = Counter(reason.code for _, reason in engine.added())
        if options.json:
            print(as_json(profile=options.profile.document(), added=added))
        else:
            texts = {reason.code: _text(_CONSTRAINTS, reason) for _, reason in engine.added()}
            for code, count in added.items():
                print(f"{count:>8}  {texts[code]}")
        return 0
    if options.cls not in problem.classes:
        cls = options.cls[:60]
        raise ProblemError("unknown_class", "there is no such class", f"class {cls}", cls=cls)
    if options.json:
        print(as_json(**_document(engine, options.cls)))
    else:
        print("\n".join(_lines(engine, options.cls)))
    return 0


def _lines(engine: "MultiDimensionalContextEngine", id: str) -> Iterator[str]:
    """A line for every option: what it costs for the profile, and for what."""
    cls = engine.problem.classes[id]
    days = day_names(engine.problem.calendar)
    for option in cls.times:
        time = {"days": option.time.days, "start": option.time.start}
        when = moment(engine.problem.calendar, time)
        yield _line(when, engine.explain_time(cls, option), days)
    for room in cls.rooms:
        yield _line(f"in room {room.room}", engine.explain_room(cls, room), days)


def _line(option: str, reasons: "list[Reason]", days: Sequence[str]) -> str:
    weighed = [reason for reason in reasons if reason.cost]
    if not weighed:
        return f"{option} it costs nothing"
    why = ", ".join(_text(_REASONS, reason, days) for reason in weighed)
    return f"{option} it costs {_own(sum(reason.cost for reason in weighed))}: {why}"


def _own(cost: int) -> str:
    """A cost in the institution's own points."""
    from horarium.context.reasons import OWN

    return f"{cost / OWN:.4g}"


def _text(sentences: dict[str, str], reason: "Reason", days: Sequence[str] = ()) -> str:
    values = {"points": _own(reason.cost), **reason.parameters}
    if "day" in values:
        values["day"] = days[values["day"]]
    return sentences[reason.code].format(**values)


def _document(engine: "MultiDimensionalContextEngine", id: str) -> dict[str, Any]:
    problem: Problem = engine.problem
    cls = problem.classes[id]
    return {
        "class": id,
        "times": [
            {
                **time_document(option.time, problem.calendar),
                "reasons": _entries(engine.explain_time(cls, option)),
            }
            for option in cls.times
        ],
        "rooms": [
            {"room": option.room, "reasons": _entries(engine.explain_room(cls, option))}
            for option in cls.rooms
        ],
    }


def _entries(reasons: "Iterable[Reason]") -> list[dict[str, Any]]:
    return [
        {
            "dimension": reason.dimension,
            "code": reason.code,
            "points": reason.points,
            "weight": reason.weight,
            "parameters": dict(reason.parameters),
        }
        for reason in reasons
    ]
