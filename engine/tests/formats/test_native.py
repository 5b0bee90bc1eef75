"""Native documents: by their schema, with a version, and refused with the path to the fault."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horarium.formats import native, read_problem, read_solution
from horarium.formats.schema import SchemaError, checker, compile_schema
from horarium.problem import Problem, ProblemError
from horarium.score import evaluate
from horarium.testing import random_problem, random_solution, with_choices
from horarium_contracts import schema

SAMPLES = Path(__file__).parents[1] / "samples"


def document(seed: int = 1) -> dict[str, Any]:
    """A valid problem document, as plain JSON."""
    encoded: dict[str, Any] = json.loads(native.encode_problem(random_problem(seed))[0])
    return encoded


def read(value: Any) -> Problem:
    return read_problem(json.dumps(value).encode(), name="bad.json")


@pytest.mark.parametrize("seed", range(10))
def test_random_problems_and_solutions_come_back_equal_and_follow_the_schema(seed: int) -> None:
    problem = random_problem(seed)
    if seed % 2:
        problem = with_choices(problem, seed)
    solution = random_solution(problem, seed, unplaced=0.2)
    data, losses = native.encode_problem(problem)
    assert losses == []
    jsonschema.validate(json.loads(data), schema("problem"))
    assert read_problem(data) == problem
    as_json = native.encode_solution(problem, solution)
    jsonschema.validate(json.loads(as_json), schema("solution"))
    assert read_solution(problem, as_json) == solution


def test_samples_of_every_version_are_still_read() -> None:
    for version in [*native.UPGRADES["problem"], native.VERSION]:
        problem = read_problem(SAMPLES / f"problem.v{version}.json")
        solution = read_solution(problem, SAMPLES / f"solution.v{version}.json")
        expected = json.loads((SAMPLES / f"score.v{version}.json").read_text())
        score = evaluate(problem, solution)
        assert {"total": score.total, "hard": score.hard} == expected


def test_rooms_of_a_place_share_their_ways_but_for_those_of_their_own() -> None:
    document_ = document()
    hall, lab, store, hut = document_["rooms"]
    hall["place"] = lab["place"] = store["place"] = "main"
    hut["place"] = "yard"
    document_["travel"] = {"main": {"yard": 3}, "elsewhere": {"main": 9}}
    store["travel"] = {"r3": 0, "r0": 1}
    problem = native.problem_from_document(document_)
    r0, r1, r2, r3 = (dict(room.travel) for room in problem.rooms)
    assert (r0, r1) == ({"r3": 3, "r2": 1}, {"r3": 3})
    assert (r2, r3) == ({"r3": 0, "r0": 1}, {"r0": 3, "r1": 3, "r2": 0})
    store.pop("travel")
    same = native.problem_from_document(document_)
    assert same.rooms[0].travel is same.rooms[1].travel
    assert native.problem_document(same)["travel"] == {"r0": {"r3": 3}}


def test_an_older_version_is_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a version 2 whose step renames the problem, a version 1 document is still read."""
    old = document()
    monkeypatch.setattr(native, "VERSION", 2)
    monkeypatch.setattr(native, "checker", lambda kind, _version: checker(kind, 1))
    step = {1: lambda old: {**old, "name": f"{old['name']}, upgraded"}}
    monkeypatch.setitem(native.UPGRADES, "problem", step)
    assert native.problem_from_document(old).name == "random-1, upgraded"


