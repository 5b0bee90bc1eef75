"""What past terms teach about instructors' hours and rooms: from ratings and manual edits.

A *vote* of an instructor about an hour of the clock (a day of the week, a room) is a number
from -1 (liked) to 1 (disliked), with a weight:

- each class that somebody moved by hand away from an hour votes 1, each moved to one
  votes -1, both with weight 1, on however many days it meets;
- a rating of s stars votes (3 - s) / 2 about every hour taught in that term, with the
  hour's share of all that the instructor taught;
- a rating of s stars of one class's time votes (3 - s) / 2 about each hour and day it was
  at, one of its room about the room, with weight 1 whatever the term.

Votes of one instructor about one hour have the mean m and the weight w. The
institution's view of the hour is u = sum of all instructors' m / (instructors + 3), in
which everybody counts once, so that one who is moved often does not speak for all. The
instructor's own view is shrunk towards it: (w m + 3 u) / (w + 3). What is disliked costs
that times 4 points a meeting, rounded.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from horarium.formats.fields import parse_bits
from horarium.problem import Calendar, Problem, ProblemError

PRIOR = 3
"""Votes that the institution's view counts for beside an instructor's own."""

MOST_POINTS = 4

Feature = tuple[str, int | str]
"""("hour", hour of the clock), ("day", day of the week) or ("room", its id)."""

Vote = tuple[str, Feature, float, float]
"""Instructor, what about, from -1 to 1, weight."""


@dataclass(frozen=True)
class Learned:
    """Points an instructor's meeting costs at an hour, on a day, in a room; 0 where unknown."""

    own: Mapping[tuple[str, Feature], int]
    common: Mapping[Feature, int]

    def __bool__(self) -> bool:
        return any(self.own.values()) or any(self.common.values())

    def points(self, instructor: str, feature: Feature) -> int:
        own = self.own.get((instructor, feature))
        return self.common.get(feature, 0) if own is None else own


def learn(problem: Problem, instructors: Sequence[Mapping[str, Any]]) -> Learned:
    """From the problem's history. Raises ProblemError (foreign_history)."""
    history = problem.history or {}
    refuse_foreign(problem)
    votes = [
        *_edits(problem.calendar, history, instructors),
        *_ratings(problem.calendar, history, instructors),
        *_class_ratings(problem.calendar, history, instructors),
    ]
    total: dict[tuple[str, Feature], tuple[float, float]] = {}
    for instructor, feature, vote, weight in votes:
        summed, weighed = total.get((instructor, feature), (0.0, 0.0))
        total[instructor, feature] = summed + weight * vote, weighed + weight
    views: dict[Feature, list[float]] = defaultdict(list)
    for (_, feature), (summed, weighed) in total.items():
        views[feature].append(summed / weighed)
    common = {feature: sum(of) / (len(of) + PRIOR) for feature, of in views.items()}
    own = {
        key: (summed + PRIOR * common[key[1]]) / (weighed + PRIOR)
        for key, (summed, weighed) in total.items()
    }
    return Learned(
        {key: _points(view) for key, view in own.items()},
        {feature: _points(view) for feature, view in common.items()},
    )


def refuse_foreign(problem: Problem) -> None:
    """Raises ProblemError (foreign_history) for the history of another institution.

    That is one that says so, or one that names classes and people of whom none is known.
    """
    history, institution = problem.history or {}, problem.institution or {}
    theirs, ours = history.get("institution"), institution.get("name")
    if theirs is not None and ours is not None and theirs != ours:
        raise ProblemError(
            "foreign_history",
            f"the history is of {theirs[:60]}, the problem of {ours[:60]}",
            "history",
            theirs=theirs[:60],
            ours=ours[:60],
        )
    named = {was["id"] for was in history.get("timetable", {}).get("classes", ())}
    named |= {edit["before"]["id"] for edit in history.get("edits", ())}
    ratings = (*history.get("ratings", ()), *history.get("class_ratings", ()))
    people = {rating["instructor"] for rating in ratings}
    known = {one["id"] for one in institution.get("instructors", ())}
    if (named or people) and not named & problem.classes.keys() and not people & known:
        raise ProblemError(
            "foreign_history",
            "the history names no class and nobody of this problem",
            "history",
            theirs="",
            ours=(ours or problem.name)[:60],
        )


def _points(view: float) -> int:
    return round(MOST_POINTS * max(0.0, view))


def _edits(
    calendar: Calendar, history: Mapping[str, Any], instructors: Sequence[Mapping[str, Any]]
) -> Iterator[Vote]:
    teachers: dict[str, list[str]] = defaultdict(list)
    for one in instructors:
        for id_ in one["classes"]:
            teachers[id_].append(one["id"])
    for edit in history.get("edits", ()):
        left, reached = (set(features(calendar, edit[when])) for when in ("before", "after"))
        for instructor in teachers.get(edit["before"]["id"], ()):
            for feature in sorted(left - reached):
                yield instructor, feature, 1.0, 1.0
            for feature in sorted(reached - left):
                yield instructor, feature, -1.0, 1.0


def _ratings(
    calendar: Calendar, history: Mapping[str, Any], instructors: Sequence[Mapping[str, Any]]
) -> Iterator[Vote]:
    """Of the term whose timetable is known."""
    timetable = history.get("timetable", {})
    placed = {was["id"]: was for was in timetable.get("classes", ())}
    stars = {
        rating["instructor"]: rating["stars"]
        for rating in history.get("ratings", ())
        if rating["term"] == timetable.get("term")
    }
    for one in instructors:
        if one["id"] not in stars:
            continue
        taught = [
            feature
            for id_ in one["classes"]
            if id_ in placed
            for feature in features(calendar, placed[id_])
        ]
        for feature in sorted(set(taught)):
            kind = sum(other[0] == feature[0] for other in taught)
            vote = (3 - stars[one["id"]]) / 2
            yield one["id"], feature, vote, taught.count(feature) / kind


def _class_ratings(
    calendar: Calendar, history: Mapping[str, Any], instructors: Sequence[Mapping[str, Any]]
) -> Iterator[Vote]:
    known = {one["id"] for one in instructors}
    for rating in history.get("class_ratings", ()):
        instructor, was = rating["instructor"], rating["class"]
        if instructor not in known:
            continue
        if rating["time"] is not None:
            for feature in sorted(set(features(calendar, was))):
                yield instructor, feature, (3 - rating["time"]) / 2, 1.0
        if rating["room"] is not None and was["room"] is not None:
            yield instructor, ("room", was["room"]), (3 - rating["room"]) / 2, 1.0


def features(calendar: Calendar, placed: Mapping[str, Any]) -> Iterator[Feature]:
    """Hours of the clock and days of the week at which a class meets."""
    clock = calendar.clock_hours(placed["start"], placed["start"] + placed["length"])
    days = parse_bits(placed["days"], calendar.days, "days", f"history, class {placed['id']}")
    for day in range(calendar.days):
        if days >> day & 1:
            yield "day", day
            for hour in clock:
                yield "hour", hour
