import os
import subprocess
import sys
from collections import Counter

import pytest

from horarium.constraints import KINDS
from horarium.formats import encode_problem, read_problem
from horarium.problem import Problem
from horarium.score import evaluate
from horarium.university import PRESETS, Size, generate, tightness
from horarium.university.assemble import assemble
from horarium.university.presets import scaled


@pytest.fixture(scope="module")
def demo() -> Problem:
    return generate("demo")


def test_a_university_does_not_depend_on_how_a_process_hashes_texts() -> None:
    made = (
        "import hashlib, horarium.formats as formats, horarium.university as university;"
        "problem = university.generate('yardstick-quarter', seed=1);"
        "print(hashlib.sha256(formats.encode_problem(problem, 'native')[0]).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", made],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


def test_the_same_seed_gives_the_same_university_and_another_seed_another() -> None:
    assert generate("demo", seed=7) == generate("demo", seed=7)
    assert generate("demo", seed=7).courses != generate("demo", seed=8).courses


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "yardstick-double"])
def test_a_preset_has_exactly_its_published_size(name: str) -> None:
    size, problem = PRESETS[name], generate(name)
    institution = problem.institution
    assert institution is not None
    assert len(problem.courses) == size.courses
    assert len(problem.classes) == size.classes
    assert len(problem.rooms) == size.rooms
    assert len(problem.students) == size.students
    assert sum(len(student.courses) for student in problem.students) == size.enrolments
    assert len(institution["departments"]) == size.departments
    assert len(institution["instructors"]) == size.instructors


def test_the_yardstick_is_the_published_one() -> None:
    size = PRESETS["yardstick"]
    assert (size.courses, size.classes, size.instructors) == (1332, 2494, 2320)
    assert (size.rooms, size.departments, size.week_hours) == (1147, 127, 48)
    assert (size.students, size.enrolments) == (19_072, 130_000)


@pytest.mark.parametrize(("classes", "students"), [(20, 20), (60, 900), (500, 3000)])
def test_any_size_can_be_asked_for(classes: int, students: int) -> None:
    problem = generate(classes=classes, students=students)
    assert len(problem.classes) == classes
    assert len(problem.students) == students


@pytest.mark.parametrize(
    "wrong",
    [{"preset": "atlantis"}, {"preset": "demo", "classes": 50}, {"classes": 5}],
)
def test_an_impossible_size_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"preset|at least"):
        generate(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [0, 1])
def test_the_yardstick_is_as_tight_as_a_real_university(seed: int) -> None:
    size = PRESETS["yardstick"]
    found = tightness(generate("yardstick", seed=seed), size)
    assert min(found.labs, found.halls) >= 0.6
    assert found.rooms_of_departments > 0.5
    assert (found.median_hours, found.week_hours) == (20, 48)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "size", [PRESETS["demo"], PRESETS["yardstick-quarter"], scaled(60, 900)]
)
def test_there_is_a_timetable_in_which_nobody_has_two_classes_at_once(
    size: Size, seed: int
) -> None:
    problem, hidden = assemble(size, seed)
    score = evaluate(problem, hidden)
    assert (score.hard, score.student_conflicts) == (0, 0)
    assert len(hidden.placements) == size.classes


def test_every_id_that_is_mentioned_exists(demo: Problem) -> None:
    institution = demo.institution
    assert institution is not None
    for cls in demo.classes.values():
        assert {option.room for option in cls.rooms} <= set(demo.room)
        assert cls.parent is None or cls.parent in demo.classes
    for student in demo.students:
        assert set(student.courses) <= set(demo.course)
        assert len(set(student.courses)) == len(student.courses)
    for constraint in demo.constraints:
        assert constraint.kind in KINDS
        assert set(constraint.classes) <= set(demo.classes)
    departments = {department["id"] for department in institution["departments"]}
    buildings = {building["id"] for building in institution["buildings"]}
    students = [student for cohort in institution["cohorts"] for student in cohort["students"]]
    assert sorted(students) == sorted(student.id for student in demo.students)
    assert set(institution["rooms"]) == set(demo.room)
    assert {room["building"] for room in institution["rooms"].values()} <= buildings
    assert set(institution["courses"]) == set(demo.course)
    assert {course["department"] for course in institution["courses"].values()} == departments
    taught = [cls for teacher in institution["instructors"] for cls in teacher["classes"]]
    assert sorted(taught) == sorted(demo.classes)


