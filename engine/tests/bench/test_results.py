"""Rows of a benchmark: what is resumed, what the report says, and that losses show."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from horarium.bench import compare, growth, instances, plot, quality, report, results
from horarium.bench.results import Row
from horarium.problem import ProblemError


def row(**changes: Any) -> Row:
    whole: Row = {
        "instance": "comp01",
        "seed": 1,
        "time_limit": 60.0,
        "threads": 1,
        "solver": "auto",
        "engine": "abc",
        "total": 10,
        "hard": 0,
        "components": {},
        "seconds": 60.0,
        "first_feasible_seconds": 0.5,
        "iterations": 1000,
        "memory_mb": 170,
        "curve": [[0.5, 2, 50], [0.7, 0, 40], [9.0, 0, 10]],
        "error": "",
        "at": "2026-01-01T00:00:00+00:00",
        "version": "0.1.0",
        "commit": "1234567",
        "machine": {"cores": 2},
    }
    whole.update(changes)  # type: ignore[typeddict-item]
    return whole


KNOWN = {
    "comp01": {"best_known": 5.0, "winner": 12.0},
    "comp02": {"best_known": 20.0, "winner": 30.0},
}


def table(rows: Sequence[Row]) -> list[str]:
    return report.markdown(rows, KNOWN, {}).splitlines()


def line_of(rows: Sequence[Row], start: str) -> str:
    return next(line for line in table(rows) if line.startswith(start))


def test_a_row_is_read_back_and_one_cut_off_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "rows" / "results.jsonl"
    for seed in (1, 2, 2):
        results.append(file, row(seed=seed, total=seed))
    with file.open("a") as lines:
        lines.write('{"instance": "comp0')
    assert [each["seed"] for each in results.read(file)] == [1, 2]
    assert results.read(tmp_path / "none.jsonl") == []


def test_only_runs_that_no_row_of_this_engine_answers_are_made() -> None:
    runs = [quality.Run("comp01", Path("x"), seed, 60.0, 1) for seed in (1, 2, 3)]
    rows = [row(seed=1), row(seed=2, engine="older"), row(seed=3, time_limit=300.0)]
    assert [run.seed for run in quality.missing(runs, rows, "abc")] == [2, 3]


def test_the_report_has_the_mean_of_the_seeds_and_the_gap_to_the_best_known() -> None:
    line = line_of([row(seed=1, total=6), row(seed=2, total=8)], "| comp01")
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[1:5] == ["2", "7", "6", "8"]
    assert cells[7:] == ["5", "+40.0%", "12 (-41.7%)"]


def test_a_loss_is_in_bold_and_named() -> None:
    rows = [row(total=15), row(instance="comp02", total=20)]
    assert "**12 (+25.0%)**" in line_of(rows, "| comp01")
    assert "at or below *winner* on 1 of 2; above on comp01" in line_of(
        rows, "- at or below *w"
    )
    assert "at or below *best known* on 1 of 2" in line_of(rows, "- at or below *b")


def test_a_run_that_is_not_valid_loses_against_everything() -> None:
    rows = [row(seed=1), row(seed=2, hard=1, first_feasible_seconds=None)]
    assert "**1 not valid**" in line_of(rows, "| comp01")
    assert "0 of 1; above on comp01" in line_of(rows, "- at or below *winner*")


def test_time_limits_and_threads_have_tables_of_their_own() -> None:
    rows = [row(), row(time_limit=300.0), row(threads=2)]
    heads = [line for line in table(rows) if line.startswith("## ")]
    assert heads == ["## 60 s, one thread", "## 60 s, 2 threads", "## 300 s, one thread",
                     "## Made with"]  # fmt: skip


def test_the_curves_are_sound_svg_with_a_line_a_valid_run() -> None:
    runs = {"comp01": [row(), row(seed=2)], "comp<02": [row(hard=3, curve=[[1.0, 3, 9]])]}
    root = ElementTree.fromstring(plot.curves(runs, KNOWN))
    paths = [path.get("stroke") for path in root.iter("{http://www.w3.org/2000/svg}path")]
    assert [colour in paths for colour in plot.COLOURS[:3]] == [True, True, False]
    assert "no valid timetable" in ElementTree.tostring(root, "unicode")


def test_of_each_instance_the_rows_of_its_newest_engine_are_reported() -> None:
    rows = [row(engine="old"), row(instance="comp02", engine="old", seed=3)]
    rows += [row(engine="new", seed=2)]
    assert [each["seed"] for each in results.newest_engine(rows)] == [3, 2]


def test_the_engines_name_follows_its_sources_wherever_the_checkout_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = tmp_path / "bench" / "horarium"
    (engine / "bench").mkdir(parents=True)
    monkeypatch.setattr(results, "ENGINE", engine)
    names = []
    for file in ("solve.py", "bench/report.py"):
        (engine / file).write_text("")
        names.append(results.engine_hash())
    assert names[0] == names[1]
    (engine / "solve.py").write_text("pass")
    assert results.engine_hash() != names[0]


def test_instances_are_found_by_name_whatever_their_format(tmp_path: Path) -> None:
    for name in (
        "b.xml.gz",
        "a.ctt",
        "c.json",
        "notes.txt",
        "solutions/a.sol",
        "solutions/d.xml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(instances.find(tmp_path)) == ["a", "b", "c"]
    assert list(instances.find(tmp_path, ["a", "c*"])) == ["a", "c"]
    assert list(instances.find(tmp_path / "b.xml.gz")) == ["b"]
    with pytest.raises(ProblemError, match="no problem is called x; there are a, b, c"):
        instances.find(tmp_path, ["a", "x"])


def test_known_figures_are_numbers_by_column_and_blanks_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text("instance,best_known,winner\na,5,\nb,,7.5\n")
    assert instances.read_known(tmp_path / "k.csv") == {
        "a": {"best_known": 5},
        "b": {"winner": 7.5},
    }
    assert instances.read_known(tmp_path / "none.csv") == {}


def test_rows_are_json_that_names_engine_machine_and_commit() -> None:
    assert json.loads(json.dumps(results.machine()))["cores"] >= 1
    assert len(results.engine_hash()) == 12
    assert isinstance(results.commit(), str)


def test_a_solver_beside_the_first_one_is_told_by_its_pairs_of_seeds() -> None:
    totals = {"a": (10, 20, 30), "b": (9, 21, 20)}
    rows = [
        row(solver=solver, seed=seed, total=total)
        for solver, costs in totals.items()
        for seed, total in enumerate(costs, start=1)
    ]
    rows.append(row(solver="a", seed=4, total=1, hard=1))
    rows.append(row(solver="b", seed=4, total=50))
    table = compare.markdown(rows, ["a", "b"])
    assert "| comp01 | a | 4 | 3 | 25 | 10 | 30 | - | 0.5 | 170 |" in table
    assert "| comp01 | b | 4 | 4 | 20.5 | 9 | 50 | 3 of 4 | 0.5 | 170 |" in table


def test_growth_is_shown_beside_n_log_n_and_what_is_above_it_in_bold() -> None:
    rows = [
        row(instance="yardstick-quarter", first_feasible_seconds=2.0, memory_mb=100),
        row(instance="yardstick", first_feasible_seconds=9.0, memory_mb=500),
        row(instance="yardstick", seed=2, first_feasible_seconds=5.0, memory_mb=700),
        row(instance="purdue", first_feasible_seconds=None, total=None),
    ]
    text = growth.markdown(rows, "growth.svg").splitlines()
    assert "| yardstick-quarter | 32,500 | 2.0 | 2.0 | 100.0 | 100.0 |" in text
    assert "| yardstick | 130,000 | 7.0 | 9.1 | **600.0** | 453.4 |" in text
    assert "**Not valid in time: purdue.**" in text


def test_the_plot_of_growth_is_a_picture_with_a_point_for_each_preset() -> None:
    rows = [row(instance=name) for name in ("demo", "yardstick-quarter")]
    root = ElementTree.fromstring(growth.plot(rows))
    circles = root.iter("{http://www.w3.org/2000/svg}circle")
    assert len(list(circles)) == 4, "two presets, of each time and memory"
    assert ElementTree.fromstring(growth.plot([])).tag.endswith("svg")
