from django.urls import path
from rest_framework.routers import SimpleRouter

from timetables import api

router = SimpleRouter()
router.register("timetables", api.TimetableViewSet, "timetable")

urlpatterns = [
    path("my/week/", api.MyWeekView.as_view()),
    path("my/week/calendar/", api.MyCalendarView.as_view()),
    *router.urls,
]
