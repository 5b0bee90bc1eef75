from django.urls import path
from rest_framework.routers import SimpleRouter

from courses import api

router = SimpleRouter()
router.register("courses", api.CourseViewSet, "course")
router.register("classes", api.ClassViewSet, "class")
router.register("constraints", api.ConstraintViewSet, "constraint")

urlpatterns = [
    path("imports/", api.ImportView.as_view()),
    path("constraint-kinds/", api.ConstraintKindsView.as_view()),
    *router.urls,
]
