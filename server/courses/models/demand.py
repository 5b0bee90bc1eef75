"""Who takes what: enrolments, curricula of cohorts, ranked requests."""

from django.db import models
from django.db.models import Q

from accounts.recording import Recorded
from accounts.tenancy import TenantModel
from campus.models import Cohort, Student, Term
from courses.models.offerings import Offering


class Enrolment(TenantModel):
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="enrolments")
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="enrolments")

    recorded = Recorded(part_of="student")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["student", "offering"], name="enrolment_once")
        ]
        # Row security asks for the institution first: a page, or a count, of one of many
        # institutions does not walk through the others' rows.
        indexes = [
            models.Index(fields=["institution", "id"], name="enrolment_in_order"),
            models.Index(fields=["institution", "offering"], name="enrolment_of_offering"),
        ]


class CohortOffering(TenantModel):
    """What everybody of a cohort takes in a term, on record or not yet."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="curriculum")
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="cohorts")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["cohort", "offering"], name="cohort_offering_once")
        ]


class CourseRequest(TenantModel):
    """What a student would like to take: rank 1 before 2, and instead of it, in order."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="requests")
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="requests")
    rank = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["student", "offering"], name="course_request_once"),
            models.UniqueConstraint(
                fields=["term", "student", "rank"],
                name="course_request_rank",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(rank__gt=0), name="course_request_rank_positive"
            ),
        ]


class RequestAlternative(TenantModel):
    request = models.ForeignKey(
        CourseRequest, on_delete=models.CASCADE, related_name="alternatives"
    )
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="+")

    recorded = Recorded(part_of="request")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["request", "offering"], name="request_alternative_once"
            )
        ]
