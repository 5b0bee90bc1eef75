"""How courses, classes and constraints look in the API."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from accounts.permissions import member_of, refuse_out_of_reach
from accounts.viewsets import EntitySerializer
from campus.me import RefSerializer
from campus.models import Instructor, Term
from campus.serializers import BASE
from courses import services
from courses.models import (
    SCOPES,
    UNITS,
    Class,
    Constraint,
    ConstraintClass,
    Course,
    RoomOption,
    Subpart,
    TimeOption,
)


class CourseSerializer(EntitySerializer[Course]):
    department_name = serializers.CharField(
        source="department.name", read_only=True, allow_null=True
    )

    class Meta:
        model = Course
        fields = [
            *BASE,
            "code",
            "name",
            "type",
            "credits",
            "department",
            "department_name",
            "term",
        ]


class CourseRefSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class TimeOptionSerializer(serializers.ModelSerializer[TimeOption]):
    class Meta:
        model = TimeOption
        fields = ["weeks", "days", "start_minute", "length_minutes", "penalty"]


class RoomOptionSerializer(serializers.ModelSerializer[RoomOption]):
    room_name = serializers.CharField(source="room.name", read_only=True)

    class Meta:
        model = RoomOption
        fields = ["room", "room_name", "penalty"]


class ClassSerializer(EntitySerializer[Class]):
    """A class as a row of a list."""

    course = CourseRefSerializer(source="subpart.config.offering.course", read_only=True)
    department = RefSerializer(
        source="subpart.config.offering.course.department", read_only=True, allow_null=True
    )
    part = serializers.ChoiceField(
        Subpart.Part.choices, source="subpart.part", read_only=True, allow_blank=True
    )
    parent_name = serializers.CharField(source="parent.name", read_only=True, allow_null=True)
    instructors = RefSerializer(many=True, read_only=True)

    class Meta:
        model = Class
        fields = [
            *BASE,
            "term",
            "course",
            "department",
            "part",
            "subpart",
            "name",
            "limit",
            "parent",
            "parent_name",
            "needs_room",
            "instructors",
        ]
        read_only_fields = ["term", "subpart"]


class ClassDetailSerializer(ClassSerializer):
    """A class with the times and rooms it may get; each list is written as a whole."""

    time_options = TimeOptionSerializer(many=True, required=False)
    room_options = RoomOptionSerializer(many=True, required=False)
    instructor_ids = serializers.PrimaryKeyRelatedField(
        queryset=Instructor.objects, many=True, write_only=True, required=False
    )

    class Meta(ClassSerializer.Meta):
        fields = [
            *ClassSerializer.Meta.fields,
            "time_options",
            "room_options",
            "instructor_ids",
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A department gives its classes its own rooms and people; what is there may stay."""
        member = member_of(self.context["request"])
        cls = self.instance
        rooms = {option.room_id for option in cls.room_options.all()} if cls else set()
        people = {row.pk for row in cls.instructors.all()} if cls else set()
        refuse_out_of_reach(
            member,
            "room",
            (
                (f"room_options.{index}.room", option["room"])
                for index, option in enumerate(attrs.get("room_options", ()))
                # A room of no department is everybody's.
                if option["room"].department_id and option["room"].pk not in rooms
            ),
        )
        refuse_out_of_reach(
            member,
            "instructor",
            (
                (f"instructor_ids.{index}", row)
                for index, row in enumerate(attrs.get("instructor_ids", ()))
                if row.pk not in people
            ),
        )
        return attrs

    def update(self, instance: Class, validated_data: dict[str, Any]) -> Class:
        lists = _take_lists(validated_data)
        services.class_check_parent(instance, validated_data.get("parent"))
        cls = super().update(instance, validated_data)
        _write_lists(cls, lists)
        return cls


