"""The person who asks, as the browser needs to know them."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from accounts.models import Department, Institution, Membership, Role, User
from accounts.selectors import memberships_of
from campus.models import Instructor, Student
from horarium_contracts.limits import UPLOAD_BYTES


@dataclass(frozen=True)
class Me:
    user: User
    membership: "Acting | None"
    memberships: list[Membership]
    upload_bytes: int = UPLOAD_BYTES


@dataclass(frozen=True)
class Acting:
    """The membership that requests act under, and who that is on the campus."""

    id: Any
    role: str
    institution: Institution
    department: Department | None
    instructor: Instructor | None
    student: Student | None


def me(user: User, membership: Membership | None) -> Me:
    acting = None
    if membership is not None:
        acting = Acting(
            id=membership.id,
            role=membership.role,
            institution=membership.institution,
            department=membership.department,
            instructor=Instructor.objects.filter(membership=membership).first(),
            student=Student.objects.filter(membership=membership).first(),
        )
    return Me(user, acting, memberships_of(user))


class UserSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["id", "email", "name"]


class MyNameSerializer(serializers.ModelSerializer[User]):
    """What may be changed about oneself."""

    name = serializers.CharField(max_length=200)

    class Meta:
        model = User
        fields = ["name"]


class InstitutionSerializer(serializers.ModelSerializer[Institution]):
    class Meta:
        model = Institution
        fields = ["id", "name", "timezone"]


class RefSerializer(serializers.Serializer[Any]):
    """Something named, by its id."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class ActingSerializer(serializers.Serializer[Acting]):
    id = serializers.UUIDField()
    role = serializers.ChoiceField(Role.choices)
    institution = InstitutionSerializer()
    department = RefSerializer(allow_null=True)
    instructor = RefSerializer(allow_null=True)
    student = RefSerializer(allow_null=True)


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    institution = InstitutionSerializer()

    class Meta:
        model = Membership
        fields = ["id", "role", "institution"]


class MeSerializer(serializers.Serializer[Me]):
    user = UserSerializer()
    membership = ActingSerializer(allow_null=True)
    memberships = MembershipSerializer(many=True)
    upload_bytes = serializers.IntegerField(help_text="The largest file that may be sent.")
