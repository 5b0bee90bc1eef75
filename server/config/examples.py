"""Examples of what is sent, in the OpenAPI document: composed field by field.

A field is looked up as `Component.field`, then as `field`; what is not named follows from its
schema. Operations with examples of their own keep them.
"""

from typing import Any

Schema = dict[str, Any]

ID = "0199c1f0-6f0e-7a35-8f4c-0d6c2f1e9a10"

VALUES: dict[str, Any] = {
    "Accept.name": "Lecturer PHY-03",
    "Access.reason": "Asked for help with an import.",
    "Break.name": "Lunch",
    "BulkChange.values": {"name": "Another name"},
    "BulkChange.versions": {ID: 1},
    "Building.external_id": "main",
    "Building.name": "Main building",
    "ClassCreate.name": "PHY-101 Lecture 1",
    "ClassDetail.name": "PHY-101 Lecture 1",
    "Cohort.external_id": "bsc-phy-2026",
    "Cohort.name": "BSc Physics 2026",
    "Confirm.reason": "The contract has ended.",
    "CourseDetail.code": "PHY-101",
    "CourseDetail.external_id": "PHY-101",
    "CourseDetail.name": "Mechanics",
    "Department.external_id": "phy",
    "Department.name": "Physics",
    "Holiday.name": "Founders' Day",
    "Feature.external_id": "projector",
    "Feature.name": "Projector",
    "IdentityProvider.name": "University login",
    "InstructorDetail.name": "Lecturer PHY-03",
    "Invitation.name": "Lecturer PHY-03",
    "MemberEdit.role": "instructor",
    "Plan.name": "Small college",
    "Programme.external_id": "bsc-phy",
    "Programme.name": "BSc Physics",
    "RoomDetail.external_id": "main-101",
    "RoomDetail.name": "Main 101",
    "School.external_id": "sci",
    "School.name": "Faculty of Science",
    "Student.external_id": "2026-0143",
    "Student.name": "Student 2026-0143",
    "TokenRequest.days": 90,
    "TokenRequest.name": "Student records",
    "Tenant.name": "Example University",
    "TermDetail.days": 5,
    "TermDetail.name": "Autumn 2026",
    "TermDetail.weeks": 16,
    "accept": f"room_closed:{ID}",
    "address": "lecturer@university.example",
    "capacity": 60,
    "client_id": "horarium",
    "client_secret": "what the provider gave you",
    "columns": "name",
    "concurrent_jobs": 2,
    "confirmation": "example-university",
    "courses": 500,
    "credits": "4.00",
    "date": "2026-10-14",
    "day_start": 480,
    "days": "10100",
    "departments": 20,
    "domains": "university.example",
    "email": "lecturer@university.example",
    "external_id": "example-1",
    "first_day": "2026-08-03",
    "headcount": 60,
    "hour_minutes": 60,
    "issuer": "https://login.university.example",
    "last_day": "2026-08-05",
    "lecture_hours": "3.0",
    "length_minutes": 50,
    "limit": 60,
    "max_day_minutes": 360,
    "max_week_minutes": 960,
    "meetings": 3,
    "minutes": 7,
    "name": "Draft of the week",
    "new_date": "2026-10-16",
    "password": "three unusual long words",
    "penalty": 4,
    "period_minutes": 50,
    "practical_hours": "2.0",
    "reason": "The laboratory is being rebuilt.",
    "research_day": 4,
    "slot_minutes": 5,
    "sheet": "rooms",
    "slots_per_day": 288,
    "slug": "university",
    "start_minute": 600,
    "stars": 4,
    "students": 2000,
    "teaching_days": "11111",
    "teaching_end": 1080,
    "teaching_start": 480,
    "text": "The lab needs the room next door, too.",
    "time_budget": 600,
    "timezone": "Asia/Kolkata",
    "token": "what the mailed link ends with",
    "tutorial_hours": "1.0",
    "variants": 5,
    "week_minutes": 150,
    "weeks": "1" * 16,
    "x": 120.5,
    "y": 88.0,
    "year": 1,
}

_BY_FORMAT = {"uuid": ID, "date": "2026-08-03", "date-time": "2026-08-03T09:00:00Z"}


def add_examples(result: Any, **_options: Any) -> Any:
    """Give each JSON body of a request that has none an example."""
    components = result["components"]["schemas"]
    for path in result["paths"].values():
        for operation in path.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body is not None and not {"example", "examples"} & body.keys():
                body["example"] = _example(body["schema"], components)
    return result


def _example(
    schema: Schema, components: dict[str, Schema], name: str = "", of: str = ""
) -> Any:
    if "$ref" in schema:
        component = schema["$ref"].rpartition("/")[2]
        base = component.removesuffix("Request").removeprefix("Patched")
        found = components[component]
        if "properties" in found and not component.startswith("Patched"):
            # What is to be made has no version yet.
            fields = {k: v for k, v in found["properties"].items() if k != "version"}
            found = {**found, "properties": fields}
        return _example(found, components, name, base)
    for joined in ("allOf", "oneOf", "anyOf"):
        if joined in schema:
            return _example(schema[joined][0], components, name, of)
    if "properties" in schema:
        fields = schema["properties"].items()
        return {field: _example(value, components, field, of) for field, value in fields}
    if schema.get("type") == "array":
        return [_example(schema["items"], components, name, of)]
    return _plain(schema, VALUES.get(f"{of}.{name}", VALUES.get(name)))


def _plain(schema: Schema, value: Any) -> Any:
    """The value for a field, or one that its schema allows."""
    kind = schema.get("type")
    if "enum" in schema:
        return value if value in schema["enum"] else schema["enum"][0]
    if value is not None:
        return value
    if "default" in schema:
        return schema["default"]
    if kind == "boolean":
        return False
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    return (
        {} if kind is None or kind == "object" else _BY_FORMAT.get(schema.get("format", ""), "")
    )