def test_every_class_has_a_room_that_seats_it_and_several_times(demo: Problem) -> None:
    for cls in demo.classes.values():
        assert cls.limit is not None
        assert cls.rooms
        assert all(demo.room[option.room].capacity >= cls.limit for option in cls.rooms)
        assert len({option.time for option in cls.times}) == len(cls.times) >= 10


def test_a_course_seats_everyone_who_chose_it(demo: Problem) -> None:
    demand = Counter(course for student in demo.students for course in student.courses)
    for course in demo.courses:
        for subpart in course.configs[0].subparts:
            seats = sum(cls.limit or 0 for cls in subpart.classes)
            assert seats >= demand[course.id]


def test_students_take_five_to_seven_courses_a_quarter_of_them_elsewhere(
    demo: Problem,
) -> None:
    institution = demo.institution
    assert institution is not None
    home = {
        student: cohort["programme"].split("-")[1]
        for cohort in institution["cohorts"]
        for student in cohort["students"]
    }
    assert {len(student.courses) for student in demo.students} <= {5, 6, 7}
    chosen = [
        institution["courses"][course]["department"] != home[student.id]
        for student in demo.students
        for course in student.courses
        if institution["courses"][course]["type"] != "core"
    ]
    assert sum(chosen) / sum(len(s.courses) for s in demo.students) > 0.15


def test_labs_last_two_or_three_hours_and_do_not_cross_lunch(demo: Problem) -> None:
    institution = demo.institution
    assert institution is not None
    labs = [
        cls
        for course in demo.courses
        for subpart in course.configs[0].subparts
        for cls in subpart.classes
        if institution["subparts"][subpart.id]["part"] == "lab"
    ]
    assert labs
    noon, after = 13 * 12, 14 * 12
    for cls in labs:
        assert all(institution["rooms"][o.room]["type"] == "lab" for o in cls.rooms)
        for option in cls.times:
            assert option.time.length in (22, 34)
            assert option.time.end <= noon or option.time.start >= after


def test_travel_is_symmetric_and_only_between_buildings(demo: Problem) -> None:
    institution = demo.institution
    assert institution is not None
    building = {id_: room["building"] for id_, room in institution["rooms"].items()}
    for a in demo.room:
        for b in demo.room:
            assert demo.travel(a, b) == demo.travel(b, a)
            assert (demo.travel(a, b) > 0) == (building[a] != building[b])


def test_an_instructors_wishes_are_in_the_penalties_of_the_classes(demo: Problem) -> None:
    institution = demo.institution
    assert institution is not None
    teacher = next(t for t in institution["instructors"] if t["preferences"])
    wish = teacher["preferences"][0]
    hours = range(wish["start"], wish["start"] + wish["length"])
    for id_ in teacher["classes"]:
        for option in demo.classes[id_].times:
            days = sum(
                bit == "1" and bool(option.time.days >> day & 1)
                for day, bit in enumerate(wish["days"])
            )
            if days and option.time.start in hours:
                assert option.penalty >= days * wish["penalty"]


def test_its_document_is_valid_and_reads_back_equal(demo: Problem) -> None:
    document, losses = encode_problem(demo, "native")
    assert not losses
    assert read_problem(document) == demo


def test_it_can_be_written_for_the_solvers_of_the_competition(demo: Problem) -> None:
    xml, _ = encode_problem(demo, "itc2019")
    again = read_problem(xml)
    assert len(again.classes) == len(demo.classes)
    assert len(again.constraints) == len(demo.constraints)


def test_cohorts_and_instructors_are_never_in_two_places(demo: Problem) -> None:
    derived = [c for c in demo.constraints if c.derived_from]
    assert {c.derived_from.partition(":")[0] for c in derived} == {"instructor", "cohort"}
    assert all(c.required and c.kind == "SameAttendees" for c in derived)
    wishes = [c for c in demo.constraints if not c.derived_from]
    assert {c.kind for c in wishes} >= {"MaxDayLoad", "MinGap", "SameRoom", "Precedence"}
    assert all(c.penalty and not c.required for c in wishes)
