"""What a class, its options and its pin need besides their forms."""

from typing import Any

from courses import services
from courses.models import Part, Subpart
from spreadsheets.sheets.faults import Fault, not_a_choice


def class_complete(values: dict[str, Any], known: dict[Any, Any]) -> dict[str, Any]:
    """The part of the course to which a class belongs; made where the file names none.

    `values` are a row's by column, `known` what earlier rows found.
    """
    term, course = values["term"], values["course"]
    config, subpart = values.get("configuration") or "", values.get("part id") or ""
    part = values.get("part") or ("" if subpart else Part.LECTURE)
    key = (term.pk, course.pk, config, subpart, part)
    if key not in known:
        rows = Subpart.objects.filter(
            config__offering__course=course, config__offering__term=term
        )
        if config:
            rows = rows.filter(config__external_id=config)
        if subpart:
            rows = rows.filter(external_id=subpart)
        elif config:
            rows = rows.filter(part=part)
        if not (config or subpart):
            if part not in Part.values:
                raise not_a_choice(part, Part.values, "part")
            known[key] = services.subpart_ensure(course, term, part)
        else:
            found = rows.select_related("config__offering__course").first()
            if found is None:
                column = "part id" if subpart else "configuration"
                raise Fault(
                    "unknown_reference", "The course has no such part.", column,
                    value=(subpart or config)[:60], kind="subparts",
                )  # fmt: skip
            known[key] = found
    return {"subpart": known[key]}


def room_option_check(attrs: dict[str, Any]) -> None:
    if attrs.get("room") is not None and attrs.get("cls") is not None:
        services.class_check_room(attrs["cls"], attrs["room"], "room")


def pin_check(attrs: dict[str, Any]) -> None:
    if "cls" in attrs:
        services.pin_check(attrs["cls"], attrs)