class ClassCreateSerializer(ClassDetailSerializer):
    """A new class of a course in a term; its part of the course is made where absent."""

    course = serializers.PrimaryKeyRelatedField(queryset=Course.objects)  # type: ignore[assignment]
    term = serializers.PrimaryKeyRelatedField(queryset=Term.objects)
    part = serializers.ChoiceField(Subpart.Part.choices, default=Subpart.Part.LECTURE)

    def create(self, validated_data: dict[str, Any]) -> Class:
        lists = _take_lists(validated_data)
        course, part = validated_data.pop("course"), validated_data.pop("part")
        subpart = services.subpart_ensure(course, validated_data["term"], part)
        parent = validated_data.get("parent")
        services.class_check_parent(Class(subpart=subpart), parent)
        cls = super().create({**validated_data, "subpart": subpart})
        _write_lists(cls, lists)
        return cls

    def to_representation(self, instance: Class) -> Any:
        return ClassDetailSerializer(instance, context=self.context).data


_LISTS: dict[str, Callable[[Class, Any], None]] = {
    "time_options": services.class_set_times,
    "room_options": services.class_set_rooms,
    "instructor_ids": services.class_set_instructors,
}


def _take_lists(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data.pop(name) for name in _LISTS if name in data}


def _write_lists(cls: Class, lists: dict[str, Any]) -> None:
    for name, rows in lists.items():
        _LISTS[name](cls, rows)


class ConstraintMemberSerializer(serializers.ModelSerializer[ConstraintClass]):
    id = serializers.UUIDField(source="cls_id")
    name = serializers.CharField(source="cls.name")
    course = CourseRefSerializer(source="cls.subpart.config.offering.course")
    instructors = RefSerializer(source="cls.instructors", many=True)

    class Meta:
        model = ConstraintClass
        fields = ["id", "name", "course", "instructors"]


class ConstraintSerializer(EntitySerializer[Constraint]):
    """`parameters` are those of the kind (see /constraint-kinds/); times are in minutes."""

    parameters = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=10**6), required=False
    )
    classes = ConstraintMemberSerializer(source="members", many=True, read_only=True)
    class_ids = serializers.PrimaryKeyRelatedField(
        queryset=Class.objects, many=True, write_only=True, required=False
    )

    class Meta:
        model = Constraint
        fields = [
            *BASE,
            "term",
            "kind",
            "parameters",
            "required",
            "penalty",
            "classes",
            "class_ids",
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        before = self.instance
        kind = attrs.get("kind", before.kind if before else "")
        parameters = attrs.get("parameters", before.parameters if before else {})
        services.check_parameters(kind, parameters)
        named = enumerate(attrs.get("class_ids", ()))
        refuse_out_of_reach(
            member_of(self.context["request"]),
            "class",
            ((f"class_ids.{index}", cls) for index, cls in named),
        )
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Constraint:
        classes = validated_data.pop("class_ids", [])
        constraint = super().create(validated_data)
        services.constraint_set_classes(constraint, classes)
        return constraint

    def update(self, instance: Constraint, validated_data: dict[str, Any]) -> Constraint:
        classes = validated_data.pop("class_ids", None)
        # The term stays: its classes are those of the constraint.
        validated_data.pop("term", None)
        constraint = super().update(instance, validated_data)
        if classes is not None:
            services.constraint_set_classes(constraint, classes)
        return constraint


class ImportSerializer(serializers.Serializer[Any]):
    """A problem file: ITC-2019, ITC-2007 or native, also gzipped."""

    file = serializers.FileField()
    name = serializers.CharField(required=False, max_length=200, help_text="of the new term")


class ConstraintParameterSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    unit = serializers.ChoiceField(UNITS)
    minimum = serializers.IntegerField()


class ConstraintKindSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    scope = serializers.ChoiceField(SCOPES)
    message = serializers.CharField()
    parameters = ConstraintParameterSerializer(many=True)


class GapSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(["no_classes", "class_without_times", "class_without_rooms"])
    count = serializers.IntegerField()


class TermContentsSerializer(serializers.Serializer[Any]):
    """What the term holds, and what it lacks before it can be solved."""

    rooms = serializers.IntegerField()
    courses = serializers.IntegerField()
    classes = serializers.IntegerField()
    instructors = serializers.IntegerField()
    students = serializers.IntegerField()
    enrolments = serializers.IntegerField()
    constraints = serializers.IntegerField()
    missing = GapSerializer(many=True)
    ready = serializers.BooleanField()