@pytest.mark.parametrize(
    ("path", "value", "code", "place"),
    [
        (("version",), 2, "unknown_version", ""),
        (("version",), True, "unknown_version", ""),
        (("version",), None, "unknown_version", ""),
        (("format",), "horarium-solution", "wrong_format", ""),
        (("rooms",), None, "wrong_type", "rooms"),
        (("rooms",), {}, "wrong_type", "rooms"),
        (("rooms", 0, "capacity"), "9", "wrong_type", "rooms[0].capacity"),
        (("rooms", 0, "capacity"), 9.5, "wrong_type", "rooms[0].capacity"),
        (("rooms", 0, "capacity"), True, "wrong_type", "rooms[0].capacity"),
        (("rooms", 0, "capacity"), -1, "negative_number", "rooms[0].capacity"),
        (("rooms", 0, "capacity"), 10**12, "number_too_large", "room r0"),
        (("rooms", 0, "colour"), "red", "unexpected_field", "rooms[0]"),
        (("rooms", 0, "id"), "", "bad_text", "rooms[0].id"),
        (("rooms", 0, "id"), "a\u0000b", "bad_id", "room 'a\\x00b'"),
        (("rooms", 0, "id"), "\ud800", "bad_id", "room '\\ud800'"),
        (("travel", "r0", "r1"), -2, "negative_number", "travel.r0.r1"),
        (("rooms", 0, "travel"), {"r1": -2}, "negative_number", "rooms[0].travel.r1"),
        (("rooms", 0, "travel"), {"r77": 2}, "unknown_room", "room r0"),
        (("time", "weeks"), 0, "out_of_range", "time.weeks"),
        (("time", "slots_per_day"), 10**6, "out_of_range", "problem random-1"),
        (("courses", 0, "configs"), [], "too_short", "courses[0].configs"),
        (("courses", 0, "configs", 0, "subparts", 0, "classes", 0, "times"), [], "no_times",
         "class c0"),
        (("courses", 0, "configs", 0, "subparts", 0, "classes", 0, "times", 0, "days"), "2",
         "bad_text", "courses[0].configs[0].subparts[0].classes[0].times[0].days"),
        (("courses", 0, "configs", 0, "subparts", 0, "classes", 0, "times", 0, "days"), "1",
         "bad_bits", "class c0"),
        (("constraints", 0, "kind"), "Nonsense", "unknown_kind", "constraint x0"),
        (("constraints", 0, "parameters"), {"slots": 4}, "bad_parameters", "constraint x0"),
        (("constraints", 0, "classes", 0), "c99", "unknown_class", "constraint x0"),
        (("students", 0, "courses", 0), 7, "wrong_type", "students[0].courses[0]"),
        (("students", 0, "courses", 0), "k99", "unknown_course", "student s0"),
        (("origin",), "excel", "not_allowed", "origin"),
        (("institution",), {"term": {"name": "T", "first_day": "1. 9."}}, "bad_text",
         "institution.term.first_day"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_code_and_path(
    path: tuple[Any, ...], value: Any, code: str, place: str
) -> None:
    bad = document()
    target = bad
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(ProblemError) as caught:
        read(bad)
    assert caught.value.code == code
    assert caught.value.place == (f"bad.json, {place}" if place else "bad.json")


@pytest.mark.parametrize("name", ["name", "time", "weights", "rooms", "students", "format"])
def test_a_missing_part_is_refused(name: str) -> None:
    bad = document()
    del bad[name]
    with pytest.raises(ProblemError) as caught:
        read(bad)
    assert caught.value.code in {"missing_field", "wrong_format"}


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "horarium-problem",',
        '{"format": NaN}',
        '{"format": ' + "[" * 200_000,
        '{"version": ' + "9" * 10_000 + "}",
        "{'format': 1}",
        '{"a": "\udcff"}',
    ],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_problem(text.encode("utf-8", "surrogateescape"))
    assert caught.value.code == "bad_json"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["classes"].append(dict(d["classes"][0])), "duplicate_id"),
        (lambda d: d["classes"][0].update(id="c99"), "unknown_class"),
        (lambda d: d["classes"][0].update(room="r99"), "unknown_room"),
        (lambda d: d["classes"][0].update(weeks="1" * 9), "bad_bits"),
        (lambda d: d["classes"][0].update(start=-1), "negative_number"),
        (lambda d: d["students"].update(nobody=[]), "unknown_student"),
        (lambda d: d["students"].update(s0=["c99"]), "unknown_class"),
        (lambda d: d["students"].update(s0="c1"), "wrong_type"),
        (lambda d: d.update(students=[]), "wrong_type"),
        (lambda d: d.update(format="horarium-problem"), "wrong_format"),
    ],
)
def test_a_faulty_solution_is_refused(change: Any, code: str) -> None:
    problem = random_problem(1)
    bad = json.loads(native.encode_solution(problem, random_solution(problem, 1)))
    change(bad)
    with pytest.raises(ProblemError) as caught:
        read_solution(problem, json.dumps(bad).encode())
    assert caught.value.code == code


def test_a_schema_with_an_unknown_keyword_is_not_ignored() -> None:
    with pytest.raises(NotImplementedError, match="uniqueItems"):
        compile_schema({"type": "array", "uniqueItems": True})


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), value=_JSON)
def test_our_checker_accepts_what_jsonschema_accepts(data: st.DataObject, value: Any) -> None:
    """Over documents with one part replaced by, or given, an arbitrary value."""
    bad = sample_document()
    target: Any = bad
    while True:
        steps = list(target) if isinstance(target, dict) else list(range(len(target)))
        step = data.draw(st.sampled_from(steps))
        if not isinstance(target[step], dict | list) or not target[step]:
            break
        if data.draw(st.integers(0, 3)) == 0:
            break
        target = target[step]
    target[step] = value
    theirs = jsonschema.Draft202012Validator(schema("problem")).is_valid(bad)
    try:
        checker("problem", 1)(bad)
        ours = True
    except SchemaError:
        ours = False
    assert ours == theirs


def sample_document() -> dict[str, Any]:
    sample: dict[str, Any] = json.loads((SAMPLES / "problem.v1.json").read_text())
    return sample


PLACED = {"id": "c1", "days": "100000", "start": 0, "length": 1, "room": None}


