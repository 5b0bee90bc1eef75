"""What `horarium hardware` tells of the machine and of how solves run on it."""

import json

import pytest

from horarium.cli import main
from horarium.cli.hardware import report
from horarium.hardware import Gpu, Hardware, Plan, detect, plan


def test_the_report_names_each_limit_and_what_follows_from_it() -> None:
    lines = list(
        report(
            Hardware(4, 8000, "container", "machine"),
            Plan(4, 1, 1600),
            [Gpu("Card", 8192)],
            0.25,
        )
    )
    text = "\n".join(lines)
    assert "4      the limit of the container" in text
    assert "8000 MB   all that the machine has" in text
    assert "25%" in text
    assert "Card, 8192 MB" in text
    assert "1600 MB   for each solve" in text


def test_as_json_it_is_one_line_with_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hardware", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    told, machine = json.loads(line), detect()
    assert (told["cores"], told["memory_mb"]) == (machine.cores, machine.memory_mb)
    expected = plan(machine)
    assert told["plan"] == {
        "workers": expected.slots,
        "threads": expected.threads,
        "memory_mb": expected.memory_mb,
    }
