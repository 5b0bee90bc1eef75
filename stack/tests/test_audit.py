"""An audit says what it found, and never takes silence for a clean bill."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from stack import audit


def answering(document: Any, complaint: str = "") -> audit.Run:
    def run(command: Sequence[str], folder: Path) -> tuple[str, str]:
        return (json.dumps(document) if document is not None else ""), complaint

    return run


def test_an_advisory_of_a_python_package_is_named_with_the_version_that_mends_it() -> None:
    advisory = {"id": "PYSEC-1", "fix_versions": ["2.0"], "description": ""}
    packages = [
        {"name": "a", "version": "1.0", "vulns": [advisory]},
        {"name": "b", "version": "1.0", "vulns": []},
    ]
    found = audit.audit_python(answering({"dependencies": packages}))
    assert (found.checked, found.fault) == (2, "")
    assert found.advisories == ("a 1.0: PYSEC-1 (fixed in 2.0)",)


def test_packages_that_the_service_does_not_know_are_not_called_sound() -> None:
    packages = [{"name": "a", "skip_reason": "Dependency not found"}]
    found = audit.audit_python(answering({"dependencies": packages}))
    assert (found.checked, found.advisories) == (0, ())
    assert "NOT AUDITED" in "".join(audit.lines("Python packages", found))


@pytest.mark.parametrize("document", [None, {"message": "405 Method Not Allowed"}])
def test_a_service_that_cannot_be_reached_is_no_clean_bill(document: Any) -> None:
    for auditor in (audit.audit_python, audit.audit_web):
        if document is not None and auditor is audit.audit_python:
            continue
        found = auditor(answering(document, "ConnectionError: no route"))
        assert found.checked == 0
        assert "cannot be asked here" in found.fault


def test_an_advisory_of_a_web_package_is_named_with_its_severity() -> None:
    document = {
        "vulnerabilities": {"c": {"range": "<3", "severity": "high"}},
        "metadata": {"dependencies": {"total": 7}},
    }
    found = audit.audit_web(answering(document))
    assert (found.checked, found.advisories, found.fault) == (7, ("c <3: high",), "")


@pytest.mark.parametrize(
    ("fault", "advisories", "arguments", "status"),
    [
        ("", (), [], 0),
        ("", ("a 1.0: PYSEC-1",), [], audit.FOUND),
        ("no route", (), [], 0),
        ("no route", (), ["--strict"], audit.UNKNOWN),
        ("no route", ("a 1.0: PYSEC-1",), ["--strict"], audit.FOUND),
    ],
)
def test_only_advisories_fail_unless_silence_may_not_either(
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    advisories: tuple[str, ...],
    arguments: list[str],
    status: int,
) -> None:
    for name in ("audit_python", "audit_web"):
        monkeypatch.setattr(audit, name, lambda run: audit.Audit(1, advisories, fault))
    assert audit.main(arguments) == status
