"""How the campus looks in the API."""

from typing import Any

from rest_framework import serializers

from accounts.models import Department, School
from accounts.recording import Listed
from accounts.viewsets import EntitySerializer
from campus import services
from campus.me import RefSerializer
from campus.models import (
    Break,
    Building,
    Cohort,
    Feature,
    Holiday,
    Instructor,
    InstructorPreference,
    InstructorUnavailability,
    Programme,
    Room,
    RoomFeature,
    RoomTravel,
    RoomUnavailability,
    Student,
    Term,
)

BASE = ["id", "external_id", "version", "created_at", "updated_at"]


WEIGHTS = ["time", "room", "distribution", "student", "capacity"]

# The engine takes no larger weight or penalty: said at the field, not by a generation.
AT_MOST = {"max_value": 10**9}


class TermSerializer(EntitySerializer[Term]):
    class Meta:
        model = Term
        fields = [
            *BASE,
            "name",
            "origin",
            "self_contained",
            "first_day",
            "weeks",
            "days",
            "slots_per_day",
            "slot_minutes",
            "day_start",
            "teaching_days",
            "teaching_start",
            "teaching_end",
            "period_minutes",
            "hour_minutes",
            "weight_time",
            "weight_room",
            "weight_distribution",
            "weight_student",
            "weight_capacity",
        ]
        read_only_fields = ["origin", "self_contained"]
        # What the engine takes, so that a generation does not fail over it.
        extra_kwargs = {
            "weeks": {"min_value": 1, "max_value": 60},
            "days": {"min_value": 1, "max_value": 14},
            "slots_per_day": {"min_value": 1, "max_value": 1440},
            "slot_minutes": {"min_value": 1, "max_value": 1440},
            "day_start": {"max_value": services.DAY_MINUTES - 1},
            "teaching_start": {"max_value": services.DAY_MINUTES - 1},
            "teaching_end": {"max_value": services.DAY_MINUTES},
            "period_minutes": {"min_value": 1, "max_value": services.DAY_MINUTES},
            "hour_minutes": {"min_value": 1, "max_value": services.DAY_MINUTES},
            **{f"weight_{name}": AT_MOST for name in WEIGHTS},
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        services.term_check_first_day(attrs.get("first_day"))
        if self.instance is not None:
            services.term_check_grid(self.instance, attrs)
        values = {**vars(self.instance or Term()), **attrs}
        services.term_check_apart(values["first_day"], values["weeks"], self.instance)
        services.term_check_teaching(values)
        return attrs


class BreakSerializer(serializers.ModelSerializer[Break]):
    class Meta:
        model = Break
        fields = ["name", "weeks", "days", "start_minute", "length_minutes"]


class HolidaySerializer(serializers.ModelSerializer[Holiday]):
    class Meta:
        model = Holiday
        fields = ["name", "first_day", "last_day"]


class TermDetailSerializer(TermSerializer):
    """A term with its breaks and holidays; each list is written as a whole."""

    breaks = BreakSerializer(many=True, required=False)
    holidays = HolidaySerializer(many=True, required=False)

    lists = {
        "breaks": services.term_set_breaks,
        "holidays": services.term_set_holidays,
    }

    class Meta(TermSerializer.Meta):
        fields = [*TermSerializer.Meta.fields, "breaks", "holidays"]


class SchoolSerializer(EntitySerializer[School]):
    class Meta:
        model = School
        fields = [*BASE, "name"]


class FeatureSerializer(EntitySerializer[Feature]):
    class Meta:
        model = Feature
        fields = [*BASE, "name"]


class DepartmentSerializer(EntitySerializer[Department]):
    school_name = serializers.CharField(source="school.name", read_only=True, allow_null=True)

    named = ("name",)

    class Meta:
        model = Department
        fields = [*BASE, "name", "school", "school_name"]


class ProgrammeSerializer(EntitySerializer[Programme]):
    department_name = serializers.CharField(source="department.name", read_only=True)

    named = ("name", "department")

    class Meta:
        model = Programme
        fields = [*BASE, "name", "department", "department_name"]


class CohortSerializer(EntitySerializer[Cohort]):
    programme_name = serializers.CharField(source="programme.name", read_only=True)
    size = serializers.IntegerField(read_only=True, default=0, help_text="Its students.")

    named = ("name", "programme")

    class Meta:
        model = Cohort
        fields = [
            *BASE,
            "name",
            "programme",
            "programme_name",
            "year",
            "headcount",
            "max_day_minutes",
            "size",
        ]
        extra_kwargs = {
            "headcount": {"max_value": 10_000},
            "max_day_minutes": {"min_value": 1, "max_value": services.DAY_MINUTES},
        }


class BuildingSerializer(EntitySerializer[Building]):
    named = ("name",)

    class Meta:
        model = Building
        fields = [*BASE, "name", "x", "y"]


class HoursSerializer(serializers.ModelSerializer[RoomUnavailability]):
    class Meta:
        model = RoomUnavailability
        fields = ["term", "weeks", "days", "start_minute", "length_minutes"]


class RoomSerializer(EntitySerializer[Room]):
    building_name = serializers.CharField(
        source="building.name", read_only=True, allow_null=True
    )
    department_name = serializers.CharField(
        source="department.name", read_only=True, allow_null=True
    )

    features = RefSerializer(many=True, read_only=True)
    feature_ids = serializers.PrimaryKeyRelatedField(
        queryset=Feature.objects, many=True, write_only=True, required=False
    )

    lists = {"feature_ids": services.room_set_features}
    listed = {"feature_ids": Listed(RoomFeature, "feature")}

    named = ("name", "building", "term")

    class Meta:
        model = Room
        fields = [
            *BASE,
            "name",
            "capacity",
            "type",
            "building",
            "building_name",
            "department",
            "department_name",
            "shared",
            "accessible",
            "features",
            "feature_ids",
            "term",
        ]
        extra_kwargs = {"capacity": {"min_value": 1, "max_value": 100_000}}


class TravelSerializer(serializers.Serializer[Any]):
    """Minutes to another room, both ways, instead of those that the coordinates give."""

    room = serializers.PrimaryKeyRelatedField(queryset=Room.objects)
    room_name = serializers.CharField(source="room.name", read_only=True)
    minutes = serializers.IntegerField(min_value=0, max_value=services.DAY_MINUTES)


class RoomDetailSerializer(RoomSerializer):
    """A room with its closed hours and stated ways; each list is written as a whole."""

    unavailabilities = HoursSerializer(many=True, required=False)
    travels = TravelSerializer(source="ways", many=True, required=False)

    lists = {
        **RoomSerializer.lists,
        "unavailabilities": services.room_set_unavailabilities,
        "ways": services.room_set_travels,
    }
    listed = {**RoomSerializer.listed, "travels": Listed(RoomTravel)}

    class Meta(RoomSerializer.Meta):
        fields = [*RoomSerializer.Meta.fields, "unavailabilities", "travels"]


class UnavailabilitySerializer(serializers.ModelSerializer[InstructorUnavailability]):
    class Meta:
        model = InstructorUnavailability
        fields = ["term", "weeks", "days", "start_minute", "length_minutes"]


class PreferenceSerializer(serializers.ModelSerializer[InstructorPreference]):
    class Meta:
        model = InstructorPreference
        fields = ["term", "weeks", "days", "start_minute", "length_minutes", "penalty"]
        extra_kwargs = {"penalty": AT_MOST}


class InstructorSerializer(EntitySerializer[Instructor]):
    department_name = serializers.CharField(
        source="department.name", read_only=True, allow_null=True
    )

    class Meta:
        model = Instructor
        fields = [
            *BASE,
            "name",
            "department",
            "department_name",
            "max_week_minutes",
            "max_day_minutes",
            "research_day",
            "needs_accessible",
        ]
        extra_kwargs = {
            "max_week_minutes": {"min_value": 1, "max_value": 7 * services.DAY_MINUTES},
            "max_day_minutes": {"min_value": 1, "max_value": services.DAY_MINUTES},
            "research_day": {"max_value": 13},
        }


class InstructorDetailSerializer(InstructorSerializer):
    """`unavailabilities` are hours without classes, `preferences` hours that cost."""

    unavailabilities = UnavailabilitySerializer(many=True, required=False)
    preferences = PreferenceSerializer(many=True, required=False)

    lists = {
        "unavailabilities": services.instructor_set_unavailabilities,
        "preferences": services.instructor_set_preferences,
    }

    class Meta(InstructorSerializer.Meta):
        fields = [*InstructorSerializer.Meta.fields, "unavailabilities", "preferences"]


class AvailabilitySerializer(EntitySerializer[Instructor]):
    """An instructor's own hours: without classes, and with a cost."""

    unavailabilities = UnavailabilitySerializer(many=True, required=False)
    preferences = PreferenceSerializer(many=True, required=False)

    lists = InstructorDetailSerializer.lists

    class Meta:
        model = Instructor
        fields = ["id", "version", "name", "research_day", "unavailabilities", "preferences"]
        read_only_fields = ["name", "research_day"]


class StudentSerializer(EntitySerializer[Student]):
    cohort_name = serializers.CharField(source="cohort.name", read_only=True, allow_null=True)

    class Meta:
        model = Student
        fields = [*BASE, "name", "cohort", "cohort_name", "term"]
