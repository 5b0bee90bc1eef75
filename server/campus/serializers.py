"""How the campus looks in the API."""

from typing import Any

from rest_framework import serializers

from accounts.models import Department
from accounts.viewsets import EntitySerializer
from campus import services
from campus.models import (
    Building,
    Cohort,
    Instructor,
    InstructorPreference,
    Programme,
    Room,
    RoomUnavailability,
    Student,
    Term,
)

BASE = ["id", "external_id", "version", "created_at", "updated_at"]


WEIGHTS = ["time", "room", "distribution", "student", "capacity"]


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
            **{f"weight_{name}": {"max_value": 10**9} for name in WEIGHTS},
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        services.term_check_first_day(attrs.get("first_day"))
        if self.instance is not None:
            services.term_check_grid(self.instance, attrs)
        return attrs


class DepartmentSerializer(EntitySerializer[Department]):
    class Meta:
        model = Department
        fields = [*BASE, "name"]


class ProgrammeSerializer(EntitySerializer[Programme]):
    department_name = serializers.CharField(source="department.name", read_only=True)

    class Meta:
        model = Programme
        fields = [*BASE, "name", "department", "department_name"]


class CohortSerializer(EntitySerializer[Cohort]):
    programme_name = serializers.CharField(source="programme.name", read_only=True)
    size = serializers.IntegerField(read_only=True, default=0, help_text="Its students.")

    class Meta:
        model = Cohort
        fields = [*BASE, "name", "programme", "programme_name", "year", "size"]


class BuildingSerializer(EntitySerializer[Building]):
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
            "term",
        ]


class RoomDetailSerializer(RoomSerializer):
    unavailabilities = HoursSerializer(many=True, required=False)

    class Meta(RoomSerializer.Meta):
        fields = [*RoomSerializer.Meta.fields, "unavailabilities"]

    def create(self, validated_data: dict[str, Any]) -> Room:
        hours = validated_data.pop("unavailabilities", [])
        room = super().create(validated_data)
        services.room_set_unavailabilities(room, hours)
        return room

    def update(self, instance: Room, validated_data: dict[str, Any]) -> Room:
        hours = validated_data.pop("unavailabilities", None)
        room = super().update(instance, validated_data)
        if hours is not None:
            services.room_set_unavailabilities(room, hours)
        return room


class PreferenceSerializer(serializers.ModelSerializer[InstructorPreference]):
    class Meta:
        model = InstructorPreference
        fields = ["term", "weeks", "days", "start_minute", "length_minutes", "penalty"]


class InstructorSerializer(EntitySerializer[Instructor]):
    department_name = serializers.CharField(
        source="department.name", read_only=True, allow_null=True
    )

    class Meta:
        model = Instructor
        fields = [*BASE, "name", "department", "department_name"]


class InstructorDetailSerializer(InstructorSerializer):
    preferences = PreferenceSerializer(many=True, required=False)

    class Meta(InstructorSerializer.Meta):
        fields = [*InstructorSerializer.Meta.fields, "preferences"]

    def create(self, validated_data: dict[str, Any]) -> Instructor:
        hours = validated_data.pop("preferences", [])
        instructor = super().create(validated_data)
        services.instructor_set_preferences(instructor, hours)
        return instructor

    def update(self, instance: Instructor, validated_data: dict[str, Any]) -> Instructor:
        hours = validated_data.pop("preferences", None)
        instructor = super().update(instance, validated_data)
        if hours is not None:
            services.instructor_set_preferences(instructor, hours)
        return instructor


class StudentSerializer(EntitySerializer[Student]):
    cohort_name = serializers.CharField(source="cohort.name", read_only=True, allow_null=True)

    class Meta:
        model = Student
        fields = [*BASE, "name", "cohort", "cohort_name", "term"]
