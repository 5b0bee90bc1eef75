"""ITC-2019 XML: what is read, and that bad or hostile files are refused with their place."""

import re

import pytest

from horarium.formats import encode_problem, encode_solution, read_problem, read_solution
from horarium.problem import Constraint, ProblemError, Room, RoomOption, Time, TimeOption
from horarium.testing import random_problem, random_solution

DOCTYPE = (
    '<!DOCTYPE problem PUBLIC "-//ITC 2019//DTD Problem Format/EN" '
    '"http://www.itc2019.org/competition-format.dtd">'
)
GOOD = f"""<?xml version="1.0" encoding="UTF-8"?>
{DOCTYPE}
<problem name="tiny" nrDays="5" slotsPerDay="288" nrWeeks="3">
  <optimization time="2" room="1" distribution="5" student="4"/>
  <rooms>
    <room id="1" capacity="50"/>
    <room id="2" capacity="100">
      <travel room="1" value="4"/>
      <unavailable days="01000" start="22" length="2" weeks="101"/>
    </room>
  </rooms>
  <courses>
    <course id="1">
      <config id="1">
        <subpart id="1">
          <class id="1" limit="20">
            <room id="1" penalty="0"/>
            <room id="2" penalty="10"/>
            <time days="10100" start="90" length="10" weeks="111" penalty="3"/>
            <time days="01010" start="90" length="10" weeks="100" penalty="0"/>
          </class>
        </subpart>
        <subpart id="2">
          <class id="2" limit="20" parent="1" room="false">
            <time days="00001" start="96" length="22" weeks="111" penalty="0"/>
          </class>
        </subpart>
      </config>
    </course>
  </courses>
  <distributions>
    <distribution type="NotOverlap" required="true">
      <class id="1"/>
      <class id="2"/>
    </distribution>
    <distribution type="MaxBreaks(1,12)" penalty="4">
      <class id="2"/>
      <class id="1"/>
    </distribution>
  </distributions>
  <students>
    <student id="1">
      <course id="1"/>
    </student>
  </students>
</problem>
"""
SOLUTION = """<solution name="tiny" runtime="1" cores="1">
  <class id="1" days="10100" start="90" weeks="111" room="2"><student id="1"/></class>
  <class id="2" days="00001" start="96" weeks="111"><student id="1"/></class>
</solution>
"""


TIME = '<time days="00001" start="96" length="22" weeks="111"/>'
WAY_IN_A_CLASS = '<room id="2"><travel room="1" value="4"/></room>'
CONFIG_OF_A_STUDENT = '<course id="1"><config id="9"/></course>'
MEMBERS = '<class id="2"/>\n      <class id="1"/>'
OPTIMIZATION = '<optimization time="2" room="1" distribution="5" student="4"/>'


def refusal(text: str) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        read_problem(text.encode(), name="bad.xml")
    return caught.value


def test_every_part_is_read() -> None:
    problem = read_problem(GOOD.encode())
    assert problem.origin == "itc2019"
    assert problem.rooms == (
        Room("1", 50, (), {"2": 4}),
        Room("2", 100, (Time(0b101, 0b00010, 22, 2),), {"1": 4}),
    )
    first, second = problem.classes.values()
    assert first.times == (
        TimeOption(Time(0b111, 0b00101, 90, 10), 3),
        TimeOption(Time(0b001, 0b01010, 90, 10), 0),
    )
    assert first.rooms == (RoomOption("1", 0), RoomOption("2", 10))
    assert (second.needs_room, second.parent, second.limit) == (False, "1", 20)
    assert problem.constraints == (
        Constraint("NotOverlap", ("1", "2"), required=True, id="1"),
        Constraint("MaxBreaks", ("2", "1"), (1, 12), penalty=4, id="2"),
    )
    assert problem.students[0].courses == ("1",)


