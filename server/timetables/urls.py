from django.urls import path
from rest_framework.routers import SimpleRouter

from timetables.api.past import FrozenDepartmentViewSet, RatingViewSet
from timetables.api.reviewing import ApprovalViewSet
from timetables.api.timetables import TimetableViewSet
from timetables.api.week import MyCalendarView, MyWeekView

router = SimpleRouter()
router.register("timetables", TimetableViewSet, "timetable")
router.register("approvals", ApprovalViewSet, "approval")
router.register("frozen-departments", FrozenDepartmentViewSet, "frozen-department")
router.register("ratings", RatingViewSet, "rating")

urlpatterns = [
    path("my/week/", MyWeekView.as_view()),
    path("my/week/calendar/", MyCalendarView.as_view()),
    *router.urls,
]
