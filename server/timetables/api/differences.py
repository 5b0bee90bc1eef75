"""What is different from another timetable, in the API: preview of a publication, comparison.

`against` names the other timetable; without it, it is the term's published one, so that
this is what publishing would change, and for whom.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Membership
from accounts.permissions import Reach, RolePermission, member_of, narrow, reach
from campus.models import Instructor, Student
from config.errors import Refused
from config.pagination import Pages
from timetables.api import difference_serializers as forms
from timetables.models import Timetable
from timetables.selectors import differing
from timetables.selectors.differences import Differences, published_beside
from timetables.selectors.people import WHO, balance, people_compared

Rows = list[dict[str, Any]]
_KIND = OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=WHO)


class DifferenceView(APIView):
    entity = "timetable"
    permission_classes = [IsAuthenticated, RolePermission]

    def differences(self, request: Request, id: UUID) -> tuple[Differences, dict[str, Any]]:
        """The two timetables, with what else is asked. Raises Refused: not_found (404)."""
        query = forms.DifferenceQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = dict(query.validated_data)
        rows = Timetable.objects.select_related("term")
        seen = narrow(rows, member_of(request), "view", "timetable")
        new = get_object_or_404(seen, pk=id)
        against = asked.pop("against")
        old = get_object_or_404(seen, pk=against) if against else published_beside(new)
        if old is not None and old.term_id != new.term_id:
            raise Refused(
                "timetable_of_another_term", "It is of another term.", field="against"
            )
        return Differences(old, new), asked

    def page(self, request: Request, rows: Rows, show: Callable[[Rows], Any]) -> Response:
        pages = Pages()
        found: Any = pages.paginate_queryset(rows, request, self)
        return pages.get_paginated_response(show(found))


class DifferencesView(DifferenceView):
    @extend_schema(
        operation_id="timetables_differences",
        parameters=[forms.AgainstSerializer],
        responses=forms.DifferencesSerializer,
    )
    def get(self, request: Request, id: UUID) -> Response:
        """How many classes, instructors and students differ, clashes that come and go."""
        found, _ = self.differences(request, id)
        return Response(forms.DifferencesSerializer(differing.summary(found)).data)


class ChangedClassesView(DifferenceView):
    @extend_schema(
        operation_id="timetables_differences_classes",
        parameters=[forms.DepartmentQuerySerializer],
        responses=forms.paged(forms.ChangedClassSerializer),
    )
    def get(self, request: Request, id: UUID) -> Response:
        """Classes that differ, with their place in each of the two."""
        found, asked = self.differences(request, id)
        rows = found.classes(asked["department"])
        return self.page(
            request,
            rows,
            lambda rows: (
                forms.ChangedClassSerializer(
                    differing.classes_shown(found, rows), many=True
                ).data
            ),
        )


class ChangedPeopleView(DifferenceView):
    entity = "student"

    @extend_schema(
        operation_id="timetables_differences_people",
        parameters=[forms.PageQuerySerializer, _KIND],
        responses=forms.paged(forms.ChangedPersonSerializer),
    )
    def get(self, request: Request, id: UUID, kind: str) -> Response:
        """Instructors or students whose week differs, with how many of their classes do.

        Of each student also the clashes that come and go.
        """
        found, _ = self.differences(request, id)
        _refuse_kind(kind)
        show: Callable[[Rows], Rows] = differing.instructors_shown
        if kind == "instructors":
            rows = found.instructors()
        else:
            rows, show = found.students(), differing.students_shown(found)
        return self.page(
            request,
            _seen(rows, kind, member_of(request)),
            lambda rows: forms.ChangedPersonSerializer(show(rows), many=True).data,
        )


class ComparisonView(DifferenceView):
    @extend_schema(
        operation_id="timetables_comparison",
        parameters=[forms.AgainstSerializer],
        responses=forms.ComparisonSerializer,
    )
    def get(self, request: Request, id: UUID) -> Response:
        """Two timetables side by side: scores, meetings by hour, and who gains and loses."""
        found, _ = self.differences(request, id)
        old = _other(found)
        answer = {
            "scores": [old, found.new],
            "hours": found.hours(),
            "people": {who: balance(people_compared(old, found.new, who)) for who in WHO},
        }
        return Response(forms.ComparisonSerializer(answer).data)


class ComparedPeopleView(DifferenceView):
    entity = "student"

    @extend_schema(
        operation_id="timetables_comparison_people",
        parameters=[forms.PageQuerySerializer, _KIND],
        responses=forms.paged(forms.ComparedPersonSerializer),
    )
    def get(self, request: Request, id: UUID, kind: str) -> Response:
        """Who gains and who loses, by clashes, days and minutes between classes."""
        found, _ = self.differences(request, id)
        _refuse_kind(kind)
        rows = people_compared(_other(found), found.new, kind)
        return self.page(
            request,
            _seen(rows, kind, member_of(request)),
            lambda rows: forms.ComparedPersonSerializer(rows, many=True).data,
        )


def _other(found: Differences) -> Timetable:
    if found.old is None:
        raise Refused(
            "no_published_timetable",
            "No timetable is published yet: name another one.",
            status=404,
        )
    return found.old


def _seen(rows: Rows, kind: str, member: Membership) -> Rows:
    """Those of the people whom the member may see."""
    people: Any = Instructor if kind == "instructors" else Student
    entity = kind.removesuffix("s")
    if reach(member, "view", entity) is Reach.EVERYWHERE:
        return rows
    seen = set(
        narrow(people.objects.all(), member, "view", entity).values_list("pk", flat=True)
    )
    return [row for row in rows if row["id"] in seen]


def _refuse_kind(kind: str) -> None:
    if kind not in WHO:
        raise Http404
