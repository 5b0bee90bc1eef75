"""What is deployed: by schemas that packages ship, and the images' own steps."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from stack.testing.images import instructions

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
IMAGES = sorted((DEPLOY / "images").glob("*.Dockerfile"))
KUBERNETES = "1.34"
PARTS = {"server": "django", "generator": "ortools", "web": ""}
"""Each image with a package that no other needs."""


def manifests() -> Iterator[dict[str, Any]]:
    for file in MANIFESTS:
        yield from yaml.safe_load_all(file.read_text())


def containers() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every container with the kind of what runs it."""
    for document in manifests():
        for container in (
            document.get("spec", {}).get("template", {}).get("spec", {}).get("containers", ())
        ):
            yield document["kind"], container


def test_the_compose_file_follows_its_specification() -> None:
    command = ["check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
    program = str(Path(sys.executable).parent / command[0])
    result = subprocess.run(
        [program, *command[1:], str(DEPLOY / "compose.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("file", MANIFESTS, ids=lambda file: file.stem)
def test_a_manifest_follows_the_schema_of_its_kind(file: Path) -> None:
    """Strictly: a field that the kind does not know is an error."""
    if file.stem == "kustomization":
        listed = yaml.safe_load(file.read_text())["resources"]
        assert sorted(listed) == sorted(
            each.name for each in MANIFESTS if each.stem != "kustomization"
        )
        return
    for document in yaml.safe_load_all(file.read_text()):
        kubernetes_validate.validate(document, KUBERNETES, strict=True)


def test_a_field_that_a_kind_does_not_know_is_found() -> None:
    (document, *_) = yaml.safe_load_all((DEPLOY / "kubernetes" / "api.yaml").read_text())
    document["spec"]["replica"] = 2
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(document, KUBERNETES, strict=True)


def test_every_container_is_limited_unprivileged_and_looked_after() -> None:
    for kind, container in containers():
        name = container["name"]
        assert "memory" in container["resources"]["limits"], name
        assert container["securityContext"]["runAsNonRoot"], name
        assert kind == "Job" or "livenessProbe" in container, name


def test_every_image_that_is_named_is_made_here() -> None:
    made = {f"horarium-{file.stem}" for file in IMAGES}
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"].values()
    named = {container["image"] for _, container in containers()}
    named |= {service["image"] for service in compose if "build" in service}
    assert named == made
    assert {service["build"]["dockerfile"] for service in compose if "build" in service} == {
        file.relative_to(ROOT).as_posix() for file in IMAGES
    }


def test_the_solvers_follow_the_queue() -> None:
    (scaler,) = [each for each in manifests() if each["kind"] == "HorizontalPodAutoscaler"]
    (metric,) = scaler["spec"]["metrics"]
    source = (ROOT / "server" / "generation" / "metrics.py").read_text()
    assert f'"{metric["external"]["metric"]["name"]}"' in source


@pytest.mark.parametrize("file", IMAGES, ids=lambda file: file.stem)
def test_what_an_image_copies_is_there(file: Path) -> None:
    copied = [
        source
        for name, argument in instructions(file)
        if name == "COPY" and not argument.startswith("--from")
        for source in argument.split()[:-1]
    ]
    assert copied
    assert [source for source in copied if not (ROOT / source).exists()] == []


def test_a_part_pins_the_versions_of_the_whole() -> None:
    whole = pins("runtime")
    for part in ("server", "generator"):
        assert pins(part) <= whole
    names = {
        part: {pin.split("==")[0] for pin in pins(part)} for part in ("server", "generator")
    }
    assert not {"ortools", "numba", "numpy", "fastapi"} & names["server"]
    assert not {"django", "celery", "psycopg"} & names["generator"]


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a view of this machine: needs root")
@pytest.mark.parametrize(
    ("image", "path"),
    [("server", "/health/live"), ("generator", "/health/live"), ("web", "/login")],
)
def test_an_image_is_made_of_its_own_part_alone_and_serves(image: str, path: str) -> None:
    command = [sys.executable, "-m", "stack.testing.images"]
    command += [str(DEPLOY / "images" / f"{image}.Dockerfile"), path]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    installed = result.stdout.splitlines()[-1].split()
    for part, package in PARTS.items():
        assert not package or (package in installed) == (part == image)


def pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return {pin.lower() for pin in re.findall(r"^([\w.-]+==[^\s;]+)", text, re.MULTILINE)}
