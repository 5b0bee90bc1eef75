"""How courses, classes and constraints look in the API."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Membership
from accounts.permissions import member_of, refuse_out_of_reach
from accounts.recording import Listed
from accounts.viewsets import EntitySerializer
from campus.me import RefSerializer
from campus.models import Instructor, Room, Term
from campus.serializers import AT_MOST, BASE
from courses import services
from courses.models import (
    SCOPES,
    UNITS,
    Class,
    ClassAlternative,
    ClassInstructor,
    Constraint,
    ConstraintClass,
    Course,
    CourseFeature,
    Part,
    Pin,
    Requisite,
    RoomOption,
    TimeOption,
)


class CourseRefSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class CourseSerializer(EntitySerializer[Course]):
    department_name = serializers.CharField(
        source="department.name", read_only=True, allow_null=True
    )

    named = ("code", "term")

    class Meta:
        model = Course
        fields = [
            *BASE,
            "code",
            "name",
            "type",
            "credits",
            "lecture_hours",
            "tutorial_hours",
            "practical_hours",
            "department",
            "department_name",
            "term",
        ]
        extra_kwargs = {
            "credits": {"min_value": 0},
            "lecture_hours": {"min_value": 0, "max_value": 60},
            "tutorial_hours": {"min_value": 0, "max_value": 60},
            "practical_hours": {"min_value": 0, "max_value": 60},
        }


class NeedSerializer(serializers.ModelSerializer[CourseFeature]):
    """A feature that the course's rooms must have; part "" means all of its parts."""

    feature_name = serializers.CharField(source="feature.name", read_only=True)

    class Meta:
        model = CourseFeature
        fields = ["feature", "feature_name", "part"]


class CourseDetailSerializer(CourseSerializer):
    """A course with what it requires; each list is written as a whole."""

    features = NeedSerializer(source="needs", many=True, required=False)
    prerequisites = serializers.SerializerMethodField()
    corequisites = serializers.SerializerMethodField()
    prerequisite_ids = serializers.PrimaryKeyRelatedField(
        queryset=Course.objects, many=True, write_only=True, required=False
    )
    corequisite_ids = serializers.PrimaryKeyRelatedField(
        queryset=Course.objects, many=True, write_only=True, required=False
    )

    lists = {
        "needs": services.course_set_features,
        "prerequisite_ids": services.course_set_prerequisites,
        "corequisite_ids": services.course_set_corequisites,
    }
    offered_in = serializers.PrimaryKeyRelatedField(
        queryset=Term.objects,
        write_only=True,
        required=False,
        help_text="Offers it in this term; a course of its code that is not yet, as it is.",
    )
    listed = {
        f"{kind}_ids": Listed(Requisite, "required", {"kind": kind}) for kind in Requisite.Kind
    }

    class Meta(CourseSerializer.Meta):
        fields = [
            *CourseSerializer.Meta.fields,
            "features",
            "prerequisites",
            "prerequisite_ids",
            "corequisites",
            "corequisite_ids",
            "offered_in",
        ]

    def create(self, validated_data: dict[str, Any]) -> Course:
        term = validated_data.pop("offered_in", None)
        if term is None:
            return super().create(validated_data)
        code, own = validated_data["code"], term.own
        known = Course.objects.filter(code__iexact=code, term=own).exclude(offerings__term=term)
        course = known.first() or super().create({**validated_data, "term": own})
        services.offer(course, term)
        return course

    def update(self, instance: Course, validated_data: dict[str, Any]) -> Course:
        validated_data.pop("offered_in", None)
        return super().update(instance, validated_data)

    @extend_schema_field(CourseRefSerializer(many=True))
    def get_prerequisites(self, course: Course) -> Any:
        return _requisites(course, Requisite.Kind.PREREQUISITE)

    @extend_schema_field(CourseRefSerializer(many=True))
    def get_corequisites(self, course: Course) -> Any:
        return _requisites(course, Requisite.Kind.COREQUISITE)


def _requisites(course: Course, kind: str) -> Any:
    rows = [row.required for row in course.requisites.all() if row.kind == kind]
    return CourseRefSerializer(rows, many=True).data


class TimeOptionSerializer(serializers.ModelSerializer[TimeOption]):
    class Meta:
        model = TimeOption
        fields = ["weeks", "days", "start_minute", "length_minutes", "penalty"]
        extra_kwargs = {"penalty": AT_MOST}


class RoomOptionSerializer(serializers.ModelSerializer[RoomOption]):
    room_name = serializers.CharField(source="room.name", read_only=True)

    class Meta:
        model = RoomOption
        fields = ["room", "room_name", "penalty"]
        extra_kwargs = {"penalty": AT_MOST}


class ClassSerializer(EntitySerializer[Class]):
    """A class as a row of a list."""

    named = ("name", "subpart")

    course = CourseRefSerializer(source="subpart.config.offering.course", read_only=True)
    department = RefSerializer(
        source="subpart.config.offering.course.department", read_only=True, allow_null=True
    )
    part = serializers.ChoiceField(
        Part.choices, source="subpart.part", read_only=True, allow_blank=True
    )
    parent_name = serializers.CharField(source="parent.name", read_only=True, allow_null=True)
    instructors = RefSerializer(source="taught_by", many=True, read_only=True)
    pinned = serializers.BooleanField(read_only=True, default=False)

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
            "needs_accessible",
            "pinned",
            "instructors",
        ]
        read_only_fields = ["term", "subpart"]