def test_a_file_without_doctype_is_read_too() -> None:
    assert read_problem(GOOD.replace(DOCTYPE, "").encode()) == read_problem(GOOD.encode())


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        (DOCTYPE, '<!DOCTYPE problem SYSTEM "file:///etc/passwd">', "doctype_refused", 2),
        (DOCTYPE, "<!DOCTYPE problem>", "doctype_refused", 2),
        (
            DOCTYPE,
            DOCTYPE[:-1] + ' [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
            "doctype_refused",
            2,
        ),
        ("</rooms>", "&xxe;</rooms>", "entity_refused", 11),
        ("</rooms>", "", "unexpected_element", 12),
        ('start="22" length="2"', 'start="22" length="-2"', "negative_number", 9),
        ('start="22" length="2"', 'start="22" length="zwei"', "not_a_number", 9),
        ('start="22" length="2"', 'start="22" length="²"', "not_a_number", 9),
        ('start="22" length="2"', 'start="22" length="99999999999"', "number_too_large", 9),
        ('start="22" length="2"', 'start="22"', "missing_attribute", 9),
        ('weeks="101"', 'weeks="1010"', "bad_bits", 9),
        ('weeks="101"', 'weeks="1x1"', "bad_bits", 9),
        ('<room id="2" penalty="10"/>', '<room id="7"/>', "unknown_room", 16),
        ('value="4"', 'value="-4"', "negative_number", 8),
        ('<travel room="1"', '<travel room="9"', "unknown_room", 7),
        ('parent="1"', 'parent="3"', "unknown_class", 24),
        ('parent="1"', 'parent="2"', "parent_cycle", 24),
        (' room="false"', "", "no_rooms", 24),
        ('start="96" length="22"', 'start="280" length="22"', "meeting_outside_day", 24),
        ('start="96" length="22"', 'start="96" length="0"', "meeting_outside_day", 24),
        ('days="00001"', 'days="00000"', "never_meets", 24),
        ('type="NotOverlap"', 'type="NotOverlapping"', "unknown_kind", 32),
        ('type="NotOverlap"', 'type="NotOverlap(3)"', "bad_parameters", 32),
        ('"MaxBreaks(1,12)"', '"MaxBreaks(1)"', "bad_parameters", 36),
        ('"MaxBreaks(1,12)"', '"MaxBreaks(1,-2)"', "unknown_kind", 36),
        (' required="true"', "", "missing_attribute", 32),
        (' required="true"', ' required="yes"', "not_a_flag", 32),
        (MEMBERS, '<class id="8"/>', "unknown_class", 36),
        (MEMBERS, '<class id="1"/><class id="1"/>', "duplicate_class", 36),
        ('<room id="2" capacity', '<room id="1" capacity', "duplicate_id", 7),
        ('<subpart id="2">', '<subpart id="1">', "duplicate_id", 23),
        ('<course id="1"/>', '<course id="5"/>', "unknown_course", 42),
        ('<course id="1"/>', '<course id="1"/>' * 2, "duplicate_id", 42),
        ('limit="20" parent', 'limit="0" parent', "no_seat", 13),
        ('nrWeeks="3"', 'nrWeeks="0"', "out_of_range", 3),
        ('nrDays="5"', 'nrDays="1000"', "out_of_range", 3),
        ("<rooms>", "<rooms><garage/>", "unexpected_element", 5),
        (MEMBERS, f'<class id="2">{TIME}</class>', "unexpected_element", 37),
        ('<room id="2" penalty="10"/>', WAY_IN_A_CLASS, "unexpected_element", 18),
        ('<course id="1"/>', CONFIG_OF_A_STUDENT, "unexpected_element", 43),
        (OPTIMIZATION, "", "missing_element", 46),
        ('name="tiny"', "", "missing_attribute", 3),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_code_and_line(
    old: str, new: str, code: str, line: int
) -> None:
    assert old in GOOD
    error = refusal(GOOD.replace(old, new, 1))
    assert error.code == code
    assert f"bad.xml, line {line}" in str(error)


