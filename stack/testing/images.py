"""Carries out a Dockerfile's steps where there is no Docker, and starts what came of them.

    python -m stack.testing.images deploy/images/server.Dockerfile /health/live

Every stage begins as a view of this machine on which changes go elsewhere (overlayfs), in the
place of the image that it names; its steps see no variable of ours but those of package
clients. Of the last stage the command is run in a network of its own, until its port answers
the path. Needs root, for mounts.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stack.process import ROOT

CLIENTS = ("PIP_", "NPM_", "npm_config_", "SSL_", "REQUESTS_", "NODE_EXTRA_")
INSIDE = "--inside"
STARTS_WITHIN = 600
"""Seconds: kernels are compiled first."""

SETTINGS = {
    "HORARIUM_SECRET_KEY": "of a test",
    "HORARIUM_SERVICE_SECRET": "of a test",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
_ASK = """
import subprocess, sys, time, urllib.request
port, path, seconds, command = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4:]
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
server = subprocess.Popen(command)
end = time.monotonic() + seconds
try:
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10)
            break
        except OSError as error:
            if server.poll() is not None or time.monotonic() > end:
                sys.exit(f"it does not answer: {error}")
            time.sleep(0.2)
finally:
    server.terminate()
    server.wait(60)
"""


@dataclass
class Stage:
    root: Path
    folder: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    port: str = ""

    def run(self, command: Sequence[str], *prefix: str, **extra: str) -> None:
        """Raises subprocess.CalledProcessError."""
        ours = {name: text for name, text in os.environ.items() if name.startswith(CLIENTS)}
        # This machine's Python in the place of the image's.
        base = {
            "PATH": f"{sys.base_prefix}/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": "/root",
        }
        values = {**ours, **base, **self.environment, **extra}
        settings = [f"{name}={text}" for name, text in values.items()]
        inside = ["env", "-i", "-C", self.folder, *settings, *command]
        subprocess.run([*prefix, "chroot", str(self.root), *inside], check=True)

    def copy(self, sources: Sequence[str], target: str, origin: Path) -> None:
        """As COPY does it: a folder's contents, or files into a folder."""
        to = self.root / target.lstrip("/") if target.startswith("/") else self._here(target)
        for source in sources:
            found = origin / source.lstrip("/")
            if found.is_dir():
                ignored = shutil.ignore_patterns("node_modules", ".next", "__pycache__")
                ignore = ignored if origin == ROOT else None
                # A link to a folder that lies outside is copied as what it shows.
                shutil.copytree(
                    found, to, symlinks=origin != ROOT, ignore=ignore, dirs_exist_ok=True
                )
            else:
                place = to / found.name if target.endswith("/") else to
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(found, place)

    def _here(self, target: str) -> Path:
        return self.root / self.folder.lstrip("/") / target


def instructions(file: Path) -> Iterator[tuple[str, str]]:
    """Every instruction with its argument, continued lines put together."""
    text = file.read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, argument = line.strip().partition(" ")
            yield name, argument.strip()


def build(file: Path, folder: Path) -> Stage:
    """The last stage, with every step of every stage carried out."""
    stages: dict[str, Stage] = {}
    stage = Stage(folder)
    for name, argument in instructions(file):
        match name:
            case "FROM":
                label = argument.partition(" AS ")[2] or str(len(stages))
                stage = stages[label] = Stage(_view(folder / label))
            case "WORKDIR":
                stage.folder = argument
                (stage.root / argument.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "ENV":
                stage.environment |= dict(each.split("=", 1) for each in shlex.split(argument))
            case "COPY":
                *sources, target = shlex.split(argument)
                origin = ROOT
                if sources[0].startswith("--from="):
                    origin = stages[sources.pop(0).removeprefix("--from=")].root
                stage.copy(sources, target, origin)
            case "RUN":
                print(f"{file.name}: {argument}", flush=True)
                stage.run(["sh", "-c", argument])
            case "CMD":
                stage.command = json.loads(argument)
            case "EXPOSE":
                stage.port = argument
            case "USER":
                """Nothing is run as another user here."""
            case _:
                raise ValueError(f"{file.name}: {name} is not known here")
    return stage


def _view(folder: Path) -> Path:
    """This machine's files, with a Node where images have it."""
    for name in ("upper", "work", "root"):
        (folder / name).mkdir(parents=True)
    layers = f"lowerdir=/,upperdir={folder / 'upper'},workdir={folder / 'work'}"
    root = folder / "root"
    _mount("-t", "overlay", "overlay", "-o", layers, str(root))
    for name in ("proc", "dev", "sys"):
        _mount("--rbind", f"/{name}", str(root / name))
    node = shutil.which("node")
    if node and not (root / "usr/local/bin/node").exists():
        (root / "usr/local/bin/node").symlink_to(Path(node).resolve())
    return root


def _packages(stage: Stage) -> Iterator[str]:
    """What the image installed for Python."""
    for info in (stage.root / "venv").glob("lib/python*/site-packages/*.dist-info"):
        yield info.name.partition("-")[0].lower()


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def main(arguments: Sequence[str]) -> int:
    """Everything is mounted in a namespace of a child's own, and so gone with the child
    before the folder is deleted: no deletion ever passes through a mount.
    """
    if arguments[0] == INSIDE:
        _make(Path(arguments[1]), Path(arguments[2]).resolve(), arguments[3])
        return 0
    with tempfile.TemporaryDirectory(prefix="horarium-image-") as folder:
        command = ["unshare", "--mount", "--propagation", "private", sys.executable]
        command += ["-m", "stack.testing.images", INSIDE, folder, *arguments]
        return subprocess.run(command, check=False).returncode


def _make(folder: Path, file: Path, path: str) -> None:
    stage = build(file, folder)
    ask = [sys.executable, "-c", _ASK, stage.port, path, str(STARTS_WITHIN)]
    stage.run([*ask, *stage.command], "unshare", "--net", **SETTINGS)
    print(f"{file.name}: {' '.join(sorted(_packages(stage)))}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
