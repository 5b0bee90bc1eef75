import gzip
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.tests.conftest import Client
from horarium import evaluate
from horarium.formats import (
    encode_problem,
    native,
    read_problem,
    read_solution,
)
from horarium_contracts import schema

ITC2019 = b"""<?xml version="1.0"?>
<problem name="tiny" nrDays="5" slotsPerDay="288" nrWeeks="1">
  <optimization time="1" room="1" distribution="1" student="1"/>
  <rooms><room id="1" capacity="10"/></rooms>
  <courses><course id="1"><config id="1"><subpart id="1">
    <class id="1" limit="5"><room id="1" penalty="0"/>
      <time days="10000" start="96" length="12" weeks="1" penalty="0"/></class>
  </subpart></config></course></courses>
  <distributions/>
  <students><student id="1"><course id="1"/></student></students>
</problem>
"""
ITC2007 = b"""Name: Tiny
Courses: 1
Rooms: 1
Days: 2
Periods_per_day: 2
Curricula: 1
Constraints: 0

COURSES:
c1 t1 2 2 5

ROOMS:
r1 10

CURRICULA:
q1 1 c1

UNAVAILABILITY_CONSTRAINTS:

END.
"""
TIME = b'<time days="10000" start="96" length="12" weeks="1" penalty="0"/>'
OCTETS = {"Content-Type": "application/octet-stream"}


def multipart(content: bytes, name: str) -> tuple[bytes, dict[str, str]]:
    body = (
        f'--limit\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    ).encode()
    headers = {"Content-Type": "multipart/form-data; boundary=limit"}
    return body + content + b"\r\n--limit--\r\n", headers


@pytest.mark.parametrize(("content", "origin"), [(ITC2019, "itc2019"), (ITC2007, "itc2007")])
@pytest.mark.parametrize("zipped", [False, True])
def test_an_uploaded_competition_file_becomes_a_native_document(
    service: Client, content: bytes, origin: str, zipped: bool
) -> None:
    body = gzip.compress(content) if zipped else content
    answer = service.post("/api/convert", body, OCTETS)
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    document = answer.json()
    jsonschema.validate(document, schema("problem"))
    assert document["origin"] == origin


def test_a_form_upload_is_as_good_as_a_raw_body(service: Client) -> None:
    body, headers = multipart(ITC2019, "tiny.xml")
    assert (
        service.post("/api/convert", body, headers).json()
        == service.post("/api/convert", ITC2019, OCTETS).json()
    )


@pytest.mark.parametrize(("content", "to"), [(ITC2019, "itc2019"), (ITC2007, "itc2007")])
def test_native_documents_go_back_to_the_competitions_formats(
    service: Client, content: bytes, to: str
) -> None:
    problem = read_problem(content)
    first = next(iter(problem.classes.values()))
    placements = [
        {
            "id": first.id,
            "weeks": "1" * problem.calendar.weeks,
            "days": "1" + "0" * (problem.calendar.days - 1),
            "start": first.times[0].time.start,
            "length": first.times[0].time.length,
            "room": first.rooms[0].room,
        }
    ]
    solution = {
        "format": "horarium-solution",
        "version": 1,
        "problem": problem.name,
        "classes": placements,
        "students": {student.id: [first.id] for student in problem.students},
    }
    request = {"to": to, "problem": native.problem_document(problem), "solution": solution}
    written = service.post("/api/convert", request)
    assert written.status_code == 200, written.text
    again = read_solution(problem, written.content)
    direct = native.solution_from_document(solution, problem)
    assert evaluate(problem, again).total == evaluate(problem, direct).total
    assert dict(again.placements) == dict(direct.placements)

    back = service.post("/api/convert", {"to": to, "problem": request["problem"]})
    assert read_problem(back.content).classes.keys() == problem.classes.keys()


def test_a_term_that_contradicts_itself_is_written_all_the_same(service: Client) -> None:
    document = native.problem_document(read_problem(ITC2019))
    for course in document["courses"]:
        for config in course["configs"]:
            for subpart in config["subparts"]:
                for cls in subpart["classes"]:
                    cls["times"] = []
    written = service.post("/api/convert", {"to": "itc2019", "problem": document})
    assert written.status_code == 200
    assert b"<class" in written.content
    assert b"<time" not in written.content


def test_a_zipped_request_of_documents_is_read_too(service: Client) -> None:
    problem = native.problem_document(read_problem(ITC2019))
    body = gzip.compress(json.dumps({"to": "itc2019", "problem": problem}).encode())
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = service.post("/api/convert", body, headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/xml")


BOMB = b"<?xml version='1.0'?><!DOCTYPE p [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><problem>&b;"
OUTSIDE = b"<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><problem name='&x;'/>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"plain words",
        b"{",
        b'{"format": "horarium-problem", "version": 99}',
        b"[" * 100_000,
        BOMB,
        OUTSIDE,
        ITC2019[:-40],
        ITC2019.replace(b'room id="1" penalty', b'room id="9" penalty'),
        ITC2019.replace(TIME, b""),
        ITC2007[:90],
        gzip.compress(ITC2019)[:-9],
        gzip.compress(bytes(210 * 2**20)),
    ],
    ids=[
        "empty", "binary", "words", "cut json", "future version", "deep", "entities",
        "outside", "cut xml", "unknown room", "no times", "cut ctt", "cut gzip", "gzip bomb",
    ],
)  # fmt: skip
def test_a_broken_or_hostile_file_is_refused_with_a_code_and_a_place(
    service: Client, content: bytes
) -> None:
    answer = service.post("/api/convert?name=file.xml", content, OCTETS)
    assert answer.status_code == 422, answer.text
    problem: dict[str, Any] = answer.json()
    assert problem["code"] not in {"", "conversion_crashed"}
    assert problem["place"]
    assert "/etc" not in answer.text


@pytest.mark.parametrize(
    "request_body", [{}, {"to": "pdf"}, {"to": "native"}, {"to": "native", "problem": {}}]
)
def test_an_incomplete_request_of_documents_is_refused(
    service: Client, request_body: dict[str, Any]
) -> None:
    answer = service.post("/api/convert", request_body)
    assert answer.status_code == 422
    assert answer.json()["code"]


def test_an_unknown_target_format_is_refused(service: Client) -> None:
    assert service.post("/api/convert?to=pdf", ITC2019, OCTETS).status_code == 422


def test_a_university_of_a_seed_is_made_twice_the_same(service: Client) -> None:
    request = {"classes": 40, "students": 100, "seed": 3}
    first = service.post("/api/generate_university", request)
    assert first.status_code == 200
    problem = native.problem_from_document(first.json())
    assert len(problem.classes) == 40
    assert service.post("/api/generate_university", request).content == first.content
    assert encode_problem(problem, "native")[0] == first.content


@pytest.mark.parametrize(
    "size", [{"preset": "atlantis"}, {"classes": 3}, {"preset": "demo", "classes": 30}]
)
def test_an_impossible_university_is_refused(service: Client, size: dict[str, Any]) -> None:
    assert service.post("/api/generate_university", size).status_code == 422


def test_a_competition_instance_survives_the_way_there_and_back(service: Client) -> None:
    file = Path(__file__).parents[3] / "shared/data/itc2019/wbg-fal10.xml.gz"
    if not file.exists():
        pytest.skip("the competition's instances are not here")
    answer = service.post("/api/convert?name=wbg-fal10.xml.gz", file.read_bytes(), OCTETS)
    native_problem = native.problem_from_document(answer.json())
    assert native_problem == read_problem(file)