def test_a_class_without_times_is_named() -> None:
    error = refusal(re.sub(r"<time days=.00001.*?/>", "", GOOD))
    assert (error.code, error.place) == ("no_times", "bad.xml, line 24, class 2")


def test_a_class_whose_rooms_are_never_free_is_named() -> None:
    text = GOOD.replace('<room id="2" penalty="10"/>', "")
    text = text.replace(
        '<room id="1" capacity="50"/>',
        '<room id="1" capacity="50">'
        '<unavailable days="11111" start="0" length="288" weeks="111"/></room>',
    )
    assert refusal(text).code == "no_placement"


@pytest.mark.parametrize("share", [0.01, 0.2, 0.6, 0.99])
def test_a_truncated_file_is_refused(share: float) -> None:
    assert refusal(GOOD[: int(len(GOOD) * share)]).code == "bad_xml"


def test_nothing_but_a_problem_is_a_problem() -> None:
    assert refusal("<html></html>").code == "unexpected_element"
    assert refusal(SOLUTION).code == "unexpected_element"
    assert refusal("<problem" + "><problem" * 100_000).code in {"missing_attribute", "bad_xml"}


@pytest.mark.parametrize("encoding", ["", "TF-8", "utf-16", "rot13", "zlib"])
def test_the_encoding_is_utf8_whatever_the_file_says(encoding: str) -> None:
    text = GOOD.replace('encoding="UTF-8"', f'encoding="{encoding}"' if encoding else "")
    assert read_problem(text.encode()) == read_problem(GOOD.encode())


def test_nesting_is_bounded() -> None:
    assert refusal(GOOD.replace("<rooms>", "<rooms>" * 50)).code == "unexpected_element"


def test_an_unplaced_class_is_read_as_such() -> None:
    problem = read_problem(GOOD.encode())
    text = SOLUTION.replace(' days="10100" start="90" weeks="111" room="2"', "")
    solution = read_solution(problem, text.encode())
    assert solution.placements.keys() == {"2"}
    assert solution.students == {"1": ("1", "2")}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('<class id="2"', '<class id="3"', "unknown_class"),
        ('<class id="2"', '<class id="1"', "duplicate_id"),
        ('room="2"', 'room="3"', "unknown_room"),
        ('<student id="1"/>', '<student id="2"/>', "unknown_student"),
        ('days="10100"', 'days="101"', "bad_bits"),
        ('start="90"', "", "missing_attribute"),
        ("</solution>", "", "bad_xml"),
        ("<solution", "<problem", "bad_xml"),
    ],
)
def test_a_faulty_solution_is_refused(old: str, new: str, code: str) -> None:
    problem = read_problem(GOOD.encode())
    assert old in SOLUTION
    with pytest.raises(ProblemError) as caught:
        read_solution(problem, SOLUTION.replace(old, new, 1).encode())
    assert caught.value.code == code or caught.value.code == "unexpected_element"


def test_how_long_a_class_without_times_lasts_is_not_known() -> None:
    text = re.sub(r"<time days=.00001.*?/>", "", GOOD)
    problem = read_problem(text.encode(), contradictions=True)
    with pytest.raises(ProblemError) as caught:
        read_solution(problem, SOLUTION.encode())
    assert (caught.value.code, caught.value.place) == ("no_times", "input, line 3, class 2")


@pytest.mark.parametrize("seed", range(20))
def test_random_problems_keep_their_solutions_through_numbered_ids(seed: int) -> None:
    problem = random_problem(seed)
    solution = random_solution(problem, seed)
    data, losses = encode_problem(problem, "itc2019")
    assert {"class", "room", "student"} <= {x.element for x in losses if x.code == "id_changed"}
    converted = read_problem(data)
    assert [len(cls.times) for cls in converted.classes.values()] == [
        len(cls.times) for cls in problem.classes.values()
    ]
    as_xml = encode_solution(problem, solution, "itc2019")
    assert read_solution(problem, as_xml).placements == solution.placements
    assert len(read_solution(converted, as_xml).placements) == len(solution.placements)
