"""Looks up known vulnerabilities of what the locks name: `python -m stack.audit [--strict]`.

Exits with 1 where there are any. An advisory service that cannot be reached, or does not
know the packages, is said plainly; with --strict that is 2, otherwise no failure.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stack.process import ROOT

FOUND, UNKNOWN = 1, 2


@dataclass(frozen=True)
class Audit:
    """`advisories` are lines to read; `fault` says why nothing, or not all, was looked up."""

    checked: int
    advisories: tuple[str, ...] = ()
    fault: str = ""


def main(arguments: Sequence[str]) -> int:
    audits = {"Python packages": audit_python(_run), "web packages": audit_web(_run)}
    for name, audit in audits.items():
        print("\n".join(lines(name, audit)))
    if any(audit.advisories for audit in audits.values()):
        return FOUND
    unknown = any(audit.fault for audit in audits.values())
    return UNKNOWN if unknown and "--strict" in arguments else 0


def lines(name: str, audit: Audit) -> list[str]:
    """What a person reads about it."""
    looked_up = f"{audit.checked} looked up, {len(audit.advisories)} advisories"
    said = [f"audit        {name}: {looked_up}" if audit.checked else ""]
    said += [f"             {line}" for line in audit.advisories]
    said += [f"audit        {name}: NOT AUDITED, {audit.fault}"] if audit.fault else []
    return [line for line in said if line]


Run = Callable[[Sequence[str], Path], tuple[str, str]]
"""A command and its folder, to what it writes to stdout and to stderr."""


def audit_python(run: Run) -> Audit:
    """pip-audit over the compiled requirements: those of development hold all others."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner"]
    command += ["off", "--require-hashes", "--disable-pip", "-r", "requirements/dev.txt"]
    out, err = run(command, ROOT)
    found = _json(out)
    if found is None:
        return Audit(0, fault=_unreachable(err))
    packages = [each for each in found["dependencies"] if "skip_reason" not in each]
    left = len(found["dependencies"]) - len(packages)
    return Audit(
        len(packages),
        tuple(
            f"{each['name']} {each['version']}: {advisory['id']}"
            f" (fixed in {', '.join(advisory['fix_versions']) or 'no version yet'})"
            for each in packages
            for advisory in each["vulns"]
        ),
        f"the advisory service knows nothing of {left} packages" if left else "",
    )


def audit_web(run: Run) -> Audit:
    """npm audit over the web's lock file."""
    out, err = run(["npm", "audit", "--json"], ROOT / "web")
    found = _json(out)
    if found is None or "vulnerabilities" not in found:
        return Audit(0, fault=_unreachable((found or {}).get("message") or err))
    return Audit(
        found["metadata"]["dependencies"]["total"],
        tuple(
            f"{name} {each['range']}: {each['severity']}"
            for name, each in found["vulnerabilities"].items()
        ),
    )


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _unreachable(message: str) -> str:
    # The last line says what went wrong, an address in it where.
    said = (message.strip().splitlines() or ["no answer"])[-1]
    return f"the advisory service cannot be asked here: {said[:160]}"


def _run(command: Sequence[str], folder: Path) -> tuple[str, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
