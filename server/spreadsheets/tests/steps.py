"""An import's steps, asked for as its pages do."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

URL = "/api/v1/sheet-imports/"


def upload(
    client: APIClient, text: str, name: str = "rooms.csv", **more: Any
) -> dict[str, Any]:
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(URL, {"file": file, **more}, format="multipart")
    assert answer.status_code == 201, answer.content
    document: dict[str, Any] = answer.json()
    return document


def write(client: APIClient, found: dict[str, Any], **values: Any) -> dict[str, Any]:
    url = f"{URL}{found['id']}/"
    answer = client.patch(url, {"version": found["version"], **values}, format="json")
    assert answer.status_code == 200, answer.content
    document: dict[str, Any] = answer.json()
    return document


def step(client: APIClient, found: dict[str, Any], name: str) -> dict[str, Any]:
    answer = client.post(f"{URL}{found['id']}/{name}/")
    assert answer.status_code == 200, answer.content
    document: dict[str, Any] = answer.json()
    return document


def findings(client: APIClient, found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    answer = client.get(f"{URL}{found['id']}/findings/?kind={kind}")
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


ROOMS = """Room Number;Name;Seats;Buildng;Equipment;Colour
R0;Big hall;55;Block 1;Projector;red
R9;New room;20;Block 1;;blue
"""
