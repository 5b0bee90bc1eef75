"""Learning from past terms: what synthetic histories teach, and whose they may be."""

import random
from dataclasses import replace
from typing import Any

import pytest

from horarium.context import MultiDimensionalContextEngine
from horarium.context.learning import Learned, learn
from horarium.problem import Problem, ProblemError, Room, RoomOption
from horarium.testing import at, make_class, make_problem

DAYS = "10000"


def placed(id_: str, start: int, days: str = DAYS) -> dict[str, Any]:
    return {"id": id_, "days": days, "start": start, "length": 1, "room": None}


def moved(id_: str, before: int, after: int) -> dict[str, Any]:
    return {"before": placed(id_, before), "after": placed(id_, after)}


def problem_with(history: dict[str, Any], people: int = 20, name: str = "Ours") -> Problem:
    """So many instructors, of whom each teaches the class of the same number."""
    classes = [make_class(f"c{n}", at("10000", 9, 1)) for n in range(people)]
    problem = make_problem(classes)
    teachers = [{"id": f"i{n}", "name": f"i{n}", "classes": [f"c{n}"]} for n in range(people)]
    hours = problem.calendar.__class__(2, 5, 24, 60)
    return Problem(
        **{
            **problem.__dict__,
            "calendar": hours,
            "institution": {"name": name, "instructors": teachers},
            "history": history,
        }
    )


def points(history: dict[str, Any], instructor: str, hour: int) -> int:
    problem = problem_with(history)
    assert problem.institution is not None
    return learn(problem, problem.institution["instructors"]).points(instructor, ("hour", hour))


def test_nothing_is_learned_from_nothing() -> None:
    problem = problem_with({})
    assert problem.institution is not None
    assert not learn(problem, problem.institution["instructors"])


def test_an_hour_that_an_instructor_is_moved_away_from_costs_more_each_time() -> None:
    costs = [points({"edits": [moved("c0", 17, 10)] * times}, "i0", 17) for times in (1, 3, 30)]
    assert costs == sorted(costs)
    assert costs[0] < costs[2] == 4
    assert points({"edits": [moved("c0", 17, 10)] * 30}, "i0", 10) == 0


def test_one_who_is_moved_often_does_not_speak_for_all() -> None:
    assert points({"edits": [moved("c0", 17, 10)] * 30}, "i1", 17) == 1


def test_what_many_mind_is_learned_for_those_of_whom_nothing_is_known() -> None:
    history = {"edits": [moved(f"c{n}", 17, 10) for n in range(15)]}
    assert points(history, "i19", 17) == 3
    assert points(history, "i19", 10) == 0


def test_ratings_of_the_last_term_speak_of_the_hours_taught_in_it() -> None:
    timetable = {
        "term": "before",
        "classes": [placed(f"c{n}", 17 if n < 10 else 10) for n in range(20)],
    }
    ratings = [
        {"instructor": f"i{n}", "term": "before", "stars": 1 if n < 10 else 5}
        for n in range(20)
    ]
    history = {"timetable": timetable, "ratings": ratings}
    assert points(history, "i0", 17) > 0
    assert points(history, "i15", 10) == 0
    older = [{**rating, "term": "long ago"} for rating in ratings]
    assert points({"timetable": timetable, "ratings": older}, "i0", 17) == 0


def rated(person: str, id_: str, start: int, **stars: int | None) -> dict[str, Any]:
    was = {**placed(id_, start), "room": "r1"}
    about = {"instructor": person, "term": "long ago", "class": was}
    return {"time": None, "room": None, **about, **stars}


def test_stars_of_one_classs_time_and_room_speak_of_these_whatever_the_term() -> None:
    def learned(**stars: int | None) -> Learned:
        problem = problem_with({"class_ratings": [rated("i0", "gone", 17, **stars)] * 10})
        assert problem.institution is not None
        return learn(problem, problem.institution["instructors"])

    hour, day, room = ("hour", 17), ("day", 0), ("room", "r1")
    low, high = learned(time=1), learned(time=5)
    assert low.points("i0", hour) == low.points("i0", day) == 3
    assert low.points("i0", room) == 0
    assert not high
    of_room = learned(room=2)
    assert of_room.points("i0", room) == 2
    assert of_room.points("i0", hour) == 0


def test_a_class_votes_once_about_its_hour_on_however_many_days_it_meets() -> None:
    once, daily = rated("i0", "gone", 17, time=1), rated("i0", "gone", 17, time=1)
    daily["class"] = {**daily["class"], "days": "11111"}
    histories = ({"class_ratings": [rating] * 2} for rating in (once, daily))
    of_one_day, of_five = (points(history, "i0", 17) for history in histories)
    assert of_one_day == of_five > 0


def test_a_disliked_room_costs_its_instructors_classes_more() -> None:
    history = {"class_ratings": [rated("i0", "gone", 17, room=1)] * 10}
    problem = replace(problem_with(history), rooms=(Room("r1", 10), Room("r2", 10)))
    context = MultiDimensionalContextEngine(problem)
    # Whoever never voted has the institution's view.
    for id_, room, points in (("c0", "r1", [3]), ("c1", "r1", [1]), ("c0", "r2", [])):
        reasons = context.explain_room(problem.classes[id_], RoomOption(room))
        found = [reason.points for reason in reasons if reason.code == "learned_room"]
        assert found == points, (id_, room)


def test_from_a_noisy_history_the_hours_that_are_really_minded_are_found() -> None:
    """Half the instructors mind the hour of 16; each is moved about five times, one in five
    of the moves being for reasons that have nothing to do with hours."""
    rng = random.Random(1)
    minding, edits = set(range(10)), []
    for person in range(20):
        for _ in range(5):
            if rng.random() < 0.2 or person not in minding:
                before, after = rng.sample(range(9, 16), 2)
            else:
                before, after = 16, rng.randrange(9, 16)
            edits.append(moved(f"c{person}", before, after))
    problem = problem_with({"edits": edits})
    assert problem.institution is not None
    learned = learn(problem, problem.institution["instructors"])
    costs = [learned.points(f"i{n}", ("hour", 16)) for n in range(20)]
    assert min(costs[:10]) >= 2
    others = [learned.points(f"i{n}", ("hour", h)) for n in range(20) for h in range(9, 16)]
    assert sum(others) / len(others) < 0.5


@pytest.mark.parametrize(
    "history",
    [
        {"institution": "Theirs"},
        {"timetable": {"term": "before", "classes": [placed("theirs", 9)]}},
        {"ratings": [{"instructor": "theirs", "term": "before", "stars": 1}]},
        {"class_ratings": [rated("theirs", "theirs", 9, time=1)]},
    ],
)
def test_the_history_of_another_institution_is_refused(history: dict[str, Any]) -> None:
    with pytest.raises(ProblemError) as refused:
        points(history, "i0", 9)
    assert refused.value.code == "foreign_history"
    assert refused.value.place == "history"


def test_a_history_of_which_some_is_known_is_taken() -> None:
    history = {
        "institution": "Ours",
        "timetable": {"term": "before", "classes": [placed("gone", 9), placed("c0", 9)]},
    }
    assert points(history, "i0", 9) == 0
