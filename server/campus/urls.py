from django.urls import path
from rest_framework.routers import SimpleRouter

from campus import api
from campus.people_api import PersonView

router = SimpleRouter()
router.register("terms", api.TermViewSet, "term")
router.register("schools", api.SchoolViewSet, "school")
router.register("departments", api.DepartmentViewSet, "department")
router.register("programmes", api.ProgrammeViewSet, "programme")
router.register("cohorts", api.CohortViewSet, "cohort")
router.register("buildings", api.BuildingViewSet, "building")
router.register("features", api.FeatureViewSet, "feature")
router.register("rooms", api.RoomViewSet, "room")
router.register("instructors", api.InstructorViewSet, "instructor")
router.register("availabilities", api.AvailabilityViewSet, "availability")
router.register("students", api.StudentViewSet, "student")

urlpatterns = [
    path("people/<slug:kind>/<uuid:id>/", PersonView.as_view()),
    path("me/", api.MeView.as_view()),
    *router.urls,
]
