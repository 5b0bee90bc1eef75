"""A draft is changed by hand: what breaks is told, what is stale refused, all is undone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.models import Department, Institution, Role
from campus.models import Instructor, InstructorUnavailability, Room, RoomUnavailability, Term
from courses.clock import Clock
from courses.copying import NAMES, term_copy
from courses.models import Class, ClassInstructor, Pin, RoomOption, TimeOption
from timetables.documents import solved_documents
from timetables.history import history
from timetables.models import Edit, Placement, Timetable
from timetables.selectors.findings import findings
from timetables.services import workflow
from timetables.services.scores import store_score
from timetables.tests.problem import problem_document
from timetables.tests.ways import published

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Any]


def url(timetable: Timetable, rest: str = "edits/") -> str:
    return f"/api/v1/timetables/{timetable.id}/{rest}"


def cls(name: str) -> Class:
    return Class.objects.get(external_id=name)


def place(timetable: Timetable, name: str) -> Placement:
    return Placement.objects.get(timetable=timetable, cls__external_id=name)


def move(client: Any, timetable: Timetable, name: str, **fields: Any) -> Any:
    """A move on the newest version, unless another is named."""
    version = fields.pop("version", Timetable.objects.get(pk=timetable.pk).version)
    body = {"cls": str(cls(name).pk), **fields}
    return client.post(url(timetable), body, headers={"If-Match": f'"{version}"'})


def step(client: Any, timetable: Timetable, which: str) -> Any:
    version = Timetable.objects.get(pk=timetable.pk).version
    return client.post(url(timetable, f"edits/{which}/"), {"version": version})


@pytest.fixture
def shared(timetable: Timetable) -> Timetable:
    """The lecturer of physics teaches history too."""
    ClassInstructor.objects.create(cls=cls("his-1"), instructor=Instructor.objects.get())
    return timetable


def test_a_move_says_what_it_was_and_makes_the_score_stale(
    registrar: Any, timetable: Timetable
) -> None:
    answer = move(registrar, timetable, "phy-1", start_minute=600)
    assert answer.status_code == 201, answer.content
    (edit,) = answer.json()["edits"]
    assert (edit["before"]["start_minute"], edit["after"]["start_minute"]) == (480, 600)
    assert edit["after"]["room"] == str(Room.objects.get(external_id="r1").pk)
    assert place(timetable, "phy-1").start_minute == 600
    body = registrar.get(url(timetable, "")).json()
    assert (body["score_stale"], body["version"]) == (True, answer.json()["version"])
    assert answer["ETag"] == f'"{body["version"]}"'


def test_a_stale_drop_is_refused_and_nothing_is_lost(
    registrar: Any, timetable: Timetable
) -> None:
    old = timetable.version
    assert move(registrar, timetable, "phy-1", start_minute=600).status_code == 201
    stale = move(registrar, timetable, "phy-1", start_minute=660, version=old)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    unnamed = registrar.post(url(timetable), {"cls": str(cls("phy-1").pk), "days": "01000"})
    assert (unnamed.status_code, unnamed.json()["code"]) == (428, "version_missing")
    assert place(timetable, "phy-1").start_minute == 600
    body = {"cls": str(cls("phy-1").pk), "start_minute": 660}
    whatever = registrar.post(url(timetable), body, headers={"If-Match": "*"})
    assert whatever.status_code == 201, whatever.content


def test_what_breaks_is_written_only_when_each_finding_is_accepted(
    registrar: Any, shared: Timetable
) -> None:
    refused = move(registrar, shared, "his-1", start_minute=480)
    assert (refused.status_code, refused.json()["code"]) == (409, "edit_breaks")
    (finding,) = refused.json()["errors"]
    assert finding["code"] == "instructor_clash"
    assert finding["parameters"]["thing"] == "Lecturer PHY-01"
    names = sorted(finding["parameters"][name] for name in ("cls", "other"))
    sentence = f"Lecturer PHY-01 teaches {names[0]} and {names[1]} at the same time."
    assert finding["detail"] == sentence
    assert refused.json()["detail"] == f"This breaks one requirement: {sentence}"
    assert place(shared, "his-1").start_minute == 540
    wrong = move(registrar, shared, "his-1", start_minute=480, accept=["room_clash:x"])
    assert wrong.status_code == 409
    keys = [finding["parameters"]["key"]]
    done = move(registrar, shared, "his-1", start_minute=480, accept=keys, reason="For now")
    assert done.status_code == 201, done.content
    assert [found["key"] for found in done.json()["findings"]] == keys
    assert done.json()["edits"][0]["accepted"] == keys
    assert [row["key"] for row in registrar.get(url(shared, "findings/")).json()] == keys
    # It is in the way of the approval until that has a reason.
    workflow.submit(shared.id, None)
    shared.approvals.update(state="approved")
    kept = registrar.post(url(shared, "approve/"), {})
    assert (kept.status_code, kept.json()["parameters"]["hard"]) == (409, 1)


def test_from_one_place_that_is_not_offered_to_another_is_told_again(
    registrar: Any, timetable: Timetable
) -> None:
    key = f"time_not_offered:{cls('phy-1').pk}"
    first = move(registrar, timetable, "phy-1", start_minute=483, accept=[key])
    assert first.status_code == 201, first.content
    second = move(registrar, timetable, "phy-1", start_minute=486)
    assert (second.status_code, second.json()["code"]) == (409, "edit_breaks")
    assert [each["parameters"]["key"] for each in second.json()["errors"]] == [key]
    done = move(registrar, timetable, "phy-1", start_minute=486, accept=[key])
    assert done.json()["edits"][0]["accepted"] == [key]
    # Where its time stays, that is known; of the room and the length it is not told.
    other = str(Room.objects.get(external_id="r2").pk)
    room = move(registrar, timetable, "phy-1", room=other)
    assert [each["code"] for each in room.json()["errors"]] == ["room_not_offered"]
    length = move(registrar, timetable, "phy-1", length_minutes=55)
    assert [each["code"] for each in length.json()["errors"]] == ["length_not_offered"]
    assert move(registrar, timetable, "phy-1", start_minute=480).status_code == 201


def test_every_kind_of_finding_is_found(term: Term, shared: Timetable) -> None:
    assert findings(shared) == []
    hall, hours = (
        Room.objects.get(external_id="r1"),
        {
            "term": term,
            "weeks": "1111",
            "days": "10000",
            "start_minute": 470,
            "length_minutes": 30,
        },
    )
    RoomUnavailability.objects.create(room=hall, **hours)
    InstructorUnavailability.objects.create(instructor=Instructor.objects.get(), **hours)
    Room.objects.filter(pk=hall.pk).update(capacity=1)
    Pin.objects.create(term=term, cls=cls("phy-1"), room=Room.objects.get(external_id="r2"))
    offered = TimeOption.objects.filter(cls=cls("his-1"))
    offered.filter(start_minute=600).update(start_minute=500)
    Class.objects.filter(external_id="his-1").update(needs_room=True)
    RoomOption.objects.create(cls=cls("his-1"), room=hall)
    Placement.objects.filter(cls=cls("his-1")).update(room=hall, start_minute=500)
    codes = {
        "room_clash",
        "instructor_clash",
        "room_closed",
        "instructor_away",
        "room_too_small",
        "off_its_pin",
    }
    assert {found.code for found in findings(shared)} == codes
    Placement.objects.filter(cls=cls("his-1")).delete()
    assert "unplaced" in {found.code for found in findings(shared)}
    # In other weeks or on other days, nothing clashes.
    Placement.objects.create(
        timetable=shared,
        cls=cls("his-1"),
        room=hall,
        weeks="0010",
        days="10100",
        start_minute=480,
        length_minutes=50,
    )
    assert not {"room_clash", "instructor_clash"} & {found.code for found in findings(shared)}


def test_undo_and_redo_walk_back_and_forth(registrar: Any, timetable: Timetable) -> None:
    for start in (600, 660):
        assert move(registrar, timetable, "phy-1", start_minute=start).status_code == 201
    starts = []
    for which in ("undo", "undo", "redo", "redo", "undo"):
        answer = step(registrar, timetable, which)
        assert answer.status_code == 201, answer.content
        starts.append(place(timetable, "phy-1").start_minute)
    assert starts == [600, 480, 600, 660, 600]
    assert move(registrar, timetable, "phy-1", start_minute=720).status_code == 201
    assert step(registrar, timetable, "redo").json()["code"] == "nothing_to_redo"
    assert [edit.number for edit in Edit.objects.order_by("number")] == list(range(1, 9))


def test_two_classes_change_places_at_once_and_are_taken_back_at_once(
    registrar: Any, shared: Timetable
) -> None:
    def starts() -> list[int]:
        return [place(shared, name).start_minute for name in ("phy-1", "his-1")]

    Placement.objects.filter(cls=cls("his-1")).update(days="10100", start_minute=480 + 60)
    both = {"start_minute": 540, "also": [{"cls": str(cls("his-1").pk), "start_minute": 480}]}
    assert move(registrar, shared, "phy-1", start_minute=540).json()["code"] == "edit_breaks"
    answer = move(registrar, shared, "phy-1", **both)
    assert answer.status_code == 201, answer.content
    first, second = answer.json()["edits"]
    assert (first["made_with"], second["made_with"]) == (None, first["id"])
    assert starts() == [540, 480]
    feed = registrar.get(url(shared)).json()
    assert [edit["id"] for edit in feed["undo"]] == [first["id"], second["id"]]
    assert feed["redo"] == []
    assert step(registrar, shared, "undo").status_code == 201
    assert starts() == [480, 540]
    assert len(registrar.get(url(shared)).json()["redo"]) == 2
    assert step(registrar, shared, "redo").status_code == 201
    assert starts() == [540, 480]


def test_a_class_that_is_not_ones_own_does_not_move_along(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    physics = Department.objects.get(external_id="PHY")
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=physics)
    also = [{"cls": str(cls("his-1").pk), "start_minute": 600}]
    refused = move(head, timetable, "phy-1", start_minute=600, also=also)
    assert (refused.status_code, refused.json()["code"]) == (403, "out_of_reach")
    assert not Edit.objects.exists()


def test_one_undoes_ones_own_and_not_what_another_has_moved_since(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    head = log_in(
        tenant, Role.DEPARTMENT_HEAD, department=Department.objects.get(external_id="PHY")
    )
    assert move(registrar, timetable, "phy-1", start_minute=600).status_code == 201
    assert step(head, timetable, "undo").json()["code"] == "nothing_to_undo"
    assert move(head, timetable, "phy-1", start_minute=660).status_code == 201
    overtaken = step(registrar, timetable, "undo")
    assert (overtaken.status_code, overtaken.json()["code"]) == (409, "edit_overtaken")
    assert step(head, timetable, "undo").status_code == 201
    assert step(registrar, timetable, "undo").status_code == 201
    assert place(timetable, "phy-1").start_minute == 480


def test_a_head_moves_the_own_departments_classes_and_others_nothing(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    physics = Department.objects.get(external_id="PHY")
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=physics)
    foreign = move(head, timetable, "his-1", start_minute=600)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "out_of_reach")
    coordinator = log_in(tenant, Role.COORDINATOR, department=physics)
    assert move(coordinator, timetable, "phy-1", start_minute=600).status_code == 403
    assert coordinator.get(url(timetable)).status_code == 200
    for role in (Role.INSTRUCTOR, Role.STUDENT):
        assert log_in(tenant, role).get(url(timetable)).status_code == 403
    assert not Edit.objects.exists()


def test_what_is_in_review_stays_as_it_is(registrar: Any, timetable: Timetable) -> None:
    workflow.submit(timetable.id, None)
    answer = move(registrar, timetable, "phy-1", start_minute=600)
    assert (answer.status_code, answer.json()["code"]) == (409, "timetable_not_draft")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "place_unchanged"),
        ({"days": "1"}, "hours_do_not_fit_term"),
        ({"start_minute": 1430}, "hours_past_midnight"),
        ({"weeks": "0000"}, "bits"),
    ],
)
def test_a_place_that_is_none_is_refused(
    registrar: Any, timetable: Timetable, fields: dict[str, Any], code: str
) -> None:
    body = move(registrar, timetable, "phy-1", **fields).json()
    assert code in {body["code"], *(error["code"] for error in body["errors"])}


def test_two_editors_see_each_others_changes_and_each_other(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    other = log_in(tenant, Role.REGISTRAR)
    holding = str(cls("his-1").pk)
    assert other.get(url(timetable), {"holding": holding}).json()["present"] == []
    move(registrar, timetable, "phy-1", start_minute=600)
    feed = registrar.get(url(timetable)).json()
    assert [edit["number"] for edit in feed["edits"]] == [1]
    assert [who["holding"] for who in feed["present"]] == [holding]
    move(registrar, timetable, "phy-1", start_minute=660)
    later = other.get(url(timetable), {"after": 1}).json()
    assert [edit["after"]["start_minute"] for edit in later["edits"]] == [660]


def test_a_class_is_pinned_where_the_grid_has_it_and_set_free(
    registrar: Any, timetable: Timetable
) -> None:
    body = {"cls": str(cls("phy-1").pk), "room": False}
    assert registrar.post(url(timetable, "pin/"), body).status_code == 204
    pin = Pin.objects.get()
    assert (pin.start_minute, pin.days, pin.room) == (480, "10100", None)
    meetings = registrar.get(url(timetable, "meetings/")).json()
    pins = {row["class_id"]: (row["time_pinned"], row["room_pinned"]) for row in meetings}
    assert pins[body["cls"]] == (True, False)
    assert pins[str(cls("his-1").pk)] == (False, False)
    free = {**body, "time": False}
    assert registrar.post(url(timetable, "pin/"), free).status_code == 204
    assert not Pin.objects.exists()


def test_an_edited_timetable_is_taken_out_as_it_is_and_scored_once(
    registrar: Any, timetable: Timetable
) -> None:
    move(registrar, timetable, "phy-1", start_minute=600)
    edited = Timetable.objects.get(pk=timetable.pk)
    problem, solution = solved_documents(edited)
    (entry,) = [entry for entry in solution["classes"] if entry["id"] == "phy-1"]
    assert Clock.of(problem).minute_of(entry["start"]) == 600
    score = {"total": 5, "hard": 0, "components": {"time": 5}}
    assert not store_score(edited.pk, edited.version - 1, score, {}, scored_of="now")
    assert store_score(edited.pk, edited.version, score, {"room_fit": 1.0}, scored_of="now")
    edited.refresh_from_db()
    assert (edited.total, edited.scored_of) == (5, "now")


def test_edits_that_stand_teach_the_next_term(
    tenant: Institution, registrar: Any, timetable: Timetable, term: Term
) -> None:
    move(registrar, timetable, "phy-1", start_minute=600)
    move(registrar, timetable, "his-1", start_minute=660)
    step(registrar, timetable, "undo")
    published(timetable)
    following = term_copy(term, name="Next", first_day=date(2027, 1, 4), parts=NAMES)
    past = history(following, Clock.of(problem_document()))
    (edit,) = past["edits"]
    assert edit["before"] == {
        "id": "phy-1",
        "days": "10100",
        "start": 0,
        "length": 10,
        "room": "r1",
    }
    assert edit["after"]["start"] == 24


def test_another_institutions_draft_does_not_exist(
    timetable: Timetable, make_institution: Callable[[str], Institution], log_in: LogIn
) -> None:
    stranger = log_in(make_institution("Second"))
    assert stranger.get(url(timetable)).status_code == 404
    for rest in ("edits/", "edits/undo/", "edits/redo/", "merge/", "pin/"):
        assert stranger.post(url(timetable, rest), {}).status_code == 404
    assert stranger.get(url(timetable, "findings/")).status_code == 404


def test_a_head_does_not_move_a_class_into_another_departments_room(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    physics, history = (Department.objects.get(external_id=key) for key in ("PHY", "HIS"))
    own = timetable.term.own
    room = Room.objects.create(name="Lab", capacity=30, department=physics, term=own)
    Class.objects.filter(external_id="his-1").update(needs_room=True)
    RoomOption.objects.create(cls=cls("his-1"), room=room)
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=history)
    refused = move(head, timetable, "his-1", room=str(room.pk))
    assert (refused.status_code, refused.json()["code"]) == (403, "out_of_reach")
    assert move(head, timetable, "his-1", start_minute=600).status_code == 201
    Room.objects.filter(pk=room.pk).update(shared=True)
    assert move(head, timetable, "his-1", room=str(room.pk)).status_code == 201
