"""What is wrong with the institution part of an import, with its place in the document.

The generation service has checked the document's shape and all that is solved; whom and
what the institution part names is known only to who stores it.
"""

from collections.abc import Iterator
from typing import Any

from config.errors import Refused

Document = dict[str, Any]
LONGEST = 200
"""Characters of an id or a name."""
LARGEST = 2**15 - 1
"""Of a year."""

_LISTS = ("departments", "programmes", "cohorts", "buildings", "instructors")


def check_institution(document: Document) -> None:
    """Raises Refused with `place`: duplicate_id, unknown_id, max_length, out_of_range."""
    about: Document = document.get("institution", {})
    known = {name: _ids(name, about.get(name, [])) for name in _LISTS}
    known["classes"] = {
        cls["id"]
        for course in document["courses"]
        for config in course["configs"]
        for subpart in config["subparts"]
        for cls in subpart["classes"]
    }
    known["students"] = {student["id"] for student in document["students"]}
    for place, entry in _entries(about):
        for name in ("name", "id", "code"):
            if len(entry.get(name, "")) > LONGEST:
                raise _refused(
                    "max_length", f"{place}.{name}", f"longer than {LONGEST}", maximum=LONGEST
                )
        if entry.get("year", 0) not in range(LARGEST + 1):
            raise _refused("out_of_range", f"{place}.year", f"not from 0 to {LARGEST}")
        for field, kind in (
            ("department", "departments"),
            ("programme", "programmes"),
            ("building", "buildings"),
        ):
            if field in entry and entry[field] not in known[kind]:
                raise _unknown(f"{place}.{field}", field, entry[field])
        for field, kind in (("classes", "class"), ("students", "student")):
            for index, id in enumerate(entry.get(field, ())):
                if id not in known[field]:
                    raise _unknown(f"{place}.{field}[{index}]", kind, id)


def _ids(name: str, entries: list[Document]) -> set[str]:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry["id"] in seen:
            place = f"institution.{name}[{index}].id"
            raise _refused("duplicate_id", place, "there twice", id=entry["id"][:60])
        seen.add(entry["id"])
    return seen


def _entries(about: Document) -> Iterator[tuple[str, Document]]:
    for name in _LISTS:
        for index, entry in enumerate(about.get(name, ())):
            yield f"institution.{name}[{index}]", entry
    for name in ("rooms", "courses"):
        for id, entry in about.get(name, {}).items():
            yield f"institution.{name}.{id[:60]}", entry


def _unknown(place: str, kind: str, id: str) -> Refused:
    return _refused("unknown_id", place, f"there is no {kind} {id[:60]}", kind=kind, id=id[:60])


def _refused(code: str, place: str, text: str, **parameters: Any) -> Refused:
    return Refused(code, f"{place}: {text}", field="file", place=place, **parameters)