def test_the_history_of_earlier_terms_is_kept_as_it_is() -> None:
    history = {
        "timetable": {"term": "Spring", "classes": [PLACED]},
        "edits": [{"before": PLACED, "after": PLACED}],
        "ratings": [{"instructor": "PHY-03", "term": "Spring", "stars": 4}],
    }
    written = {**document(), "history": history}
    problem = read_problem(json.dumps(written).encode())
    again = json.loads(native.encode_problem(problem)[0])
    jsonschema.validate(again, schema("problem"))
    assert again["history"] == history


LONG = {**PLACED, "days": "10101010"}
ENDLESS = {**PLACED, "length": 10**9}


@pytest.mark.parametrize(
    ("history", "code", "place"),
    [
        ({"timetable": {"term": "T", "classes": [LONG]}}, "bad_bits", "timetable, class c1"),
        (
            {"edits": [{"before": PLACED, "after": LONG}]},
            "bad_bits",
            "edit 1, after, class c1",
        ),
        (
            {"timetable": {"term": "T", "classes": [PLACED] * 2}},
            "duplicate_id",
            "timetable, class c1",
        ),
        (
            {"timetable": {"term": "T", "classes": [ENDLESS]}},
            "meeting_outside_day",
            "timetable, class c1",
        ),
        (
            {"edits": [{"before": ENDLESS, "after": PLACED}]},
            "meeting_outside_day",
            "edit 1, before, class c1",
        ),
    ],
)
def test_what_makes_no_sense_in_the_history_is_named(
    history: dict[str, Any], code: str, place: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        read_problem(json.dumps({**document(), "history": history}).encode())
    assert caught.value.code == code
    assert caught.value.place.endswith(f"history, {place}")


def test_an_earlier_term_may_have_taught_until_later() -> None:
    late = {**PLACED, "start": document()["time"]["slots_per_day"]}
    history = {"timetable": {"term": "Spring", "classes": [late]}}
    assert read({**document(), "history": history}).history == history


HOURS = {"weeks": "111", "days": "1111", "start": 20, "length": 4}
"""They fit the sample's three weeks of four days of 24 slots."""


def institution(**about: Any) -> dict[str, Any]:
    """The sample document, in which this is said of its institution, too."""
    sample = sample_document()
    return {**sample, "institution": {**sample["institution"], **about}}


def lecturer(**about: Any) -> dict[str, Any]:
    return institution(instructors=[{"id": "phy-3", "name": "X", "classes": ["c0"], **about}])


def lunch(hours: dict[str, Any]) -> dict[str, Any]:
    return institution(term={"name": "T", "breaks": [{"name": "Lunch", "hours": hours}]})


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        (lecturer(preferences=[{**HOURS, "weeks": "1"}]), "bad_bits",
         "instructor phy-3, preferences"),
        (lecturer(preferences=[{**HOURS, "length": 5}]), "meeting_outside_day",
         "instructor phy-3, preferences"),
        (lecturer(preferences=[{**HOURS, "penalty": 10**20}]), "number_too_large",
         "instructor phy-3, preferences"),
        (lecturer(unavailable=[{**HOURS, "days": "1"}]), "bad_bits",
         "instructor phy-3, unavailable"),
        (lecturer(research_day=10**12), "out_of_range", "instructor phy-3"),
        (institution(classes={"c0": {"pin": {"time": {**HOURS, "start": 21}}}}),
         "meeting_outside_day", "class c0, pin"),
        (lunch({**HOURS, "days": "11111"}), "bad_bits", "break Lunch"),
        (institution(term={"name": "T", "teaching": {"days": "11111"}}), "bad_bits",
         "term, teaching"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_in_the_institution_is_named(
    written: dict[str, Any], code: str, place: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        read(written)
    assert (caught.value.code, caught.value.place) == (code, f"bad.json, institution, {place}")


def test_hours_that_fit_the_calendar_are_read_in_the_institution() -> None:
    # A day that the term does not teach on is as good for research as any.
    written = lecturer(
        preferences=[{**HOURS, "penalty": 3}], unavailable=[HOURS], research_day=6
    )
    assert read(written).institution == written["institution"]
    assert read(lunch(HOURS)).institution == lunch(HOURS)["institution"]


def test_half_a_character_is_refused_where_it_could_not_be_written() -> None:
    def rated(term: str) -> dict[str, Any]:
        ratings = [{"instructor": "PHY-03", "term": term, "stars": 4}]
        return {**document(), "history": {"ratings": ratings}}

    whole, half = rated("\U0001d11e"), rated("\ud834")
    problem = read_problem(json.dumps(whole).encode())
    assert problem.history == whole["history"]
    with pytest.raises(ProblemError, match="surrogates not allowed") as caught:
        read(half)
    assert caught.value.code == "bad_json"