class PinSerializer(serializers.ModelSerializer[Pin]):
    """A time, a room, or both; a time is all of its four fields."""

    room_name = serializers.CharField(source="room.name", read_only=True, allow_null=True)

    class Meta:
        model = Pin
        fields = ["weeks", "days", "start_minute", "length_minutes", "room", "room_name"]


class ClassDetailSerializer(ClassSerializer):
    """A class with the times and rooms it may get; each list is written as a whole.

    Without times or rooms of its own, they follow from the term and the course.
    """

    instructors = RefSerializer(many=True, read_only=True)
    time_options = TimeOptionSerializer(many=True, required=False)
    room_options = RoomOptionSerializer(many=True, required=False)
    pin = PinSerializer(required=False, allow_null=True, default=None)
    alternatives = RefSerializer(many=True, read_only=True)
    instructor_ids = serializers.PrimaryKeyRelatedField(
        queryset=Instructor.objects, many=True, write_only=True, required=False
    )
    alternative_ids = serializers.PrimaryKeyRelatedField(
        queryset=Instructor.objects, many=True, write_only=True, required=False
    )

    lists = {
        "time_options": services.class_set_times,
        "room_options": services.class_set_rooms,
        "instructor_ids": services.class_set_instructors,
        "alternative_ids": services.class_set_alternatives,
        "pin": services.class_set_pin,
    }
    listed = {
        "instructor_ids": Listed(ClassInstructor, "instructor"),
        "alternative_ids": Listed(ClassAlternative, "instructor"),
    }

    class Meta(ClassSerializer.Meta):
        fields = [
            *ClassSerializer.Meta.fields,
            "time_options",
            "room_options",
            "pin",
            "alternatives",
            "instructor_ids",
            "alternative_ids",
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A department gives its classes its own rooms and people; what is there may stay."""
        member = member_of(self.context["request"])
        cls = self.instance
        rooms = {option.room_id for option in cls.room_options.all()} if cls else set()
        people = {row.pk for row in cls.instructors.all()} if cls else set()
        people |= {row.pk for row in cls.alternatives.all()} if cls else set()
        pin = getattr(cls, "pin", None)
        if pin is not None:
            rooms.add(pin.room_id)
        refuse_foreign_rooms(member, _rooms_named(attrs), but=rooms)
        refuse_out_of_reach(
            member,
            "instructor",
            (
                (f"{field}.{index}", row)
                for field in ("instructor_ids", "alternative_ids")
                for index, row in enumerate(attrs.get(field, ()))
                if row.pk not in people
            ),
        )
        return attrs

    def update(self, instance: Class, validated_data: dict[str, Any]) -> Class:
        services.class_check_parent(instance, validated_data.get("parent"))
        return super().update(instance, validated_data)


def refuse_foreign_rooms(
    member: Membership, named: Iterable[tuple[str, Room]], but: Collection[Any] = ()
) -> None:
    """Refuse other departments' rooms (each with its field), unless shared; not those in `but`.

    Raises Refused: out_of_reach (403).
    """
    refuse_out_of_reach(
        member,
        "room",
        (
            (place, room)
            for place, room in named
            # A room of no department is everybody's.
            if room.department_id and not room.shared and room.pk not in but
        ),
    )


def _rooms_named(attrs: dict[str, Any]) -> Iterator[tuple[str, Room]]:
    """Where in the input a room is named, and which."""
    for index, option in enumerate(attrs.get("room_options", ())):
        yield f"room_options.{index}.room", option["room"]
    pin = attrs.get("pin")
    if pin and pin.get("room"):
        yield "pin.room", pin["room"]


class ClassCreateSerializer(ClassDetailSerializer):
    """A new class of a course in a term; its part of the course is made where absent."""

    course = serializers.PrimaryKeyRelatedField(queryset=Course.objects)  # type: ignore[assignment]
    term = serializers.PrimaryKeyRelatedField(queryset=Term.objects)
    part = serializers.ChoiceField(Part.choices, default=Part.LECTURE)

    def create(self, validated_data: dict[str, Any]) -> Class:
        course, part = validated_data.pop("course"), validated_data.pop("part")
        subpart = services.subpart_ensure(course, validated_data["term"], part)
        services.class_check_parent(Class(subpart=subpart), validated_data.get("parent"))
        return super().create({**validated_data, "subpart": subpart})

    def to_representation(self, instance: Class) -> Any:
        return ClassDetailSerializer(instance, context=self.context).data


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

    lists = {"class_ids": services.constraint_set_classes}
    listed = {"class_ids": Listed(ConstraintClass, "cls")}

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
        extra_kwargs = {"penalty": AT_MOST}

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

    def update(self, instance: Constraint, validated_data: dict[str, Any]) -> Constraint:
        # The term stays: its classes are those of the constraint.
        validated_data.pop("term", None)
        return super().update(instance, validated_data)


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
