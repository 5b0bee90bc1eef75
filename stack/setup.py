"""Everything installed, built and warmed: `python3 -m stack.setup [--dev] [--packages]`.

Runs before anything is installed, so standard library only. Each step has a
digest of what it depends on and is skipped while that stands, so that a second
set-up takes a second.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from stack.checks import check_disk, check_node
from stack.process import ROOT, PartFailed

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
WEB = ROOT / "web"
_WEB_OUTPUTS = {"node_modules", ".next", "test-results", "playwright-report", "e2e"}
_WEB_WRITTEN = (".tsbuildinfo", "next-env.d.ts")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m stack.setup", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what checks and tests need")
    parser.add_argument("--packages", action="store_true", help="install; build nothing")
    options = parser.parse_args(arguments)
    try:
        set_up(dev=options.dev, packages_only=options.packages)
    except PartFailed as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


def set_up(*, dev: bool, packages_only: bool = False) -> None:
    """Raises PartFailed, one line, for the first step that cannot be done."""
    check_node()
    check_disk(ROOT)
    _make_environment()
    stamps = Stamps(ENVIRONMENT / "horarium-setup.json")
    requirements = ROOT / "requirements" / ("dev.txt" if dev else "runtime.txt")
    python = sys.version
    if dev or not stamps.holds("dev.txt", _digest([ROOT / "requirements" / "dev.txt"], python)):
        stamps.step(
            requirements.name,
            "Python packages",
            _digest([requirements], python),
            lambda: _pip("--require-hashes", "-r", str(requirements)),
        )
    stamps.step(
        "editable",
        "contracts and engine",
        _digest([ROOT / part / "pyproject.toml" for part in ("contracts", "engine")], python),
        lambda: _pip("--no-deps", "--no-build-isolation", "-e", "contracts", "-e", "engine"),
    )
    locked = _digest([WEB / "package.json", WEB / "package-lock.json"], _output("node", "-v"))
    stamps.step(
        "npm",
        "web packages",
        locked,
        lambda: _run("npm", "ci", "--no-audit", "--no-fund", folder=WEB),
        made=WEB / "node_modules",
    )
    if not packages_only:
        _build(stamps, locked)
    _run(str(PYTHON), "-m", "stack", "configure")


def _build(stamps: "Stamps", locked: str) -> None:
    """What is made from this project's own sources."""
    stamps.step(
        "next",
        "web pages",
        _digest(_sources(WEB), locked),
        lambda: _run("npm", "run", "--silent", "build", folder=WEB),
        made=WEB / ".next" / "standalone" / "server.js",
    )
    engine = ROOT / "engine" / "horarium"
    stamps.step(
        "kernels",
        "compiled kernels",
        _digest(engine.rglob("*.py"), sys.version),
        lambda: _run(str(PYTHON), "-m", "horarium.warm"),
    )


class Stamps:
    """Which steps are done, by the digest of what they depend on."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._done: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}

    def holds(self, name: str, digest: str) -> bool:
        return self._done.get(name) == digest

    def step(
        self,
        name: str,
        title: str,
        digest: str,
        do: Callable[[], None],
        made: Path = ENVIRONMENT,
    ) -> None:
        """Does a step unless it is done already and what it made is still there."""
        if self.holds(name, digest) and made.exists():
            return
        started = time.monotonic()
        print(f"set-up       {title} ...", flush=True)
        do()
        print(f"set-up       {title} ready in {time.monotonic() - started:.0f} s", flush=True)
        self._done[name] = digest
        self._file.write_text(json.dumps(self._done, indent=1))


def _make_environment() -> None:
    """The virtual environment; made anew when its Python is gone or another version."""
    version = "import sys; print(sys.version)"
    if PYTHON.exists() and _output(str(PYTHON), "-c", version) == sys.version:
        return
    print("set-up       virtual environment ...", flush=True)
    try:
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        raise PartFailed(
            f"the virtual environment cannot be made ({error}): "
            "install Python's venv module (Debian: python3-venv)"
        ) from error


def _sources(folder: Path) -> Iterable[Path]:
    """Every file of the web that a build can depend on, and none that it writes."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - _WEB_OUTPUTS)
        yield from (Path(parent) / name for name in files if not name.endswith(_WEB_WRITTEN))


def _digest(files: Iterable[Path], *values: str) -> str:
    digest = hashlib.sha256("\n".join(values).encode())
    for file in sorted(files):
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _pip(*arguments: str) -> None:
    _run(str(PYTHON), "-m", "pip", "install", "--quiet", *arguments)


def _run(*command: str, folder: Path = ROOT) -> None:
    environment = {**os.environ, "NEXT_TELEMETRY_DISABLED": "1"}
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        print(_head_and_tail(result.stdout + result.stderr), file=sys.stderr)
        raise PartFailed(f"`{' '.join(command)}` failed (see above)")


def _head_and_tail(text: str, count: int = 20) -> str:
    """The first and last lines, among which a tool says what was wrong."""
    lines = text.strip().splitlines()
    return "\n".join(
        lines if len(lines) <= 2 * count else [*lines[:count], "...", *lines[-count:]]
    )


def _output(*command: str) -> str:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
