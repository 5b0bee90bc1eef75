from django.urls import path
from rest_framework.routers import SimpleRouter

from courses import api, planning_api
from courses.readiness.api import ReadinessView

router = SimpleRouter()
router.register("courses", api.CourseViewSet, "course")
router.register("offerings", planning_api.OfferingViewSet, "offering")
router.register("configs", planning_api.ConfigViewSet, "config")
router.register("subparts", planning_api.SubpartViewSet, "subpart")
router.register("classes", api.ClassViewSet, "class")
router.register("constraints", api.ConstraintViewSet, "constraint")
router.register("enrolments", planning_api.EnrolmentViewSet, "enrolment")
router.register("course-requests", planning_api.CourseRequestViewSet, "course-request")
router.register("curricula", planning_api.CohortOfferingViewSet, "curriculum")

urlpatterns = [
    path("terms/<uuid:id>/copy/", planning_api.TermCopyView.as_view()),
    path("terms/<uuid:id>/readiness/", ReadinessView.as_view()),
    path("imports/", api.ImportView.as_view()),
    path("constraint-kinds/", api.ConstraintKindsView.as_view()),
    *router.urls,
]
