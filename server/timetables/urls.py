from django.urls import path
from rest_framework.routers import SimpleRouter

from timetables import api, past_api

router = SimpleRouter()
router.register("timetables", api.TimetableViewSet, "timetable")
router.register("frozen-departments", past_api.FrozenDepartmentViewSet, "frozen-department")
router.register("ratings", past_api.RatingViewSet, "rating")

urlpatterns = [
    path("my/week/", api.MyWeekView.as_view()),
    path("my/week/calendar/", api.MyCalendarView.as_view()),
    *router.urls,
]
