"""What holds for every tracked file, whatever it is about."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
GENERATED = ("web/src/api/schema.d.ts", "/migrations/")

# A registry's address or a machine's own path would tie a checkout to one place.
REGISTRY = re.compile(
    r"(?i)https?://[^\s\"']*(pypi\.org|pythonhosted\.org|registry\.npmjs|registry\.yarnpkg|/simple\b)"
    r"|(?<!\S)--(extra-index-url|index-url|find-links)\b"
)
MACHINE = re.compile(r"(?<![\w.])/(root|work|home/\w+|Users/\w+)/")


def tracked() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in names.split("\0") if name]
    return [file for file in files if file.is_file() and not file.is_symlink()]


def lines(file: Path) -> list[str]:
    """The lines of a text file; none for a binary one."""
    data = file.read_bytes()
    return [] if b"\0" in data[:8000] else data.decode(errors="replace").splitlines()


def test_no_source_file_is_longer_than_400_lines() -> None:
    sources = [
        file for file in tracked() if file.suffix in {".py", ".ts", ".tsx", ".mjs", ".css"}
    ]
    assert sources
    long = {
        file.relative_to(ROOT).as_posix(): len(lines(file))
        for file in sources
        if len(lines(file)) > LONGEST and not any(part in str(file) for part in GENERATED)
    }
    assert long == {}, "split along an idea"


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry", "machine path"])
def test_no_tracked_file_names_a_registry_or_a_path_of_one_machine(
    pattern: re.Pattern[str],
) -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for file in tracked()
        if file != Path(__file__).resolve()
        for number, line in enumerate(lines(file), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_the_lock_file_of_the_web_records_no_download_address() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    assert len(packages) > 100
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_every_pinned_python_package_has_a_hash() -> None:
    for name in ("runtime.txt", "dev.txt", "server.txt", "generator.txt"):
        text = (ROOT / "requirements" / name).read_text().replace("\\\n", " ")
        pins = [
            line for line in text.splitlines() if re.match(r"^[a-z0-9]", line, re.IGNORECASE)
        ]
        assert len(pins) > 30
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
