"""What is written from sources and committed: `python -m stack.openapi [--check]`.

The OpenAPI documents, the web's client, and the list of error codes.
"""

import argparse
import difflib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from stack import error_codes
from stack.process import ROOT

_SCHEMA_ONLY = {"HORARIUM_SECRET_KEY": "writes a schema", "HORARIUM_SERVICE_SECRET": "likewise"}


def main(arguments: Sequence[str]) -> int:
    """1 when `--check` finds a committed file that its source no longer makes."""
    parser = argparse.ArgumentParser(prog="python -m stack.openapi", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, say what drifted")
    check = parser.parse_args(arguments).check
    generated: dict[str, Callable[[], str]] = {
        "server/openapi.json": _server,
        "generator/openapi.json": _generator,
        "web/src/api/schema.d.ts": _client,  # made from the server's, hence after it
        error_codes.FILE.relative_to(ROOT).as_posix(): error_codes.document,
    }
    drifted = [name for name, make in generated.items() if not _agrees(name, make(), check)]
    if drifted:
        print(f"drifted: {', '.join(drifted)}: run `make openapi`", file=sys.stderr)
    return 1 if drifted else 0


def _server() -> str:
    command = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn"]
    return _output([*command, "--format", "openapi-json"], ROOT / "server")


def _generator() -> str:
    return _output([sys.executable, "-m", "generator.openapi"], ROOT)


def _client() -> str:
    web = ROOT / "web"
    types = _output(["npx", "openapi-typescript", "../server/openapi.json"], web)
    return _output(["npx", "prettier", "--stdin-filepath", "src/api/schema.d.ts"], web, types)


def _agrees(name: str, text: str, check: bool) -> bool:
    """Whether the committed file is `text`; without `check` it is made so."""
    file = ROOT / name
    committed = file.read_text() if file.exists() else ""
    if text == committed:
        return True
    if not check:
        file.write_text(text)
        return True
    lines = difflib.unified_diff(
        committed.splitlines(), text.splitlines(), name, "its source", lineterm="", n=1
    )
    print("\n".join(list(lines)[:30]))
    return False


def _output(command: list[str], folder: Path, given: str | None = None) -> str:
    environment = {**_SCHEMA_ONLY, **os.environ}
    result = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=given,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return result.stdout.rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
